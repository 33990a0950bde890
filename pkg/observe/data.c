/*
 * The data on both sides, as far as the checks of the copy need it: names, never rows.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "observe/internal.h"
#include "sql/charset.h"
#include "sql/quote.h"

static const enum query source_queries[] = {
	QUERY_FRESH_SIZES,
	QUERY_SIZES,
	QUERY_ENGINES,
	QUERY_VERSIONED,
	QUERY_BORROWING,
	QUERY_KEYLESS,
	QUERY_DEFINERS,
	QUERY_STORED_OBJECTS,
	QUERY_COLLATIONS_USED,
	QUERY_LOOSE_FOREIGN_KEYS,
	QUERY_STATEMENT_SESSIONS,
	QUERY_USERS,
	QUERY_PREPARED_XA,
	QUERY_IN_MYSQL,
	QUERY_ELSEWHERE,
	QUERY_FUNCTIONS_LOADED,
	QUERY_FOREIGN_SERVERS,
	QUERY_TABLESPACES,
	QUERY_DATA_DIRECTORIES,
	QUERY_REFERENCE_SYSTEMS,
	QUERY_DATABASE_OPTIONS,
	QUERY_RESOURCE_GROUPS,
	QUERY_LIBRARIES,
	QUERY_BROKEN_VIEWS,
	QUERY_FOREIGN_LANGUAGES,
	QUERY_EVENT_ZONES,
	QUERY_BACKUP_LOCKS,
	QUERY_SESSIONS,
	/*
	 * It always fails, and every query after a refusal costs another round trip, so
	 * it comes last.
	 */
	QUERY_TRY_FLUSH_TABLES,
};
static const enum query target_queries[] = {
	QUERY_FRESH_SIZES,    QUERY_SIZES,           QUERY_COLLATIONS,
	QUERY_STORED_OBJECTS, QUERY_USERS,           QUERY_SESSIONS,
	QUERY_ENGINES_KNOWN,  QUERY_SKIPPING_EVENTS, QUERY_BACKUP_LOCKS,
};

/* The answers that are lists of objects. kind NULL: a column of the answer has it. */
static const struct {
	enum query query;
	const char *kind;
} lists[] = {
	{ QUERY_ENGINES, "engine" },
	{ QUERY_VERSIONED, "versioned" },
	{ QUERY_BORROWING, "borrowing" },
	{ QUERY_KEYLESS, NULL },
	{ QUERY_DEFINERS, "definer" },
	{ QUERY_STORED_OBJECTS, NULL },
	{ QUERY_COLLATIONS_USED, "collation" },
	{ QUERY_LOOSE_FOREIGN_KEYS, "loose-foreign-key" },
	{ QUERY_STATEMENT_SESSIONS, "statement-session" },
	{ QUERY_USERS, "account" },
	{ QUERY_IN_MYSQL, "in-mysql" },
	{ QUERY_ELSEWHERE, "elsewhere" },
	{ QUERY_FUNCTIONS_LOADED, "loadable-function" },
	{ QUERY_FOREIGN_SERVERS, "foreign-server" },
	{ QUERY_TABLESPACES, "tablespace" },
	{ QUERY_DATA_DIRECTORIES, "data-directory" },
	{ QUERY_REFERENCE_SYSTEMS, "reference-system" },
	{ QUERY_DATABASE_OPTIONS, "database-option" },
	{ QUERY_RESOURCE_GROUPS, "resource-group" },
	{ QUERY_LIBRARIES, "library" },
	{ QUERY_FOREIGN_LANGUAGES, "foreign-language" },
	{ QUERY_EVENT_ZONES, "event-zone" },
	{ QUERY_BACKUP_LOCKS, "backup-lock" },
	{ QUERY_ENGINES_KNOWN, "engine-known" },
	{ QUERY_BROKEN_VIEWS, "broken-view" },
	{ QUERY_SKIPPING_EVENTS, "skipping-event" },
	{ QUERY_ZONES_UNKNOWN, "zone-unknown" },
	{ QUERY_MEMORY_TABLES, "memory-table" },
	{ QUERY_COMPRESSED, "compressed" },
	{ QUERY_LONG_KEYS, "long-key" },
	{ QUERY_COMPUTED, "computed" },
	{ QUERY_FULLTEXT, "fulltext" },
	{ QUERY_CASCADES, "cascade" },
};

static bool ask_data(struct db *db, const enum query *queries, size_t count,
		     struct look *look, struct error *err)
{
	const struct query_values values = {
		.databases = query_databases(db_server(db), look->databases, look->arena),
	};

	return ask(db, queries, count, &values, look->arena, &look->answers, err);
}

