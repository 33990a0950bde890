/*
 * One chunk in transfer: what the files that load it share. rows.h is the interface for
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
	const struct selection *selections; /* by whether TIMESTAMPs are shifted */
	const struct compute_settings *settings;
	bool again;          /* with other settings */
	struct arena *arena; /* of the chunk */
	struct chunk_query query;
	struct row_source rows;
	struct chunk chunk;
	bool loaded;  /* its COMMIT is known to be done */
	bool skipped; /* the target skipped rows in the last attempt */
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
/* The settings with which the task is loaded now. */
const struct compute_settings *loading_settings(struct copy *copy,
						const struct task *task);
/* The next attempt uses another sql_mode, if one is left to try. */
void loading_try_next_mode(struct loading *loading);

/*
 * load_recover.c: ends what the failed attempt began. False: another attempt is of no
 * use. *there: the whole chunk is on the target, because its COMMIT was done.
 */
bool loading_recover(struct loading *loading, int tries, bool *there,
		     struct error *err) MUST_CHECK;
/* Subtracts what the rows added to the progress figures. */
void loading_uncount(const struct row_source *rows);

#endif
