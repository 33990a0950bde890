/* Rows of a partitioned table that no range of its key shows. */
#ifndef COPY_ROWS_STRAYS_H
#define COPY_ROWS_STRAYS_H

#include "copy/work/work.h"

/* When all ranges of the table are loaded: loads it again as a whole if rows lack. */
bool strays_load(struct worker *worker, struct task *task, struct error *err) MUST_CHECK;

#endif
