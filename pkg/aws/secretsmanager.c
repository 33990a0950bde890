/*
 * Reads a secret from AWS Secrets Manager: one member of its JSON, or all of it.
 */
#include "aws/secretsmanager.h"

#include <string.h>

#include "aws/json.h"

/*
 * arn:aws:secretsmanager:eu-west-1:123456789012:secret:NAME: the fourth part; NULL for
 * a name.
 */
static const char *region_of(const char *id, struct arena *arena)
{
	if (!text_starts(id, "arn:"))
		return NULL;
	for (int part = 0; part < 3; part++) {
		id = strchr(id, ':');
		if (id == NULL)
			return NULL;
		id++;
	}
	return arena_copy_n(arena, id, strcspn(id, ":"));
}

static bool take(const json_t *text, struct secret *out, struct error *err)
{
	size_t length = json_string_length(text);

	if (length == 0)
		return error_set(err, ERROR_FAILED, "it is empty or not text");
	if (memchr(json_string_value(text), '\0', length) != NULL)
		return error_set(err, ERROR_FAILED, "it contains a 0 byte");
	return secret_set(out, json_string_value(text), length) ||
	       error_set(err, ERROR_FAILED, "it is longer than %zu bytes",
			 sizeof(out->bytes) - 1);
}

static bool take_member(const json_t *text, const char *key, struct secret *out,
			struct error *err)
{
	AUTO_JSON *object =
		json_loadb(json_string_value(text), json_string_length(text), 0, NULL);

	if (!json_is_object(object)) {
		(void)error_set(err, ERROR_FAILED,
				"it is not a JSON object, so it has no \"%s\"", key);
		return error_hint(err, "Remove the key to use the whole secret.");
	}
	if (json_object_get(object, key) == NULL)
		return error_set(err, ERROR_FAILED, "it has no \"%s\"", key);
	return take(json_object_get(object, key), out, err) ||
	       error_wrap(err, "\"%s\"", key);
}

static bool read_reply(struct http_reply *http, const char *key, struct secret *out,
		       struct error *err)
{
	AUTO_JSON *reply = json_loadb(http->body, http->length, 0, NULL);
	const json_t *text = json_object_get(reply, "SecretString");

	http_wipe(http);
	if (!json_is_string(text))
		return error_set(err, ERROR_FAILED, "it is binary, not text");
	return key == NULL ? take(text, out, err) : take_member(text, key, out, err);
}

bool secretsmanager_get(struct aws *aws, const char *id, const char *key,
			struct secret *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	AUTO_JSON *body = json_pack("{s:s}", "SecretId", id);
	size_t length = json_dumpb(body, NULL, 0, JSON_COMPACT);
	char *text = arena_alloc(arena, length + 1);
	struct http_reply reply;

	if (json_dumpb(body, text, length, JSON_COMPACT) == 0)
		return error_set(err, ERROR_FAILED,
				 "the name of the secret is not UTF-8");
	const struct api_call call = {
		.service = API_SECRETS_MANAGER,
		.action = "GetSecretValue",
		.region = region_of(id, arena),
		.body = text,
		.secret = true,
	};
	if (!aws_json(aws, &call, arena, &reply, err))
		return error_wrap(err, "the secret %s", id);
	return read_reply(&reply, key, out, err) || error_wrap(err, "the secret %s", id);
}
