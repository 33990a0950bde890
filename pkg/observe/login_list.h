/*
 * The accounts of one server, from its list of all of them down to what SHOW CREATE
 * USER and SHOW GRANTS say of those that are looked at.
 */
#ifndef OBSERVE_LOGIN_LIST_H
#define OBSERVE_LOGIN_LIST_H

#include "observe/internal.h"

/* One of a server's list. */
struct listed_login {
	const char *user;        /* "": anonymous */
	const char *host;        /* NULL: a role of MariaDB */
	const char *name;        /* `app`@`%`, as servers print it */
	const struct rows *rows; /* what QUERY_LOGINS answered, */
	size_t row;              /* and where it stands there */
	bool selected, looked_at;
};

/* All of one server, and the facts on those that were looked at. */
struct login_list {
	struct db_server server;
	struct arena *arena; /* of the round */
	bool known;          /* the server has answered all that it was asked */
	struct listed_login *listed;
	size_t listed_count;
	/*
	 * of those looked at, in the list's order; the secrets belong to the same index
	 */
	struct observed_login *logins;
	struct login_secret *secrets;
	size_t logins_count;
};

/* From the answers of a first look. */
struct login_list login_list_make(const struct look *look, struct arena *arena);
struct listed_login *login_list_find(const struct login_list *list, const char *name);
/*
 * Selects the roles of the selected ones, and the roles of those, as the server lists.
 */
void login_list_select_roles(struct login_list *list, const struct look *look);

/*
 * Asks for those that are selected and were not looked at yet: appends statements for a
 * db_batch, whose answers login_list_read then takes from the same place on.
 */
size_t login_list_ask(struct login_list *list, struct db_statement *statements);
void login_list_read(struct login_list *list, const struct db_statement *statements);
/* How many statements login_list_ask appends at most. */
size_t login_list_most(const struct login_list *list);
/* True: those that were looked at have roles that were not selected, and now are. */
bool login_list_select_granted(struct login_list *list);

/*
 * login_facts.c: what SHOW CREATE USER (NULL for a role of MariaDB) and SHOW GRANTS say
 * of one. False: they were refused, or are no such text.
 */
bool login_facts_fill(const struct login_list *list, const struct listed_login *listed,
		      const struct db_statement *created,
		      const struct db_statement *granted, struct observed_login *login,
		      struct login_secret *secret) MUST_CHECK;

/* The texts as facts may hold them. */
char **login_texts(const struct text_list *texts, unsigned *count, struct arena *arena);

#endif
