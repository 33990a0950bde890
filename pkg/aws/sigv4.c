/*
 * Derives the signing key and signs: a request's headers, or a URL. The canonical form
 * is in canonical.c.
 */
#include "aws/sigv4.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "aws/canonical.h"
#include "aws/encode.h"
#include "base/hex.h"

#define ALGORITHM "AWS4-HMAC-SHA256"

/* Compares two texts by their encoded form. */
static int compare_encoded(const char *a, const char *b)
{
	while (*a != '\0' && *a == *b)
		a++, b++;
	if (*a == '\0' || *b == '\0')
		return (*a != '\0') - (*b != '\0');
	return strcmp(encode_byte(*a).text, encode_byte(*b).text);
}

static int compare_pairs(const void *a, const void *b)
{
	const struct sigv4_pair *one = a, *other = b;
	int names = compare_encoded(one->name, other->name);

	return names != 0 ? names : compare_encoded(one->value, other->value);
}

static const char *names_of(const struct sigv4_pair *headers, size_t count,
			    struct arena *arena)
{
	struct text names = text_make(arena);

	for (size_t i = 0; i < count; i++)
		text_addf(&names, "%s%s", i == 0 ? "" : ";", headers[i].name);
	return names.bytes;
}

/* A step of the key's derivation: key is replaced by its HMAC of text. */
static bool derive(unsigned char key[HASH_SIZE], const char *text)
{
	unsigned char next[HASH_SIZE];
	unsigned length = 0;

	if (HMAC(EVP_sha256(), key, HASH_SIZE, (const unsigned char *)text,
		 strlen(text), next, &length) == NULL)
		return false;
	memcpy(key, next, HASH_SIZE);
	explicit_bzero(next, sizeof(next));
	return true;
}

static bool first_key(const struct secret *secret, const char *day,
		      unsigned char key[HASH_SIZE])
{
	char start[4 + sizeof(secret->bytes)] = "AWS4";
	unsigned length = 0;

	memcpy(start + 4, secret->bytes, secret->length);
	bool done = HMAC(EVP_sha256(), start, (int)(4 + secret->length),
			 (const unsigned char *)day, strlen(day), key, &length) != NULL;
	explicit_bzero(start, sizeof(start));
	return done;
}

static bool sign_text(const struct sigv4_request *request, const struct secret *secret,
		      const char *day, const char *text, char hex[HASH_HEX])
{
	unsigned char key[HASH_SIZE];
	bool done = first_key(secret, day, key) && derive(key, request->region) &&
		    derive(key, request->service) && derive(key, "aws4_request") &&
		    derive(key, text);

	if (done)
		hex_write(key, HASH_SIZE, hex);
	explicit_bzero(key, sizeof(key));
	return done;
}

/*
 * The data of one signature: the request with all signed headers, and the key's scope.
 */
struct signing {
	struct sigv4_request request;
	char date[SIGV4_DATE_SIZE], day[9];
	const char *scope; /* 20261122/eu-west-1/rds/aws4_request */
	const char *signed_names;
};

static bool signing_start(struct signing *signing, const struct sigv4_request *request,
			  int64_t now, struct arena *arena, struct error *err)
{
	signing->request = *request;
	if (!sigv4_date(now, signing->date))
		return error_set(err, ERROR_BUG,
				 "no request can be signed for this time");
	memcpy(signing->day, signing->date, 8);
	signing->day[8] = '\0';
	signing->scope = arena_printf(arena, "%s/%s/%s/aws4_request", signing->day,
				      request->region, request->service);
	return true;
}

/* All pairs of both lists, sorted. */
static const struct sigv4_pair *join(const struct sigv4_pair *some, size_t some_count,
				     const struct sigv4_pair *more, size_t more_count,
				     struct arena *arena)
{
	struct sigv4_pair *all =
		arena_array(arena, some_count + more_count, sizeof(*all));

	if (some_count > 0)
		memcpy(all, some, some_count * sizeof(*all));
	if (more_count > 0)
		memcpy(all + some_count, more, more_count * sizeof(*all));
	qsort(all, some_count + more_count, sizeof(*all), compare_pairs);
	return all;
}

static void signing_headers(struct signing *signing, const struct sigv4_pair *more,
			    size_t count, struct arena *arena)
{
	struct sigv4_request *request = &signing->request;

	request->headers =
		join(request->headers, request->headers_count, more, count, arena);
	request->headers_count += count;
	signing->signed_names = names_of(request->headers, request->headers_count, arena);
}

static bool signing_end(const struct signing *signing, const struct aws_key *key,
			struct arena *arena, char signature[HASH_HEX], struct error *err)
{
	char hash[HASH_HEX];

