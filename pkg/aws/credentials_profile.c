/*
 * Access keys of a profile in AWS's shared files: static keys, an assumed role, a web
 * identity, or a command.
 */
#include <stdlib.h>

#include "aws/providers.h"
#include "base/run.h"

/* Longest chain of roles, each assumed with the key of the next. */
#define LONGEST_CHAIN 5

static enum provided from_profile(const struct looking *looking, const char *profile,
				  int depth, struct aws_key *out, struct error *err);

static enum provided fail(struct error *err, const char *profile)
{
	(void)error_wrap(err, "the AWS profile %s", profile);
	return PROVIDED_ERROR;
}

static enum provided refuse(struct error *err, const char *profile, const char *what)
{
	(void)error_set(err, ERROR_FAILED, "%s", what);
	return fail(err, profile);
}

static enum provided static_key(const struct looking *looking, enum profiles_file file,
				const char *profile, struct aws_key *out,
				struct error *err)
{
	const struct profiles *profiles = looking->profiles;
	const char *id = profiles_get_from(profiles, file, profile, "aws_access_key_id");
	const char *secret =
		profiles_get_from(profiles, file, profile, "aws_secret_access_key");
	const char *token =
		profiles_get_from(profiles, file, profile, "aws_session_token");

	if (id == NULL)
		return PROVIDED_NOTHING;
	if (token == NULL)
		token = profiles_get_from(profiles, file, profile, "aws_security_token");
	if (!aws_key_set(out, id, secret, token))
		return refuse(err, profile,
			      secret == NULL ? "it has no aws_secret_access_key" :
					       "its access key is too long");
	aws_key_set_origin(out, "the profile %s in %s", profile,
			   profiles_path(profiles, file));
	return PROVIDED_KEY;
}

/* credential_source: a place instead of another profile. */
static enum provided from_source(const struct looking *looking, const char *source,
				 struct aws_key *out, struct error *err)
{
	static const struct {
		const char *name;
		provider *provide;
	} sources[] = {
		{ "Environment", provide_from_environment },
		{ "EcsContainer", provide_from_container },
		{ "Ec2InstanceMetadata", provide_from_instance },
	};

	for (size_t i = 0; i < ARRAY_SIZE(sources); i++) {
		if (text_equal_nocase(sources[i].name, source))
			return sources[i].provide(looking, out, err);
	}
	(void)error_set(err, ERROR_FAILED, "no such credential_source: %s", source);
	return PROVIDED_ERROR;
}

static struct role role_of(const struct looking *looking, const char *profile)
{
	return (struct role){
		.arn = profiles_get(looking->profiles, profile, "role_arn"),
		.session_name =
			profiles_get(looking->profiles, profile, "role_session_name"),
		.external_id = profiles_get(looking->profiles, profile, "external_id"),
		.duration = profiles_get(looking->profiles, profile, "duration_seconds"),
	};
}

static enum provided assumed(const struct looking *looking, const char *profile,
			     int depth, struct aws_key *out, struct error *err)
{
	const struct role role = role_of(looking, profile);
	const char *parent = profiles_get(looking->profiles, profile, "source_profile");
	const char *source =
		profiles_get(looking->profiles, profile, "credential_source");
	AUTO_KEY key = { .expires_at = 0 };
	enum provided provided;

	if (profiles_get(looking->profiles, profile, "mfa_serial") != NULL) {
		(void)error_set(err, ERROR_FAILED, "it needs an MFA code");
		(void)error_hint(err, "Use a profile with credential_process.");
		return fail(err, profile);
	}
	if ((parent == NULL) == (source == NULL))
		return refuse(err, profile,
			      "role_arn needs one of source_profile and credential_source");
	if (parent != NULL && !profiles_have(looking->profiles, parent))
		return refuse(err, profile, "its source_profile is not there");
	if (depth == LONGEST_CHAIN)
		return refuse(err, profile,
			      "its source_profile leads back to it, or too far");
	provided = parent != NULL ? from_profile(looking, parent, depth + 1, &key, err) :
				    from_source(looking, source, &key, err);
	if (provided == PROVIDED_NOTHING)
		return refuse(err, profile, "there is no key to assume its role with");
	if (provided == PROVIDED_ERROR || !assume_role(looking, &role, &key, out, err))
		return fail(err, profile);
	return PROVIDED_KEY;
}

