/*
 * What an earlier run has left: how much of it can be kept.
 */
#ifndef COPY_LEDGER_RESUME_H
#define COPY_LEDGER_RESUME_H

#include <stdbool.h>

#include "base/error.h"

struct copy;
struct task;
struct worker;

/* resume.c: what of an earlier, unfinished run can be kept, and the ranges of all. */
bool resume_read(struct copy *copy, struct error *err) MUST_CHECK;
/*
 * compare.c: with the source; removes what changed before anything is loaded. What is
 * left to load is then in each task's todo.
 */
bool resume_compare(struct copy *copy, struct error *err) MUST_CHECK;
/* The table is made again and has one range, which is open. */
bool task_redo(struct worker *worker, struct task *task, struct error *err) MUST_CHECK;

#endif
