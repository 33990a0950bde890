/*
 * Checks whether an account's authentication_string belongs to a password, without a
 * login.
 *
 * mysql_native_password keeps "*" and SHA1(SHA1(password)) in hexadecimal.
 * caching_sha2_password keeps "$A$" rounds "$" salt (20 bytes) digest (43 characters),
 * where the digest is that of SHA-crypt (Drepper, "Unix crypt using SHA-256"); libc's
 * crypt() takes no salt of more than 16 bytes, so its steps are here, on OpenSSL's
 * SHA-256.
 */
#include "secrets/password_hash.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "base/text.h"

enum { DIGEST = 32, SALT = 20, TEXT_LENGTH = 43 };
enum { PREFIX = 7 /* "$A$005$" */ };

struct bytes {
	const void *at;
	size_t length;
};

static void digest_of(const EVP_MD *kind, const struct bytes *parts, size_t count,
		      unsigned char *out)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();

	if (context == NULL || EVP_DigestInit_ex(context, kind, NULL) != 1)
		abort(); /* out of memory, as in the arena */
	for (size_t i = 0; i < count; i++)
		(void)EVP_DigestUpdate(context, parts[i].at, parts[i].length);
	(void)EVP_DigestFinal_ex(context, out, NULL);
	EVP_MD_CTX_free(context);
}

const char *password_native_hash(const struct secret *password, struct arena *arena)
{
	unsigned char once[EVP_MAX_MD_SIZE], twice[EVP_MAX_MD_SIZE];
	struct bytes part = { password->bytes, password->length };
	struct text text = text_make(arena);

	if (password->length == 0)
		return "";
	digest_of(EVP_sha1(), &part, 1, once);
	part = (struct bytes){ once, 20 };
	digest_of(EVP_sha1(), &part, 1, twice);
	text_add(&text, "*");
	hex_add(&text, (const char *)twice, 20, HEX_UPPER);
	return text.bytes;
}

static bool native_matches(const struct secret *password, const char *hash)
{
	AUTO_ARENA *arena = arena_make();

	return text_equal_nocase(password_native_hash(password, arena), hash);
}

/* `block` repeated up to `length` bytes. */
static unsigned char *stretched(const unsigned char *block, size_t length,
				struct arena *arena)
{
	unsigned char *out = arena_alloc(arena, length + 1);

	for (size_t i = 0; i < length; i++)
		out[i] = block[i % DIGEST];
	return out;
}

/* The digest of a repeated part: SHA-crypt's P and S need it. */
static void digest_repeated(struct bytes part, size_t times, struct arena *arena,
			    unsigned char *out)
{
	struct bytes *parts = arena_array(arena, times + 1, sizeof(*parts));

	for (size_t i = 0; i < times; i++)
		parts[i] = part;
	digest_of(EVP_sha256(), parts, times, out);
}

/* Digest A of SHA-crypt, the input of the first round. */
static void first_digest(struct bytes password, struct bytes salt, unsigned char *out)
{
	unsigned char other[EVP_MAX_MD_SIZE];
	const struct bytes mixed[] = { password, salt, password };
	struct bytes parts[2 + 256 / DIGEST + 1 + 16];
	size_t count = 0;

	digest_of(EVP_sha256(), mixed, 3, other);
	parts[count++] = password;
	parts[count++] = salt;
	for (size_t left = password.length; left > 0;) {
		size_t take = left < DIGEST ? left : DIGEST;

		parts[count++] = (struct bytes){ other, take };
		left -= take;
	}
	for (size_t bit = password.length; bit > 0; bit >>= 1)
		parts[count++] =
			(bit & 1) != 0 ? (struct bytes){ other, DIGEST } : password;
	digest_of(EVP_sha256(), parts, count, out);
}

static void run_rounds(struct bytes password, struct bytes salt, unsigned long rounds,
		       unsigned char *digest)
{
	for (unsigned long i = 0; i < rounds; i++) {
		const struct bytes last = { digest, DIGEST };
		struct bytes parts[4];
		size_t count = 0;

		parts[count++] = (i & 1) != 0 ? password : last;
		if (i % 3 != 0)
			parts[count++] = salt;
		if (i % 7 != 0)
			parts[count++] = password;
		parts[count++] = (i & 1) != 0 ? last : password;
		unsigned char next[EVP_MAX_MD_SIZE];
		digest_of(EVP_sha256(), parts, count, next);
		memcpy(digest, next, DIGEST);
	}
}

/* Three bytes become four characters, the lowest six bits first. */
static void add_group(char **at, unsigned a, unsigned b, unsigned c, size_t characters)
{
	static const char alphabet[] = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "abcdefghijklmnopqrstuvwxyz";
	unsigned bits = a << 16 | b << 8 | c;

	for (size_t i = 0; i < characters; i++, bits >>= 6)
		*(*at)++ = alphabet[bits & 63];
}

/*
 * Writes the groups of bytes in SHA-crypt's order: each has the next indexes, rotated
 * by one.
 */
static void digest_text(const unsigned char *digest, char out[TEXT_LENGTH + 1])
{
	unsigned a = 0, b = 10, c = 20;

	for (size_t group = 0; group < 10; group++) {
		add_group(&out, digest[a], digest[b], digest[c], 4);
		unsigned turned = a;
		a = c + 1;
		c = b + 1;
		b = turned + 1;
	}
	add_group(&out, 0, digest[31], digest[30], 3);
	*out = '\0';
}

static enum fact sha2_matches(const struct secret *password, const char *hash)
{
	AUTO_ARENA *arena = arena_make();
	unsigned char digest[EVP_MAX_MD_SIZE], block[EVP_MAX_MD_SIZE];
	const struct bytes word = { password->bytes, password->length };
	char text[TEXT_LENGTH + 1], *end;

	if (strlen(hash) != PREFIX + SALT + TEXT_LENGTH || strncmp(hash, "$A$", 3) != 0 ||
	    hash[PREFIX - 1] != '$' || password->length == 0 || password->length > 256)
		return FACT_UNKNOWN;
	unsigned long rounds = strtoul(hash + 3, &end, 16) * 1000;
	if (end != hash + PREFIX - 1 || rounds == 0)
		return FACT_UNKNOWN;
	const struct bytes salt = { hash + PREFIX, SALT };
	first_digest(word, salt, digest);
	digest_repeated(word, password->length, arena, block);
	unsigned char *p = stretched(block, password->length, arena);
	digest_repeated(salt, 16 + digest[0], arena, block);
	unsigned char *s = stretched(block, SALT, arena);
	run_rounds((struct bytes){ p, password->length }, (struct bytes){ s, SALT },
		   rounds, digest);
	digest_text(digest, text);
	OPENSSL_cleanse(p, password->length);
	return CRYPTO_memcmp(text, hash + PREFIX + SALT, TEXT_LENGTH) == 0 ? FACT_YES :
									     FACT_NO;
}

enum fact password_matches_hash(const struct secret *password, const char *plugin,
				const char *hash)
{
	if (text_empty(hash))
		return FACT_UNKNOWN;
	if (text_equal(plugin, "mysql_native_password") && hash[0] == '*' &&
	    strlen(hash) == 41)
		return native_matches(password, hash) ? FACT_YES : FACT_NO;
	if (text_equal(plugin, "caching_sha2_password"))
		return sha2_matches(password, hash);
	return FACT_UNKNOWN;
}
