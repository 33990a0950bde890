/*
 * The fingerprint of rows: a strong digest of the bytes that stand for them on their
 * way, and of what these bytes do not say (the types within JSON).
 */
#ifndef COPY_ROWS_CHECKSUM_H
#define COPY_ROWS_CHECKSUM_H

#include "base/arena.h"

struct fingerprint;

struct fingerprint *fingerprint_make(void);
void fingerprint_release(struct fingerprint *fingerprint);

void fingerprint_begin(struct fingerprint *fingerprint);
void fingerprint_add(struct fingerprint *fingerprint, const char *bytes, size_t length);
/* The types of a JSON value; NULL for no value. */
void fingerprint_add_types(struct fingerprint *fingerprint, const char *types,
			   size_t length);
/* At most 64 letters. */
const char *fingerprint_print(const struct fingerprint *fingerprint, struct arena *arena);

/* Of a text alone. */
const char *fingerprint_of(const char *text, struct arena *arena);

#endif
