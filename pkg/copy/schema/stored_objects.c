/*
 * Creates views, routines, triggers and events on the target, each with its creator's
 * session settings. stored_objects_probe.c tries early whether this can work.
 */
#include <string.h>

#include "base/text.h"
#include "copy/schema/schema.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "sql/server_errors.h"
#include "tables/header.h"

const char *stored_objects_label(const struct stored_object *stored, struct arena *arena)
{
	return arena_printf(arena, "%s %s", stored_kind_label(stored->kind),
			    quote_table(stored->database, stored->name, arena));
}

/* Explains the target's error for a definer or a function, and how to fix it. */
bool stored_objects_explain(struct copy *copy, const struct stored_object *stored,
			    struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char *definer = header_definer(stored->create, arena);
	unsigned code = err->code;

	error_wrap(err, "creating the %s", stored_objects_label(stored, arena));
	if (code == SERVER_SPECIFIC_ACCESS_DENIED &&
	    copy->job->definers == COPY_DEFINERS_KEEP) {
		error_set(err, ERROR_FAILED,
			  "%s: %s has the definer %s, which the admin may not set (%u)",
			  db_label(copy->target), stored_objects_label(stored, arena),
			  definer == NULL ? "(none)" : definer, code);
		error_hint(err, "Create that account on the target, or make the admin the "
				"definer: copy.definers: admin.");
	} else if (code == SERVER_BINLOG_CREATE_ROUTINE) {
		error_set(err, ERROR_FAILED,
			  "%s: %s is refused while the binlog is on (%u)",
			  db_label(copy->target), stored_objects_label(stored, arena),
			  code);
		error_hint(err,
			   "Set log_bin_trust_function_creators to 1 in the target's parameter group.");
	}
	err->code = code;
	return false;
}

static const char *statement_of(const struct copy *copy,
				const struct stored_object *stored, struct arena *arena)
{
	const char *sql = stored->statement;

	if (copy->job->definers == COPY_DEFINERS_ADMIN)
		sql = header_without_definer(sql, arena);
	if (stored->kind == STORED_EVENT)
		sql = header_event_disabled(sql, arena);
	return sql;
}

/*
 * Sets the creator's session settings, so that the text means the same. Its bytes are
 * sent unchanged.
 */
static const char *session_of(const struct copy *copy,
			      const struct stored_object *stored, struct arena *arena)
{
	const char *zone = stored->time_zone;
	struct text sql = text_make(arena);

	text_addf(&sql, "SET character_set_client = %s", stored->charset);
	if (stored->collation != NULL)
		text_addf(&sql, ", collation_connection = %s", stored->collation);
	if (stored->sql_mode != NULL)
		text_addf(&sql, ", sql_mode = %s", quote_text(stored->sql_mode, arena));
	if (text_equal(zone, "SYSTEM"))
		zone = copy->can.system_zone;
	if (zone != NULL)
		text_addf(&sql, ", time_zone = %s", quote_text(zone, arena));
	return sql.bytes;
}

/*
 * To create an event whose time is over, sets the session's clock back. If the server
 * refuses, the event is missing on the target, and a message reports it.
 */
static void set_clock(struct copy *copy, const char *time)
{
	struct error unused = { 0 };
	bool set = db_executef(copy->target, &unused, "SET timestamp = %s", time);

	(void)set;
}

static const struct database *database_of(const struct copy *copy, const char *name)
{
	const struct database *database = copy->catalog.databases;

	while (strcmp(database->name, name) != 0)
		database++;
	return database;
}

/*
 * A routine stores the collation that its database had when it was created, so the
 * database gets that collation for a moment.
 */
static bool set_database_collation(struct copy *copy, const struct stored_object *stored,
				   const char *collation, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	return db_executef(copy->target, err, "ALTER DATABASE %s COLLATE %s",
			   quote_name(stored->database, arena), collation);
}

static bool is_routine(const struct stored_object *stored)
{
	return stored->kind == STORED_FUNCTION || stored->kind == STORED_PROCEDURE;
}

static bool create(struct copy *copy, const struct stored_object *stored,
		   struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char *collation = database_of(copy, stored->database)->collation;
	bool other = stored->database_collation != NULL &&
		     strcmp(stored->database_collation, collation) != 0;
	struct error restoring = { 0 };

	if (!db_executef(copy->target, err, "USE %s",
			 quote_name(stored->database, arena)) ||
	    (other &&
	     !set_database_collation(copy, stored, stored->database_collation, err)) ||
	    !db_execute(copy->target, session_of(copy, stored, arena), err))
		return error_wrap(err, "creating the %s",
				  stored_objects_label(stored, arena));
	if (stored->ended)
		set_clock(copy, stored->before_end);
	const char *sql = statement_of(copy, stored, arena);
	bool ok = is_routine(stored) ? routine_create(copy, stored, sql, err) :
				       db_execute(copy->target, sql, err);
	if (ok)
		warnings_note(copy, copy->target, stored_objects_label(stored, arena));
	if (stored->ended)
		set_clock(copy, "DEFAULT");
	bool restored = db_session_restore(copy->target, ok ? err : &restoring) &&
			(!other || set_database_collation(copy, stored, collation,
							  ok ? err : &restoring));
	return ok && restored;
}

/* Whether the view may only need an object that is created later. */
static bool may_come_later(unsigned code)
{
	return code == SERVER_NO_SUCH_TABLE || code == SERVER_NO_SUCH_ROUTINE ||
	       code == SERVER_VIEW_INVALID;
}

/*
 * Tries once to create each missing view; *left counts those that failed because they
 * need another object.
 */
static bool create_missing_views(struct copy *copy, bool *done, size_t *left,
				 struct error *err)
{
	*left = 0;
	for (size_t i = 0; i < copy->catalog.stored_objects_count; i++) {
		const struct stored_object *stored = &copy->catalog.stored_objects[i];

		if (stored->kind != STORED_VIEW || done[i])
			continue;
		done[i] = create(copy, stored, err);
		if (done[i])
			continue;
		unsigned code = err->code;
		(void)stored_objects_explain(copy, stored, err);
		if (!may_come_later(code))
			return false;
		(*left)++;
	}
	return true;
}

/* Views may use other views: repeats the round until it creates no more. */
static bool create_views(struct copy *copy, bool *done, struct error *err)
{
	size_t before = SIZE_MAX;
	size_t left;

	for (;; before = left) {
		if (!create_missing_views(copy, done, &left, err))
			return false;
		if (left == 0)
			return true;
		if (left == before)
			return error_hint(
				err,
				"Is it broken on the source too? Repair or drop it there.");
	}
}

bool stored_objects_create(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	bool *done =
		arena_array(arena, copy->catalog.stored_objects_count, sizeof(*done));
	bool views = false;

	for (size_t i = 0; i < copy->catalog.stored_objects_count; i++) {
		const struct stored_object *stored = &copy->catalog.stored_objects[i];

		if (stored->kind == STORED_VIEW) {
			if (!views && !create_views(copy, done, err))
				return false;
			views = true;
		} else if (!create(copy, stored, err)) {
			return stored_objects_explain(copy, stored, err);
		}
	}
	return true;
}
