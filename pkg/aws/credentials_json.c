#include <string.h>

#include <jansson.h>

#include "aws/providers.h"
#include "aws/words.h"
#include "base/command.h"

#define PROCESS_LIMIT_MS (60 * 1000)
#define LONGEST_OUTPUT ((size_t)64 * 1024)

/* A key's document: its secrets are overwritten before jansson lets go of them. */
static void document_cleanup(json_t **document)
{
	const char *name;
	json_t *value;

	json_object_foreach(*document, name, value)
	{
		if (json_is_string(value))
			explicit_bzero((void *)(uintptr_t)json_string_value(value),
				       json_string_length(value));
	}
	json_decref(*document);
}

static const char *member(const json_t *document, const char *name)
{
	return json_string_value(json_object_get(document, name));
}

bool key_from_json(char *bytes, size_t length, const char *token_name,
		   bool with_version, struct aws_key *out, struct error *err)
{
	CLEANUP(document_cleanup) json_t *document = json_loadb(bytes, length, 0, NULL);

	explicit_bzero(bytes, length);
	if (!json_is_object(document))
		return error_set(err, ERROR_FAILED, "what came is no JSON object");
	if (with_version && json_integer_value(json_object_get(document, "Version")) != 1)
		return error_set(err, ERROR_FAILED, "its Version is not 1");
	const char *expiration = member(document, "Expiration");
	if (!aws_key_set(out, member(document, "AccessKeyId"),
			 member(document, "SecretAccessKey"),
			 member(document, token_name)))
		return error_set(err, ERROR_FAILED,
				 "AccessKeyId or SecretAccessKey is not in it");
	if (expiration != NULL && !aws_key_set_expiry(out, expiration))
		return error_set(err, ERROR_FAILED, "its Expiration is no time");
	return true;
}

bool run_credential_process(const struct looking *looking, const char *line,
			    struct aws_key *out, struct error *err)
{
	struct command_line command = { .limit_ms = PROCESS_LIMIT_MS,
					.kind = ERROR_FAILED };
	struct command_output output = { .bytes = arena_alloc(looking->arena,
							      LONGEST_OUTPUT),
					 .room = LONGEST_OUTPUT };

	if (!words_split(line, looking->arena, &command.argv, err))
		return error_wrap(err, "credential_process");
	bool done = command_run(&command, looking->api->run, &output, err) &&
		    key_from_json(output.bytes, output.length, "SessionToken", true,
				  out, err);
	explicit_bzero(output.bytes, output.length);
	return done || error_wrap(err, "credential_process");
}
