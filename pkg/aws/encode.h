/*
 * Percent-encoding as AWS requires it: everything except A-Z a-z 0-9 - . _ ~ as %XX.
 */
#ifndef AWS_ENCODE_H
#define AWS_ENCODE_H

#include "base/text.h"

/* One byte as written in a URL, 0-terminated. */
struct encoded_byte {
	char text[4];
};
struct encoded_byte encode_byte(char byte);

void encode_add(struct text *text, const char *value);

#endif