bool ask_source_data(struct db *db, struct look *look, struct error *err)
{
	return ask_data(db, source_queries, ARRAY_SIZE(source_queries), look, err);
}

bool ask_target_data(struct db *db, struct look *look, struct error *err)
{
	return ask_data(db, target_queries, ARRAY_SIZE(target_queries), look, err);
}

const char *const *wanted_databases(const struct manifest *manifest,
				    const struct observed *observed, struct arena *arena)
{
	const struct observed_server *source = &observed->source.server;

	if (manifest->copy.databases != NULL)
		return manifest->copy.databases;
	const char **all = arena_array(arena, source->databases_count + 1, sizeof(*all));
	for (unsigned i = 0; i < source->databases_count; i++)
		all[i] = source->databases[i].name;
	return all;
}

/*
 * The XID as XA COMMIT takes it. MariaDB prints it that way; MySQL prints 0x and the
 * hexadecimal digits of both parts.
 */
static const char *xid_text(const struct rows *rows, size_t row, struct arena *arena)
{
	const char *data = rows_named(rows, row, "data");
	size_t digits = 2 * (size_t)rows_number(rows_named(rows, row, "gtrid_length"), 0);

	if (data == NULL || !text_starts(data, "0x") || strlen(data) < 2 + digits)
		return data;
	data += 2;
	return arena_printf(arena, "X'%.*s',X'%s',%s", (int)digits, data, data + digits,
			    rows_named(rows, row, "formatID"));
}

static void fill_sizes(const struct look *look, struct observed_server *out)
{
	const struct rows *rows = answer(&look->answers, QUERY_SIZES);

	for (size_t i = 0; rows != NULL && i < rows->count; i++) {
		for (unsigned j = 0; j < out->databases_count; j++) {
			if (text_equal(out->databases[j].name,
				       rows_named(rows, i, "database")))
				out->databases[j].bytes =
					rows_number(rows_named(rows, i, "bytes"), 0);
		}
	}
}

void fill_lists(const struct look *look, struct arena *arena, struct observed_server *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(lists); i++) {
		const struct rows *rows = answer(&look->answers, lists[i].query);

		for (size_t row = 0; rows != NULL && row < rows->count; row++) {
			const char *kind = lists[i].kind != NULL ?
						   lists[i].kind :
						   rows_named(rows, row, "kind");

			add_object(out, arena, kind, rows_named(rows, row, "object"),
				   rows_named(rows, row, "detail"));
		}
	}
}

/* How many more sessions the account, and the server, would allow. */
static void fill_sessions(const struct look *look, struct arena *arena,
			  struct observed_server *out)
{
	static const char *const limits[][3] = {
		{ "account_limit", "account_used", "account" },
		{ "server_limit", "server_used", "server" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(limits); i++) {
		uint64_t limit = rows_number(answer_first(&look->answers,
							  QUERY_SESSIONS, limits[i][0]),
					     0);
		uint64_t used = rows_number(answer_first(&look->answers, QUERY_SESSIONS,
							 limits[i][1]),
					    0);

		if (limit > 0)
			add_object(out, arena, "sessions-left", limits[i][2],
				   arena_printf(arena, "%" PRIu64,
						limit > used ? limit - used : 0));
	}
}

void fill_data(const struct look *look, struct arena *arena, struct observed_server *out)
{
	const struct rows *prepared = answer(&look->answers, QUERY_PREPARED_XA);

	fill_sizes(look, out);
	fill_lists(look, arena, out);
	fill_sessions(look, arena, out);
	fill_unanswered(look, arena, out);
	for (size_t row = 0; prepared != NULL && row < prepared->count; row++)
		add_object(out, arena, "xa", xid_text(prepared, row, arena), NULL);
}

static bool uses_collation(const struct observed_server *source, const char *collation)
{
	for (unsigned i = 0; i < source->objects_count; i++) {
		if (text_equal(source->objects[i].kind, "collation") &&
		    collation_equal(source->objects[i].detail, collation))
			return true;
	}
	return false;
}

/*
 * Keeps only those that the source uses, and the target's own, which shows that the
 * list was read.
 */
void fill_collations(const struct look *look, struct arena *arena,
		     struct observed *observed)
{
	const struct rows *rows = answer(&look->answers, QUERY_COLLATIONS);
	struct observed_target *target = &observed->target;
	const char *own = observed_value(&target->server, "collation_server");

	if (rows == NULL)
		return;
	target->collations = arena_array(arena, rows->count, sizeof(*target->collations));
	for (size_t i = 0; i < rows->count; i++) {
		const char *collation = rows_value(rows, i, 0);

		if (text_equal(collation, own) ||
		    uses_collation(&observed->source.server, collation))
			target->collations[target->collations_count++] =
				clean_copy(arena, collation);
	}
}
