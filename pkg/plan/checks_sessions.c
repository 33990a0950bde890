/*
 * Effects of other sessions, and globals that a replica's own sessions inherit, on both
 * sides: extrepl can change them only for its own sessions.
 */
#include <string.h>

#include "base/text.h"
#include "plan/check_list.h"
#include "plan/facts.h"

/* MariaDB 10 has only the older name. */
void check_read_only_sessions(const struct facts *facts, struct findings *out)
{
	const struct observed_server *target = &facts->observed->target.server;
	const char *name = target->flavour == FLAVOUR_MARIADB ? "tx_read_only" :
								"transaction_read_only";

	if (observed_is_on(target, name))
		finding_add(out, name,
			    arena_printf(out->arena,
					 "set %s to 0 by target.parameters, or in the parameter group",
					 name),
			    "ON on the target: the replica's own sessions inherit it, "
			    "and it stops (13117, 1792)");
}

/*
 * The applier reads the server's format when it starts. With STATEMENT, it may not
 * write the source's row changes to the binlog. RDS's default, MIXED, is fine.
 */
void check_statement_target(const struct facts *facts, struct findings *out)
{
	const struct observed_server *target = &facts->observed->target.server;

	if (observed_is_on(target, "log_bin") &&
	    text_equal_nocase(observed_value(target, "binlog_format"), "STATEMENT"))
		finding_add(out, "binlog_format",
			    "set binlog_format to ROW by target.parameters, or in the parameter group",
			    "STATEMENT on the target: the replica cannot write the "
			    "source's rows to its own binlog, and stops (1666)");
}

/* A replica's receiver queries the source with SELECT. */
void check_select_limit(const struct facts *facts, struct findings *out)
{
	if (text_equal(observed_value(&facts->observed->source.server, "sql_select_limit"),
		       "0"))
		finding_add(out, "sql_select_limit",
			    "SET GLOBAL sql_select_limit = DEFAULT",
			    "0 on the source: no SELECT returns a row, not even to a "
			    "replica (1593, 13117)");
}

/*
 * MariaDB's receiver starts with SHOW VARIABLES, which counts as a join of ten rows.
 * MySQL's receiver uses no table.
 */
void check_join_size(const struct facts *facts, struct findings *out)
{
	enum { ROWS_OF_SHOW = 10 };
	const struct observed_server *source = &facts->observed->source.server;

	if (source->flavour == FLAVOUR_MARIADB &&
	    !observed_is_on(source, "sql_big_selects") &&
	    number_of(source, "max_join_size", UINT64_MAX) <= ROWS_OF_SHOW)
		finding_add(out, "max_join_size", "SET GLOBAL max_join_size = DEFAULT",
			    "%s on the source: the first queries of a replica are "
			    "refused (1104)",
			    observed_value(source, "max_join_size"));
}

/*
 * MySQL's receiver reads text byte by byte: with a charset of two or four bytes a
 * character it gets empty values. MariaDB's receiver reads numbers only, and worked in
 * a test.
 */
void check_wide_results(const struct facts *facts, struct findings *out)
{
	const struct observed_server *source = &facts->observed->source.server;
	const char *charset = observed_value(source, "character_set_results");

	if (source->flavour == FLAVOUR_MYSQL && charset != NULL &&
	    (text_starts(charset, "utf16") || text_starts(charset, "utf32") ||
	     text_starts(charset, "ucs2")))
		finding_add(out, "character_set_results",
			    "SET GLOBAL character_set_results = DEFAULT",
			    "%s on the source: a replica cannot read what the source "
			    "answers, and stops (13117)",
			    charset);
}

/* The receiver would stay "connecting" forever: the server sends it no error. */
void check_init_connect(const struct facts *facts, struct findings *out)
{
	const struct observed_source *source = &facts->observed->source;

	if (source->account.ended_at_login == FACT_YES)
		finding_add(out, "init_connect",
			    arena_printf(out->arena,
					 "GRANT %s ON *.* TO %s on the source, which then does not"
					 " execute it for this account; or grant it what init_connect needs",
					 source->server.flavour == FLAVOUR_MARIADB ?
						 "CONNECTION ADMIN" :
						 "CONNECTION_ADMIN",
					 facts->manifest->source.replication_user.label),
			    "the source's init_connect fails for the replication account: the"
			    " server ends its session right after the login");
}

/* An account of RDS may not set it for its own session. */
void check_enforced_engine(const struct facts *facts, struct findings *out)
{
	const char *engine = observed_value(&facts->observed->target.server,
					    "enforce_storage_engine");

	if (!text_empty(engine) && !text_equal_nocase(engine, "InnoDB"))
		finding_add(out, "enforce_storage_engine",
			    "take enforce_storage_engine out of the target's parameter group",
			    "%s on the target: every table gets this engine, even "
			    "extrepl's record",
			    engine);
}

static void find_backup_locks(const struct observed_server *server, const char *side,
			      const char *waits, struct findings *out)
{
	FOR_OBJECTS(lock, server, "backup-lock")
	{
		const char *id = lock->name + strlen("session ");

		finding_add(out, lock->name,
			    arena_printf(out->arena,
					 "wait until it ends, or end it: KILL %.*s on the %s",
					 (int)strspn(id, "0123456789"), id, side),
			    "it holds %s, as a backup does: %s waits for it (1205)",
			    lock->detail, waits);
	}
}

void check_source_backup_lock(const struct facts *facts, struct findings *out)
{
	find_backup_locks(&facts->observed->source.server, "source",
			  "what changes the replication account, and the read lock of the copy,",
			  out);
}

void check_target_backup_lock(const struct facts *facts, struct findings *out)
{
	find_backup_locks(&facts->observed->target.server, "target",
			  "whatever the copy creates", out);
}
