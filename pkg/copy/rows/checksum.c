#include "copy/rows/checksum.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

struct fingerprint {
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

struct fingerprint *fingerprint_make(void)
{
	struct fingerprint *fingerprint = calloc(1, sizeof(*fingerprint));

	if (fingerprint == NULL)
		abort();
	fingerprint->rows = state_make();
	fingerprint->types = state_make();
	fingerprint_begin(fingerprint);
	return fingerprint;
}

void fingerprint_release(struct fingerprint *fingerprint)
{
	if (fingerprint == NULL)
		return;
	(void)XXH3_freeState(fingerprint->rows);
	(void)XXH3_freeState(fingerprint->types);
	free(fingerprint);
}

void fingerprint_begin(struct fingerprint *fingerprint)
{
	(void)XXH3_128bits_reset(fingerprint->rows);
	(void)XXH3_128bits_reset(fingerprint->types);
	fingerprint->typed = false;
}

void fingerprint_add(struct fingerprint *fingerprint, const char *bytes, size_t length)
{
	(void)XXH3_128bits_update(fingerprint->rows, bytes, length);
}

void fingerprint_add_types(struct fingerprint *fingerprint, const char *types,
			   size_t length)
{
	static const char none = '\1', end = '\0';

	fingerprint->typed = true;
	if (types == NULL)
		(void)XXH3_128bits_update(fingerprint->types, &none, 1);
	else
		(void)XXH3_128bits_update(fingerprint->types, types, length);
	(void)XXH3_128bits_update(fingerprint->types, &end, 1);
}

static const char *print(XXH128_hash_t hash, struct arena *arena)
{
	return arena_printf(arena, "%016" PRIx64 "%016" PRIx64, (uint64_t)hash.high64,
			    (uint64_t)hash.low64);
}

const char *fingerprint_print(const struct fingerprint *fingerprint, struct arena *arena)
{
	const char *rows = print(XXH3_128bits_digest(fingerprint->rows), arena);

	if (!fingerprint->typed)
		return rows;
	return arena_printf(arena, "%s%s", rows,
			    print(XXH3_128bits_digest(fingerprint->types), arena));
}

const char *fingerprint_of(const char *text, struct arena *arena)
{
	return print(XXH3_128bits(text, strlen(text)), arena);
}
