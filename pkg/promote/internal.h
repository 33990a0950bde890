/*
 * Shared by the files of the cut-over. One struct promotion lives for one run.
 *
 * "Closed" is the side that stops taking writes: the source on the way forward, the
 * target on the way back. "Open" is the side that takes its place.
 */
#ifndef PROMOTE_INTERNAL_H
#define PROMOTE_INTERNAL_H

#include "base/names.h"
#include "plan/checks.h"
#include "promote/actions.h"
#include "promote/promote.h"
#include "reconcile/reconcile.h"

/*
 * On the way back: how long at most late clients on the target are blocked by the lock
 * and ended.
 */
#define MOST_LATE_CLIENTS_MS (20 * 1000)
/* How many hours the target keeps its binlog for the way back. */
#define RETENTION_HOURS "48"

/* Binlog coordinates of one server; file NULL: unknown. */
struct coordinates {
	const char *file;
	uint64_t position; /* bytes; valid if file is set */
	const char *gtids; /* gtid_executed; MariaDB: gtid_binlog_pos */
	const char *state; /* MariaDB: gtid_binlog_state; NULL: MySQL, or unknown */
};

/* A number generator: AUTO_INCREMENT of a table, or a sequence of MariaDB. */
struct counter {
	const char *database, *name;
	bool sequence;     /* a sequence of MariaDB; else AUTO_INCREMENT */
	uint64_t next;     /* the next number that it gives out */
	const char *value; /* the same as text: a sequence can be negative */
};
struct counters {
	struct counter *list;
	size_t count;
};

/* What is read before anything is changed. The undo uses it, too. */
struct cutover_facts {
	const struct observed *observed;
	const struct manifest *manifest;
	bool source_gone; /* only the target was observed; what is of the source is unknown */
	struct promotion_row row; /* valid if found */
	bool found;
	/* of the last comparison; valid if verified */
	struct verification_row verification;
	bool verified; /* verification is valid */
	struct way_back way_back;
	/* hours, as text; "NULL": not set; NULL: there is no such setting */
	const char *retention;
	const char *scheduler; /* the source's event_scheduler */
	enum fact source_read_only, source_super_read_only;
	const char *record_state; /* state of the copy's record; "": there is none */
	/* what blocks the cut-over, each "user from host, since ...: statement" */
	struct rows old_transactions, ddl, table_locks, prepared, super_writers;
	struct rows warnings;  /* name, message, fix */
	struct rows sequences; /* MariaDB's sequences on the source: database, name */
	/* enabled on the side that will be closed: database, name */
	struct rows events;
	struct rows tables;  /* of the target, if it will be frozen: database, name */
	struct rows clients; /* account names that log in on the source */
	/* names that have an account on the target; empty: not read */
	struct rows known;
};

struct promotion {
	struct session *session;
	enum promote_wish wish; /* PROMOTE_FINALIZE_ALONE is PROMOTE_FINALIZE, and alone */
	bool alone;             /* the old source is gone */
	struct run *run;        /* the session's; during an undo &undo_run */
	struct run undo_run;
	struct arena *arena; /* lives as long as the promotion */
	struct cutover_facts facts;
	struct promote_result *result;

	struct db *source, *target; /* for statements that need no lock */
	struct db *lock;            /* holds the lock, on the closed side */
	/* on the closed side: ends an attempt to lock that takes too long */
	struct db *killer;

	const struct promote_action *actions; /* the table being walked */
	size_t actions_count;
	size_t done[64]; /* indexes of the actions that were begun, in order */
	size_t done_count;
	bool no_return; /* the other side is open: nothing is undone from here on */
	bool hooks_done[64]; /* by number of the manifest's hook: it was begun */

	struct coordinates frozen; /* of the closed side, read under the lock */
	/* of the open side, once it has applied everything up to frozen */
	struct coordinates other;
	/* both read under the lock */
	struct counters closed_counters, open_counters;
	/* statements sent in front of the opening one; "": none */
	const char *raise;
	struct secret back_password; /* generated for the account of the way back */

	/* run_clock (milliseconds) when the lock was sent; 0: not yet */
	int64_t frozen_at;
	int64_t drained_ms; /* how long the drain inside the freeze took */
	/* the open side's applier is stopped: what it lacks will not arrive */
	bool applier_stands;
	int64_t round_trip_us; /* microseconds, of the slower side */
	int64_t expected_ms;
	unsigned attempts;     /* to take the lock */
	unsigned trips;        /* round trips inside the freeze */
	size_t sessions_count; /* applications' sessions on the closed side */
	bool had_clients;      /* clients were connected to it before a revert */
	/* the run undoes what an earlier one left, including its hooks */
	bool recovering;
	/* what the source itself has written since the freeze; NULL: nothing */
	const char *own_writes;
	bool own_writes_arrived; /* the target has applied own_writes */
	bool link_refused;    /* START REPLICA failed with 1201: to be set up again */
	size_t events_missed; /* events that could not be enabled on the open side */
};

