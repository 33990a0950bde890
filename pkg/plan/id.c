/*
 * The id of a plan: whoever reviews a plan can have exactly that one applied. It is a
 * digest of both servers' identity and of all that would be done or consented to.
 */
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "base/attributes.h"
#include "base/hex.h"
#include "base/text.h"
#include "plan/plan.h"

/* How a member of an action goes into the digest. */
enum member_kind {
	MEMBER_TEXT,
	MEMBER_SHOWN,      /* the text, unless its figures move by themselves */
	MEMBER_NUMBER,     /* an enum, a size or a bool, by its size */
	MEMBER_NAMES,      /* NULL-terminated */
	MEMBER_PARAMETERS, /* parameters_count of them */
	MEMBER_NOT,        /* how it is shown or done, and not what */
};

#define MEMBER(member, kind)                                                           \
	{                                                                              \
#member, kind, offsetof(struct action, member),                        \
			sizeof(((struct action *)NULL)->member)                        \
	}

/* Every member of struct action: a test misses the one that is not here. */
/* clang-format off */
static const struct member {
	const char *name;
	enum member_kind kind;
	size_t offset, size;
} members[] = {
	MEMBER(on,               MEMBER_NUMBER),
	MEMBER(kind,             MEMBER_NUMBER),
	MEMBER(text,             MEMBER_SHOWN),
	MEMBER(secret_at,        MEMBER_NOT), /* a place in the text */
	MEMBER(places,           MEMBER_NOT), /* in the text, too */
	MEMBER(places_count,     MEMBER_NOT),
	MEMBER(volatile_text,           MEMBER_NUMBER),
	MEMBER(path,             MEMBER_TEXT),
	MEMBER(content,          MEMBER_TEXT),
	MEMBER(argv,             MEMBER_NAMES),
	MEMBER(databases,        MEMBER_NAMES),
	MEMBER(replaced,         MEMBER_NAMES),
	MEMBER(from_scratch,           MEMBER_NUMBER),
	MEMBER(record,           MEMBER_NUMBER),
	MEMBER(gtid_set,         MEMBER_NOT), /* grows while the link runs */
	MEMBER(order,            MEMBER_NUMBER),
	MEMBER(subject,          MEMBER_TEXT),
	MEMBER(family,           MEMBER_TEXT),
	MEMBER(parameters,       MEMBER_PARAMETERS),
	MEMBER(parameters_count, MEMBER_NUMBER),
	MEMBER(reobserve_after,       MEMBER_NUMBER),
};
/* clang-format on */

size_t plan_id_members(void)
{
	return ARRAY_SIZE(members);
}

/* Each part has a mark at its end, so that different plans give different texts. */
static void digest_text(EVP_MD_CTX *digest, const char *text)
{
	if (text != NULL)
		(void)EVP_DigestUpdate(digest, text, strlen(text));
	(void)EVP_DigestUpdate(digest, text == NULL ? "\1" : "\0", 1);
}

static void digest_number(EVP_MD_CTX *digest, uint64_t number)
{
	char text[24];
	char *digit = &text[sizeof(text) - 1];

	*digit = '\0';
	do
		*--digit = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	digest_text(digest, digit);
}

static void digest_names(EVP_MD_CTX *digest, const char *const *names)
{
	for (; names != NULL && *names != NULL; names++)
		digest_text(digest, *names);
	digest_text(digest, NULL);
}

static void digest_parameters(EVP_MD_CTX *digest, const struct action *action)
{
	for (size_t i = 0; i < action->parameters_count; i++) {
		digest_text(digest, action->parameters[i].name);
		digest_text(digest, action->parameters[i].value);
		digest_number(digest, action->parameters[i].immediate);
	}
}

static uint64_t number_at(const void *at, size_t size)
{
	uint64_t number = 0;

	/* Equal numbers of one size have equal bytes: their order is no matter. */
	memcpy(&number, at, size);
	return number;
}

static void digest_action(EVP_MD_CTX *digest, const struct action *action)
{
	for (size_t i = 0; i < ARRAY_SIZE(members); i++) {
		const struct member *member = &members[i];
		const void *at = (const char *)action + member->offset;

		switch (member->kind) {
		case MEMBER_TEXT:
			digest_text(digest, *(const char *const *)at);
			break;
		case MEMBER_SHOWN:
			digest_text(digest, action->volatile_text ?
						    "" :
						    *(const char *const *)at);
			break;
		case MEMBER_NUMBER:
			digest_number(digest, number_at(at, member->size));
			break;
		case MEMBER_NAMES:
			digest_names(digest, *(const char *const *const *)at);
			break;
		case MEMBER_PARAMETERS:
			digest_parameters(digest, action);
			break;
		case MEMBER_NOT:
			break;
		}
	}
}

static void digest_step(EVP_MD_CTX *digest, const struct judgement *step)
{
	digest_text(digest, step->step);
	digest_text(digest, verdict_name(step->verdict));
	digest_number(digest, step->consent);
	for (size_t i = 0; i < step->differences_count; i++) {
		digest_text(digest, step->differences[i].name);
		digest_text(digest, step->differences[i].is);
		digest_text(digest, step->differences[i].wanted);
	}
	for (size_t i = 0; i < step->actions_count; i++)
		digest_action(digest, &step->actions[i]);
}

/* Which server it is: by its own identity, or by its name if it has none. */
static void digest_server(EVP_MD_CTX *digest, const struct observed_server *server)
{
	digest_text(digest, server->address);
	digest_text(digest, server->uuid);
	if (text_empty(server->uuid)) {
		digest_text(digest, server->hostname);
		digest_number(digest, server->server_id);
	}
}

void plan_id(const struct plan *plan, char id[PLAN_ID_SIZE])
{
	const struct manifest *manifest = plan->facts->manifest;
	unsigned char bytes[EVP_MAX_MD_SIZE] = { 0 };
	EVP_MD_CTX *digest = EVP_MD_CTX_new();

	if (digest == NULL || EVP_DigestInit_ex(digest, EVP_sha256(), NULL) != 1)
		abort();
	digest_text(digest, manifest->name);
	digest_text(digest, manifest->replication.channel);
	digest_server(digest, &plan->facts->observed->source.server);
	digest_server(digest, &plan->facts->observed->target.server);
	for (size_t i = 0; i < plan->steps_count; i++) {
		const struct judgement *step = &plan->steps[i];

		if (step->verdict == VERDICT_TODO || step->verdict == VERDICT_BLOCKED)
			digest_step(digest, step);
	}
	(void)EVP_DigestFinal_ex(digest, bytes, NULL);
	EVP_MD_CTX_free(digest);
	hex_write(bytes, (PLAN_ID_SIZE - 1) / 2, id);
}
