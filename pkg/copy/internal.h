/*
 * What the files of the copy share. One struct copy lives for one copy_run; a worker is
 * a thread with a reader on the source and a writer on the target, and touches nobody
 * else's sessions.
 */
#ifndef COPY_INTERNAL_H
#define COPY_INTERNAL_H

#include <pthread.h>
#include <stdatomic.h>

#include "copy/copy.h"
#include "tables/tables.h"

struct copy;

struct worker {
	struct copy *copy;
	unsigned number;
	struct db *reader; /* in the snapshot */
	struct db *writer;
	struct arena *arena; /* of the thread */
	pthread_t thread;
	atomic_uint_fast64_t sent;     /* bytes of the table in hand */
	atomic_uint_fast64_t expected; /* the estimate for it */
};

struct snapshot {
	const char *method; /* "FLUSH TABLES WITH READ LOCK" */
	uint64_t lock_ms;
	unsigned attempts; /* that were given up before */
	const char *file;
	uint64_t position;
	const char *gtid_set;
};

/* One table on its way. */
struct task {
	const struct table *table;
	bool defer_keys;      /* secondary indexes after the data */
	bool by_insert;       /* it has JSON that LOAD DATA cannot carry */
	uint64_t rows, bytes; /* as sent and counted, once loaded */
	bool loaded;
};

struct copy {
	const struct copy_job *job;
	struct run *outer; /* the caller's */
	struct run run;    /* ends with outer, or when a worker fails */
	struct run_hook hook;
	struct arena *arena;

	struct db *control; /* source: the lock and the metadata */
	struct db *killer;  /* source: ends what other sessions of ours run */
	/* source: LOCK TABLES on non-transactional tables, or NULL */
	struct db *holder;
	struct db *target;    /* schema, record, programs */
	pthread_mutex_t lock; /* guards killer, holder, error and the queue's cursor */

	/* databases of an unfinished copy of this name: they are dropped */
	const char *const *ours;
	struct catalog catalog;
	struct snapshot snapshot;
	bool target_loads;      /* LOAD DATA LOCAL is allowed there */
	uint64_t target_packet; /* max_allowed_packet */
	bool foreign_keys_last;

	struct task *tasks; /* one a table, in the order of work */
	size_t tasks_count;
	size_t next;        /* the first task that nobody has taken */
	size_t locked_left; /* non-transactional tables that are not loaded yet */

	struct worker *workers;
	unsigned threads;
	bool failed;
	/* it failed since a table was altered behind the snapshot */
	bool source_changed;
	struct error error; /* of the first worker that failed */

	int64_t started;                 /* run_clock */
	uint64_t bytes_total;            /* estimates */
	atomic_uint_fast64_t bytes_done; /* estimates of loaded tables */
	atomic_uint_fast64_t bytes_sent;
	atomic_uint_fast64_t rows_sent;
	atomic_uint_fast64_t tables_done;
	bool recorded; /* as unfinished: the target is changed from here on */
	atomic_uint_fast64_t retried;
	atomic_int_fast64_t progress_at;
};

/* sessions.c */
bool sessions_open(struct copy *copy, struct error *err) MUST_CHECK;
bool sessions_open_target(struct copy *copy, struct error *err) MUST_CHECK;
bool sessions_open_holder(struct copy *copy, struct error *err) MUST_CHECK;
void sessions_close(struct copy *copy);

/* leftovers.c: sessions that a failed copy must not leave at work. */
struct leftovers {
	uint64_t *source, *target; /* connection ids */
	size_t source_count, target_count;
};
void leftovers_note(const struct copy *copy, struct leftovers *out);
void leftovers_end(const struct copy_job *job, const struct leftovers *leftovers);

/* lock.c: the ways to stop commits for a moment. */
struct lock {
	const char *name;
	const char *unlock;
	int64_t sent_at; /* run_clock when the lock was sent */
};
bool lock_take(struct copy *copy, struct lock *out, struct error *err) MUST_CHECK;
/*
 * fuse.c: a statement of the control session that is killed after some milliseconds
 * (less than 1000). True when it ended by itself in time, well or not (*ok).
 */
bool lock_execute_briefly(struct copy *copy, const char *sql, long milliseconds,
			  bool *ok, struct error *err) MUST_CHECK;
bool lock_release(struct copy *copy, const struct lock *lock,
		  struct error *err) MUST_CHECK;

/*
 * snapshot.c: all readers see the same state of the source, which copy->snapshot and
 * copy->catalog describe.
 */
bool snapshot_take(struct copy *copy, struct error *err) MUST_CHECK;
/*
 * lockless.c: the same without any lock; *taken is false when the source does not offer
 * it or was too busy.
 */
bool snapshot_take_lockless(struct copy *copy, bool *taken, struct error *err) MUST_CHECK;

