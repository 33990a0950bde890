/*
 * What must be true before anything is frozen, each with its fix. Pure: facts in,
 * findings out. A session that would block the lock is reported with its user, age and
 * statement: a lock that waits blocks every writer that comes after it.
 */
#include <inttypes.h>

#include "base/text.h"
#include "plan/facts.h"
#include "promote/checks.h"
#include "sql/quote.h"

static const char *seconds(const struct look *look, uint64_t count)
{
	return text_duration(look->arena, count * 1000);
}

static const char *closed_side(const struct look *look)
{
	return look->wish == PROMOTE_REVERT ? "target" : "source";
}

/* Rows of facts.c: id, user, host, seconds, statement. */
static void find_sessions(const struct look *look, const struct rows *rows,
			  const char *what, struct findings *out)
{
	for (size_t i = 0; i < rows->count; i++) {
		const char *id = rows_value(rows, i, 0);
		const char *fix =
			look->wish == PROMOTE_REVERT ?
				arena_printf(look->arena,
					     "end it (CALL mysql.rds_kill(%s) on the target), "
					     "or wait",
					     id) :
				arena_printf(look->arena,
					     "end it (KILL %s on the source), or wait",
					     id);

		finding_add(out, NULL, fix, "%s of %s@%s, since %s (%s)", what,
			    rows_value(rows, i, 1), rows_value(rows, i, 2),
			    seconds(look, rows_number(rows_value(rows, i, 3), 0)),
			    rows_value(rows, i, 4));
	}
}

static void check_transactions(const struct look *look, struct findings *out)
{
	find_sessions(look, &look->facts->old_transactions,
		      "a transaction is open that a lock would wait for:", out);
}

static void check_ddl(const struct look *look, struct findings *out)
{
	find_sessions(look, &look->facts->ddl, "DDL is running:", out);
}

static void check_table_locks(const struct look *look, struct findings *out)
{
	find_sessions(look, &look->facts->table_locks, "tables are locked:", out);
}

static void check_super_writers(const struct look *look, struct findings *out)
{
	if (look->wish == PROMOTE_FORWARD)
		find_sessions(look, &look->facts->super_writers,
			      "read_only does not stop the session", out);
}

static void check_prepared(const struct look *look, struct findings *out)
{
	if (look->facts->prepared.count > 0)
		finding_add(out, NULL,
			    arena_printf(look->arena,
					 "XA RECOVER on the %s lists them: commit or roll "
					 "back each",
					 closed_side(look)),
			    "%zu prepared XA transaction%s on the %s: committed later, it "
			    "would be missing on the other side",
			    look->facts->prepared.count,
			    look->facts->prepared.count == 1 ? " is" : "s are",
			    closed_side(look));
}

static void check_in_sync(const struct look *look, struct findings *out)
{
	if (look->wish != PROMOTE_FORWARD || look->plan == NULL ||
	    look->plan->outcome == OUTCOME_IN_SYNC)
		return;
	for (size_t i = 0; i < look->plan->steps_count; i++) {
		const struct judgement *step = &look->plan->steps[i];

		if (step->verdict == VERDICT_DONE || step->verdict == VERDICT_PENDING)
			continue;
		finding_add(out, step->step,
			    arena_printf(look->arena, "extrepl apply -f %s",
					 look->facts->manifest->path),
			    "the pair is not in sync: %s", step->reason);
	}
}

static void check_delay(const struct look *look, struct findings *out)
{
	if (look->wish == PROMOTE_FORWARD &&
	    look->facts->manifest->replication.delay_ms > 0)
		finding_add(out, NULL,
			    "take replication.delay out of the manifest, and apply",
			    "replication.delay keeps the target behind on purpose");
}

