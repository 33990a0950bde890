/* Sets, dates and wipes an access key. Finding one is left to credentials.c. */
#include "aws/key.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

void aws_key_wipe(struct aws_key *key)
{
	explicit_bzero(key, sizeof(*key));
}

bool aws_key_set(struct aws_key *key, const char *id, const char *secret,
		 const char *token)
{
	size_t token_length = token == NULL ? 0 : strlen(token);

	if (id == NULL || id[0] == '\0' || strlen(id) >= sizeof(key->id) ||
	    secret == NULL || secret[0] == '\0' ||
	    strlen(secret) >= sizeof(key->secret.bytes) ||
	    token_length >= sizeof(key->token.bytes))
		return false;
	aws_key_wipe(key);
	memcpy(key->id, id, strlen(id));
	memcpy(key->token.bytes, token_length == 0 ? "" : token, token_length);
	key->token.length = token_length;
	return secret_set(&key->secret, secret, strlen(secret));
}

/* Seconds of "Z", "+01:00", "-0530"; false for anything else. */
static bool parse_offset(const char *text, int64_t *seconds)
{
	int hours = 0, minutes = 0, end = 0;

	*seconds = 0;
	if (strcmp(text, "Z") == 0 || strcmp(text, "z") == 0)
		return true;
	if (text[0] != '+' && text[0] != '-')
		return false;
	if (sscanf(text + 1, "%2d:%2d%n", &hours, &minutes, &end) != 2 &&
	    sscanf(text + 1, "%2d%2d%n", &hours, &minutes, &end) != 2)
		return false;
	*seconds = (text[0] == '-' ? -1 : 1) * (int64_t)(hours * 3600 + minutes * 60);
	return text[1 + end] == '\0';
}

bool aws_key_set_expiry(struct aws_key *key, const char *time)
{
	struct tm utc = { .tm_year = 0 };
	int64_t offset;
	const char *rest =
		time == NULL ? NULL : strptime(time, "%Y-%m-%dT%H:%M:%S", &utc);

	if (rest == NULL)
		return false;
	if (*rest == '.')
		rest += 1 + strspn(rest + 1, "0123456789");
	if (!parse_offset(rest, &offset))
		return false;
	key->expires_at = (int64_t)timegm(&utc) - offset;
	return true;
}

void aws_key_set_origin(struct aws_key *key, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	(void)vsnprintf(key->origin, sizeof(key->origin), format, args);
	va_end(args);
}
