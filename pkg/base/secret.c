/* Copies a secret in and wipes it. There is no function that prints one, on purpose. */
#include "base/secret.h"

#include <string.h>

bool secret_set(struct secret *secret, const char *bytes, size_t length)
{
	if (length >= sizeof(secret->bytes))
		return false;
	secret_wipe(secret);
	memcpy(secret->bytes, bytes, length);
	secret->bytes[length] = '\0';
	secret->length = length;
	return true;
}

void secret_wipe(struct secret *secret)
{
	explicit_bzero(secret, sizeof(*secret));
}
