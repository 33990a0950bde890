/* Compares the host part of an account with an address, as a server does at login. */
#include "accounts/host.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static bool is_address(const char *host)
{
	unsigned char bytes[16];

	return inet_pton(AF_INET, host, bytes) == 1 ||
	       inet_pton(AF_INET6, host, bytes) == 1;
}

/* Only digits, dots, colons and wildcards: the pattern is for addresses. */
static bool speaks_of_addresses(const char *pattern)
{
	return strspn(pattern, "0123456789abcdefABCDEF.:%_/") == strlen(pattern) &&
	       strpbrk(pattern, ".:") != NULL && strpbrk(pattern, "0123456789") != NULL;
}

/* Matches "10.9.0.0/255.255.0.0" and "10.9.0.0/16". */
static bool in_network(const char *pattern, const char *host)
{
	char network_text[INET_ADDRSTRLEN];
	const char *slash = strchr(pattern, '/');
	struct in_addr network, mask, address;
	size_t length = (size_t)(slash - pattern);
	char *end;

	if (length >= sizeof(network_text))
		return false;
	memcpy(network_text, pattern, length);
	network_text[length] = '\0';
	if (inet_pton(AF_INET, network_text, &network) != 1 ||
	    inet_pton(AF_INET, host, &address) != 1)
		return false;
	if (inet_pton(AF_INET, slash + 1, &mask) != 1) {
		unsigned long bits = strtoul(slash + 1, &end, 10);

		if (*end != '\0' || bits > 32)
			return false;
		mask.s_addr = bits == 0 ? 0 : htonl(0xFFFFFFFFU << (32 - bits));
	}
	return (address.s_addr & mask.s_addr) == network.s_addr;
}

static enum fact covers_one(const char *pattern, const char *host)
{
	if (text_empty(pattern) || text_equal(pattern, "%"))
		return FACT_YES;
	if (strchr(pattern, '/') != NULL)
		return in_network(pattern, host) ? FACT_YES :
		       is_address(host)          ? FACT_NO :
						   FACT_UNKNOWN;
	if (text_like(host, pattern))
		return FACT_YES;
	return speaks_of_addresses(pattern) && !is_address(host) ? FACT_UNKNOWN : FACT_NO;
}

enum fact host_covers(const char *pattern, const char *host)
{
	enum fact covers;

	if (text_empty(host))
		return text_empty(pattern) || text_equal(pattern, "%") ? FACT_YES :
									 FACT_UNKNOWN;
	covers = covers_one(pattern, host);
	/*
	 * Servers use this name for loopback addresses, and compare the address as
	 * well.
	 */
	if (covers != FACT_YES && text_equal_nocase(host, "localhost")) {
		if (covers_one(pattern, "127.0.0.1") == FACT_YES)
			return FACT_YES;
		return FACT_NO;
	}
	return covers;
}

/* Characters before the first wildcard; a host without wildcards comes first. */
static size_t specificity(const char *host)
{
	size_t letters = strcspn(host, "%_");

	if (strchr(host, '/') != NULL)
		return letters;
	return host[letters] == '\0' && letters > 0 ? (size_t)-1 : letters;
}

bool host_more_specific(const char *a, const char *b)
{
	return specificity(a) > specificity(b);
}
