/*
 * Reads the stored objects of a server, in the order in which they can be created.
 * Comparing them is left to stored_object_differences.c, creating them to
 * pkg/copy/schema.
 */
#include "tables/tables.h"

#include <string.h>

#include "base/text.h"
#include "sql/quote.h"
#include "sql/server_errors.h"
#include "tables/comment.h"

/* In the order of creation: views and triggers may call a function. */
/* clang-format off */
static const struct {
	const char *label;
	const char *word;
	const char *text;      /* the column with the statement */
	const char *list;      /* schema and name; %s is the list of databases */
	enum flavour flavour;  /* of the servers that have it; FLAVOUR_UNKNOWN: both */
	unsigned since;
} kinds[STORED_KINDS] = {
	[STORED_LIBRARY] = { "library", "LIBRARY", "Create Library",
		"SELECT library_schema, library_name FROM information_schema.libraries"
		" WHERE library_schema IN (", FLAVOUR_MYSQL, 90200 },
	[STORED_FUNCTION] = { "stored function", "FUNCTION", "Create Function",
		"SELECT routine_schema, routine_name FROM information_schema.routines"
		" WHERE routine_type = 'FUNCTION' AND routine_schema IN (", FLAVOUR_UNKNOWN, 0 },
	[STORED_PROCEDURE] = { "stored procedure", "PROCEDURE", "Create Procedure",
		"SELECT routine_schema, routine_name FROM information_schema.routines"
		" WHERE routine_type = 'PROCEDURE' AND routine_schema IN (", FLAVOUR_UNKNOWN, 0 },
	[STORED_PACKAGE] = { "package", "PACKAGE", "Create Package",
		"SELECT routine_schema, routine_name FROM information_schema.routines"
		" WHERE routine_type = 'PACKAGE' AND routine_schema IN (", FLAVOUR_MARIADB, 0 },
	[STORED_PACKAGE_BODY] = { "package body", "PACKAGE BODY", "Create Package Body",
		"SELECT routine_schema, routine_name FROM information_schema.routines"
		" WHERE routine_type = 'PACKAGE BODY' AND routine_schema IN (", FLAVOUR_MARIADB, 0 },
	[STORED_VIEW] = { "view", "VIEW", "Create View",
		"SELECT table_schema, table_name FROM information_schema.tables"
		" WHERE table_type = 'VIEW' AND table_schema IN (", FLAVOUR_UNKNOWN, 0 },
	[STORED_TRIGGER] = { "trigger", "TRIGGER", "SQL Original Statement",
		"SELECT trigger_schema, trigger_name, event_object_table, action_timing,"
		" event_manipulation, action_order FROM information_schema.triggers"
		" WHERE trigger_schema IN (", FLAVOUR_UNKNOWN, 0 },
	[STORED_EVENT] = { "event", "EVENT", "Create Event",
		"SELECT event_schema, event_name, on_completion = 'NOT PRESERVE' AND"
		" CONVERT_TZ(COALESCE(execute_at, ends), time_zone, '+00:00') < UTC_TIMESTAMP(),"
		" GREATEST(1, FLOOR(UNIX_TIMESTAMP(CONVERT_TZ(COALESCE(execute_at, starts), time_zone, '+00:00'))) - 1)"
		" FROM information_schema.events"
		" WHERE event_schema IN (", FLAVOUR_UNKNOWN, 0 },
};
/* clang-format on */

/* Several triggers for one event fire in the order in which they are created. */
#define TRIGGER_ORDER " ORDER BY 1, 3, 4, 5, 6"

const char *stored_kind_label(enum stored_kind kind)
{
	return kinds[kind].label;
}

const char *stored_kind_word(enum stored_kind kind)
{
	return kinds[kind].word;
}

static bool is_copied(const struct catalog *catalog, const char *database)
{
	for (size_t i = 0; i < catalog->databases_count; i++) {
		if (strcmp(catalog->databases[i].name, database) == 0)
			return true;
	}
	return false;
}

static bool fill(struct db *db, struct stored_object *stored,
		 const struct db_statement *show, struct arena *arena, struct error *err)
{
	if (!show->done) {
		*err = show->error;
		return error_wrap(err, "%s", show->sql);
	}
	stored->create =
		arena_copy(arena, rows_named(&show->rows, 0, kinds[stored->kind].text));
	stored->charset =
		arena_copy(arena, rows_named(&show->rows, 0, "character_set_client"));
	stored->collation =
		arena_copy(arena, rows_named(&show->rows, 0, "collation_connection"));
	stored->database_collation =
		arena_copy(arena, rows_named(&show->rows, 0, "Database Collation"));
	stored->sql_mode = arena_copy(arena, rows_named(&show->rows, 0, "sql_mode"));
	stored->time_zone = arena_copy(arena, rows_named(&show->rows, 0, "time_zone"));
	if (stored->kind == STORED_LIBRARY)
		stored->charset = "utf8mb4";
	if (stored->create != NULL && stored->charset != NULL)
		return true;
	error_set(err, ERROR_FAILED,
		  "%s: this account may not see the definition of %s %s", db_label(db),
		  stored_kind_label(stored->kind),
		  quote_table(stored->database, stored->name, arena));
	return error_hint(
		err,
		"Grant the account SHOW_ROUTINE (MySQL 8.0.20 and later) or SELECT ON *.*.");
}

