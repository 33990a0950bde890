/*
 * An access key, which signs requests to AWS. It has no print function and is wiped
 * when released.
 */
#ifndef AWS_KEY_H
#define AWS_KEY_H

#include <stdint.h>

#include "base/secret.h"

/*
 * AWS documents no maximum length of session tokens. Today they have 300 to 2,000
 * bytes.
 */
struct aws_token {
	size_t length;    /* 0: the key is not temporary */
	char bytes[8192]; /* 0-terminated */
};

struct aws_key {
	char id[129]; /* AKIA... or, temporary, ASIA... */
	struct secret secret;
	struct aws_token token;
	int64_t expires_at; /* seconds since 1970; 0: never */
	char origin[256];   /* where it came from, for messages: "the environment" */
};

void aws_key_wipe(struct aws_key *key);
#define AUTO_KEY CLEANUP(aws_key_wipe) struct aws_key

/*
 * Makes a key from these three; token NULL or "": none. False when id or secret is
 * empty, or any of them too long.
 */
bool aws_key_set(struct aws_key *key, const char *id, const char *secret,
		 const char *token) MUST_CHECK;

/*
 * Parses "2026-11-22T12:00:00Z", also with a fraction or an offset. For anything else
 * returns false and sets nothing.
 */
bool aws_key_set_expiry(struct aws_key *key, const char *time) MUST_CHECK;

void aws_key_set_origin(struct aws_key *key, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