static void check_verified(const struct look *look, struct findings *out)
{
	const struct manifest *manifest = look->facts->manifest;
	int64_t within = manifest->cutover.verify_within_ms;
	const char *fix = arena_printf(look->arena,
				       "extrepl verify -f %s   (or cutover: { "
				       "verify_within: 0s }, which needs none)",
				       manifest->path);

	if (look->wish != PROMOTE_FORWARD || within == 0)
		return;
	if (!look->facts->verified)
		finding_add(out, NULL, fix,
			    "no verify of all tables was run: it is not known whether "
			    "both sides are equal");
	else if (!text_equal(look->facts->verification.outcome, "equal"))
		finding_add(out, NULL, fix, "the last verify reported %s, not equal",
			    look->facts->verification.outcome);
	else if (look->facts->verification.age_seconds * 1000 > (uint64_t)within)
		finding_add(out, NULL, fix,
			    "the last verify is %s old, and cutover.verify_within is %s",
			    seconds(look, look->facts->verification.age_seconds),
			    text_duration(look->arena, (uint64_t)within));
}

static void check_source_writable(const struct look *look, struct findings *out)
{
	if (look->wish == PROMOTE_FORWARD &&
	    (look->facts->source_read_only == FACT_YES ||
	     look->facts->source_super_read_only == FACT_YES))
		finding_add(out, NULL,
			    look->mariadb ?
				    "SET GLOBAL read_only = 0 on the source, if that is right" :
				    "SET GLOBAL super_read_only = OFF, read_only = OFF on the "
				    "source, if that is right",
			    "the source is already read-only, but not by extrepl: is "
			    "it a replica, or was it cut over by hand?");
}

static void check_source_follows(const struct look *look, struct findings *out)
{
	const struct way_back *back = &look->facts->way_back;

	if (look->wish != PROMOTE_FORWARD || back->other_source == NULL)
		return;
	finding_add(out, NULL,
		    arena_printf(look->arena,
				 "%s%s on the source, once it has applied everything",
				 look->mariadb ? "STOP SLAVE " :
						 "STOP REPLICA FOR CHANNEL ",
				 quote_plain(back->other_channel, look->arena)),
		    "the source follows another server, %s: its applier writes "
		    "despite read_only, and what it writes after the freeze would not "
		    "reach the target",
		    back->other_source);
}

static void check_target_read_only(const struct look *look, struct findings *out)
{
	if (observed_is_on(&look->facts->observed->target.server, "read_only"))
		finding_add(out, NULL,
			    "set target.read_only: false in the manifest (and read_only 0 in "
			    "the parameter group), and apply",
			    "the target is read-only (read_only): nobody could write to it");
}

static void need(const struct look *look, struct findings *out, const char *any_of[],
		 const char *for_what)
{
	const struct observed_server *source = &look->facts->observed->source.server;
	bool unknown = false;

	for (size_t i = 0; any_of[i] != NULL; i++) {
		enum fact has = observed_privilege(source, any_of[i]);

		if (has == FACT_YES)
			return;
		unknown = unknown || has == FACT_UNKNOWN;
	}
	if (!unknown)
		finding_add(out, NULL,
			    arena_printf(look->arena,
					 "GRANT %s ON *.* TO %s on the source",
					 any_of[0], account_text(source, look->arena)),
			    "the source's administrator lacks %s, needed %s", any_of[0],
			    for_what);
}

static void check_privileges(const struct look *look, struct findings *out)
{
	static const char *locking[] = { "RELOAD", "FLUSH_TABLES", NULL };
	static const char *mysql[] = { "SYSTEM_VARIABLES_ADMIN", "SUPER", NULL };
	static const char *exempt[] = { "CONNECTION_ADMIN", "SUPER", NULL };
	static const char *mariadb[] = { "READ_ONLY ADMIN", "READ ONLY ADMIN", "SUPER",
					 NULL };

	need(look, out, locking, "to lock the source for a moment");
	need(look, out, look->mariadb ? mariadb : mysql, "to make it read-only");
	if (!look->mariadb)
		need(look, out, exempt, "to make it read-only, and writable again");
}

