/*
 * Handles rows of a partitioned table that are in the wrong partition, so that no range
 * of its key returns them. verify finds them in its own way (recheck.c).
 */
#ifndef COPY_ROWS_STRAYS_H
#define COPY_ROWS_STRAYS_H

#include "copy/workers/work.h"

/*
 * strays.c, after all ranges of the table: loads it again as a whole if rows are
 * missing.
 */
bool strays_load(struct worker *worker, struct task *task, struct error *err) MUST_CHECK;

/*
 * strays_explain.c, call it after the target skipped rows. Makes err name a key that is
 * in several partitions, if there is one. The reader must have no stream open.
 */
void strays_explain(struct worker *worker, const struct task *task, struct error *err);

#endif
