/*
 * What an earlier, unfinished run left, and how much of it can be kept. ledger.h
 * describes the ledger's rows.
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
 * compare.c: compares the loaded ranges with the source, and deletes those that changed
 * before anything is loaded. Afterwards each task's todo has what is left to load.
 */
bool resume_compare(struct copy *copy, struct error *err) MUST_CHECK;
/* Drops the table and creates it again, with one open range. */
bool task_redo(struct worker *worker, struct task *task, struct error *err) MUST_CHECK;

#endif
