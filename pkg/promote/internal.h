/*
 * What the files of the cut-over share. One struct promotion lives for one run.
 *
 * "Closed" is the side that stops to take writes (the source on the way forward, the
 * target on the way back), "open" the one that takes its place.
 */
#ifndef PROMOTE_INTERNAL_H
#define PROMOTE_INTERNAL_H

#include "base/names.h"
#include "plan/checks.h"
#include "promote/actions.h"
#include "promote/promote.h"
#include "reconcile/reconcile.h"

/*
 * On the way back clients that still come to the target are held by the lock, and
 * ended, for so long at most.
 */
#define MOST_LATE_CLIENTS_MS (20 * 1000)
/* Hours that the target keeps its binlog for the way back. */
#define RETENTION_HOURS "48"

/* A server's own coordinates; file NULL: not known. */
struct coordinates {
	const char *file;
	uint64_t position;
	const char *gtids; /* gtid_executed; MariaDB: gtid_binlog_pos */
	const char *state; /* MariaDB: gtid_binlog_state; NULL: MySQL, or not known */
};

/* A counter that gives out numbers: of a table, or MariaDB's sequence. */
struct counter {
	const char *database, *name;
	bool sequence;
	uint64_t next;     /* the number that it gives out next */
	const char *value; /* the same as text: a sequence may be below zero */
};
struct counters {
	struct counter *list;
	size_t count;
};

/* What is known before anything is changed; undoing goes by it. */
struct cutover_facts {
	const struct observed *observed;
	const struct manifest *manifest;
	struct promotion_row row; /* found: there is one */
	bool found;
	struct verification_row verification;
	bool verified; /* there is a verification */
	struct way_back way_back;
	const char *retention; /* hours, "NULL"; NULL: no such setting */
	const char *scheduler; /* the source's event_scheduler */
	enum fact source_read_only, source_super_read_only;
	const char *record_state; /* of the copy's record; "": there is none */
	/* what stands in the way, each "user from host, since ...: statement" */
	struct rows old_transactions, ddl, table_locks, prepared, super_writers;
	struct rows warnings;  /* name, message, fix */
	struct rows sequences; /* MariaDB's, of the source: database, name */
	struct rows events;    /* enabled on the side to be closed: database, name */
	struct rows tables; /* of the target, when it is to be frozen: database, name */
	struct rows clients; /* names that log in on the source */
	struct rows known;   /* names that have an account on the target; 0: not read */
};

struct promotion {
	struct session *session;
	enum promote_wish wish;
	struct run *run; /* the session's; while undoing, one of its own */
	struct run undo_run;
	struct arena *arena; /* as long as the promotion */
	struct cutover_facts facts;
	struct promote_result *result;

	struct db *source, *target; /* for whatever is said outside the lock */
	struct db *lock;            /* holds the lock, on the side that is closed */
	struct db *killer;          /* on that side: ends an attempt that lasts */

	const struct promote_action *actions; /* the table being walked */
	size_t actions_count;
	size_t done[64]; /* indexes of actions that were begun, in order */
	size_t done_count;
	bool no_return;      /* the other side is open: nothing is undone any more */
	bool hooks_done[64]; /* of the manifest's hooks, those that were begun */

	struct coordinates frozen; /* the closed side's, under the lock */
	struct coordinates other;  /* the open side's own, then */
	struct counters closed_counters, open_counters;
	/* statements that go in front of the opening one; "": none */
	const char *raise;
	struct secret back_password;

	int64_t frozen_at; /* run_clock: when the lock was sent; 0: not yet */
	int64_t drained_ms;
	bool applier_stands;   /* of the open side: what it lacks will not come */
	int64_t round_trip_us; /* the slower side's */
	int64_t expected_ms;
	unsigned attempts;
	unsigned trips;        /* round trips inside the freeze */
	size_t sessions_count; /* of applications on the closed side */
	bool had_clients;      /* they were connected to it before a revert */
	/* what an earlier run has left is being undone: its hooks, too */
	bool recovering;
	/* what the source has written itself since the freeze; NULL: nothing */
	const char *own_writes;
	bool own_writes_arrived; /* the target has that, too */
	size_t events_missed;    /* could not be enabled on the side that is open */
};

