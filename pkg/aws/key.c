#include "aws/key.h"

#include <string.h>

void aws_key_wipe(struct aws_key *key)
{
	explicit_bzero(key, sizeof(*key));
}

bool aws_key_set(struct aws_key *key, const char *id, const char *secret, const char *token)
{
	size_t token_length = token == NULL ? 0 : strlen(token);

	if (id == NULL || id[0] == '\0' || strlen(id) >= sizeof(key->id) || secret == NULL ||
	    secret[0] == '\0' || strlen(secret) >= sizeof(key->secret.bytes) ||
	    token_length >= sizeof(key->token.bytes))
		return false;
	aws_key_wipe(key);
	memcpy(key->id, id, strlen(id));
	memcpy(key->token.bytes, token_length == 0 ? "" : token, token_length);
	key->token.length = token_length;
	return secret_set(&key->secret, secret, strlen(secret));
}
