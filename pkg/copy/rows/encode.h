/*
 * Rows as the bytes of LOAD DATA: fields end with a tab, lines with a newline, a
 * backslash escapes, \N is NULL.
 *
 * A row may be longer than the buffer: encoding stops when that is full and goes on
 * where it was.
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
	bool done;      /* the row is written whole */
};

/* The buffer must have at least this room, or nothing may be written. */
#define ENCODE_LEAST 4

/* Begins a row, or goes on with it until done; returns how many bytes were written. */
void encode_begin(struct encoder *encoder, size_t columns);
size_t encode_row(struct encoder *encoder, const char *const *values,
		  const unsigned long *lengths, char *buffer, size_t room);

#endif
