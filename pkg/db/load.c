/*
 * LOAD DATA LOCAL from memory, and the row counts of LOAD and INSERT. The format of the
 * rows is left to pkg/copy.
 */
#include "db/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * The library calls these when a server requests a local file. The file name is
 * ignored: the server gets the bytes of the running db_load, or nothing. So no server
 * can read this machine's files.
 */
static int input_init(void **handle, const char *filename, void *arg)
{
	(void)filename;
	*handle = arg;
	return arg == NULL || ((const struct db *)arg)->input == NULL;
}

static int input_read(void *handle, char *buffer, unsigned size)
{
	struct db *db = handle;

	return db->input->read(db->input->arg, buffer, size, db->input_error);
}

static void input_end(void *handle)
{
	(void)handle;
}

static int input_error(void *handle, char *message, unsigned size)
{
	(void)handle;
	(void)snprintf(message, size, "no local file is given");
	return 1;
}

void db_load_install(MYSQL *mysql, struct db *db)
{
	mysql_set_local_infile_handler(mysql, input_init, input_read, input_end,
				       input_error, db);
}

/*
 * "Records: 3  Deleted: 0  Skipped: 0  Warnings: 0", in any language: four numbers
 * in this order.
 */
static bool parse_info(const char *info, struct db_load_result *out)
{
	uint64_t numbers[4];
	size_t count = 0;

	for (const char *at = info; at != NULL && *at != '\0';) {
		char *end;

		if (*at < '0' || *at > '9') {
			at++;
			continue;
		}
		if (count == ARRAY_SIZE(numbers))
			return false;
		numbers[count++] = strtoull(at, &end, 10);
		at = end;
	}
	if (count != ARRAY_SIZE(numbers))
		return false;
	*out = (struct db_load_result){ numbers[0], numbers[1], numbers[2], numbers[3] };
	return true;
}

bool db_load(struct db *db, const char *sql, const struct db_load_input *input,
	     struct db_load_result *out, struct error *err)
{
	struct error read_error = { .kind = ERROR_NONE };

	if (!db->load_data)
		return error_set(err, ERROR_BUG, "%s: opened without load_data",
				 db->label);
	db->input = input;
	db->input_error = &read_error;
	bool ok = db_send(db, sql, strlen(sql), err);
	db->input = NULL;
	db->input_error = NULL;
	/* The reader's own error is more useful than the statement's. */
	if (read_error.kind != ERROR_NONE) {
		*err = read_error;
		return false;
	}
	if (!ok)
		return false;
	/*
	 * A comment before LOAD would hide the counts. Without them it is unknown what
	 * was loaded.
	 */
	if (!parse_info(mysql_info(db->mysql), out))
		return error_set(err, ERROR_FAILED,
				 "%s: the server does not report how many rows it loaded",
				 db->label);
	return true;
}

unsigned db_warnings(const struct db *db)
{
	return mysql_warning_count(db->mysql);
}

bool db_insert(struct db *db, const char *sql, size_t length,
	       struct db_load_result *out, struct error *err)
{
	if (!db_send(db, sql, length, err))
		return false;
	*out = (struct db_load_result){
		.records = mysql_affected_rows(db->mysql),
		.warnings = mysql_warning_count(db->mysql),
	};
	return true;
}
