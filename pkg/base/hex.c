/*
 * Writes bytes as hexadecimal digits, for checksums, salts and binary SQL literals, and
 * reads single digits.
 */
#include "base/hex.h"

static const char digits[][16 + 1] = {
	[HEX_LOWER] = "0123456789abcdef",
	[HEX_UPPER] = "0123456789ABCDEF",
};

static void write_digits(const unsigned char *bytes, size_t count,
			 enum hex_case letters, char *out)
{
	for (size_t i = 0; i < count; i++) {
		*out++ = digits[letters][bytes[i] >> 4];
		*out++ = digits[letters][bytes[i] & 0xF];
	}
}

/* In parts, so that the text rarely has to grow. */
void hex_add(struct text *out, const void *bytes, size_t count, enum hex_case letters)
{
	const unsigned char *from = bytes;
	char part[512];

	while (count > 0) {
		size_t now = count < sizeof(part) / 2 ? count : sizeof(part) / 2;

		write_digits(from, now, letters, part);
		text_add_n(out, part, 2 * now);
		from += now;
		count -= now;
	}
}

void hex_write(const void *bytes, size_t count, char *out)
{
	write_digits(bytes, count, HEX_LOWER, out);
	out[2 * count] = '\0';
}

int hex_digit(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	if (digit >= 'a' && digit <= 'f')
		return digit - 'a' + 10;
	if (digit >= 'A' && digit <= 'F')
		return digit - 'A' + 10;
	return -1;
}

bool hex_read(const char *hex, size_t count, void *out)
{
	unsigned char *bytes = out;

	for (size_t i = 0; i < count; i++) {
		int high = hex_digit(hex[2 * i]);
		int low = high < 0 ? -1 : hex_digit(hex[2 * i + 1]);

		if (low < 0)
			return false;
		bytes[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}
