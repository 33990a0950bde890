/* Reads a result row by row, for tables that do not fit into memory. */
#include "db/internal.h"

#include <string.h>

bool db_stream(struct db *db, const char *sql, struct error *err)
{
	if (!db_send(db, sql, strlen(sql), err))
		return false;
	db->stream = mysql_use_result(db->mysql);
	if (db->stream == NULL && mysql_errno(db->mysql) != 0)
		return db_fault(db, sql, err);
	if (db->stream == NULL)
		return error_set(err, ERROR_BUG, "%s: the statement has no result",
				 db->label);
	return true;
}

/* The result has ended, with or without an error. */
static bool end_stream(struct db *db, struct error *err)
{
	bool ok = mysql_errno(db->mysql) == 0 || db_fault(db, NULL, err);

	mysql_free_result(db->stream);
	db->stream = NULL;
	return ok && db_finish(db, "", err);
}

bool db_stream_next(struct db *db, const char *const **values,
		    const unsigned long **lengths, struct error *err)
{
	MYSQL_ROW row = mysql_fetch_row(db->stream);

	if (row == NULL) {
		if (!end_stream(db, err))
			return false;
		*values = NULL;
		return true;
	}
	*lengths = mysql_fetch_lengths(db->stream);
	*values = (const char *const *)row;
	return true;
}

bool db_stream_drop(struct db *db, struct error *err)
{
	while (db->stream != NULL) {
		if (mysql_fetch_row(db->stream) == NULL && !end_stream(db, err))
			return false;
	}
	return true;
}