/* Recodes create and, where it differs from what the server shows, statement. */
static bool to_charset(struct db *db, struct stored_object *stored, struct arena *arena,
		       struct error *err)
{
	struct stored_object sent = *stored;

	sent.create = comment_unescaped(stored, arena);
	bool same = sent.create == stored->create;
	if (!stored_object_recode(db, stored, arena, err))
		return false;
	stored->statement = stored->create;
	if (same)
		return true;
	if (!stored_object_recode(db, &sent, arena, err))
		return false;
	stored->statement = sent.create;
	return true;
}

/*
 * MariaDB opens the sequences of a view as if it were to take a number from them, which
 * a session that only reads may not do.
 */
static bool show_by_itself(struct db *db, struct db_statement *show, struct arena *arena)
{
	show->done = db_execute(db, "SET TRANSACTION READ WRITE", &show->error) &&
		     db_query(db, show->sql, arena, &show->rows, &show->error);
	return show->done;
}

static bool read_texts(struct db *db, struct stored_object *stored_objects,
		       size_t count, struct arena *arena, struct error *err)
{
	AUTO_ARENA *scratch = arena_make();
	struct db_statement *shows = arena_array(scratch, count, sizeof(*shows));

	for (size_t i = 0; i < count; i++)
		shows[i].sql = arena_printf(scratch, "SHOW CREATE %s %s",
					    kinds[stored_objects[i].kind].word,
					    quote_table(stored_objects[i].database,
							stored_objects[i].name, scratch));
	if (!db_batch(db, shows, count, scratch, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!shows[i].done && shows[i].error.code == SERVER_READ_ONLY_TRANSACTION)
			(void)show_by_itself(db, &shows[i], scratch);
		if (!fill(db, &stored_objects[i], &shows[i], arena, err))
			return false;
		if (!to_charset(db, &stored_objects[i], arena, err))
			return error_wrap(err, "the %s %s",
					  kinds[stored_objects[i].kind].label,
					  quote_table(stored_objects[i].database,
						      stored_objects[i].name, scratch));
	}
	return true;
}

static void note_end(struct stored_object *event, const struct rows *rows, size_t row)
{
	event->ended = text_equal(rows_value(rows, row, 2), "1");
	event->before_end = rows_value(rows, row, 3);
}

static bool has_kind(const struct db_server *server, enum stored_kind kind)
{
	return (kinds[kind].flavour == FLAVOUR_UNKNOWN ||
		kinds[kind].flavour == server->flavour) &&
	       server->version >= kinds[kind].since;
}

bool catalog_read_stored_objects(struct db *db, const char *schemas, struct arena *arena,
				 struct catalog *catalog, struct error *err)
{
	struct db_statement lists[STORED_KINDS] = { 0 };
	size_t total = 0;

	for (size_t i = 0; i < STORED_KINDS; i++)
		lists[i].sql =
			!has_kind(db_server(db), (enum stored_kind)i) ?
				"SELECT 1 FROM DUAL WHERE FALSE" :
				arena_printf(arena, "%s%s)%s", kinds[i].list, schemas,
					     i == STORED_TRIGGER ? TRIGGER_ORDER : "");
	if (!db_batch(db, lists, STORED_KINDS, arena, err))
		return false;
	for (size_t i = 0; i < STORED_KINDS; i++) {
		if (!lists[i].done) {
			*err = lists[i].error;
			return error_wrap(err, "reading the list of %ss", kinds[i].label);
		}
		total += lists[i].rows.count;
	}
	struct stored_object *stored_objects =
		arena_array(arena, total, sizeof(*stored_objects));
	size_t count = 0;
	for (enum stored_kind kind = 0; kind < STORED_KINDS; kind++) {
		for (size_t row = 0; row < lists[kind].rows.count; row++) {
			if (!is_copied(catalog, rows_value(&lists[kind].rows, row, 0)))
				continue;
			stored_objects[count++] = (struct stored_object){
				.kind = kind,
				.database = rows_value(&lists[kind].rows, row, 0),
				.name = rows_value(&lists[kind].rows, row, 1),
			};
			if (kind == STORED_TRIGGER)
				stored_objects[count - 1].table =
					rows_value(&lists[kind].rows, row, 2);
			if (kind == STORED_EVENT)
				note_end(&stored_objects[count - 1], &lists[kind].rows,
					 row);
		}
	}
	catalog->stored_objects = stored_objects;
	catalog->stored_objects_count = count;
	return count == 0 || read_texts(db, stored_objects, count, arena, err);
}
