/*
 * Makes and checks the salted digest of a password. Storing it is left to the record on
 * the target.
 */
#include "secrets/password_digest.h"

#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"

enum { SALT_BYTES = 16, MAC_BYTES = 32 };

static const char *digest_with_salt(const struct secret *password,
				    const unsigned char *salt, struct arena *arena)
{
	unsigned char mac[EVP_MAX_MD_SIZE];
	unsigned length = 0;
	struct text out = text_make(arena);

	if (HMAC(EVP_sha256(), salt, SALT_BYTES, (const unsigned char *)password->bytes,
		 password->length, mac, &length) == NULL ||
	    length != MAC_BYTES)
		abort(); /* out of memory, as in the arena */
	hex_add(&out, salt, SALT_BYTES, HEX_LOWER);
	text_add(&out, ":");
	hex_add(&out, mac, MAC_BYTES, HEX_LOWER);
	return out.bytes;
}

const char *password_digest(const struct secret *password, struct arena *arena)
{
	unsigned char salt[SALT_BYTES];

	if (RAND_bytes(salt, sizeof(salt)) != 1)
		abort(); /* without randomness there is no safe salt */
	return digest_with_salt(password, salt, arena);
}

bool password_digest_matches(const struct secret *password, const char *digest)
{
	AUTO_ARENA *arena = arena_make();
	unsigned char salt[SALT_BYTES];

	if (digest == NULL || strlen(digest) != 2 * SALT_BYTES + 1 + 2 * MAC_BYTES ||
	    !hex_read(digest, SALT_BYTES, salt))
		return false;
	return CRYPTO_memcmp(digest, digest_with_salt(password, salt, arena),
			     strlen(digest)) == 0;
}
