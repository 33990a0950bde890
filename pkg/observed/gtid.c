/*
 * Parses, subtracts, compares and prints MySQL's GTID sets. gtid_position.c does the
 * same for MariaDB's positions.
 */
#include "observed/gtid.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "observed/gtid_position.h"

#define UUID_LENGTH 36
#define LONGEST_TAG 32

static const char *skip_blanks(const char *at)
{
	return at + strspn(at, " \t\r\n");
}

/* Length of the UUID that begins here, or 0. */
static size_t uuid_length(const char *at)
{
	for (size_t i = 0; i < UUID_LENGTH; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (dash ? at[i] != '-' : !isxdigit((unsigned char)at[i]))
			return 0;
	}
	return UUID_LENGTH;
}

/* Length of the tag that begins here, or 0. */
static size_t tag_length(const char *at)
{
	size_t length = 0;

	if (!isalpha((unsigned char)at[0]) && at[0] != '_')
		return 0;
	while (isalnum((unsigned char)at[length]) || at[length] == '_')
		length++;
	return length <= LONGEST_TAG ? length : 0;
}

static bool parse_number(const char **at, uint64_t *out)
{
	char *end;

	if (!isdigit((unsigned char)**at))
		return false;
	errno = 0;
	*out = strtoull(*at, &end, 10);
	*at = end;
	return errno == 0 && *out > 0 && *out <= INT64_MAX;
}

static bool parse_interval(const char **at, struct gtid_interval *out)
{
	if (!parse_number(at, &out->first))
		return false;
	out->last = out->first;
	*at = skip_blanks(*at);
	if (**at == '-') {
		*at = skip_blanks(*at + 1);
		if (!parse_number(at, &out->last))
			return false;
	}
	return out->last >= out->first;
}

static void add(struct gtid_set *set, const char *origin, uint64_t first, uint64_t last)
{
	set->list[set->count++] =
		(struct gtid_interval){ .origin = origin, .first = first, .last = last };
}

static const char *lower_copy(const char *text, size_t length, struct arena *arena)
{
	char *copy = arena_copy_n(arena, text, length);

	for (char *at = copy; *at != '\0'; at++)
		*at = (char)tolower((unsigned char)*at);
	return copy;
}

/*
 * What follows a UUID: intervals and tags, each after a colon. A tag applies to the
 * intervals after it.
 */
static bool parse_intervals(const char **at, const char *uuid, struct arena *arena,
			    struct gtid_set *out)
{
	const char *origin = uuid;

	for (*at = skip_blanks(*at); **at == ':'; *at = skip_blanks(*at)) {
		*at = skip_blanks(*at + 1);
		size_t tag = tag_length(*at);

		if (tag > 0) {
			origin = arena_printf(arena, "%s:%s", uuid,
					      lower_copy(*at, tag, arena));
			*at += tag;
			continue;
		}
		struct gtid_interval interval;
		if (!parse_interval(at, &interval))
			return false;
		add(out, origin, interval.first, interval.last);
	}
	return true;
}

static int compare(const void *left, const void *right)
{
	const struct gtid_interval *a = left, *b = right;
	int origins = strcmp(a->origin, b->origin);

	if (origins != 0)
		return origins;
	return a->first < b->first ? -1 : a->first > b->first;
}

/* Sorts the intervals and joins those that touch. */
static void normalize(struct gtid_set *set)
{
	size_t kept = 0;

	if (set->count == 0)
		return;
	qsort(set->list, set->count, sizeof(*set->list), compare);
	for (size_t i = 1; i < set->count; i++) {
		struct gtid_interval *before = &set->list[kept];
		const struct gtid_interval *next = &set->list[i];

		if (strcmp(before->origin, next->origin) != 0 ||
		    next->first > before->last + 1)
			set->list[++kept] = *next;
		else if (next->last > before->last)
			before->last = next->last;
	}
	set->count = kept + 1;
}

bool gtid_set_parse(const char *text, struct arena *arena, struct gtid_set *out)
{
	const char *at = skip_blanks(text == NULL ? "" : text);
	struct gtid_set set = { .list = arena_array(arena, strlen(at) / 2 + 1,
						    sizeof(*set.list)) };

	while (*at != '\0') {
		size_t length = uuid_length(at);

		if (length == 0)
			return false;
		const char *uuid = lower_copy(at, length, arena);
		at += length;
		if (!parse_intervals(&at, uuid, arena, &set))
			return false;
		if (*at != ',' && *at != '\0')
			return false;
		at = skip_blanks(at + (*at == ',' ? 1 : 0));
	}
	normalize(&set);
	*out = set;
	return true;
}

