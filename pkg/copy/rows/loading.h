/*
 * One chunk on its way: what the files that load it share. rows.h is what the rest of
 * the copy knows of them.
 */
#ifndef COPY_ROWS_LOADING_H
#define COPY_ROWS_LOADING_H

#include "copy/ledger/ledger.h"
#include "copy/rows/computed.h"
#include "copy/rows/rows.h"
#include "copy/state.h"

/* One chunk, for as many tries as it takes. */
struct loading {
	struct worker *worker;
	struct range *range;
	const struct selection *selections; /* by whether TIMESTAMPs are shifted */
	const struct compute_settings *settings;
	bool again;          /* by other settings */
	struct arena *arena; /* of the chunk */
	struct chunk_query query;
	struct row_source rows;
	struct chunk chunk;
	bool loaded;  /* its COMMIT is known to have been done */
	bool skipped; /* the target has left rows out of the last try */
};

/* load_send.c: the rows, by the settings of this try. */
bool loading_send(struct loading *loading, struct db_load_result *result,
		  struct error *err) MUST_CHECK;
/* TIMESTAMPs are sent in UTC, whatever the zone in which values are computed. */
bool loading_is_shifted(const struct compute_settings *settings);

/*
 * load_check.c: LOAD DATA LOCAL skips or changes what it cannot store, and says OK. The
 * counts show it. If it warns or computes values itself, the digests of both sides are
 * compared. After false, loading->again says that another try has other settings.
 */
bool loading_check(struct loading *loading, const struct db_load_result *result,
		   struct error *err) MUST_CHECK;
/* By which settings the task is loaded now. */
const struct compute_settings *loading_settings(struct copy *copy,
						const struct task *task);
/* The next try is in another sql_mode, if there is one that was not tried. */
void loading_try_next_mode(struct loading *loading);

/*
 * load_recover.c: ends what the failed try has begun. False: another try is no use.
 * *there: all of the chunk is on the target, as its COMMIT was done.
 */
bool loading_recover(struct loading *loading, int tries, bool *there,
		     struct error *err) MUST_CHECK;
/* Takes back what the rows have added to the figures of the progress. */
void loading_uncount(const struct row_source *rows);

#endif
