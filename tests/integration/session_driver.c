/*
 * Prints the variables of a session of each kind after its setup: session_driver, with
 * SOURCE_HOST, SOURCE_PORT, SOURCE_USER and SOURCE_PASSWORD in the environment. A line
 * for each variable: its name, the kind of session, the value, with tabs between.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attributes.h"
#include "db/db.h"

static const struct {
	const char *name;
	enum session_kind kind;
} kinds[] = {
	{ "look", SESSION_LOOK },
	{ "read", SESSION_READ },
	{ "write", SESSION_WRITE },
	{ "verify", SESSION_VERIFY },
};

static bool print(struct db *db, const char *kind, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;

	if (!db_query(db, "SHOW SESSION VARIABLES", arena, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++)
		printf("%s\t%s\t%s\n", rows_value(&rows, i, 0), kind,
		       rows_value(&rows, i, 1));
	return true;
}

static bool print_each(struct error *err)
{
	struct run run;
	const char *port = getenv("SOURCE_PORT"), *given = getenv("SOURCE_PASSWORD");
	AUTO_SECRET password = { 0 };
	struct db_login login = { .label = "the source",
				  .host = getenv("SOURCE_HOST"),
				  .user = getenv("SOURCE_USER"),
				  .password = &password };

	if (login.host == NULL || login.user == NULL || port == NULL || given == NULL ||
	    !secret_set(&password, given, strlen(given)))
		return error_set(err, ERROR_USAGE,
				 "SOURCE_... is not in the environment");
	login.port = (unsigned)strtoul(port, NULL, 10);
	run_init(&run, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		AUTO_DB *db = NULL;

		login.session = kinds[i].kind;
		if (!db_connect(&login, &run, &db, err) || !print(db, kinds[i].name, err))
			return error_wrap(err, "a session to %s", kinds[i].name);
	}
	return true;
}

int main(void)
{
	struct error err = { 0 };

	if (!db_library_init(&err) || !print_each(&err)) {
		fprintf(stderr, "session_driver: %s\n", err.message);
		return error_exit_status(err.kind);
	}
	db_library_end();
	return 0;
}
