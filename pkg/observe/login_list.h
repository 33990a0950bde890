/*
 * The accounts of one server: the list of all of them, and what SHOW CREATE USER and
 * SHOW GRANTS say about those that extrepl reads.
 */
#ifndef OBSERVE_LOGIN_LIST_H
#define OBSERVE_LOGIN_LIST_H

#include "observe/internal.h"

/* One account of a server's list. */
struct listed_login {
	const char *user;        /* "": anonymous */
	const char *host;        /* NULL: a role of MariaDB */
	const char *name;        /* `app`@`%`, as servers print it */
	const struct rows *rows; /* the answer to QUERY_LOGINS, */
	size_t row;              /* and the account's row in it */
	bool selected, looked_at;
};

/* All accounts of one server, and the facts about those that were looked at. */
struct login_list {
	struct db_server server;
	struct arena *arena; /* of the round */
	bool known;          /* the server has answered every query */
	struct listed_login *listed;
	size_t listed_count;
	/*
	 * of those looked at, in the list's order; logins[i] and secrets[i] are one
	 * account
	 */
	struct observed_login *logins;
	struct login_secret *secrets;
	size_t logins_count;
};

/* Makes the list from the answers of a first look. */
struct login_list login_list_make(const struct look *look, struct arena *arena);
struct listed_login *login_list_find(const struct login_list *list, const char *name);
/*
 * Selects the roles of the selected accounts and, in turn, the roles of these, as the
 * server lists them.
 */
void login_list_select_roles(struct login_list *list, const struct look *look);

/*
 * Queries the accounts that are selected and were not looked at yet: appends statements
 * for a db_batch. login_list_read then reads the answers, starting at the same place.
 */
size_t login_list_ask(struct login_list *list, struct db_statement *statements);
void login_list_read(struct login_list *list, const struct db_statement *statements);
/* How many statements login_list_ask appends at most. */
size_t login_list_most(const struct login_list *list);
/* Selects the roles of the accounts that were looked at. True: there were new ones. */
bool login_list_select_granted(struct login_list *list);

/*
 * login_facts.c: fills the facts about one account from SHOW CREATE USER (NULL for a
 * role of MariaDB) and SHOW GRANTS. False: these were refused or cannot be parsed.
 */
bool login_facts_fill(const struct login_list *list, const struct listed_login *listed,
		      const struct db_statement *created,
		      const struct db_statement *granted, struct observed_login *login,
		      struct login_secret *secret) MUST_CHECK;

/* Copies of the texts that are valid UTF-8, as facts must be. */
char **login_texts(const struct text_list *texts, unsigned *count, struct arena *arena);

#endif
