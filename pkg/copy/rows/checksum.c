/*
 * Computes the checksum of rows with XXH3, 128 bits each for the bytes and for the JSON
 * types.
 */
#include "copy/rows/checksum.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

struct checksum {
	XXH3_state_t *rows, *types;
	bool typed;
};

static XXH3_state_t *state_make(void)
{
	XXH3_state_t *state = XXH3_createState();

	if (state == NULL)
		abort(); /* out of memory, as in the arena */
	return state;
}

struct checksum *checksum_make(void)
{
	struct checksum *checksum = calloc(1, sizeof(*checksum));

	if (checksum == NULL)
		abort();
	checksum->rows = state_make();
	checksum->types = state_make();
	checksum_begin(checksum);
	return checksum;
}

void checksum_release(struct checksum *checksum)
{
	if (checksum == NULL)
		return;
	(void)XXH3_freeState(checksum->rows);
	(void)XXH3_freeState(checksum->types);
	free(checksum);
}

void checksum_begin(struct checksum *checksum)
{
	(void)XXH3_128bits_reset(checksum->rows);
	(void)XXH3_128bits_reset(checksum->types);
	checksum->typed = false;
}

void checksum_add(struct checksum *checksum, const char *bytes, size_t length)
{
	(void)XXH3_128bits_update(checksum->rows, bytes, length);
}

void checksum_add_types(struct checksum *checksum, const char *types, size_t length)
{
	static const char none = '\1', end = '\0';

	checksum->typed = true;
	if (types == NULL)
		(void)XXH3_128bits_update(checksum->types, &none, 1);
	else
		(void)XXH3_128bits_update(checksum->types, types, length);
	(void)XXH3_128bits_update(checksum->types, &end, 1);
}

static const char *print(XXH128_hash_t hash, struct arena *arena)
{
	return arena_printf(arena, "%016" PRIx64 "%016" PRIx64, (uint64_t)hash.high64,
			    (uint64_t)hash.low64);
}

const char *checksum_print(const struct checksum *checksum, struct arena *arena)
{
	const char *rows = print(XXH3_128bits_digest(checksum->rows), arena);

	if (!checksum->typed)
		return rows;
	return arena_printf(arena, "%s%s", rows,
			    print(XXH3_128bits_digest(checksum->types), arena));
}

const char *checksum_of(const char *text, struct arena *arena)
{
	return print(XXH3_128bits(text, strlen(text)), arena);
}
