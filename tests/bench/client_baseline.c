/*
 * The least work that a client can do to move rows: reads every row of a database's
 * tables from the source and drops it, and makes the target load files of the same rows
 * into tables that store nothing of them. Its CPU time is that of the client library.
 *
 *	. build/lab/NAME/env && client_baseline DATABASE FOLDER
 *
 * FOLDER holds a file TABLE.rows for each table; DATABASE is on the target, and empty.
 */
#include <dirent.h>
#include <fcntl.h>
#include <mysql.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void fail(MYSQL *db, const char *what)
{
	(void)fprintf(stderr, "client_baseline: %s: %s\n", what,
		      db == NULL ? "failed" : mysql_error(db));
	exit(1);
}

static const char *setting(const char *side, const char *name)
{
	char variable[64];

	(void)snprintf(variable, sizeof(variable), "%s_%s", side, name);
	const char *value = getenv(variable);
	if (value == NULL)
		fail(NULL, variable);
	return value;
}

static MYSQL *connect_to(const char *side)
{
	unsigned allowed = 1;
	MYSQL *db = mysql_init(NULL);

	if (db == NULL)
		fail(NULL, "mysql_init");
	(void)mysql_options(db, MYSQL_OPT_LOCAL_INFILE, &allowed);
	if (mysql_real_connect(db, setting(side, "HOST"), setting(side, "USER"),
			       setting(side, "PASSWORD"), NULL,
			       (unsigned)strtoul(setting(side, "PORT"), NULL, 10), NULL,
			       0) == NULL)
		fail(db, "connecting");
	return db;
}

static void query(MYSQL *db, const char *sql)
{
	if (mysql_query(db, sql) != 0)
		fail(db, sql);
}

static void read_table(MYSQL *source, const char *database, const char *table)
{
	char sql[512];

	(void)snprintf(sql, sizeof(sql), "SELECT * FROM `%s`.`%s`", database, table);
	query(source, sql);
	MYSQL_RES *result = mysql_use_result(source);
	if (result == NULL)
		fail(source, sql);
	while (mysql_fetch_row(result) != NULL)
		;
	if (mysql_errno(source) != 0)
		fail(source, sql);
	mysql_free_result(result);
}

/* The files come from the page cache, the cheapest source of bytes. */
static int file_open(void **state, const char *name, void *unused)
{
	static int file;

	(void)unused;
	file = open(name, O_RDONLY | O_CLOEXEC);
	*state = &file;
	return file < 0;
}

static int file_read(void *state, char *buffer, unsigned room)
{
	return (int)read(*(int *)state, buffer, room);
}

static void file_end(void *state)
{
	(void)close(*(int *)state);
}

static int file_error(void *state, char *message, unsigned room)
{
	(void)state;
	(void)snprintf(message, room, "no such file");
	return 2;
}

/* The server reads everything, but stores only a NULL for each row. */
static void send_file(MYSQL *target, const char *database, const char *folder,
		      const char *table)
{
	char sql[1024];

	(void)snprintf(sql, sizeof(sql), "CREATE TABLE `%s`.`%s` (x INT)", database,
		       table);
	query(target, sql);
	(void)snprintf(sql, sizeof(sql),
		       "LOAD DATA LOCAL INFILE '%s/%s.rows' INTO TABLE `%s`.`%s`"
		       " (@unused)",
		       folder, table, database, table);
	query(target, sql);
}

int main(int argc, char **argv)
{
	static const char suffix[] = ".rows";

	if (argc != 3) {
		(void)fputs("usage: client_baseline DATABASE FOLDER\n", stderr);
		return 64;
	}
	MYSQL *source = connect_to("SOURCE");
	MYSQL *target = connect_to("TARGET");
	mysql_set_local_infile_handler(target, file_open, file_read, file_end,
				       file_error, NULL);
	DIR *folder = opendir(argv[2]);
	if (folder == NULL)
		fail(NULL, argv[2]);
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		char *end = strstr(entry->d_name, suffix);

		if (end == NULL || end[strlen(suffix)] != '\0')
			continue;
		*end = '\0';
		read_table(source, argv[1], entry->d_name);
		send_file(target, argv[1], argv[2], entry->d_name);
	}
	(void)closedir(folder);
	mysql_close(source);
	mysql_close(target);
	return 0;
}