struct gtid_set gtid_set_subtract(const struct gtid_set *a, const struct gtid_set *b,
				  struct arena *arena)
{
	/* Each interval of b splits at most one interval in two. */
	struct gtid_set rest = { .list = arena_array(arena, a->count + b->count + 1,
						     sizeof(*rest.list)) };

	for (size_t i = 0; i < a->count; i++) {
		const struct gtid_interval *whole = &a->list[i];
		uint64_t first = whole->first;
		bool left = true;

		for (size_t j = 0; left && j < b->count; j++) {
			const struct gtid_interval *cut = &b->list[j];

			if (strcmp(cut->origin, whole->origin) != 0 ||
			    cut->last < first || cut->first > whole->last)
				continue;
			if (cut->first > first)
				add(&rest, whole->origin, first, cut->first - 1);
			left = cut->last < whole->last;
			first = cut->last + 1;
		}
		if (left)
			add(&rest, whole->origin, first, whole->last);
	}
	return rest;
}

struct gtid_set gtid_set_join(const struct gtid_set *a, const struct gtid_set *b,
			      struct arena *arena)
{
	struct gtid_set all = { .list = arena_array(arena, a->count + b->count,
						    sizeof(*all.list)) };

	for (size_t i = 0; i < a->count; i++)
		all.list[all.count++] = a->list[i];
	for (size_t i = 0; i < b->count; i++)
		all.list[all.count++] = b->list[i];
	normalize(&all);
	return all;
}

bool gtid_set_contains(const struct gtid_set *set, const struct gtid_set *part)
{
	AUTO_ARENA *arena = arena_make();

	return gtid_set_subtract(part, set, arena).count == 0;
}

bool source_has_gtids(const struct observed_source *source, const char *gtids)
{
	AUTO_ARENA *arena = arena_make();
	struct gtid_set set, part;

	if (source->server.flavour == FLAVOUR_MARIADB)
		return gtid_position_reached(source->gtid_set, gtids);
	return gtid_set_parse(source->gtid_set, arena, &set) &&
	       gtid_set_parse(gtids, arena, &part) && gtid_set_contains(&set, &part);
}

const char *gtid_set_text(const struct gtid_set *set, struct arena *arena)
{
	struct text text = text_make(arena);
	const char *origin = "";

	for (size_t i = 0; i < set->count; i++) {
		const struct gtid_interval *one = &set->list[i];

		if (strcmp(one->origin, origin) != 0)
			text_addf(&text, "%s%s", i == 0 ? "" : ",", one->origin);
		origin = one->origin;
		text_addf(&text, ":%" PRIu64, one->first);
		if (one->last != one->first)
			text_addf(&text, "-%" PRIu64, one->last);
	}
	return text.bytes;
}

static bool same_uuid(const char *origin, const char *uuid)
{
	return uuid != NULL && strncasecmp(origin, uuid, UUID_LENGTH) == 0;
}

/* True when the source has assigned numbers under this origin's UUID, or will. */
static bool is_of_source(const struct gtid_set *source,
			 const struct observed_server *server, const char *origin)
{
	const char *mode = observed_value(server, "gtid_mode");

	/*
	 * A source that was just reset has no GTIDs yet. With gtid_mode OFF it never
	 * gets any.
	 */
	if (same_uuid(origin, server->uuid) && text_starts(mode, "ON"))
		return true;
	for (size_t i = 0; i < source->count; i++) {
		if (same_uuid(origin, source->list[i].origin))
			return true;
	}
	return false;
}

struct gtid_set gtids_unknown_to_source(const struct observed *observed,
					struct arena *arena)
{
	const struct observed_server *source = &observed->source.server;
	const struct observed_server *target = &observed->target.server;
	struct gtid_set known, held, found = { 0 };

	if (source->flavour == FLAVOUR_MARIADB || target->flavour == FLAVOUR_MARIADB ||
	    observed->source.gtid_set == NULL ||
	    !gtid_set_parse(observed->source.gtid_set, arena, &known) ||
	    !gtid_set_parse(observed->target.gtid_set, arena, &held))
		return found;
	struct gtid_set rest = gtid_set_subtract(&held, &known, arena);
	found.list = arena_array(arena, rest.count, sizeof(*found.list));
	for (size_t i = 0; i < rest.count; i++) {
		const struct gtid_interval *one = &rest.list[i];

		/* Only the target assigns numbers under its own UUID. */
		if (!same_uuid(one->origin, target->uuid) &&
		    is_of_source(&known, source, one->origin))
			found.list[found.count++] = *one;
	}
	return found;
}