static void check_back_privileges(const struct look *look, struct findings *out)
{
	static const char *mysql[] = { "REPLICATION_SLAVE_ADMIN", "SUPER", NULL };
	static const char *mariadb[] = { "REPLICATION SLAVE ADMIN",
					 "REPLICATION REPLICA ADMIN", "SUPER", NULL };

	if (look->facts->manifest->cutover.way_back)
		need(look, out, look->mariadb ? mariadb : mysql,
		     "for the way back (or cutover: { way_back: false })");
}

static void check_binlog(const struct look *look, struct findings *out)
{
	if (look->facts->manifest->cutover.way_back &&
	    !observed_is_on(&look->facts->observed->target.server, "log_bin"))
		finding_add(out, NULL,
			    "a backup retention of a day or more turns it on; or cutover: { "
			    "way_back: false }",
			    "the target's binlog is off: a way back would have "
			    "nothing to follow");
}

/* RDS's default is not ROW: a statement may change other rows on the source. */
static void check_back_format(const struct look *look, struct findings *out)
{
	const char *format =
		observed_value(&look->facts->observed->target.server, "binlog_format");

	if (look->wish == PROMOTE_FORWARD && look->facts->manifest->cutover.way_back &&
	    format != NULL && !text_equal_nocase(format, "ROW"))
		finding_add(out, NULL,
			    "set binlog_format to ROW in target.parameters, and apply",
			    "binlog_format is %s on the target: the way back would "
			    "repeat statements on the source, and some may produce "
			    "different rows there",
			    format);
}

static void check_back_gtids(const struct look *look, struct findings *out)
{
	const struct observed *observed = look->facts->observed;
	const char *source = observed_value(&observed->source.server, "gtid_mode");
	const char *target = observed_value(&observed->target.server, "gtid_mode");

	if (look->facts->manifest->cutover.way_back &&
	    text_equal_nocase(target, "ON") && text_equal_nocase(source, "OFF"))
		finding_add(out, NULL,
			    "SET GLOBAL gtid_mode = OFF_PERMISSIVE on the source; or cutover: "
			    "{ way_back: false }",
			    "gtid_mode is ON on the target and OFF on the source, which could "
			    "not follow it");
}

static void check_release(const struct look *look, struct findings *out)
{
	const struct observed *observed = look->facts->observed;

	if (look->facts->manifest->cutover.way_back &&
	    observed->target.server.version / 100 > observed->source.server.version / 100)
		finding_add(out, NULL, "rehearse the way back on a copy",
			    "the target (%s) is of a newer release line than the source (%s): "
			    "replication from newer to older often works, but is not supported",
			    observed->target.server.version_text,
			    observed->source.server.version_text);
}

static void check_restart(const struct look *look, struct findings *out)
{
	if (look->mariadb && look->wish == PROMOTE_FORWARD &&
	    look->facts->manifest->source.config.file == NULL)
		finding_add(out, NULL,
			    "once promoted, put read_only=1 under [mariadbd] in the "
			    "source's option file",
			    "a restart of the source loses read_only: it would accept "
			    "writes again");
}

static void check_way_back(const struct look *look, struct findings *out)
{
	const struct way_back *back = &look->facts->way_back;

	if (look->wish != PROMOTE_REVERT)
		return;
	if (back->there != FACT_YES)
		finding_add(out, NULL,
			    "what was written on the target since then must be "
			    "brought to the source by other means",
			    "there is no way back: the source does not follow the target");
}

#define REFUSES SEVERITY_ERROR
#define WARNS SEVERITY_WARNING