	if (!canonical_hash(&signing->request, signing->signed_names, hash))
		return error_set(err, ERROR_BUG, "the request cannot be hashed");
	const char *text = arena_printf(arena, ALGORITHM "\n%s\n%s\n%s", signing->date,
					signing->scope, hash);
	if (!sign_text(&signing->request, &key->secret, signing->day, text, signature))
		return error_set(err, ERROR_BUG, "the request cannot be signed");
	return true;
}

bool sigv4_date(int64_t now, char date[SIGV4_DATE_SIZE])
{
	time_t seconds = (time_t)now;
	struct tm utc;

	date[0] = '\0';
	if (gmtime_r(&seconds, &utc) == NULL || utc.tm_year < 0 ||
	    utc.tm_year > 9999 - 1900)
		return false;
	return strftime(date, SIGV4_DATE_SIZE, "%Y%m%dT%H%M%SZ", &utc) ==
	       SIGV4_DATE_SIZE - 1;
}

bool sigv4_sign(const struct sigv4_request *request, const struct aws_key *key,
		int64_t now, struct arena *arena,
		struct sigv4_pair headers[SIGV4_HEADERS], size_t *headers_count,
		struct error *err)
{
	struct signing signing;
	char signature[HASH_HEX];

	if (!signing_start(&signing, request, now, arena, err))
		return false;
	const struct sigv4_pair more[] = {
		{ "host", request->host },
		{ "x-amz-date", arena_copy(arena, signing.date) },
		{ "x-amz-security-token", key->token.bytes },
	};
	size_t more_count = key->token.length > 0 ? 3 : 2;
	signing.request.query =
		join(request->query, request->query_count, NULL, 0, arena);
	signing_headers(&signing, more, more_count, arena);
	if (!signing_end(&signing, key, arena, signature, err))
		return false;
	headers[0] = more[1];
	headers[1] = (struct sigv4_pair){
		"authorization",
		arena_printf(arena,
			     ALGORITHM " Credential=%s/%s, SignedHeaders=%s, Signature=%s",
			     key->id, signing.scope, signing.signed_names, signature),
	};
	headers[2] = more[2];
	*headers_count = more_count;
	return true;
}

/* Appends to the secret; false when it does not fit. */
static bool secret_add(struct secret *secret, const char *text)
{
	size_t length = strlen(text);

	if (secret->length + length >= sizeof(secret->bytes))
		return false;
	memcpy(secret->bytes + secret->length, text, length + 1);
	secret->length += length;
	return true;
}

static bool secret_add_encoded(struct secret *secret, const char *text)
{
	for (; *text != '\0'; text++) {
		if (!secret_add(secret, encode_byte(*text).text))
			return false;
	}
	return true;
}

static bool write_address(const struct sigv4_request *request, const char *signature,
			  struct secret *out)
{
	bool fits = secret_add(out, request->host) && secret_add(out, request->path);

	for (size_t i = 0; fits && i < request->query_count; i++)
		fits = secret_add(out, i == 0 ? "?" : "&") &&
		       secret_add_encoded(out, request->query[i].name) &&
		       secret_add(out, "=") &&
		       secret_add_encoded(out, request->query[i].value);
	return fits && secret_add(out, "&X-Amz-Signature=") && secret_add(out, signature);
}

bool sigv4_presign(const struct sigv4_request *request, const struct aws_key *key,
		   int64_t now, unsigned seconds, struct secret *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	AUTO_SECRET address = { .length = 0 };
	const struct sigv4_pair host = { "host", request->host };
	struct signing signing;
	char signature[HASH_HEX];

	if (!signing_start(&signing, request, now, arena, err))
		return false;
	signing_headers(&signing, &host, 1, arena);
	const struct sigv4_pair more[] = {
		{ "X-Amz-Algorithm", ALGORITHM },
		{ "X-Amz-Credential",
		  arena_printf(arena, "%s/%s", key->id, signing.scope) },
		{ "X-Amz-Date", signing.date },
		{ "X-Amz-Expires", arena_printf(arena, "%u", seconds) },
		{ "X-Amz-SignedHeaders", signing.signed_names },
		{ "X-Amz-Security-Token", key->token.bytes },
	};
	size_t count = ARRAY_SIZE(more) - (key->token.length > 0 ? 0 : 1);
	signing.request.query =
		join(request->query, request->query_count, more, count, arena);
	signing.request.query_count += count;
	if (!signing_end(&signing, key, arena, signature, err))
		return false;
	if (!write_address(&signing.request, signature, &address))
		return error_set(err, ERROR_FAILED,
				 "the signed address is longer than %zu bytes",
				 sizeof(out->bytes) - 1);
	*out = address;
	return true;
}
