/* Sends named queries together and finds their answers by name. */
#ifndef OBSERVE_ASK_H
#define OBSERVE_ASK_H

#include "db/db.h"
#include "db/queries.h"

/* A query that was not sent, or that does not exist for this server, has sql NULL. */
struct answers {
	struct db_statement of[QUERIES];
};

/*
 * Sends the queries in the order given, in one round trip unless some are refused. A
 * refusal counts as an answer; false: the connection failed.
 */
bool ask(struct db *db, const enum query *queries, size_t count,
	 const struct query_values *values, struct arena *arena,
	 struct answers *answers, struct error *err) MUST_CHECK;

/* NULL when the query was not sent or was refused. */
const struct rows *answer(const struct answers *answers, enum query query);
/* The error number of a refusal, else 0. */
unsigned answer_code(const struct answers *answers, enum query query);
/* A field of the first row, or NULL. */
const char *answer_first(const struct answers *answers, enum query query,
			 const char *column);

/* A copy that is valid UTF-8: each wrong byte becomes U+FFFD. NULL stays NULL. */
char *clean_copy(struct arena *arena, const char *text);

#endif
