/*
 * Sessions that could still write on the old source once the lock is released, despite
 * read_only:
 *
 * 1. Sessions with an open transaction that has written. An ordinary COMMIT is refused,
 *    but XA PREPARE is not; on MySQL XA COMMIT is not, either. On MariaDB the COMMIT of
 *    a user with SUPER is not refused.
 * 2. On MariaDB, DDL that waits for the lock: it passed the check before read_only was
 *    set, and is not checked again.
 *
 * While the lock is still held, none of these can complete. So these sessions are ended
 * first, and the server rolls them back.
 */
#include "base/text.h"
#include "base/wait.h"
#include "promote/internal.h"

#define GONE_LIMIT_MS (10 * 1000)
/* information_schema.innodb_trx may be out of date by this much. */
#define CACHE_MS 110

#define WROTE                                                                                     \
	"SELECT DISTINCT p.id, p.user, COALESCE(p.host, '') FROM information_schema.innodb_trx t" \
	" JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id"                  \
	" WHERE t.trx_rows_modified > 0 AND p.id <> CONNECTION_ID()"                              \
	" AND p.user NOT IN ('system user', 'event_scheduler')"

/*
 * Where the server shows which are XA transactions, the others are left to fail with
 * error 1290.
 */
static const char mysql_writers[] = WROTE
	" AND (NOT EXISTS (SELECT 1 FROM performance_schema.setup_instruments"
	" WHERE name = 'transaction' AND enabled = 'YES')"
	" OR NOT EXISTS (SELECT 1 FROM performance_schema.setup_consumers"
	" WHERE name = 'events_transactions_current' AND enabled = 'YES')"
	" OR EXISTS (SELECT 1 FROM performance_schema.threads h"
	" JOIN performance_schema.events_transactions_current e ON e.thread_id = h.thread_id"
	" WHERE h.processlist_id = p.id AND e.xid_format_id IS NOT NULL))";

static const char mariadb_writers[] = WROTE
	" UNION SELECT p.id, p.user, COALESCE(p.host, '') FROM information_schema.processlist p"
	" WHERE p.state LIKE 'Waiting for%' AND p.id <> CONNECTION_ID()"
	" AND p.command IN ('Query', 'Execute')"
	" AND p.user NOT IN ('system user', 'event_scheduler') AND p.info NOT REGEXP"
	" '^[[:space:]]*(INSERT|UPDATE|DELETE|REPLACE|SELECT|COMMIT|LOAD)[[:space:]]'";

static bool end_them(struct promotion *promotion, const char *sql, struct error *err)
{
	struct wait cache = wait_start(promotion->run, 10 * CACHE_MS, CACHE_MS, CACHE_MS);
	struct wait wait = wait_start(promotion->run, GONE_LIMIT_MS, CACHE_MS, 200);
	bool first = true;

	(void)wait_again(&cache);
	do {
		struct error unused = { 0 };
		struct rows rows;

		if (!db_query(promotion->source, sql, promotion->arena, &rows, err))
			return false;
		if (rows.count == 0)
			return true;
		for (size_t i = 0; i < rows.count; i++) {
			if (first)
				log_fact(promotion->session->run->log, LOG_INFO,
					 "target.opened",
					 "the open transaction of %s@%s on %s is "
					 "ended: it could have been written there "
					 "despite read_only",
					 rows_value(&rows, i, 1),
					 rows_value(&rows, i, 2), source_name(promotion));
			(void)!db_executef(promotion->source, &unused, "KILL %s",
					   rows_value(&rows, i, 0));
		}
		first = false;
	} while (wait_again(&wait));
	return wait_over(&wait, err, "the open transactions to end");
}

void end_open_writers(struct promotion *promotion)
{
	bool mysql = db_server(promotion->source)->flavour == FLAVOUR_MYSQL;
	struct error err = { 0 };

	if (!end_them(promotion, mysql ? mysql_writers : mariadb_writers, &err))
		log_fact(promotion->session->run->log, LOG_ERROR, "target.opened",
			 "%s may still be written to by sessions that were open when "
			 "it was made read-only: %s",
			 source_name(promotion), err.message);
}
