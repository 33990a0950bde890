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
#include "tables/keys.h"
#include "tables/selection.h"

struct copy;
struct task;
struct fingerprint;
struct compute;
struct compute_settings;

struct worker {
	struct copy *copy;
	unsigned number;
	struct db *reader; /* in the snapshot */
	struct db *writer;
	struct fingerprint *fingerprint;
	char *buffer; /* WORKER_BUFFER bytes: rows that are only hashed */
	pthread_t thread;
	unsigned losses; /* of the writer's connection, in the work in hand */
};
#define WORKER_BUFFER ((size_t)64 * 1024)

struct snapshot {
	const char *method; /* "FLUSH TABLES WITH READ LOCK" */
	uint64_t lock_ms;
	unsigned attempts; /* that were given up before */
	const char *file;
	uint64_t position;
	const char *gtid_set;
};

/*
 * A range of a table's rows. All pieces of a table tile it; the ledger on the target
 * has a row for each, unless the table is one open piece.
 */
struct piece {
	struct piece *next; /* in a todo */
	struct piece *all;  /* in a task's pieces */
	struct task *task;
	unsigned number; /* of its row in the ledger; 0: it has none */
	struct key_range range;
	/* of the lower bound once it has moved; NULL: the copy's */
	struct arena *arena;
	enum {
		PIECE_OPEN,     /* no row of it is on the target */
		PIECE_RECORDED, /* loaded by an earlier run */
		PIECE_KEPT,     /* and the source's rows are still the same */
		PIECE_CHANGED   /* or are not */
	} state;
	uint64_t rows, bytes;
	const char *digest; /* as recorded, or NULL */
};

/* One table on its way. What changes while workers run is guarded by copy->lock. */
struct task {
	const struct table *table;
	const struct key *key;
	const char *definition; /* a digest of all that decides how rows are stored */
	bool chunked;           /* it has a key whose ranges can be loaded one by one */
	bool defer_keys;        /* secondary indexes after the data */
	bool by_insert;         /* it has JSON that LOAD DATA cannot carry */
	bool exists;            /* an earlier run has made it, as it should be */
	bool created;           /* CREATE TABLE was sent in this run */
	unsigned next_number;   /* for the ledger */
	struct piece *pieces;   /* as the ledger has them, when it exists */
	struct piece *todo;     /* what nobody works at */
	unsigned taken;         /* pieces that are worked at */
	bool begun, finishing, loaded;
	bool split_wanted; /* somebody has nothing else to do */
	/* what the target computes its generated values by (computed.h), or NULL */
	const struct compute_settings *settings;
	unsigned choices;     /* how often others were chosen */
	bool resigned;        /* none gives all of the source's values */
	const struct compute_settings *opened_by;
	struct task *next_active;
	uint64_t chunks, rows, bytes; /* on the target, counted, the kept ones too */
	atomic_uint_fast64_t shown;   /* bytes so far, for progress */
};

/* table_lock.c: of the tables without transactions. */
struct holder {
	struct db *db; /* LOCK TABLES; NULL: there are none, or none left */
	pthread_mutex_t lock;
	pthread_cond_t ended;
	pthread_t keeper;
	bool kept, over;
};

struct copy {
	const struct copy_job *job;
	struct run *outer; /* the caller's */
	struct run run;    /* ends with outer, or when a worker fails */
	struct run_hook hook;
	struct arena *arena;

	struct db *control; /* source: the lock and the metadata */
	struct db *killer;  /* source: ends what other sessions of ours run */
	struct holder holder;
	struct db *target;    /* schema, record, programs */
	pthread_mutex_t lock; /* guards killer, error and the queue */
	pthread_cond_t moved; /* something in the queue is not as it was */

	/* what is copied, NULL-terminated */
	const char *const *databases;
	/* databases of an unfinished copy of this name, NULL-terminated */
	const char *const *ours;
	bool resumes;        /* what of ours is unchanged is kept */
	struct rows present; /* database, name, type of the tables in what is kept */
	struct catalog catalog;
	struct key *keys; /* in the catalog's order */
	struct snapshot snapshot;
	/* the zone that is on the target what SYSTEM is on the source */
	const char *system_zone;
	struct rows histograms;        /* as the source had them (histograms.c) */
	struct ddl_warning *warnings;  /* of the target; guarded by lock */
	bool target_loads;             /* LOAD DATA LOCAL is allowed there */
	uint64_t target_packet;        /* max_allowed_packet */
	const char *target_row_format; /* innodb_default_row_format */
	bool foreign_keys_last;
	bool one_writer; /* a table: several would wait for each other */

	struct compute *compute; /* of all generated values (computed.h) */
	struct task *tasks;      /* one a table, in the order of work */
	struct task **by_table;  /* in the catalog's order; NULL: a sequence */
	size_t tasks_count;
	size_t next;         /* the first task that nobody has begun */
	struct task *active; /* begun and not finished */
	size_t locked_left;  /* non-transactional tables that are not loaded yet */
	unsigned readers;    /* workers that still have the snapshot */