/* check.c: what can be refused before anything changes. */
bool copy_check(struct copy *copy, struct error *err) MUST_CHECK;

/* ledger.c: what is on the target because of this copy, row by row. */
bool ledger_prepare(struct db *target, struct error *err) MUST_CHECK;
/*
 * The databases that an unfinished copy of this name has made, NULL-terminated; none
 * when it is complete.
 */
bool ledger_databases(struct db *target, const char *name, struct arena *arena,
		      const char *const **out, struct error *err) MUST_CHECK;
/* Whether an unfinished copy of this name was to make the database, noted or not. */
bool ledger_begun(struct db *target, const char *name, const char *database, bool *out,
		  struct error *err) MUST_CHECK;
/*
 * A complete copy's rows are history when the next one begins: they must not look like
 * its own.
 */
bool ledger_forget_complete(struct copy *copy, struct error *err) MUST_CHECK;
bool ledger_add_database(struct copy *copy, const char *database,
			 struct error *err) MUST_CHECK;
bool ledger_forget_database(struct copy *copy, const char *database,
			    struct error *err) MUST_CHECK;
bool ledger_begin(struct copy *copy, struct db *writer, const struct table *table,
		  struct error *err) MUST_CHECK;
bool ledger_commit(struct copy *copy, struct db *writer, const struct task *task,
		   struct error *err) MUST_CHECK;
/* Every task must be there with its rows. */
bool ledger_check(struct copy *copy, struct error *err) MUST_CHECK;

/* databases.c: what may be replaced on the target, and that. */
bool schema_check_target(struct copy *copy, struct error *err) MUST_CHECK;
bool schema_replace(struct copy *copy, struct error *err) MUST_CHECK;

/* schema.c */
bool schema_create_table(struct copy *copy, struct db *writer, const struct task *task,
			 struct arena *arena, struct error *err) MUST_CHECK;
bool schema_create_sequences(struct copy *copy, struct error *err) MUST_CHECK;
bool schema_add_keys(struct copy *copy, struct db *writer, const struct task *task,
		     struct arena *arena, struct error *err) MUST_CHECK;
bool schema_add_foreign_keys(struct copy *copy, struct db *writer,
			     const struct task *task, struct arena *arena,
			     struct error *err) MUST_CHECK;

/* programs.c */
bool programs_create(struct copy *copy, struct error *err) MUST_CHECK;
/* "view `a`.`b`" */
const char *programs_label(const struct program *program, struct arena *arena);
/*
 * Tells what the target said to a definer or a function with its cure. Returns false.
 */
bool programs_explain(struct copy *copy, const struct program *program,
		      struct error *err);

/* probe.c: what would fail late is looked for early. */
bool programs_check(struct copy *copy, struct error *err) MUST_CHECK;
bool programs_probe(struct copy *copy, struct error *err) MUST_CHECK;

/* queue.c */
void queue_make(struct copy *copy);
struct task *queue_next(struct copy *copy);
void queue_rewind(struct copy *copy);
void queue_loaded(struct copy *copy, struct task *task);

/*
 * worker.c: all workers do `work` until the queue is empty; the first error ends them
 * all.
 */
bool workers_run(struct copy *copy,
		 bool (*work)(struct worker *worker, struct task *task, struct error *err),
		 struct error *err) MUST_CHECK;

/* load.c: one table from the reader to the writer, exactly, or not at all. */
bool load_table(struct worker *worker, struct task *task, struct error *err) MUST_CHECK;

/*
 * The rows of a table on their way; rows.c reads them, load.c and insert.c write them.
 */
struct row_source {
	struct worker *worker;
	const char *const *values; /* of the row in hand; NULL: behind the last */
	const unsigned long *lengths;
	const struct selection *selection;
	bool streaming;        /* the reader is in the midst of a result */
	uint64_t rows, bytes;  /* sent so far */
	uint64_t rows_counted; /* of these, in the copy's figures */
	/* ENUMs with the error value: each warns when it is stored */
	uint64_t error_values;
	bool special; /* the row in hand has JSON that only an expression can make */
};

/* Opens the stream and reads the first row. */
bool rows_open(struct row_source *source, const struct table *table,
	       struct error *err) MUST_CHECK;
bool rows_advance(struct row_source *source, struct error *err) MUST_CHECK;
/* Counts the row in hand as sent; bytes as they went to the target. */
void rows_count_bytes(struct row_source *source, uint64_t bytes);
/* Ends a stream of which nobody wants the rest; the snapshot stays. */
bool rows_abandon(struct row_source *source, struct error *err) MUST_CHECK;

/* insert.c: the rows in INSERTs, where LOAD DATA LOCAL is not allowed. */
bool insert_rows(struct row_source *source, struct db_load_result *out,
		 struct error *err) MUST_CHECK;

/* progress.c */
void progress_show(struct copy *copy);

#endif
