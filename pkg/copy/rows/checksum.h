/*
 * The checksum of rows: a digest of the bytes that are sent, and of what these bytes do
 * not show (the types within JSON).
 */
#ifndef COPY_ROWS_CHECKSUM_H
#define COPY_ROWS_CHECKSUM_H

#include "base/arena.h"

struct checksum;

struct checksum *checksum_make(void);
void checksum_release(struct checksum *checksum);

void checksum_begin(struct checksum *checksum);
void checksum_add(struct checksum *checksum, const char *bytes, size_t length);
/* Adds the types of a JSON value; NULL: no value. */
void checksum_add_types(struct checksum *checksum, const char *types, size_t length);
/* The checksum as at most 64 hexadecimal digits. */
const char *checksum_print(const struct checksum *checksum, struct arena *arena);

/* The checksum of one text. */
const char *checksum_of(const char *text, struct arena *arena);

#endif