/* The file and the role come both from the profile, or both from the environment. */
static enum provided from_web_identity(const struct looking *looking,
				       const char *profile, bool environment,
				       struct aws_key *out, struct error *err)
{
	struct role role = role_of(looking, profile);
	const char *file =
		profiles_get(looking->profiles, profile, "web_identity_token_file");

	if (file == NULL && environment) {
		file = getenv("AWS_WEB_IDENTITY_TOKEN_FILE");
		role = (struct role){ .arn = getenv("AWS_ROLE_ARN"),
				      .session_name = getenv("AWS_ROLE_SESSION_NAME") };
	}
	if (text_empty(file))
		return PROVIDED_NOTHING;
	if (text_empty(role.arn)) {
		(void)error_set(err, ERROR_FAILED,
				"a web identity needs a role (AWS_ROLE_ARN)");
		return PROVIDED_ERROR;
	}
	return assume_role_with_file(looking, &role, file, out, err) ? PROVIDED_KEY :
								       PROVIDED_ERROR;
}

static enum provided from_process(const struct looking *looking, const char *profile,
				  struct aws_key *out, struct error *err)
{
	const char *line = profiles_get(looking->profiles, profile, "credential_process");

	if (line == NULL)
		return PROVIDED_NOTHING;
	if (!run_credential_process(looking, line, out, err))
		return fail(err, profile);
	aws_key_set_origin(out, "the credential_process of the profile %s", profile);
	return PROVIDED_KEY;
}

static enum provided refuse_sign_on(const struct looking *looking, const char *profile,
				    struct error *err)
{
	if (profiles_get(looking->profiles, profile, "sso_session") == NULL &&
	    profiles_get(looking->profiles, profile, "sso_start_url") == NULL)
		return PROVIDED_NOTHING;
	(void)error_set(err, ERROR_FAILED,
			"extrepl cannot sign in with IAM Identity Center");
	(void)error_hint(err,
			 "Run `eval \"$(aws configure export-credentials --profile %s --format env)\"` "
			 "first.",
			 profile);
	return fail(err, profile);
}

/* Tries the places in a profile in order; the first that is configured decides. */
static enum provided from_profile(const struct looking *looking, const char *profile,
				  int depth, struct aws_key *out, struct error *err)
{
	bool web = profiles_get(looking->profiles, profile, "web_identity_token_file") !=
		   NULL;
	enum provided provided = PROVIDED_NOTHING;

	/* A role may be assumed with the keys of its own profile. */
	if (depth > 0)
		provided = static_key(looking, PROFILES_CREDENTIALS, profile, out, err);
	if (provided == PROVIDED_NOTHING && depth > 0)
		provided = static_key(looking, PROFILES_CONFIG, profile, out, err);
	if (provided == PROVIDED_NOTHING && !web &&
	    profiles_get(looking->profiles, profile, "role_arn") != NULL)
		return assumed(looking, profile, depth, out, err);
	if (provided == PROVIDED_NOTHING)
		provided = from_web_identity(looking, profile, depth == 0, out, err);
	if (provided == PROVIDED_NOTHING)
		provided = refuse_sign_on(looking, profile, err);
	if (provided == PROVIDED_NOTHING)
		provided = static_key(looking, PROFILES_CREDENTIALS, profile, out, err);
	if (provided == PROVIDED_NOTHING)
		provided = from_process(looking, profile, out, err);
	if (provided == PROVIDED_NOTHING)
		provided = static_key(looking, PROFILES_CONFIG, profile, out, err);
	return provided;
}

enum provided provide_from_profile(const struct looking *looking, struct aws_key *out,
				   struct error *err)
{
	if (!text_equal(looking->profile, "default") &&
	    !profiles_have(looking->profiles, looking->profile)) {
		(void)error_set(err, ERROR_FAILED,
				"there is no AWS profile %s in %s or %s",
				looking->profile,
				profiles_path(looking->profiles, PROFILES_CONFIG),
				profiles_path(looking->profiles, PROFILES_CREDENTIALS));
		return PROVIDED_ERROR;
	}
	return from_profile(looking, looking->profile, 0, out, err);
}
