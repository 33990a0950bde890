/* The name of a plan, for who reviews one and lets that very one be applied. */
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "plan/plan.h"

/* Each part with its end marked, so that no two plans run together into one text. */
static void digest_text(EVP_MD_CTX *digest, const char *text)
{
	if (text != NULL)
		(void)EVP_DigestUpdate(digest, text, strlen(text));
	(void)EVP_DigestUpdate(digest, text == NULL ? "\1" : "\0", 1);
}

static void digest_step(EVP_MD_CTX *digest, const struct judgement *step)
{
	digest_text(digest, step->step);
	digest_text(digest, verdict_name(step->verdict));
	for (size_t i = 0; i < step->differences_count; i++) {
		digest_text(digest, step->differences[i].name);
		digest_text(digest, step->differences[i].is);
		digest_text(digest, step->differences[i].wanted);
	}
	for (size_t i = 0; i < step->actions_count; i++) {
		const struct action *action = &step->actions[i];

		digest_text(digest, action->varies ? "" : action->text);
		digest_text(digest, action->path);
		digest_text(digest, action->subject);
		digest_text(digest, action->content);
		for (const char *const *name = action->databases;
		     name != NULL && *name != NULL; name++)
			digest_text(digest, *name);
		for (const char *const *name = action->replaced;
		     name != NULL && *name != NULL; name++)
			digest_text(digest, *name);
	}
}

void plan_id(const struct plan *plan, char id[PLAN_ID_SIZE])
{
	unsigned char bytes[EVP_MAX_MD_SIZE] = { 0 };
	EVP_MD_CTX *digest = EVP_MD_CTX_new();

	if (digest == NULL || EVP_DigestInit_ex(digest, EVP_sha256(), NULL) != 1)
		abort();
	for (size_t i = 0; i < plan->steps_count; i++) {
		const struct judgement *step = &plan->steps[i];

		if (step->verdict == VERDICT_TODO || step->verdict == VERDICT_BLOCKED)
			digest_step(digest, step);
	}
	(void)EVP_DigestFinal_ex(digest, bytes, NULL);
	EVP_MD_CTX_free(digest);
	hex_write(bytes, (PLAN_ID_SIZE - 1) / 2, id);
}
