/*
 * Gets the current password before a login: from AWS Secrets Manager, or as an IAM
 * token. It reads the password again after the server has refused it.
 */
#include "logins/rotating_password.h"

#include <string.h>

#include "aws/client.h"
#include "aws/iam_token.h"
#include "base/text.h"
#include "secrets/secrets.h"

/* Keeps the client, so the search for its key runs only once. */
static bool make_token(struct rotating *rotating, struct secret *out, struct error *err)
{
	const struct manifest_target *target = &rotating->manifest->target;
	const struct aws_key *key;

	if (rotating->aws == NULL) {
		rotating->arena = arena_make();
		if (!aws_make(target->aws.region, NULL, rotating->run, rotating->arena,
			      &rotating->aws, err))
			return false;
	}
	const struct iam_login login = {
		.host = target->endpoint,
		.port = target->port,
		.user = target->admin.user,
		.region = rotating->aws->api.region,
	};
	if (login.region == NULL) {
		(void)error_set(err, ERROR_MANIFEST, "the AWS region is not known");
		return error_hint(err, "Set target.aws.region.");
	}
	return aws_key(rotating->aws, &key, err) &&
	       iam_token_make(&login, key, run_now(), out, err);
}

/*
 * Finds another password than the refused one. If the current one is another, another
 * thread has already read it again; false if even a fresh one is the refused one.
 */
static bool find_other(struct rotating *rotating, const struct secret *refused,
		       struct error *err)
{
	AUTO_SECRET fresh = { .length = 0 };

	if (strcmp(rotating->secret->bytes, refused->bytes) != 0)
		return true;
	if (!secret_resolve(rotating->reference, rotating->manifest, rotating->run,
			    &fresh, err))
		return false;
	if (strcmp(fresh.bytes, refused->bytes) == 0)
		return error_set(err, ERROR_DENIED, "there is no other password");
	*rotating->secret = fresh;
	return true;
}

static bool ask(struct rotating *rotating, const struct secret *refused,
		struct secret *out, struct error *err)
{
	if (rotating->reference->iam)
		return refused != NULL ?
			       error_set(err, ERROR_DENIED, "there is no other token") :
			       make_token(rotating, out, err);
	if (refused != NULL && !find_other(rotating, refused, err))
		return false;
	*out = *rotating->secret;
	return true;
}

/* Any thread may log in, but only one at a time reads the password. */
static bool ask_in_turn(void *arg, const struct secret *refused, struct secret *out,
			struct error *err)
{
	struct rotating *rotating = arg;

	(void)pthread_mutex_lock(&rotating->lock);
	bool got = ask(rotating, refused, out, err);
	(void)pthread_mutex_unlock(&rotating->lock);
	if (!got && refused == NULL)
		(void)error_wrap(err, "%s", rotating->reference->where);
	return got;
}

void rotating_make(struct rotating *rotating, const struct secret_reference *reference,
		   const struct manifest *manifest, struct run *run,
		   struct secret *secret, struct db_login *login)
{
	if (!reference->iam && reference->secretsmanager == NULL)
		return;
	*rotating = (struct rotating){
		.reference = reference,
		.manifest = manifest,
		.run = run,
		.secret = secret,
		.lock = PTHREAD_MUTEX_INITIALIZER,
	};
	login->ask = ask_in_turn;
	login->ask_arg = rotating;
	login->cleartext = reference->iam;
}

void rotating_release(struct rotating *rotating)
{
	aws_release(rotating->aws);
	arena_release(rotating->arena);
}
