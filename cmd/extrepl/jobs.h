/*
 * One command for many manifests: several at a time, each with a log of its own name,
 * and with its result whole and in the order of the manifests.
 */
#ifndef EXTREPL_JOBS_H
#define EXTREPL_JOBS_H

#include "command.h"

/*
 * Does the command for one manifest, from a thread of its own. Its text goes to
 * context->output or, with list, its JSON into that. Returns an exit status, or -1 with
 * err. context->err is not its own.
 */
typedef int job_function(struct context *context, const struct manifest *manifest,
			 json_t *list, struct error *err);
/* The JSON of a manifest that failed. */
typedef json_t *job_failure(const struct manifest *manifest, const struct error *err);

struct jobs {
	job_function *one;
	job_failure *failed;
	const char *format, *list; /* of the JSON document: its format, and its list */
	const char *good, *bad;    /* what 0 and 1 mean, in the summary */
	bool in_turn;              /* one manifest at a time */
	bool pending_is_good;      /* 2, 3 and 4 are in the summary only */
};

/*
 * Does all, and prints what they say and, of several, a summary. Returns the worst exit
 * status, or -1 with context->err when that could not be printed.
 */
int jobs_run(struct context *context, const struct jobs *jobs,
	     const struct manifest *const *manifests, size_t count);

/* jobs.failed of plan and apply. */
json_t *failed_plan(const struct manifest *manifest, const struct error *err);

#endif
