/*
 * The oldest releases that extrepl supports. extrepl does not know how an older server
 * answers, so it stops before any other query.
 */
#include "observe/internal.h"

static const struct {
	enum flavour flavour;
	unsigned since;   /* as struct db_server has it */
	const char *text; /* for people */
} oldest[] = {
	{ FLAVOUR_MYSQL, 50700, "MySQL 5.7" },
	{ FLAVOUR_MARIADB, 100400, "MariaDB 10.4" },
};

bool release_is_known(const struct db *db, struct error *err)
{
	const struct db_server *server = db_server(db);

	for (size_t i = 0; i < ARRAY_SIZE(oldest); i++) {
		if (oldest[i].flavour != server->flavour ||
		    server->version >= oldest[i].since)
			continue;
		(void)error_set(err, ERROR_BLOCKED,
				"%s: it runs %s %s; extrepl needs %s or later",
				db_label(db), flavour_text(server->flavour),
				server->version_text, oldest[i].text);
		return error_hint(err,
				  "Upgrade it to %s, or copy from a replica of it that "
				  "runs %s. Nothing was changed.",
				  oldest[i].text, oldest[i].text);
	}
	return true;
}
