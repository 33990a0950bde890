/*
 * Bytes in hexadecimal digits.
 */
#ifndef BASE_HEX_H
#define BASE_HEX_H

#include "base/text.h"

enum hex_case { HEX_LOWER, HEX_UPPER };

/* Adds two digits per byte. */
void hex_add(struct text *out, const void *bytes, size_t count, enum hex_case letters);
/* The same in lower case, 0-terminated, into a buffer of 2 * count + 1 bytes. */
void hex_write(const void *bytes, size_t count, char *out);
/*
 * Reads the bytes of 2 * count digits; false: one of them is not a digit; do not use
 * out then.
 */
bool hex_read(const char *digits, size_t count, void *out);
/* The value of a digit, upper or lower case; -1: not a digit. */
int hex_digit(char digit);

#endif