/* clang-format off */
static const struct promote_check {
	struct check check; /* name and severity */
	look_run *run;
} checks_table[] = {
	{ { "not-in-sync",          "checks", "target", REFUSES, "the pair is in sync and caught up", NULL },                check_in_sync },
	{ { "delayed",              "checks", "target", REFUSES, "the target is not delayed on purpose", NULL },             check_delay },
	{ { "not-verified",         "checks", "target", REFUSES, "the last verify reported "
								 "equal, and is recent", NULL },         check_verified },
	{ { "source-read-only",     "checks", "source", REFUSES, "the source takes writes", NULL },                          check_source_writable },
	{ { "source-follows",       "checks", "source", REFUSES, "the source follows no other server", NULL },              check_source_follows },
	{ { "target-read-only",     "checks", "target", REFUSES, "the target takes writes", NULL },                          check_target_read_only },
	{ { "old-transaction",      "checks", "source", REFUSES, "no transaction is older than 10 s", NULL },                check_transactions },
	{ { "running-ddl",          "checks", "source", REFUSES, "no DDL is running", NULL },                                check_ddl },
	{ { "locked-tables",        "checks", "source", REFUSES, "nobody holds LOCK TABLES", NULL },                         check_table_locks },
	{ { "prepared-xa",          "checks", "source", REFUSES, "no XA transaction is prepared", NULL },                    check_prepared },
	{ { "writes-anyway",        "checks", "source", REFUSES, "every connected session is "
								 "stopped by read_only", NULL }, check_super_writers },
	{ { "freeze-privileges",    "checks", "source", REFUSES, "the source may be locked and made read-only", NULL },      check_privileges },
	{ { "way-back-privileges",  "checks", "source", REFUSES, "the source may be made a replica of the target", NULL },   check_back_privileges },
	{ { "way-back-binlog",      "checks", "target", REFUSES, "the target has a binlog", NULL },                          check_binlog },
	{ { "way-back-gtids",       "checks", "source", REFUSES, "the GTID modes let the source follow", NULL },             check_back_gtids },
	{ { "way-back-works",       "checks", "source", REFUSES, "there is a way back", NULL },                                check_way_back },
	{ { "way-back-format",      "checks", "target", WARNS,   "the way back receives rows, "
								 "not statements", NULL },           check_back_format },
	{ { "accounts-not-ready",   "checks", "target", REFUSES, "the accounts of accounts.include may log in", NULL },      clients_accounts },
	{ { "logins-missing",       "checks", "target", WARNS,   "accounts that log in on the "
								 "source exist on the target", NULL },   clients_logins },
	{ { "way-back-release",     "checks", "target", WARNS,   "the target is not of a newer release line", NULL },        check_release },
	{ { "settings-differ",      "checks", "target", WARNS,   "applications find the same "
								 "settings", NULL },              clients_settings },
	{ { "time-zone-differs",    "checks", "target", WARNS,   "and the same time zone", NULL },                               clients_time_zone },
	{ { "packet-smaller",       "checks", "target", WARNS,   "and room for their rows", NULL },                          clients_packet },
	{ { "tls-only",             "checks", "target", WARNS,   "and may log in without TLS as "
								 "now", NULL },                        clients_secure_transport },
	{ { "events-would-stop",    "checks", "target", WARNS,   "events of the source will run on the target", NULL },      clients_events },
	{ { "read-only-forgotten",  "checks", "source", WARNS,   "a restart of the source keeps it read-only", NULL },       check_restart },
};
/* clang-format on */

size_t checks_of_promotion(const struct cutover_facts *facts, enum promote_wish wish,
			   const struct plan *plan, struct arena *arena,
			   struct findings *out)
{
	const struct look look = { facts, wish, plan, arena,
				   facts->observed->source.server.flavour ==
					   FLAVOUR_MARIADB };
	size_t passed = 0;

	*out = (struct findings){ .arena = arena };
	for (size_t i = 0; i < ARRAY_SIZE(checks_table); i++) {
		size_t before = out->count;

		out->check = &checks_table[i].check;
		checks_table[i].run(&look, out);
		if (out->count == before)
			passed++;
	}
	return passed;
}
