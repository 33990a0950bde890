/* Compares MariaDB's GTID positions and binlog states, domain by domain. */
#include "observed/gtid_position.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct place {
	uint32_t domain, server;
	uint64_t number;
};

/*
 * Reads the GTID at *at and moves *at after it. False at the end, or if there is no
 * GTID.
 */
static bool next_place(const char **at, struct place *out)
{
	uint64_t parts[3];
	const char *digits = *at + strspn(*at, " \n");
	char *end = NULL;

	for (int i = 0; i < 3; i++, digits = end + 1) {
		if (!isdigit((unsigned char)*digits))
			return false;
		parts[i] = strtoull(digits, &end, 10);
		if (i < 2 && *end != '-')
			return false;
	}
	*out = (struct place){ .domain = (uint32_t)parts[0],
			       .server = (uint32_t)parts[1],
			       .number = parts[2] };
	*at = end + strspn(end, ", \n");
	return true;
}

static bool find_domain(const char *position, uint32_t domain, struct place *out)
{
	const char *at = position == NULL ? "" : position;

	while (next_place(&at, out)) {
		if (out->domain == domain)
			return true;
	}
	return false;
}

bool gtid_state_holds(const char *state, const char *position)
{
	const char *at = position == NULL ? "" : position;
	struct place wanted, is;

	while (next_place(&at, &wanted)) {
		const char *in = state == NULL ? "" : state;
		bool held = false;

		while (!held && next_place(&in, &is))
			held = is.domain == wanted.domain &&
			       is.server == wanted.server && is.number >= wanted.number;
		if (!held)
			return false;
	}
	return *at == '\0';
}

/* Number of the server's last transaction in the domain; 0: it has none there. */
static uint64_t number_in_state(const char *state, const struct place *wanted)
{
	const char *at = state == NULL ? "" : state;
	struct place is;

	while (next_place(&at, &is)) {
		if (is.domain == wanted->domain && is.server == wanted->server)
			return is.number;
	}
	return 0;
}

bool gtid_state_moved(const char *then, const char *now, uint64_t server, bool by_others)
{
	const char *at = now == NULL ? "" : now;
	struct place is;

	while (next_place(&at, &is)) {
		if ((is.server == server) != by_others &&
		    is.number > number_in_state(then, &is))
			return true;
	}
	return *at != '\0';
}

bool gtid_positions_share_domain(const char *a, const char *b)
{
	const char *at = a == NULL ? "" : a;
	struct place in_a, in_b;

	while (next_place(&at, &in_a)) {
		if (find_domain(b, in_a.domain, &in_b))
			return true;
	}
	return false;
}

bool gtid_position_reached(const char *position, const char *goal)
{
	const char *at = goal == NULL ? "" : goal;
	struct place wanted, is;

	while (next_place(&at, &wanted)) {
		if (!find_domain(position, wanted.domain, &is) ||
		    is.number < wanted.number)
			return false;
	}
	return *at == '\0';
}

bool gtid_positions_meet(const char *a, const char *b, const char *domains)
{
	const char *at = domains == NULL ? "" : domains;
	struct place domain, in_a, in_b;

	while (next_place(&at, &domain)) {
		bool has_a = find_domain(a, domain.domain, &in_a);
		bool has_b = find_domain(b, domain.domain, &in_b);

		if (has_a != has_b ||
		    (has_a && (in_a.number != in_b.number || in_a.server != in_b.server)))
			return false;
	}
	return *at == '\0';
}
