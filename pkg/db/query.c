/*
 * Sends one statement and reads its whole result into memory. stream.c reads large
 * results row by row.
 */
#include "db/internal.h"
#include "sql/server_errors.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool db_send(struct db *db, const char *sql, size_t length, struct error *err)
{
	library_thread();
	if (!run_goes_on(db->run, err))
		return false;
	if (mysql_real_query(db->mysql, sql, length) != 0)
		return db_fault(db, sql, err);
	return true;
}

/* Read the names first: a result without rows has them too. */
static void read_names(MYSQL_RES *result, struct arena *arena, struct rows *out)
{
	out->columns = mysql_num_fields(result);
	const MYSQL_FIELD *fields = mysql_fetch_fields(result);
	const char **names = arena_array(arena, out->columns, sizeof(*names));

	for (size_t i = 0; i < out->columns; i++)
		names[i] = arena_copy(arena, fields[i].name);
	out->names = names;
}

bool db_read_rows(struct db *db, const char *sql, struct arena *arena, struct rows *out,
		  struct error *err)
{
	struct rows rows = { 0 };
	MYSQL_RES *result = mysql_use_result(db->mysql);

	if (result == NULL) {
		if (mysql_errno(db->mysql) != 0)
			return db_fault(db, sql, err);
		*out = rows;
		return true;
	}
	read_names(result, arena, &rows);
	const char **values = NULL;
	size_t *lengths = NULL;
	size_t room = 0;
	MYSQL_ROW row;
	while ((row = mysql_fetch_row(result)) != NULL) {
		const unsigned long *row_lengths = mysql_fetch_lengths(result);
		size_t used = rows.count * rows.columns;

		if (used + rows.columns > room) {
			size_t more = used == 0 ? rows.columns * 4 : used * 2;

			values = arena_grow(arena, values, used * sizeof(*values),
					    more * sizeof(*values));
			lengths = arena_grow(arena, lengths, used * sizeof(*lengths),
					     more * sizeof(*lengths));
			room = more;
		}
		for (size_t i = 0; i < rows.columns; i++) {
			if (row[i] == NULL)
				continue;
			values[used + i] = arena_copy_n(arena, row[i], row_lengths[i]);
			lengths[used + i] = row_lengths[i];
		}
		rows.count++;
	}
	bool ok = mysql_errno(db->mysql) == 0 || db_fault(db, sql, err);
	mysql_free_result(result);
	rows.values = values;
	rows.lengths = lengths;
	if (ok)
		*out = rows;
	return ok;
}

/*
 * Reads the results after the first, for example those of a CALL. An error may come
 * after a result.
 */
bool db_finish(struct db *db, const char *sql, struct error *err)
{
	int more;

	while ((more = mysql_next_result(db->mysql)) == 0) {
		MYSQL_RES *result = mysql_use_result(db->mysql);

		if (result != NULL)
			mysql_free_result(result);
	}
	return more < 0 || db_fault(db, sql, err);
}

bool db_query(struct db *db, const char *sql, struct arena *arena, struct rows *out,
	      struct error *err)
{
	struct rows rows;

	if (!db_send(db, sql, strlen(sql), err) ||
	    !db_read_rows(db, sql, arena, &rows, err) || !db_finish(db, sql, err))
		return false;
	*out = rows;
	return true;
}

/* Discards the first result and those after it. */
static bool forget_results(struct db *db, const char *sql, struct error *err)
{
	MYSQL_RES *result = mysql_use_result(db->mysql);

	if (result != NULL)
		mysql_free_result(result);
	if (mysql_errno(db->mysql) != 0)
		return db_fault(db, sql, err);
	return db_finish(db, sql, err);
}

bool db_execute(struct db *db, const char *sql, struct error *err)
{
	return db_send(db, sql, strlen(sql), err) && forget_results(db, sql, err);
}

bool db_execute_secret(struct db *db, const char *sql, struct error *err)
{
	if (db_execute(db, sql, err))
		return true;
	if (err->code == SERVER_PARSE_ERROR || err->code == SERVER_WRONG_VALUE) {
		unsigned code = err->code;

		error_set(err, ERROR_FAILED,
			  "%s: the server refused the statement (%u); its message quotes the "
			  "password and is withheld",
			  db_label(db), code);
		err->code = code;
	}
	return false;
}

bool db_start(struct db *db, const char *sql, struct error *err)
{
	library_thread();
	if (!run_goes_on(db->run, err))
		return false;
	if (mysql_send_query(db->mysql, sql, strlen(sql)) != 0)
		return db_fault(db, sql, err);
	return true;
}

bool db_await(struct db *db, struct error *err)
{
	if (mysql_read_query_result(db->mysql) != 0)
		return db_fault(db, NULL, err);
	return forget_results(db, NULL, err);
}

bool db_await_rows(struct db *db, struct arena *arena, struct rows *out, struct error *err)
{
	struct rows rows;

	if (mysql_read_query_result(db->mysql) != 0)
		return db_fault(db, NULL, err);
	if (!db_read_rows(db, NULL, arena, &rows, err) || !db_finish(db, NULL, err))
		return false;
	*out = rows;
	return true;
}

bool db_executef(struct db *db, struct error *err, const char *format, ...)
{
	AUTO_ARENA *arena = arena_make();
	va_list args;

	va_start(args, format);
	const char *sql = arena_vprintf(arena, format, args);
	va_end(args);
	return db_execute(db, sql, err);
}

bool db_kill_query(struct db *db, uint64_t connection_id, struct error *err)
{
	if (db_executef(db, err, "KILL QUERY %" PRIu64, connection_id))
		return true;
	return err->code == SERVER_NO_SUCH_THREAD;
}

const char *rows_value(const struct rows *rows, size_t row, size_t column)
{
	return rows->values[row * rows->columns + column];
}

const char *rows_named(const struct rows *rows, size_t row, const char *name)
{
	for (size_t i = 0; i < rows->columns; i++) {
		if (strcasecmp(rows->names[i], name) == 0)
			return rows_value(rows, row, i);
	}
	return NULL;
}

const char *rows_either(const struct rows *rows, size_t row, const char *name,
			const char *other)
{
	const char *value = rows_named(rows, row, name);

	return value != NULL ? value : rows_named(rows, row, other);
}

uint64_t rows_number(const char *value, uint64_t fallback)
{
	char *end;

	if (value == NULL || value[0] < '0' || value[0] > '9')
		return fallback;
	errno = 0;
	unsigned long long number = strtoull(value, &end, 10);
	return *end == '\0' && errno == 0 ? number : fallback;
}
