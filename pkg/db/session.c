/*
 * Gives a new session a known state: what init_connect has begun is
 * undone, and the settings of session_settings.c are applied.
 *
 * Usually in one round trip, five statements in a packet:
 *
 *   1. ROLLBACK, whatever completion_type says
 *   2. SET SESSION TRANSACTION ...
 *   3. SET NAMES ..., by itself: literals may be UCS-2 before
 *   4. SET every SET_ALWAYS row: all of them, or none
 *   5. SELECT whether each SET_IF_OTHER row is as wanted
 *
 * Rows that are not are set next. If 4 or 5 is refused, for a name that this server
 * does not have or a missing privilege, its rows are set one by one.
 */
#include "db/internal.h"

#include "base/text.h"
#include "db/session_settings.h"
#include "sql/server_errors.h"

static const char undo[] = "ROLLBACK AND NO CHAIN NO RELEASE";
static const char transaction[] =
	"SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ WRITE";
static const char read_transaction[] =
	"SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

static bool applies(const struct session_setting *setting, const struct db *db,
		    enum session_way way)
{
	return setting->way == way && (setting->kinds & (1U << db->session)) != 0 &&
	       db->server.version >= setting->since &&
	       (setting->flavour == FLAVOUR_UNKNOWN ||
		setting->flavour == db->server.flavour);
}

static const char *set_text(const struct db *db, struct arena *arena)
{
	struct text sql = text_make(arena);

	for (size_t i = 0; i < session_settings_count; i++) {
		const struct session_setting *setting = &session_settings[i];

		if (applies(setting, db, SET_ALWAYS))
			text_addf(&sql, "%s%s = %s",
				  sql.length == 0 ? "SET SESSION " : ", ",
				  setting->name, setting->value);
	}
	return sql.bytes;
}

static const char *check_one(const struct session_setting *setting, struct arena *arena)
{
	return arena_printf(arena, "@@SESSION.%s <=> %s", setting->name, setting->value);
}

static const char *check_text(const struct db *db, struct arena *arena)
{
	struct text sql = text_make(arena);

	for (size_t i = 0; i < session_settings_count; i++) {
		if (applies(&session_settings[i], db, SET_IF_OTHER))
			text_addf(&sql, "%s%s", sql.length == 0 ? "SELECT " : ", ",
				  check_one(&session_settings[i], arena));
	}
	return sql.length == 0 ? "DO 0" : sql.bytes;
}

/* The error for a refused setting that extrepl needs; says what the setting is for. */
static bool refuse(const struct session_setting *setting, const struct error *refusal,
		   struct error *err)
{
	*err = *refusal;
	error_wrap(err, "a session needs %s = %s", setting->name, setting->value);
	return error_hint(err,
			  "Set it globally on this server, or allow the account to set "
			  "it. With another value: %s.",
			  setting->why);
}

/* True if the session has the wanted value anyway: then a refusal does no harm. */
static bool is_as_wanted(struct db *db, const struct session_setting *setting)
{
	AUTO_ARENA *arena = arena_make();
	struct error unused = { 0 };
	struct rows rows;

	return db_query(db, arena_printf(arena, "SELECT %s", check_one(setting, arena)),
			arena, &rows, &unused) &&
	       rows.count == 1 && text_equal(rows_value(&rows, 0, 0), "1");
}

static bool set_each(struct db *db, const struct session_setting *const *settings,
		     size_t count, struct arena *arena, struct error *err)
{
	struct db_statement *statements = arena_array(arena, count, sizeof(*statements));

	for (size_t i = 0; i < count; i++)
		statements[i].sql = arena_printf(arena, "SET SESSION %s = %s",
						 settings[i]->name, settings[i]->value);
	if (!db_batch(db, statements, count, arena, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct db_statement *statement = &statements[i];

		if (statement->done || settings[i]->refusal == REFUSAL_IS_KNOWN ||
		    statement->error.code == SERVER_NO_SUCH_VARIABLE)
			continue;
		if (!is_as_wanted(db, settings[i]))
			return refuse(settings[i], &statement->error, err);
	}
	return true;
}

/* Sets the remaining settings of one way. answer has a column for each, or is NULL. */
static bool set_open(struct db *db, enum session_way way, const struct rows *answer,
		     struct arena *arena, struct error *err)
{
	const struct session_setting **open =
		arena_array(arena, session_settings_count, sizeof(*open));
	size_t column = 0, count = 0;

	for (size_t i = 0; i < session_settings_count; i++) {
		if (!applies(&session_settings[i], db, way))
			continue;
		if (answer == NULL || !text_equal(rows_value(answer, 0, column), "1"))
			open[count++] = &session_settings[i];
		column++;
	}
	return count == 0 || set_each(db, open, count, arena, err);
}

/* True if the refusal is not about a single setting: an expired password, ... */
static bool refused_all(const struct db_statement *statement, struct error *err)
{
	*err = statement->error;
	if (err->code == SERVER_MUST_CHANGE_PASSWORD)
		err->kind = ERROR_DENIED;
	return error_wrap(err, "setting up the session");
}

/*
 * The error when init_connect fails: the server then ends the session, unless the
 * account is an administrator.
 */
static bool ended_at_once(struct error *err)
{
	error_wrap(err, "the server ended the session right after the login");
	return error_hint(err,
			  "Does the server's init_connect work for this account? The server's "
			  "log says why. SET GLOBAL init_connect = '' fixes it.");
}

enum { UNDO, TRANSACTION, CHARSET, SETTINGS, CHECKS, PREPARATIONS };

bool db_session_prepare(struct db *db, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct db_statement statements[PREPARATIONS] = {
		[UNDO].sql = undo,
		[TRANSACTION].sql =
			db->session == SESSION_VERIFY ? read_transaction : transaction,
		[CHARSET].sql = session_charset(db->session),
		[SETTINGS].sql = set_text(db, arena),
		[CHECKS].sql = check_text(db, arena),
	};
	const struct rows *checks = &statements[CHECKS].rows;

	if (db->session == SESSION_BARE)
		return true;
	if (!db_batch(db, statements, PREPARATIONS, arena, err))
		return db_lost(db) ? ended_at_once(err) : false;
	for (size_t i = 0; i < SETTINGS; i++) {
		if (!statements[i].done)
			return refused_all(&statements[i], err);
	}
	if (!statements[SETTINGS].done && !set_open(db, SET_ALWAYS, NULL, arena, err))
		return false;
	return set_open(db, SET_IF_OTHER,
			statements[CHECKS].done && checks->count == 1 ? checks : NULL,
			arena, err);
}

bool db_session_restore(struct db *db, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct error unused = { 0 };

	if (!db_execute(db, session_charset(db->session), err))
		return false;
	/*
	 * If the single SET was refused, the settings were set one by one; do the same
	 * here.
	 */
	return db_execute(db, set_text(db, arena), &unused) ||
	       set_open(db, SET_ALWAYS, NULL, arena, err);
}