	struct worker *workers;
	unsigned threads;
	bool failed;
	/* it failed since a table was altered behind the snapshot */
	bool source_changed;
	struct error error; /* of the first worker that failed */

	int64_t started;      /* run_clock */
	uint64_t bytes_total; /* estimates */
	bool comparing;       /* what an earlier run has loaded with the source */
	atomic_uint_fast64_t bytes_sent;
	atomic_uint_fast64_t rows_sent;
	atomic_uint_fast64_t tables_done;
	bool recorded; /* as unfinished: the target is changed from here on */
	atomic_uint_fast64_t retried;
	uint64_t recorded_chunks, kept_chunks, kept_bytes, kept_rows;
	atomic_int_fast64_t progress_at;
};

/* sessions.c */
bool sessions_open(struct copy *copy, struct error *err) MUST_CHECK;
bool sessions_open_target(struct copy *copy, struct error *err) MUST_CHECK;
bool sessions_open_holder(struct copy *copy, struct error *err) MUST_CHECK;
void sessions_close(struct copy *copy);
/*
 * A new session for the worker in place of one that is gone: once the server has ended
 * the old one with all that it did. Gives up after the job's patience.
 */
bool sessions_renew_writer(struct worker *worker, struct error *err) MUST_CHECK;
/* The same for copy->target, when it is not there any more. */
bool sessions_renew_target(struct copy *copy, struct error *err) MUST_CHECK;
/* Ends what the session on the source runs. */
bool sessions_kill_query(struct copy *copy, const struct db *reader,
			 struct error *err) MUST_CHECK;

/* table_lock.c */
void holder_init(struct holder *holder);
/* From now on the server ends its session soon after the client is gone. */
bool holder_keep(struct copy *copy, struct error *err) MUST_CHECK;
/* False when the session was lost meanwhile, and with it the locks. */
bool holder_has_held(struct copy *copy, struct error *err) MUST_CHECK;
/* The locks go. */
void holder_end(struct holder *holder);
void holder_release(struct holder *holder);

/* orphan_sessions.c: sessions that a failed copy must not leave at work. */
struct leftovers {
	uint64_t *source, *target; /* connection ids */
	size_t source_count, target_count;
};
void leftovers_note(const struct copy *copy, struct leftovers *out);
void leftovers_end(const struct copy_job *job, const struct leftovers *leftovers);

/* sessions.c: a session that has nothing to say for long is kept all the same. */
#define PATIENT "SET SESSION wait_timeout = 2147483"

/* read_lock.c: the ways to stop commits for a moment. */
struct lock {
	const char *name;
	const char *unlock;
	int64_t sent_at; /* run_clock when the lock was sent */
};
bool lock_take(struct copy *copy, struct lock *out, struct error *err) MUST_CHECK;
/*
 * While a lock waits behind something, every write on the source waits behind the lock:
 * milliseconds, less than 1000.
 */
#define LOCK_ATTEMPT_MS 300
/*
 * statement_timeout.c: a statement that locks, killed after LOCK_ATTEMPT_MS. True when
 * it ended by itself in time, well or not (*ok).
 */
bool lock_execute_briefly(struct copy *copy, struct db *db, const char *sql, bool *ok,
			  struct error *err) MUST_CHECK;
/*
 * What was half taken, or taken just when the fuse fired, is let go. The kill may still
 * hit this, so it is tried twice. False when the session is lost, and the lock with it.
 */
bool lock_undo(struct db *db, const char *unlock, struct error *err) MUST_CHECK;
/* The server's error number says that a statement waited too long for a lock. */
bool lock_timed_out(unsigned code);
/* Notes in copy->snapshot how it was locked, and for how long. */
bool lock_release(struct copy *copy, const struct lock *lock,
		  struct error *err) MUST_CHECK;

/*
 * snapshot.c: all readers see the same state of the source, which copy->snapshot and
 * copy->catalog describe; what of it cannot be copied is refused.
 */
bool snapshot_take(struct copy *copy, struct error *err) MUST_CHECK;
/*
 * lockless.c: the same without any lock; *taken is false when the source does not offer
 * it or was too busy.
 */
bool snapshot_take_lockless(struct copy *copy, bool *taken, struct error *err) MUST_CHECK;

/* check.c: what can be refused before anything changes. */
bool copy_check(struct copy *copy, struct error *err) MUST_CHECK;

/* resume.c: what of an earlier, unfinished run can be kept, and the pieces of all. */
bool resume_read(struct copy *copy, struct error *err) MUST_CHECK;
/*
 * compare.c: with the source; removes what changed before anything is loaded. What is
 * left to load is then in each task's todo.
 */
bool resume_compare(struct copy *copy, struct error *err) MUST_CHECK;
/* The table is made again and has one piece, which is open. */
bool task_redo(struct worker *worker, struct task *task, struct error *err) MUST_CHECK;
/* clear.c: what may not stay in the databases that are kept. */
bool clear_target(struct copy *copy, struct error *err) MUST_CHECK;

