/*
 * Writes a row as a line of LOAD DATA, in parts as large as the buffer, and escapes its
 * bytes.
 */
#include "copy/rows/encode.h"

#include <stdint.h>
#include <string.h>

#define EVERY_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The letter that escapes a byte; 0: no escape. */
static const char escapes[256] = { ['\0'] = '0', ['\t'] = 't', ['\n'] = 'n', ['\\'] = '\\' };

/* Not 0 if any of the eight bytes is 0. */
static uint64_t zero_byte(uint64_t word)
{
	return (word - EVERY_BYTE(0x01)) & ~word & EVERY_BYTE(0x80);
}

/* How many bytes at the beginning need no escape. */
static size_t clean_length(const char *bytes, size_t length)
{
	size_t i = 0;

	for (; i + sizeof(uint64_t) <= length; i += sizeof(uint64_t)) {
		uint64_t word;

		memcpy(&word, bytes + i, sizeof(word));
		if ((zero_byte(word) | zero_byte(word ^ EVERY_BYTE('\t')) |
		     zero_byte(word ^ EVERY_BYTE('\n')) |
		     zero_byte(word ^ EVERY_BYTE('\\'))) != 0)
			break;
	}
	while (i < length && escapes[(unsigned char)bytes[i]] == 0)
		i++;
	return i;
}

/* Writes as much of the value as fits; true when all of it is written. */
static bool encode_value(struct encoder *encoder, const char *value, size_t length,
			 char **at, const char *end)
{
	while (encoder->offset < length) {
		const char *from = value + encoder->offset;
		size_t room = (size_t)(end - *at);
		size_t left = length - encoder->offset;
		size_t clean = clean_length(from, left < room ? left : room);

		memcpy(*at, from, clean);
		*at += clean;
		encoder->offset += clean;
		if (encoder->offset == length)
			break;
		if (end - *at < 2)
			return false;
		char escape = escapes[(unsigned char)value[encoder->offset]];
		if (escape != 0) {
			*(*at)++ = '\\';
			*(*at)++ = escape;
			encoder->offset++;
		}
	}
	return true;
}

void encode_begin(struct encoder *encoder, size_t columns)
{
	*encoder = (struct encoder){ .columns = columns };
}

size_t encode_row(struct encoder *encoder, const char *const *values,
		  const unsigned long *lengths, char *buffer, size_t room)
{
	const char *end = buffer + room;
	char *at = buffer;

	for (; encoder->column < encoder->columns; encoder->column++) {
		const char *value = values[encoder->column];

		if (!encoder->begun) {
			if (end - at < ENCODE_LEAST)
				return (size_t)(at - buffer);
			if (encoder->column > 0)
				*at++ = '\t';
			encoder->begun = true;
		}
		if (value == NULL) {
			*at++ = '\\';
			*at++ = 'N';
		} else if (!encode_value(encoder, value, lengths[encoder->column], &at,
					 end)) {
			return (size_t)(at - buffer);
		}
		encoder->begun = false;
		encoder->offset = 0;
	}
	if (at < end) {
		*at++ = '\n';
		encoder->done = true;
	}
	return (size_t)(at - buffer);
}