/* names.c: the source's host and port; the target's instance, or its host and port. */
const char *source_name(const struct promotion *promotion);
const char *target_name(const struct promotion *promotion);
/* The channel, or named connection, of the way back: "extrepl_back". */
const char *back_channel(const struct manifest *manifest, struct arena *arena);
/* 'extrepl_back'@'%' on the target. */
const char *back_account(const struct manifest *manifest, struct arena *arena);
/* The UUID of GTIDs that the old source gives to what comes back without one. */
const char *back_uuid(const struct promotion *promotion, struct arena *arena);
/* The path of the option file, beside source.config.file; "": there is none. */
const char *option_file(const struct manifest *manifest, struct arena *arena);
/* "extrepl promote --revert -f replication.yaml" */
const char *promote_command(const struct promotion *promotion, const char *option);

/* actions.c: the link to the target runs, or one of its threads does. */
bool link_runs(const struct cutover_facts *facts);
/* Whether the action belongs to this pair, by its flavour and its facts. */
bool action_is_wanted(const struct promotion *promotion,
		      const struct promote_action *action);

/* facts.c: reads all of it, and judges nothing. */
bool facts_read(struct promotion *promotion, struct error *err) MUST_CHECK;
/* A new copy has taken the place of what was promoted. */
bool promotion_is_stale(const struct promotion_row *row, const char *record_state);
bool way_back_read(struct db *source, struct arena *arena, const char *channel,
		   struct way_back *out, struct error *err) MUST_CHECK;

/* checks.c: pure. How many were made; the findings go into *out. */
size_t checks_of_promotion(const struct cutover_facts *facts, enum promote_wish wish,
			   const struct plan *plan, struct arena *arena,
			   struct findings *out);

/* places.c: fills the {places} of a statement. */
const char *places_fill(const struct promotion *promotion, const char *text,
			struct arena *arena);
/* The databases that the way back leaves out. */
struct names back_ignores(const struct promotion *promotion, struct arena *arena);

/* The same as patterns of a wild filter: "my\_shop.%". */
struct names back_patterns(const struct promotion *promotion, struct arena *arena);

/* recover.c */
bool promotion_state_is(const struct promotion *promotion, const char *state);
/* That of the wish. */
bool promote_use_table(struct promotion *promotion);
/* Returns false; err says as well when not all could be undone. */
bool fail_and_take_back(struct promotion *promotion, struct error *err);
bool promote_recover(struct promotion *promotion, struct error *err) MUST_CHECK;

/* before.c: false, and err has the first finding, when a check refuses. */
bool promote_check(struct promotion *promotion, const struct plan *plan,
		   struct error *err) MUST_CHECK;
bool promote_open_sessions(struct promotion *promotion, struct error *err) MUST_CHECK;

/* opening.c: from the action `first` on; undoes, unless the other side is open. */
bool promote_walk(struct promotion *promotion, size_t first, struct error *err) MUST_CHECK;

/* walk.c: from the action `first` on. */
bool actions_walk(struct promotion *promotion, size_t first, struct error *err) MUST_CHECK;
/*
 * locked.c: those on the session with the lock, from `first` on, in one round trip.
 * *next is the first action that is not part of it.
 */
bool walk_together(struct promotion *promotion, size_t first, size_t *next,
		   struct error *err) MUST_CHECK;
/* undo.c */
bool actions_undo(struct promotion *promotion, struct error *err) MUST_CHECK;
/* report.c: what a part that is done has to say. */
void report_part(struct promotion *promotion, const char *part);

/* send.c */
bool ensure_source(struct promotion *promotion, struct error *err) MUST_CHECK;
bool ensure_target(struct promotion *promotion, struct error *err) MUST_CHECK;
struct db *action_db(struct promotion *promotion, const struct promote_action *action);
/* The statement is traced, and sent with the password where it wants one. */
bool action_send(struct promotion *promotion, struct db *db, const char *text,
		 struct error *err) MUST_CHECK;
