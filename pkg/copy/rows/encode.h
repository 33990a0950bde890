/*
 * Encodes rows for LOAD DATA: tabs separate fields, a newline ends a row, a backslash
 * escapes, \N is NULL.
 *
 * A row may be longer than the buffer: encoding stops when the buffer is full, and the
 * next call continues there.
 */
#ifndef COPY_ROWS_ENCODE_H
#define COPY_ROWS_ENCODE_H

#include <stdbool.h>
#include <stddef.h>

struct encoder {
	size_t columns; /* of the row */
	size_t column;  /* the column to write next */
	size_t offset;  /* within that column's value */
	bool begun;     /* its separator is written */
	bool done;      /* the whole row is written */
};

/* The least space in the buffer; with less, nothing may be written. */
#define ENCODE_LEAST 4

/*
 * encode_begin begins a row. encode_row writes, or continues to write it until done,
 * and returns how many bytes it wrote.
 */
void encode_begin(struct encoder *encoder, size_t columns);
size_t encode_row(struct encoder *encoder, const char *const *values,
		  const unsigned long *lengths, char *buffer, size_t room);

#endif
