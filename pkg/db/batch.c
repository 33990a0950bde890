/*
 * Sends many statements in one packet and gives each its own answer. A statement that
 * fails does not stop the ones after it.
 */
#include "db/internal.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

/* Size of one packet of statements: below any server's max_allowed_packet. */
#define PACKET_BYTES ((size_t)512 * 1024)

/*
 * A CALL returns any number of results; they cannot be distinguished from those of the
 * next statement.
 */
static bool is_call(const char *sql)
{
	return strncasecmp(sql, "CALL ", 5) == 0;
}

/* How many of the statements go into one packet. */
static size_t packet_count(const struct db_statement *statements, size_t count)
{
	size_t bytes = 0;

	if (is_call(statements[0].sql))
		return 1;
	for (size_t i = 0; i < count; i++) {
		bytes += strlen(statements[i].sql) + 3;
		if (i > 0 && (bytes > PACKET_BYTES || is_call(statements[i].sql)))
			return i;
	}
	return count;
}

static void refuse(struct db *db, struct db_statement *statement)
{
	(void)db_fault(db, statement->sql, &statement->error);
}

/* Reads the results of the packet; *done counts the statements that got an answer. */
static bool read_results(struct db *db, struct db_statement *statements, size_t count,
			 struct arena *arena, size_t *done, struct error *err)
{
	for (size_t i = 0; i < count; i++) {
		struct db_statement *statement = &statements[i];

		*done = i + 1;
		statement->done = db_read_rows(db, statement->sql, arena,
					       &statement->rows, &statement->error);
		if (!statement->done)
			break; /* the server has skipped the later statements */
		if (i + 1 == count) {
			statement->done =
				db_finish(db, statement->sql, &statement->error);
			break;
		}
		int more = mysql_next_result(db->mysql);
		if (more > 0) {
			*done = i + 2;
			refuse(db, &statements[i + 1]);
			break;
		}
		if (more < 0)
			return error_set(err, ERROR_BUG,
					 "%s: %zu statements got %zu answers",
					 db->label, count, i + 1);
	}
	if (db->lost) {
		*err = statements[*done - 1].error;
		return false;
	}
	return true;
}

static bool send_packet(struct db *db, struct db_statement *statements, size_t count,
			struct arena *arena, size_t *done, struct error *err)
{
	AUTO_ARENA *scratch = arena_make();
	struct text sql = text_make(scratch);

	for (size_t i = 0; i < count; i++) {
		text_add(&sql, statements[i].sql);
		if (i + 1 < count)
			/* a comment at the end must not hide the semicolon */
			text_add(&sql, "\n;\n");
	}
	library_thread();
	if (!run_goes_on(db->run, err))
		return false;
	if (mysql_real_query(db->mysql, sql.bytes, sql.length) != 0) {
		refuse(db, &statements[0]);
		*done = 1;
		if (db->lost)
			*err = statements[0].error;
		return !db->lost;
	}
	return read_results(db, statements, count, arena, done, err);
}

bool db_batch(struct db *db, struct db_statement *statements, size_t count,
	      struct arena *arena, struct error *err)
{
	for (size_t at = 0; at < count;) {
		size_t done = 0;
		size_t packet = packet_count(statements + at, count - at);

		if (!send_packet(db, statements + at, packet, arena, &done, err))
			return false;
		at += done;
	}
	return true;
}

bool db_execute_all(struct db *db, const char *sql, struct error *err)
{
	return db_execute(db, sql, err);
}
