/*
 * Prints the columns of information_schema, on the source of a lab, that describe
 * objects but have no row in pkg/tables/property_views.c. Prints nothing when all have
 * one.
 *
 *	. build/lab/NAME/env && catalog_driver
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tables/tables.h"

int main(void)
{
	AUTO_ARENA *arena = arena_make();
	AUTO_DB *db = NULL;
	struct secret password = { 0 };
	struct error err = { 0 };
	struct run run;
	const char *unknown;
	const char *word = getenv("SOURCE_PASSWORD");

	if (word == NULL || !secret_set(&password, word, strlen(word)) ||
	    !db_library_init(&err)) {
		(void)fputs("catalog_driver: source the lab's env\n", stderr);
		return 64;
	}
	struct db_login login = {
		.label = "source",
		.host = getenv("SOURCE_HOST"),
		.port = (unsigned)strtoul(getenv("SOURCE_PORT"), NULL, 10),
		.user = getenv("SOURCE_USER"),
		.password = &password,
		.tls = DB_TLS_PREFERRED,
	};
	run_init(&run, NULL);
	bool ok = db_connect(&login, &run, &db, &err) &&
		  properties_unknown(db, arena, &unknown, &err);
	(void)puts(ok ? unknown : err.message);
	return ok && *unknown == '\0' ? 0 : 1;
}
