/*
 * Tries the places for an access key in order and keeps the key until shortly before it
 * expires. Each place has its own credentials_*.c; the environment is here.
 */
#include "aws/credentials.h"

#include <stdlib.h>
#include <string.h>

#include "aws/providers.h"

/* A key that expires in less than this is replaced if possible. */
#define REFRESH_SECONDS 300

static provider *const providers[] = {
	provide_from_environment,
	provide_from_profile,
	provide_from_container,
	provide_from_instance,
};

enum provided provide_from_environment(const struct looking *looking,
				       struct aws_key *out, struct error *err)
{
	const char *id = getenv("AWS_ACCESS_KEY_ID"),
		   *secret = getenv("AWS_SECRET_ACCESS_KEY");
	const char *token = getenv("AWS_SESSION_TOKEN");

	(void)looking;
	if (text_empty(token))
		token = getenv("AWS_SECURITY_TOKEN");
	if (text_empty(id))
		return PROVIDED_NOTHING;
	if (text_empty(secret)) {
		(void)error_set(err, ERROR_FAILED,
				"the environment has AWS_ACCESS_KEY_ID but no AWS_SECRET_ACCESS_KEY");
		return PROVIDED_ERROR;
	}
	if (!aws_key_set(out, id, secret, token)) {
		(void)error_set(err, ERROR_FAILED,
				"the access key in the environment is too long");
		return PROVIDED_ERROR;
	}
	aws_key_set_origin(out, "the environment");
	return PROVIDED_KEY;
}

static bool fail_nowhere(struct error *err)
{
	(void)error_set(err, ERROR_DENIED, "there are no AWS credentials");
	return error_hint(
		err,
		"Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or "
		"run extrepl on an instance or in a container that has an IAM role.");
}

static bool look(struct credentials *credentials, struct aws_key *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct looking looking = { .api = credentials->api,
				   .profile = profiles_chosen(),
				   .only_on_ec2 = credentials->only_on_ec2,
				   .arena = arena };

	if (!profiles_load(arena, &looking.profiles, err))
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(providers); i++) {
		enum provided provided = providers[i](&looking, out, err);

		if (provided != PROVIDED_NOTHING)
			return provided == PROVIDED_KEY;
	}
	return fail_nowhere(err);
}

static int64_t seconds_left(const struct aws_key *key)
{
	return key->expires_at == 0 ? INT64_MAX : key->expires_at - run_now();
}

bool credentials_get(struct credentials *credentials, const struct aws_key **out,
		     struct error *err)
{
	AUTO_KEY fresh = { .expires_at = 0 };

	if (!credentials->known || seconds_left(&credentials->key) < REFRESH_SECONDS) {
		if (look(credentials, &fresh, err)) {
			credentials->key = fresh;
			credentials->known = true;
		} else if (!credentials->known || seconds_left(&credentials->key) <= 0) {
			return false;
		}
	}
	*out = &credentials->key;
	return true;
}

bool credentials_forget(struct credentials *credentials)
{
	bool temporary = credentials->known && credentials->key.token.length > 0;

	credentials_wipe(credentials);
	return temporary;
}

void credentials_wipe(struct credentials *credentials)
{
	aws_key_wipe(&credentials->key);
	credentials->known = false;
}
