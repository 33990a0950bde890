/*
 * The comparison: are the databases of both sides equal? It compares the definitions,
 * then all rows, by digests that the servers compute. Where digests differ, it compares
 * row by row.
 *
 * It writes and locks nothing on either side, and both may be busy. The rule in
 * stability_rule.h, with a worked example, decides whether a row is different. A row
 * that keeps changing is undecided.
 */
#ifndef VERIFY_VERIFY_H
#define VERIFY_VERIFY_H

#include "base/run.h"
#include "db/db.h"

struct verify_job {
	const struct db_login *source; /* verify opens its own sessions */
	const struct db_login *target;
	const char *const *databases; /* NULL-terminated */
	const char *const *tables;    /* "database.table", NULL-terminated; NULL: all */
	unsigned threads;    /* workers, each with a session on either side; 0: one */
	uint64_t chunk_size; /* bytes of rows in one digest */
	/*
	 * pause while more sessions than this run a statement on the source; 0: never
	 */
	unsigned max_load;
	/* STORED generated columns may differ */
	bool any_computed;
	bool any_definer;    /* stored objects may have another definer on the target */
	const char *channel; /* the link's replication channel */
	const char *unlinked; /* why no link replicates changes, or NULL */
	/*
	 * how long the applied position may stay the same, including the link's delay
	 */
	int64_t timeout_ms;
};

enum verify_outcome {
	VERIFY_EQUAL,
	VERIFY_UNDECIDED,
	VERIFY_DIFFERENT,
};

/* What is wrong with a row, or with a definition. */
enum verify_fault {
	FAULT_MISSING,   /* the target lacks it */
	FAULT_EXTRA,     /* only the target has it */
	FAULT_DIFFERENT, /* both have it, with other values */
	FAULT_UNDECIDED, /* it kept changing during the comparison */
	VERIFY_FAULTS
};

struct verify_definition {
	enum verify_fault fault;
	const char *object; /* "table `shop`.`orders`" */
	/* "column `id`, default: 5 on the source, 6 on the target" */
	const char **details;
	size_t details_count; /* 0 unless FAULT_DIFFERENT */
};

struct verify_row {
	enum verify_fault fault;
	uint64_t count;  /* 1; without a key: how many equal rows */
	const char *key; /* "id 4711" */
};

/* How many differing rows and ranges of a table are listed; all are counted. */
#define VERIFY_SHOWN 20

struct verify_table {
	const char *database;
	const char *name;
	enum verify_outcome outcome;       /* the worst of its rows */
	uint64_t source_rows, target_rows; /* counted by the digests */
	const char *key;  /* "PRIMARY"; NULL: no key identifies the rows */
	const char *note; /* why its rows were not compared, or not all; or NULL */
	uint64_t faults[VERIFY_FAULTS]; /* rows, by what is wrong with them */
	bool complete; /* faults counts all rows; false: there may be more */
	struct verify_row rows[VERIFY_SHOWN]; /* the first that were found */
	size_t rows_count;                    /* of the array */
	const char *ranges[VERIFY_SHOWN];     /* "above id 4000 up to id 8000" */
	uint64_t ranges_count; /* how many differ; the array holds the first */
};

struct verify_result {
	enum verify_outcome outcome; /* the worst of definitions and rows */
	/* Why no link replicated changes, if that affected the result; else NULL. */
	const char *unlinked;
	struct verify_definition *definitions; /* those that differ */
	size_t definitions_count;
	/*
	 * Events of the source whose time is over. No server creates them again, so it
	 * is no difference that the target lacks them.
	 */
	const char **ended;
	size_t ended_count;
	/* Databases that are replicated but were not compared; the caller sets it. */
	const char **not_compared;
	size_t not_compared_count;
	struct verify_table *tables; /* by database and name */
	size_t tables_count;
	uint64_t rows; /* of the source, in all tables */
	uint64_t elapsed_ms;
};

/* "missing", "extra", "different", "undecided". */
const char *verify_fault_name(enum verify_fault fault);

/*
 * ERROR_USAGE when a table of the job is on neither side. Tables that are altered or
 * dropped during the comparison are undecided, with a note.
 */
bool verify_run(const struct verify_job *job, struct run *run, struct arena *arena,
		struct verify_result *out, struct error *err) MUST_CHECK;

#endif
