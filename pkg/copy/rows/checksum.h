/*
 * The checksum of rows: a digest of the bytes in which they are sent, and of what these
 * bytes do not show (the types within JSON).
 */
#ifndef COPY_ROWS_CHECKSUM_H
#define COPY_ROWS_CHECKSUM_H

#include "base/arena.h"

struct checksum;

struct checksum *checksum_make(void);
void checksum_release(struct checksum *checksum);

void checksum_begin(struct checksum *checksum);
void checksum_add(struct checksum *checksum, const char *bytes, size_t length);
/* The types of a JSON value; NULL for no value. */
void checksum_add_types(struct checksum *checksum, const char *types, size_t length);
/* At most 64 letters. */
const char *checksum_print(const struct checksum *checksum, struct arena *arena);

/* Of a text alone. */
const char *checksum_of(const char *text, struct arena *arena);

#endif
