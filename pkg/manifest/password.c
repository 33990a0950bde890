/* The limits that the replication protocol and RDS's procedures put on a password. */
#include "manifest/password.h"

#include <string.h>

#define LONGEST 32

const char *password_fault(const char *bytes, size_t length)
{
	if (length > LONGEST)
		return "it is longer than 32 bytes, which replication does not accept";
	if (memchr(bytes, '\n', length) != NULL || memchr(bytes, '\r', length) != NULL)
		return "it has a line break, which replication does not accept";
	if (length > 0 && (bytes[0] == ' ' || bytes[length - 1] == ' '))
		return "it begins or ends with a blank, which RDS removes";
	return NULL;
}