/* names.c: the source is host:port; the target is its instance, or host:port. */
const char *source_name(const struct promotion *promotion);
const char *target_name(const struct promotion *promotion);
/* Channel or named connection of the way back: "extrepl_back". */
const char *back_channel(const struct manifest *manifest, struct arena *arena);
/* Account on the target: 'extrepl_back'@'%'. */
const char *back_account(const struct manifest *manifest, struct arena *arena);
/* The UUID of the GTIDs that the old source assigns to what comes back without one. */
const char *back_uuid(const struct promotion *promotion, struct arena *arena);
/* Path of the option file, next to source.config.file; "": there is none. */
const char *option_file(const struct manifest *manifest, struct arena *arena);
/* "extrepl promote --revert -f replication.yaml" */
const char *promote_command(const struct promotion *promotion, const char *option);

/* actions.c: true if any thread of the link to the target runs. */
bool link_runs(const struct cutover_facts *facts);
/* True if the action applies to this pair, by its flavour and its facts. */
bool action_is_wanted(const struct promotion *promotion,
		      const struct promote_action *action);

/* facts.c: reads all facts. Judges nothing. */
bool facts_read(struct promotion *promotion, struct error *err) MUST_CHECK;
/* True if a new copy has replaced what was promoted. */
bool promotion_is_stale(const struct promotion_row *row, const char *record_state);
/* The same of the target alone: the source is gone. */
bool facts_read_of_target(struct promotion *promotion, struct error *err) MUST_CHECK;
bool way_back_read(struct db *source, struct arena *arena, const char *channel,
		   struct way_back *out, struct error *err) MUST_CHECK;

/* checks.c: pure. Returns how many checks passed; the findings are in *out. */
size_t checks_of_promotion(const struct cutover_facts *facts, enum promote_wish wish,
			   const struct plan *plan, struct arena *arena,
			   struct findings *out);

/* places.c: fills the {places} of a statement. */
const char *places_fill(const struct promotion *promotion, const char *text,
			struct arena *arena);
/* The databases that the way back ignores. */
struct names back_ignores(const struct promotion *promotion, struct arena *arena);

/* The same, as patterns of a wildcard filter: "my\_shop.%". */
struct names back_patterns(const struct promotion *promotion, struct arena *arena);

/* without_source.c: fills the facts, if it is a promoted pair whose source is gone. */
bool look_without_source(struct promotion *promotion, struct round *round,
			 struct error *err) MUST_CHECK;
/* What would be done on the source, for whom it comes back to. */
void say_what_source_keeps(struct promotion *promotion);

/* recover.c */
bool promotion_state_is(const struct promotion *promotion, const char *state);
/* Selects the table for the wish. */
bool promote_use_table(struct promotion *promotion);
/* Returns false. err also reports it if not everything could be undone. */
bool fail_and_take_back(struct promotion *promotion, struct error *err);
bool promote_recover(struct promotion *promotion, struct error *err) MUST_CHECK;

/* before.c: false if a check refuses; err then has the first finding. */
bool promote_check(struct promotion *promotion, const struct plan *plan,
		   struct error *err) MUST_CHECK;
bool promote_open_sessions(struct promotion *promotion, struct error *err) MUST_CHECK;

/*
 * opening.c: from the action `first` on. On failure undoes, unless the other side is
 * open.
 */
bool promote_walk(struct promotion *promotion, size_t first, struct error *err) MUST_CHECK;

/* walk.c: from the action `first` on. */
bool actions_walk(struct promotion *promotion, size_t first, struct error *err) MUST_CHECK;
/*
 * locked.c: from `first` on, the actions on the session with the lock, in one round
 * trip. *next is the first action that is not part of it.
 */
bool walk_together(struct promotion *promotion, size_t first, size_t *next,
		   struct error *err) MUST_CHECK;
/* undo.c */
bool actions_undo(struct promotion *promotion, struct error *err) MUST_CHECK;
/* report.c: reports what a finished part did. */
void report_part(struct promotion *promotion, const char *part);

/* send.c */
bool ensure_source(struct promotion *promotion, struct error *err) MUST_CHECK;
bool ensure_target(struct promotion *promotion, struct error *err) MUST_CHECK;
struct db *action_db(struct promotion *promotion, const struct promote_action *action);
/* Logs the statement to the trace; sends it with the password where needed. */
bool action_send(struct promotion *promotion, struct db *db, const char *text,
		 struct error *err) MUST_CHECK;
