/*
 * Further queries about the data, sent only if the first look has found a reason. Most
 * servers give none.
 */
#include <string.h>

#include "base/text.h"
#include "observe/internal.h"
#include "observed/fulltext.h"
#include "sql/quote.h"
#include "sql/server_errors.h"

static bool has_kind(const struct observed_server *server, const char *kind,
		     const char *detail_start)
{
	for (unsigned i = 0; i < server->objects_count; i++) {
		const struct observed_object *object = &server->objects[i];

		if (text_equal(object->kind, kind) && object->detail != NULL &&
		    text_starts(object->detail, detail_start))
			return true;
	}
	return false;
}

/* True if the value is one of these two; false if the server has no such variable. */
static bool is_either(const struct observed_server *server, const char *variable,
		      const char *a, const char *b)
{
	const char *value = observed_value(server, variable);

	return value != NULL &&
	       (text_equal_nocase(value, a) || text_equal_nocase(value, b));
}

static bool pages_are_smaller(const struct observed *observed)
{
	const char *name = "innodb_page_size";
	uint64_t source = rows_number(observed_value(&observed->source.server, name), 0);
	uint64_t target = rows_number(observed_value(&observed->target.server, name), 0);

	return target > 0 && target < source;
}

static bool differs(const struct observed *observed, const char *const *variables,
		    size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!text_equal(observed_value(&observed->source.server, variables[i]),
				observed_value(&observed->target.server, variables[i])))
			return true;
	}
	return false;
}

/*
 * True if a variable that affects values which a replica computes again differs on the
 * target.
 */
static bool computes_otherwise(const struct observed *observed)
{
	static const char *const variables[] = { "div_precision_increment",
						 "block_encryption_mode" };
	const struct observed_server *source = &observed->source.server;
	const struct observed_server *target = &observed->target.server;

	if (differs(observed, variables, ARRAY_SIZE(variables)))
		return true;
	return source->flavour == FLAVOUR_MARIADB &&
	       !text_equal(source->utc_offset, target->utc_offset);
}

/* Queries the source for tables that the target may not be able to have. */
static bool look_at_tables(struct observer *observer, struct observed *observed,
			   const struct query_values *values, struct arena *scratch,
			   struct arena *arena, struct error *err)
{
	const struct observed_server *target = &observed->target.server;
	struct look look = { .arena = scratch };
	enum query queries[6];
	size_t count = 0;

	if (differs(observed, fulltext_settings, fulltext_settings_count))
		queries[count++] = QUERY_FULLTEXT;
	if (computes_otherwise(observed))
		queries[count++] = QUERY_COMPUTED;
	if (has_kind(&observed->source.server, "engine", "MEMORY"))
		queries[count++] = QUERY_MEMORY_TABLES;
	if (is_either(target, "innodb_file_per_table", "OFF", "0") ||
	    is_either(target, "innodb_read_only_compressed", "ON", "1"))
		queries[count++] = QUERY_COMPRESSED;
	if (is_either(target, "innodb_default_row_format", "compact", "redundant") ||
	    pages_are_smaller(observed))
		queries[count++] = QUERY_LONG_KEYS;
	if (is_either(target, "innodb_native_foreign_keys", "OFF", "0") ||
	    is_either(&observed->source.server, "innodb_native_foreign_keys", "OFF", "0"))
		queries[count++] = QUERY_CASCADES;
	if (!ask(observer->source, queries, count, values, scratch, &look.answers, err))
		return false;
	fill_lists(&look, arena, &observed->source.server);
	fill_unanswered(&look, arena, &observed->source.server);
	return true;
}

/* True for a parser's error; 1308 to 1338 are its errors about stored programs. */
static bool cannot_be_parsed(unsigned code)
{
	return code == SERVER_PARSE_ERROR || code == SERVER_CORRUPT_ROUTINE ||
	       (code >= 1308 && code <= 1338);
}

/* SHOW CREATE parses a routine again, as CREATE on the target would. */
static void fill_corrupt(const struct rows *rows, const struct db_statement *shows,
			 struct arena *arena, struct observed_server *out)
{
	for (size_t i = 0; i < rows->count; i++) {
		if (shows[i].done || !cannot_be_parsed(shows[i].error.code))
			continue;
		add_object(out, arena, "corrupt-routine",
			   arena_printf(arena, "%s.%s", rows_named(rows, i, "database"),
					rows_named(rows, i, "routine")),
			   arena_printf(arena, "%s %u", rows_named(rows, i, "kind"),
					shows[i].error.code));
	}
}

static bool look_at_routines(struct observer *observer, struct observed *observed,
			     const struct query_values *values, struct arena *scratch,
			     struct arena *arena, struct error *err)
{
	static const enum query made[] = { QUERY_ROUTINES_MADE };
	struct look look = { .arena = scratch };

