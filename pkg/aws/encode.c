/* Percent-encodes text for URLs, forms and signatures. */
#include "aws/encode.h"

#include <string.h>

struct encoded_byte encode_byte(char byte)
{
	static const char digits[] = "0123456789ABCDEF";
	unsigned char value = (unsigned char)byte;
	bool plain = (value >= 'A' && value <= 'Z') || (value >= 'a' && value <= 'z') ||
		     (value >= '0' && value <= '9') ||
		     (value != '\0' && strchr("-._~", value) != NULL);

	if (plain)
		return (struct encoded_byte){ { byte, '\0' } };
	return (struct encoded_byte){ { '%', digits[value >> 4], digits[value & 15],
					'\0' } };
}

void encode_add(struct text *text, const char *value)
{
	for (; *value != '\0'; value++)
		text_add(text, encode_byte(*value).text);
}