/* Runs an rds_* procedure on a separate connection. */
bool action_call(struct promotion *promotion, const char *text,
		 struct error *err) MUST_CHECK;

/* lock.c: the first statement takes the lock; the others are sent with it. */
bool freeze_lock(struct promotion *promotion, struct db_statement *statements,
		 size_t count, struct error *err) MUST_CHECK;
/* Milliseconds left of cutover.max_outage, counted from frozen_at; 0: none. */
int64_t outage_left(const struct promotion *promotion);

/*
 * moved.c: the closed side's binlog was at promotion->frozen, and is at `now`. If what
 * moved it changes nothing, the open side follows.
 */
bool moved_follow(struct promotion *promotion, const struct coordinates *now,
		  struct error *err) MUST_CHECK;

/*
 * own_writes.c: what the source itself has written between the two; NULL: nothing, or
 * unknown (MySQL without GTIDs).
 */
const char *own_writes(const struct observed_server *source,
		       const struct coordinates *since, const struct coordinates *now,
		       struct arena *arena);
/* The coordinates of the freeze, from the row. */
struct coordinates frozen_of_row(const struct promotion_row *row, enum flavour flavour);
/* Fills promotion->own_writes, and waits until the target has them. */
bool look_for_own_writes(struct promotion *promotion, struct error *err) MUST_CHECK;
/* Fails if there are any. Called last, when everything else is done. */
bool own_writes_said(struct promotion *promotion, struct error *err) MUST_CHECK;

/*
 * writers.c: ends the sessions on the closed source whose open transaction could still
 * become durable: read_only does not stop XA PREPARE.
 */
void end_open_writers(struct promotion *promotion);

/*
 * fence.c: afterwards, what lost connections (all: every connection) had begun is done,
 * or will never be.
 */
bool fence(struct promotion *promotion, bool all, struct error *err) MUST_CHECK;

/* drain.c */
bool coordinates_read(struct db *db, struct arena *arena, struct coordinates *out,
		      struct error *err) MUST_CHECK;
const char *coordinates_query(const struct db_server *server, struct arena *arena);
const char *gtids_query(const struct db_server *server, struct arena *arena);
void coordinates_parse(const struct db_statement *status,
		       const struct db_statement *gtids, struct coordinates *out);
/*
 * By file and position only: writes move them. GTIDs can differ without a write, as a
 * source that assigns GTIDs to what comes back may count one for an event that it
 * ignores.
 */
bool coordinates_equal(const struct coordinates *a, const struct coordinates *b);
/*
 * Waits until the other side has applied everything up to `at`; *reached is false if
 * the time was too short.
 */
bool drain(struct promotion *promotion, const struct coordinates *at, int64_t limit_ms,
	   bool *reached, struct error *err) MUST_CHECK;
bool prove_way_back(struct promotion *promotion, struct error *err) MUST_CHECK;
bool expect_outage(struct promotion *promotion, struct error *err) MUST_CHECK;

/* counters.c */
const char *counters_query(const struct promotion *promotion, struct db *db,
			   struct arena *arena);
void counters_parse(const struct rows *rows, struct arena *arena, struct counters *out);
/* Statements that raise the open side's lower counters; "": nothing to raise. */
const char *counters_raise(const struct counters *closed, const struct counters *open,
			   struct arena *arena);

/* file.c: writes the file, if the manifest has source.config.file. */
bool option_file_write(struct promotion *promotion, enum option_file options,
		       struct error *err) MUST_CHECK;

/* hooks.c */
bool hooks_run(struct promotion *promotion, enum hook_moment at,
	       struct error *err) MUST_CHECK;
/* In reverse order. A failure is logged, and the rest is still done. */
void hooks_undo(struct promotion *promotion, enum hook_moment at);

/*
 * events.c, sessions.c: steps after the other side is open. Failures are reported, not
 * returned.
 */
void enable_events(struct promotion *promotion);
/* False, with err set, if an event could not be enabled. */
bool missed_events_said(struct promotion *promotion, struct error *err) MUST_CHECK;
void look_at_sessions(struct promotion *promotion);
/* Before a revert: notes whether applications are connected to the target. */
void note_clients(struct promotion *promotion);

/* dry_run.c, result.c, report.c */
const char *dry_run_text(struct promotion *promotion, const struct plan *plan);
/* For a finalized promotion. Does not contact the old source, which may be gone. */
const char *dry_run_final_text(struct promotion *promotion);
void result_fill(struct promotion *promotion, bool done);
const char *finalized_text(const struct promotion *promotion);

#endif