	if (!ask(observer->source, made, 1, values, scratch, &look.answers, err))
		return false;
	fill_unanswered(&look, arena, &observed->source.server);
	const struct rows *rows = answer(&look.answers, QUERY_ROUTINES_MADE);
	if (rows == NULL || rows->count == 0)
		return true;
	struct db_statement *shows = arena_array(scratch, rows->count, sizeof(*shows));
	for (size_t i = 0; i < rows->count; i++)
		shows[i].sql = arena_printf(scratch, "SHOW CREATE %s %s",
					    rows_named(rows, i, "kind"),
					    quote_table(rows_named(rows, i, "database"),
							rows_named(rows, i, "routine"),
							scratch));
	if (!db_batch(observer->source, shows, rows->count, scratch, err))
		return false;
	fill_corrupt(rows, shows, arena, &observed->source.server);
	return true;
}

/*
 * "SELECT 'Europe/Paris' AS zone UNION ...": the named zones of the source's events and
 * of the server itself; NULL: there is none.
 */
static const char *named_zones(const struct observed_server *source, struct arena *arena)
{
	const char *own = observed_value(source, "time_zone");
	struct text text = text_make(arena);

	if (!text_empty(own) && strpbrk(own, "+-") != own && !text_equal(own, "SYSTEM"))
		text_addf(&text, "SELECT %s AS zone", quote_text(own, arena));
	for (unsigned i = 0; i < source->objects_count; i++) {
		const struct observed_object *event = &source->objects[i];

		if (!text_equal(event->kind, "event-zone") ||
		    text_starts(event->detail, "SYSTEM: "))
			continue;
		text_addf(&text, "%sSELECT %s AS zone", text.length == 0 ? "" : " UNION ",
			  quote_text(arena_copy_n(arena, event->detail,
						  strcspn(event->detail, ":")),
				     arena));
	}
	return text.length == 0 ? NULL : text.bytes;
}

static bool look_at_named_zones(struct observer *observer, struct observed *observed,
				struct arena *scratch, struct arena *arena,
				struct error *err)
{
	static const enum query unknown[] = { QUERY_ZONES_UNKNOWN };
	struct look look = { .arena = scratch };
	const struct query_values values = {
		.names = named_zones(&observed->source.server, scratch),
	};

	if (values.names == NULL)
		return true;
	if (!ask(observer->target, unknown, 1, &values, scratch, &look.answers, err))
		return false;
	fill_lists(&look, arena, &observed->target.server);
	fill_unanswered(&look, arena, &observed->target.server);
	return true;
}

/* "540 540 540": the clocks never change, so an offset is enough. */
static bool is_one_offset(const char *hours)
{
	size_t length = strcspn(hours, " ");

	for (const char *at = hours; *at != '\0'; at += length + (at[length] == ' ')) {
		if (strncmp(at, hours, length) != 0 ||
		    (at[length] != ' ' && at[length] != '\0'))
			return false;
	}
	return true;
}

/* Reports SYSTEM as unknown if no zone on the target has the source's UTC offsets. */
static bool look_at_system_zone(struct observer *observer, struct observed *observed,
				struct arena *scratch, struct arena *arena,
				struct error *err)
{
	static const enum query system[] = { QUERY_SYSTEM_ZONE };
	static const enum query alike[] = { QUERY_ZONE_WITH_HOURS };
	struct answers source = { 0 }, target = { 0 };

	if (!has_kind(&observed->source.server, "event-zone", "SYSTEM: "))
		return true;
	if (!ask(observer->source, system, 1, NULL, scratch, &source, err) ||
	    !ask(observer->target, system, 1, NULL, scratch, &target, err))
		return false;
	const char *hours = answer_first(&source, QUERY_SYSTEM_ZONE, "hours");
	if (hours == NULL || is_one_offset(hours) ||
	    text_equal(hours, answer_first(&target, QUERY_SYSTEM_ZONE, "hours")))
		return true;
	const struct query_values values = { .names = quote_text(hours, scratch) };
	if (!ask(observer->target, alike, 1, &values, scratch, &target, err))
		return false;
	if (answer_first(&target, QUERY_ZONE_WITH_HOURS, "object") == NULL)
		add_object(&observed->target.server, arena, "zone-unknown", "SYSTEM",
			   answer_first(&source, QUERY_SYSTEM_ZONE, "name"));
	return true;
}

bool look_at_data_again(struct observer *observer, const char *const *databases,
			struct arena *arena, struct observed *observed, struct error *err)
{
	AUTO_ARENA *scratch = arena_make();
	const struct query_values values = {
		.databases =
			query_databases(db_server(observer->source), databases, scratch),
	};

	return look_at_tables(observer, observed, &values, scratch, arena, err) &&
	       look_at_routines(observer, observed, &values, scratch, arena, err) &&
	       look_at_large_rows(observer, observed, &values, scratch, arena, err) &&
	       look_at_named_zones(observer, observed, scratch, arena, err) &&
	       look_at_system_zone(observer, observed, scratch, arena, err);
}
