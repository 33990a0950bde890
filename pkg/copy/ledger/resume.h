/*
 * What an earlier, unfinished run left, and how much of it can be kept. The ledger's
 * rows are described in ledger.h.
 */
#ifndef COPY_LEDGER_RESUME_H
#define COPY_LEDGER_RESUME_H

#include <stdbool.h>

#include "base/error.h"

struct copy;
struct task;
struct worker;

/* resume.c: reads the ledger; each task then has its ranges. */
bool resume_read(struct copy *copy, struct error *err) MUST_CHECK;
/*
 * compare.c: compares what is loaded with the source, and deletes what changed before
 * anything is loaded. What is left to load is then in each task's todo.
 */
bool resume_compare(struct copy *copy, struct error *err) MUST_CHECK;
/* Creates the table again, empty: it then has one open range. */
bool task_redo(struct worker *worker, struct task *task, struct error *err) MUST_CHECK;

#endif
