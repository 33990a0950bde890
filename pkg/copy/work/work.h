/*
 * The work of a copy: a task a table, each consisting of ranges, given out to workers
 * who have a session on either side each.
 */
#ifndef COPY_WORK_WORK_H
#define COPY_WORK_WORK_H

#include <pthread.h>
#include <stdatomic.h>

#include "copy/copy.h"
#include "tables/keys.h"

struct compute_settings;
struct copy;
struct checksum;
struct task;

struct worker {
	struct copy *copy;
	unsigned number;
	struct db *reader; /* in the snapshot */
	struct db *writer;
	struct checksum *checksum;
	char *buffer; /* WORKER_BUFFER bytes: rows that are only hashed */
	pthread_t thread;
	unsigned losses; /* of the writer's connection, in the work in hand */
};
#define WORKER_BUFFER ((size_t)64 * 1024)

/*
 * A range of a table's rows. All ranges of a table tile it; the ledger on the target
 * has a row for each, unless the table is one open range.
 */
struct range {
	struct range *next; /* in a todo */
	struct range *all;  /* in a task's ranges */
	struct task *task;
	unsigned number; /* of its row in the ledger; 0: it has none */
	struct key_range keys;
	/* of the lower bound once it has moved; NULL: the copy's */
	struct arena *arena;
	enum {
		RANGE_OPEN,     /* no row of it is on the target */
		RANGE_RECORDED, /* loaded by an earlier run */
		RANGE_KEPT,     /* and the source's rows are still the same */
		RANGE_CHANGED   /* or are not */
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
	atomic_bool by_insert;  /* it has JSON that LOAD DATA cannot carry */
	bool exists;            /* an earlier run has made it, as it should be */
	bool created;           /* CREATE TABLE was sent in this run */
	unsigned next_number;   /* for the ledger */
	struct range *ranges;   /* as the ledger has them, when it exists */
	struct range *todo;     /* what nobody works at */
	unsigned taken;         /* ranges that are worked at */
	bool begun, finishing;
	atomic_bool loaded; /* all its rows are on the target */
	bool split_wanted;  /* somebody has nothing else to do */
	/* what the target computes its generated values by (computed.h), or NULL */
	const struct compute_settings *settings;
	unsigned choices; /* how often others were chosen */
	bool resigned;    /* none gives all of the source's values */
	/* the table was opened by these */
	const struct compute_settings *opened_by;
	struct task *next_active;
	uint64_t chunks, rows, bytes; /* on the target, counted, the kept ones too */
	atomic_uint_fast64_t shown;   /* bytes so far, for progress */
};

/* tasks.c: a task a table, from the catalog and its keys. */
void tasks_make(struct copy *copy);
struct range *range_make(struct task *task, struct arena *arena);

/* queue.c: who works at what. */
void queue_begin(struct copy *copy);
/*
 * Waits for work: *range is NULL when the table only has to be finished. False: nothing
 * will ever be left for this worker.
 */
bool queue_take(struct copy *copy, struct task **task, struct range **range);
/* *finish: it was the last range, and the caller is to finish the table. */
void queue_done(struct copy *copy, struct range *range, bool *finish);
/* Somebody else must do it. */
void queue_return(struct copy *copy, struct range *range);
void queue_add(struct copy *copy, struct range *range);
void queue_finished(struct copy *copy, struct task *task);
/* Of a copy that has failed ranges are left: their memory goes here. */
void queue_end(struct copy *copy);

/* workers.c: all workers at once; the first error ends them all. */
typedef bool task_work(struct worker *worker, struct task *task, struct error *err);
typedef bool range_work(struct worker *worker, struct range *range, struct error *err);
/* Ends the copy, unless it has failed already. */
void copy_fail(struct copy *copy, const struct error *err);
/*
 * Each task once, on the target alone. What a lost connection has cut short is done
 * again.
 */
bool workers_run(struct copy *copy, task_work *work, struct error *err) MUST_CHECK;
/*
 * Each range in a task's todo, and `finish` (unless NULL) when a task has none left. A
 * worker that loses its snapshot leaves its range to the others.
 */
bool workers_run_ranges(struct copy *copy, range_work *work, task_work *finish,
			struct error *err) MUST_CHECK;

/* split.c: gives a part of the range away when somebody waits for work. */
bool split_range(struct worker *worker, struct range *range, struct error *err) MUST_CHECK;

/* progress.c */
void progress_show(struct copy *copy);

#endif
