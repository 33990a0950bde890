/*
 * The work of a copy. A task is a table; it consists of ranges. Workers take the
 * ranges, each with a reader on the source and a writer on the target. ledger.h shows
 * how ranges, chunks and the ledger fit together; sending the rows is left to rows.h.
 */
#ifndef COPY_WORK_WORK_H
#define COPY_WORK_WORK_H

#include <stdatomic.h>

#include "base/run.h"
#include "copy/copy.h"
#include "tables/keys.h"

struct compute_settings;
struct copy;
struct checksum;
struct task;

/* A thread and its two sessions. Only this thread uses them while it runs. */
struct worker {
	struct copy *copy;
	unsigned number;           /* index in copy->workers.list */
	struct db *reader;         /* on the source, in the snapshot */
	struct db *writer;         /* on the target */
	struct checksum *checksum; /* of the chunk that is being sent or compared */
	char *buffer; /* WORKER_BUFFER bytes, for rows that are only hashed */
	/* how often the writer's connection was lost in this chunk or task */
	unsigned losses;
	/*
	 * Of the writer's statements; lock_watch.c ends one that stalls while the reader
	 * keeps others from a table.
	 */
	struct run writing;
	struct run_hook hook; /* ends `writing` with the pool's run */
	atomic_bool reads;    /* the reader has a table's metadata lock */
};
#define WORKER_BUFFER ((size_t)64 * 1024)

/*
 * A range of a table's rows. The ranges of a table cover it without gap or overlap. The
 * ledger on the target has a row for each, unless the table is one open range.
 */
struct range {
	struct range *next; /* in the task's todo */
	struct range *all;  /* in the task's ranges */
	struct task *task;
	unsigned number;       /* of its ledger row; 0: it has none */
	struct key_range keys; /* `above` moves up with each chunk */
	/* holds the lower bound after it has moved; NULL: the copy's arena holds it */
	struct arena *arena;
	enum {
		RANGE_OPEN,     /* none of its rows is on the target */
		RANGE_RECORDED, /* loaded by an earlier run, not compared yet */
		RANGE_KEPT,     /* loaded, and the source has the same rows */
		RANGE_CHANGED   /* loaded, and the source has other rows now */
	} state;
	/* of a loaded range; of an open range: of its last chunk */
	uint64_t rows, bytes;
	const char *digest; /* of a loaded range, from the ledger; else NULL */
};

/* The work on one table. copy->pool.lock guards what changes while workers run. */
struct task {
	const struct table *table; /* in the catalog */
	const struct key *key;     /* columns_count 0: no key */
	const char *definition; /* digest of all that determines how rows are stored */
	bool chunked;           /* its key has ranges that can be loaded one by one */
	bool defer_keys;        /* its secondary indexes are built after the data */
	atomic_bool by_insert; /* use INSERT: it has JSON that LOAD DATA cannot carry */
	bool exists;           /* an earlier run created it, and it is kept */
	bool created;          /* CREATE TABLE was sent in this run */
	unsigned next_number;  /* for the next ledger row; from 1 */
	struct range *ranges;  /* from the ledger, or one open range (resume.c) */
	struct range *todo;    /* ranges that no worker has taken */
	unsigned taken;        /* how many ranges workers have taken */
	bool begun;            /* taken by a worker */
	atomic_bool loaded;    /* all its rows are on the target */
	bool split_wanted;     /* another worker has nothing to do: split the range */
	/* for its generated values on the target (computed.h), or NULL */
	const struct compute_settings *settings;
	unsigned choices; /* how often other settings were chosen */
	bool resigned;    /* no settings produce all of the source's values */
	/* the settings that the target opened the table with, or NULL */
	const struct compute_settings *opened_by;
	struct task *next_active;     /* in copy->queue.active */
	uint64_t chunks, rows, bytes; /* on the target, including what was kept */
	atomic_uint_fast64_t shown;   /* bytes so far, for progress */
};

/* All tasks of a copy. */
struct task_list {
	struct task *list;      /* one for each table, in the order of work */
	struct task **by_table; /* in the catalog's order; NULL: a sequence */
	size_t count;
};

/* Which worker does what: guarded by the pool's lock. */
struct queue {
	size_t next;         /* the first task that no worker has begun */
	struct task *active; /* begun and not finished */
	size_t locked_left;  /* non-transactional tables that are not loaded yet */
	unsigned readers;    /* workers that still have the snapshot */
	/*
	 * only one writer for each table (MariaDB): several would wait for each other
	 */
	bool one_writer;
};

struct worker_list {
	struct worker *list; /* `made` of them */
	unsigned threads; /* workers in use: fewer when a connection limit is reached */
	unsigned made;    /* workers in all */
};

/* The figures that are shown during the copy, and reported at its end. */
struct copy_progress {
	int64_t started;      /* run_clock */
	uint64_t bytes_total; /* estimates */
	bool comparing; /* now comparing what an earlier run loaded with the source */
	atomic_uint_fast64_t bytes_sent;
	atomic_uint_fast64_t rows_sent;
	atomic_uint_fast64_t tables_done;
	atomic_uint_fast64_t retried; /* chunks and statements that were tried again */
	atomic_int_fast64_t shown_at; /* run_clock of the last line of progress */
};

/* tasks.c: makes a task for each table, from the catalog and its keys. */
void tasks_make(struct copy *copy);
struct range *range_make(struct task *task, struct arena *arena);

/* queue.c: gives work to workers. */
void queue_begin(struct copy *copy);
/*
 * Waits for work. *range is NULL when the table only needs finishing. False: no more
 * work for this worker.
 */
bool queue_take(struct copy *copy, struct task **task, struct range **range);
/* *finish: it was the last range, and the caller must finish the table. */
void queue_done(struct copy *copy, struct range *range, bool *finish);
/* Gives the range back for another worker. */
void queue_return(struct copy *copy, struct range *range);
void queue_add(struct copy *copy, struct range *range);
void queue_finished(struct copy *copy, struct task *task);
/* Frees the ranges that a failed copy leaves in its tasks. */
void queue_end(struct copy *copy);

/* workers.c: runs all workers at once; the first error ends them all. */
typedef bool task_work(struct worker *worker, struct task *task, struct error *err);
typedef bool range_work(struct worker *worker, struct range *range, struct error *err);
/*
 * Does each task once, using only the target. After a lost connection the task is done
 * again.
 */
bool workers_run(struct copy *copy, task_work *work, struct error *err) MUST_CHECK;
/*
 * Does each range in the tasks' todo, and calls `finish` (unless NULL) when a task has
 * none left. A worker that loses its snapshot leaves its range to the others.
 */
bool workers_run_ranges(struct copy *copy, range_work *work, task_work *finish,
			struct error *err) MUST_CHECK;

/* split.c: hands over a part of the range when another worker waits for work. */
bool split_range(struct worker *worker, struct range *range, struct error *err) MUST_CHECK;

/* progress.c: logs how much is loaded, and how long the rest takes. */
void progress_show(struct copy *copy);

#endif
