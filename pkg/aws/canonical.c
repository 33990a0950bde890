/*
 * Hashes a request in the canonical form that AWS defines. sigv4.c turns the hash into
 * a signature.
 */
#include "aws/canonical.h"

#include <string.h>

#include <openssl/evp.h>

#include "aws/encode.h"
#include "base/hex.h"

/* The running hash of the signed text. */
struct hash {
	EVP_MD_CTX *context;
	bool failed;
};

static void hash_release(struct hash *hash)
{
	EVP_MD_CTX_free(hash->context);
}

static struct hash hash_start(void)
{
	struct hash hash = { .context = EVP_MD_CTX_new() };

	hash.failed = hash.context == NULL ||
		      EVP_DigestInit_ex(hash.context, EVP_sha256(), NULL) != 1;
	return hash;
}

static void hash_add_n(struct hash *hash, const char *bytes, size_t length)
{
	if (!hash->failed && length > 0)
		hash->failed = EVP_DigestUpdate(hash->context, bytes, length) != 1;
}

static void hash_add(struct hash *hash, const char *text)
{
	hash_add_n(hash, text, strlen(text));
}

static void hash_add_encoded(struct hash *hash, const char *text)
{
	for (; *text != '\0'; text++)
		hash_add(hash, encode_byte(*text).text);
}

static bool hash_end(struct hash *hash, char hex[HASH_HEX])
{
	unsigned char bytes[HASH_SIZE];

	if (hash->failed || EVP_DigestFinal_ex(hash->context, bytes, NULL) != 1)
		return false;
	hex_write(bytes, sizeof(bytes), hex);
	return true;
}

/* The path is encoded once more, as for every service except S3. */
static void hash_add_path(struct hash *hash, const char *path)
{
	for (; *path != '\0'; path++)
		hash_add(hash, *path == '/' ? "/" : encode_byte(*path).text);
}

static void hash_add_query(struct hash *hash, const struct sigv4_pair *query, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		hash_add(hash, i == 0 ? "" : "&");
		hash_add_encoded(hash, query[i].name);
		hash_add(hash, "=");
		hash_add_encoded(hash, query[i].value);
	}
}

/* Adds the value trimmed, with each run of blanks reduced to one. */
static void hash_add_header(struct hash *hash, const struct sigv4_pair *header)
{
	const char *value = header->value + strspn(header->value, " \t");

	hash_add(hash, header->name);
	hash_add(hash, ":");
	while (*value != '\0') {
		size_t word = strcspn(value, " \t");

		hash_add_n(hash, value, word);
		value += word;
		value += strspn(value, " \t");
		if (*value != '\0')
			hash_add(hash, " ");
	}
	hash_add(hash, "\n");
}

static bool hash_body(const struct sigv4_request *request, char hex[HASH_HEX])
{
	CLEANUP(hash_release) struct hash hash = hash_start();

	hash_add_n(&hash, request->body == NULL ? "" : request->body,
		   request->body_length);
	return hash_end(&hash, hex);
}

bool canonical_hash(const struct sigv4_request *request, const char *signed_names,
		    char hex[HASH_HEX])
{
	CLEANUP(hash_release) struct hash hash = hash_start();
	char body[HASH_HEX];

	if (!hash_body(request, body))
		return false;
	hash_add(&hash, request->method);
	hash_add(&hash, "\n");
	hash_add_path(&hash, request->path);
	hash_add(&hash, "\n");
	hash_add_query(&hash, request->query, request->query_count);
	hash_add(&hash, "\n");
	for (size_t i = 0; i < request->headers_count; i++)
		hash_add_header(&hash, &request->headers[i]);
	hash_add(&hash, "\n");
	hash_add(&hash, signed_names);
	hash_add(&hash, "\n");
	hash_add(&hash, body);
	return hash_end(&hash, hex);
}
