/*
 * Access keys of an assumed role, from STS, with another key or with a token in a file.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "aws/providers.h"
#include "base/run.h"

static void stream_release(FILE **stream)
{
	if (*stream != NULL)
		(void)fclose(*stream);
}

bool read_token_file(const char *path, struct aws_token *out, struct error *err)
{
	CLEANUP(stream_release) FILE *stream = fopen(path, "re");

	if (stream == NULL)
		return error_set(err, ERROR_FAILED, "the token in %s: %s", path,
				 strerror(errno));
	(void)setvbuf(stream, NULL, _IONBF, 0);
	size_t length = fread(out->bytes, 1, sizeof(out->bytes), stream);
	if (ferror(stream) || length == sizeof(out->bytes))
		return error_set(err, ERROR_FAILED,
				 "the token in %s cannot be read, or is too long", path);
	out->bytes[length] = '\0';
	out->length = strcspn(out->bytes, "\r\n");
	out->bytes[out->length] = '\0';
	return out->length > 0 ||
	       error_set(err, ERROR_FAILED, "the token in %s is empty", path);
}

/* Reads the key from the reply, which both calls share. */
static bool take_key(const struct xml_node *result, const struct role *role,
		     struct aws_key *out, struct error *err)
{
	const struct xml_node *key = xml_find(result, "Credentials");

	if (!aws_key_set(out, xml_text(key, "AccessKeyId"),
			 xml_text(key, "SecretAccessKey"), xml_text(key, "SessionToken")) ||
	    !aws_key_set_expiry(out, xml_text(key, "Expiration")))
		return error_set(err, ERROR_FAILED,
				 "STS returned no key for the role %s", role->arn);
	aws_key_set_origin(out, "the role %s", role->arn);
	return true;
}

static void add_role(struct text *form, const struct role *role)
{
	form_add(form, "RoleArn", role->arn);
	form_add(form, "RoleSessionName",
		 text_empty(role->session_name) ?
			 arena_printf(form->arena, "extrepl-%lld", (long long)run_now()) :
			 role->session_name);
	if (role->external_id != NULL)
		form_add(form, "ExternalId", role->external_id);
	if (role->duration != NULL)
		form_add(form, "DurationSeconds", role->duration);
}

static bool ask(const struct looking *looking, const struct role *role,
		const struct api_call *call, struct aws_key *out, struct error *err)
{
	const struct xml_node *result;
	struct fault fault;

	return api_query(looking->api, call, looking->arena, &result, &fault, err) &&
	       take_key(result, role, out, err);
}

bool assume_role(const struct looking *looking, const struct role *role,
		 const struct aws_key *key, struct aws_key *out, struct error *err)
{
	struct text form = text_make(looking->arena);

	add_role(&form, role);
	const struct api_call call = {
		.service = API_STS,
		.action = "AssumeRole",
		.body = form.bytes,
		.key = key,
		.secret = true,
	};
	return ask(looking, role, &call, out, err);
}

static void token_cleanup(struct aws_token *token)
{
	explicit_bzero(token, sizeof(*token));
}

bool assume_role_with_file(const struct looking *looking, const struct role *role,
			   const char *token_file, struct aws_key *out, struct error *err)
{
	CLEANUP(token_cleanup) struct aws_token token;
	struct text form = text_make(looking->arena);

	if (!read_token_file(token_file, &token, err))
		return false;
	add_role(&form, role);
	form_add(&form, "WebIdentityToken", token.bytes);
	const struct api_call call = {
		.service = API_STS,
		.action = "AssumeRoleWithWebIdentity",
		.body = form.bytes,
		.secret = true,
	};
	return ask(looking, role, &call, out, err);
}
