/*
 * Access keys that come as JSON, and credential_process, a command that prints such
 * JSON.
 */
#include <string.h>

#include "aws/json.h"
#include "aws/providers.h"
#include "aws/words.h"
#include "base/command.h"

#define PROCESS_LIMIT_MS (60 * 1000)
#define LONGEST_OUTPUT ((size_t)64 * 1024)

bool key_from_json(char *bytes, size_t length, const char *token_name,
		   bool with_version, struct aws_key *out, struct error *err)
{
	AUTO_JSON *document = json_loadb(bytes, length, 0, NULL);

	explicit_bzero(bytes, length);
	if (!json_is_object(document))
		return error_set(err, ERROR_FAILED, "it is not a JSON object");
	if (with_version && json_integer_value(json_object_get(document, "Version")) != 1)
		return error_set(err, ERROR_FAILED, "its Version is not 1");
	const char *expiration = json_text(document, "Expiration");
	if (!aws_key_set(out, json_text(document, "AccessKeyId"),
			 json_text(document, "SecretAccessKey"),
			 json_text(document, token_name)))
		return error_set(err, ERROR_FAILED,
				 "AccessKeyId or SecretAccessKey is missing");
	if (expiration != NULL && !aws_key_set_expiry(out, expiration))
		return error_set(err, ERROR_FAILED, "its Expiration is not a valid time");
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