/* databases.c: what may be replaced on the target, and that. */
bool database_is_kept(const struct copy *copy, const char *name);
/* Reads copy->databases from the source, unless the job names them. */
bool databases_list(struct copy *copy, struct error *err) MUST_CHECK;
bool schema_check_target(struct copy *copy, struct error *err) MUST_CHECK;
bool schema_replace(struct copy *copy, struct error *err) MUST_CHECK;

/* tables.c */
bool schema_create_table(struct copy *copy, struct db *writer, struct task *task,
			 struct arena *arena, struct error *err) MUST_CHECK;
/* A digest of all that decides how the rows of the table are stored and read. */
const char *schema_digest(const struct task *task, struct arena *arena);
bool schema_create_sequences(struct copy *copy, struct error *err) MUST_CHECK;

/* The task's definition, taken apart. */
struct definition;
bool schema_parse(const struct task *task, struct arena *arena, struct definition *out,
		  struct error *err) MUST_CHECK;
/* A CREATE or ALTER; what keeps another session from it for a while is waited for. */
bool schema_define(struct copy *copy, struct db *writer, const char *sql,
		   struct error *err) MUST_CHECK;

/* keys.c: what the target lacks, by its own SHOW CREATE. */
bool schema_add_keys(struct copy *copy, struct db *writer, const struct task *task,
		     struct error *err) MUST_CHECK;
bool schema_add_foreign_keys(struct copy *copy, struct db *writer,
			     const struct task *task, struct error *err) MUST_CHECK;

/* read_back.c: what differs is named, and the copy is not complete. */
/* Tables without what comes after the rows. */
bool read_back_tables(struct copy *copy, struct error *err) MUST_CHECK;
bool read_back_all(struct copy *copy, struct error *err) MUST_CHECK;
/* histograms.c: MySQL's, as the source has them */
bool histograms_read(struct copy *copy, struct error *err) MUST_CHECK;
bool histograms_make(struct copy *copy, struct error *err) MUST_CHECK;
/* event_zone.c: refuses events whose hour the target cannot keep. */
bool event_zone_find(struct copy *copy, struct error *err) MUST_CHECK;
/* warnings.c: of the statement before, for the object. */
void warnings_note(struct copy *copy, struct db *db, const char *object);
/* NULL: there were none. */
const char *warnings_of(const struct copy *copy, const char *object, struct arena *arena);

/* stored_objects.c */
bool programs_create(struct copy *copy, struct error *err) MUST_CHECK;
/* "view `a`.`b`" */
const char *programs_label(const struct program *program, struct arena *arena);
/*
 * Tells what the target said to a definer or a function with its cure. Returns false.
 */
bool programs_explain(struct copy *copy, const struct program *program,
		      struct error *err);

/* stored_objects_probe.c: what would fail late is looked for early. */
bool programs_check(struct copy *copy, struct error *err) MUST_CHECK;
bool programs_probe(struct copy *copy, struct error *err) MUST_CHECK;

/* tasks.c: a task a table, from the catalog and its keys. */
void tasks_make(struct copy *copy);
struct piece *piece_make(struct task *task, struct arena *arena);

/* queue.c: who works at what. */
void queue_begin(struct copy *copy);
/*
 * Waits for work: *piece is NULL when the table only has to be finished. False: nothing
 * will ever be left for this worker.
 */
bool queue_take(struct copy *copy, struct task **task, struct piece **piece);
/* *finish: it was the last piece, and the caller is to finish the table. */
void queue_done(struct copy *copy, struct piece *piece, bool *finish);
/* Somebody else must do it. */
void queue_return(struct copy *copy, struct piece *piece);
void queue_add(struct copy *copy, struct piece *piece);
void queue_finished(struct copy *copy, struct task *task);
/* Of a copy that has failed pieces are left: their memory goes here. */
void queue_end(struct copy *copy);

/* workers.c: all workers at once; the first error ends them all. */
typedef bool task_work(struct worker *worker, struct task *task, struct error *err);
typedef bool piece_work(struct worker *worker, struct piece *piece, struct error *err);
/* Ends the copy, unless it has failed already. */
void copy_fail(struct copy *copy, const struct error *err);
/*
 * Each task once, on the target alone. What a lost connection has cut short is done
 * again.
 */
bool workers_run(struct copy *copy, task_work *work, struct error *err) MUST_CHECK;
/*
 * Each piece in a task's todo, and `finish` (unless NULL) when a task has none left. A
 * worker that loses its snapshot leaves its piece to the others.
 */
bool workers_run_pieces(struct copy *copy, piece_work *work, task_work *finish,
			struct error *err) MUST_CHECK;

/* load.c: a piece from the reader to the writer, chunk by chunk, exactly. */
bool load_piece(struct worker *worker, struct piece *piece, struct error *err) MUST_CHECK;
/* split.c: gives a part of the piece away when somebody waits for work. */
bool split_piece(struct worker *worker, struct piece *piece, struct error *err) MUST_CHECK;

/* progress.c */
void progress_show(struct copy *copy);

#endif
