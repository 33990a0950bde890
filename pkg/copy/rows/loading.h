/*
 * One chunk in transfer: shared by the files that load it. rows.h is the interface for
 * the rest of the copy.
 */
#ifndef COPY_ROWS_LOADING_H
#define COPY_ROWS_LOADING_H

#include "copy/ledger/ledger.h"
#include "copy/rows/computed.h"
#include "copy/rows/rows.h"
#include "copy/state.h"

/* One chunk, for all its attempts. */
struct loading {
	struct worker *worker;
	struct range *range;
	/* two; the index says whether TIMESTAMPs are shifted */
	const struct selection *selections;
	const struct compute_settings *settings;
	bool again;          /* try again, with other settings */
	struct arena *arena; /* released after the chunk */
	struct chunk_query query;
	struct row_source rows;
	struct chunk chunk;
	bool loaded;  /* its COMMIT succeeded */
	bool skipped; /* the target skipped rows in the last attempt */
};

/* load_send.c: sends the rows, with the settings of this try. */
bool loading_send(struct loading *loading, struct db_load_result *result,
		  struct error *err) MUST_CHECK;
/* Whether the session's time zone may differ from UTC, in which TIMESTAMPs are sent. */
bool loading_is_shifted(const struct compute_settings *settings);

/*
 * load_check.c: LOAD DATA LOCAL skips or changes what it cannot store, and still
 * returns OK. The row counts show skipped rows. If the server warned, or computes
 * values itself, the digests of both sides are compared. After false, loading->again:
 * try once more, with other settings.
 */
bool loading_check(struct loading *loading, const struct db_load_result *result,
		   struct error *err) MUST_CHECK;
/* The settings with which the task is loaded now. */
const struct compute_settings *loading_settings(struct copy *copy,
						const struct task *task);
/* The next attempt uses another sql_mode, if one is left to try. */
void loading_try_next_mode(struct loading *loading);

/*
 * load_recover.c: undoes a failed attempt. False: another attempt cannot help. *there:
 * the whole chunk is on the target, because its COMMIT succeeded.
 */
bool loading_recover(struct loading *loading, int tries, bool *there,
		     struct error *err) MUST_CHECK;
/* Subtracts what the rows added to the progress figures. */
void loading_uncount(const struct row_source *rows);

#endif