/* An rds_* procedure, on a connection of its own. */
bool action_call(struct promotion *promotion, const char *text,
		 struct error *err) MUST_CHECK;

/* lock.c: the first statement takes the lock; the others go with it. */
bool freeze_lock(struct promotion *promotion, struct db_statement *statements,
		 size_t count, struct error *err) MUST_CHECK;
/* Milliseconds that are left of cutover.max_outage, from frozen_at on; 0: none. */
int64_t outage_left(const struct promotion *promotion);

/*
 * moved.c: the closed side's binlog is at `now`, and was at promotion->frozen. When
 * what moved it changes nothing, the open side goes there as well.
 */
bool moved_follow(struct promotion *promotion, const struct coordinates *now,
		  struct error *err) MUST_CHECK;

/*
 * own_writes.c: what the source has written itself between the two; NULL: nothing, or
 * that is not known (MySQL without GTIDs).
 */
const char *own_writes(const struct observed_server *source,
		       const struct coordinates *since, const struct coordinates *now,
		       struct arena *arena);
/* The coordinates of the freeze, as the row keeps them. */
struct coordinates frozen_of_row(const struct promotion_row *row, enum flavour flavour);
/* Fills promotion->own_writes; the target is waited for to have them. */
bool look_for_own_writes(struct promotion *promotion, struct error *err) MUST_CHECK;
/* Fails when there are any: the last word of a run that has done all the rest. */
bool own_writes_said(struct promotion *promotion, struct error *err) MUST_CHECK;

/*
 * writers.c: ends the sessions whose open transaction could still be made durable on
 * the closed source: by XA PREPARE, which read_only does not stop.
 */
void end_open_writers(struct promotion *promotion);

/*
 * fence.c: what lost connections (all: every one) were about to do is done, or will
 * never be.
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
 * By file and position: what is written moves them. A source that gives GTIDs to what
 * comes back may count one for an event that it leaves out, and writes nothing.
 */
bool coordinates_equal(const struct coordinates *a, const struct coordinates *b);
/* Until the other side has applied all up to `at`; *reached false: not in time. */
bool drain(struct promotion *promotion, const struct coordinates *at, int64_t limit_ms,
	   bool *reached, struct error *err) MUST_CHECK;
bool prove_way_back(struct promotion *promotion, struct error *err) MUST_CHECK;
bool expect_outage(struct promotion *promotion, struct error *err) MUST_CHECK;

/* counters.c */
const char *counters_query(const struct promotion *promotion, struct db *db,
			   struct arena *arena);
void counters_parse(const struct rows *rows, struct arena *arena, struct counters *out);
/* Statements that raise what the open side has lower; "" when there is nothing. */
const char *counters_raise(const struct counters *closed, const struct counters *open,
			   struct arena *arena);

/* file.c: writes it, where there is a source.config.file. */
bool option_file_write(struct promotion *promotion, enum option_file options,
		       struct error *err) MUST_CHECK;

/* hooks.c */
bool hooks_run(struct promotion *promotion, enum hook_moment at,
	       struct error *err) MUST_CHECK;
/* In reverse; what fails is logged, and the rest is done all the same. */
void hooks_undo(struct promotion *promotion, enum hook_moment at);

/*
 * What comes when the other side is open; failures are said, not returned. events.c,
 * sessions.c
 */
void enable_events(struct promotion *promotion);
/* False, with the error, if one could not be. */
bool missed_events_said(struct promotion *promotion, struct error *err) MUST_CHECK;
void look_at_sessions(struct promotion *promotion);
/* Before a revert: whether applications are connected to the target. */
void note_clients(struct promotion *promotion);

/* dry_run.c, result.c, report.c */
const char *dry_run_text(struct promotion *promotion, const struct plan *plan);
/* Of a promotion that was finalized: the old source may be gone, and is not asked. */
const char *dry_run_final_text(struct promotion *promotion);
void result_fill(struct promotion *promotion, bool done);
const char *finalized_text(const struct promotion *promotion);

#endif
