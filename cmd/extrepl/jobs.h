/*
 * One command for many manifests: several at a time. Each logs under its own name.
 * Results are printed whole and in the order of the manifests.
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
	job_function *one;         /* does one manifest */
	job_failure *failed;       /* its JSON when it failed */
	const char *format, *list; /* of the JSON document: its format, and its list */
	const char *good, *bad;    /* the summary's words for exit status 0 and 1 */
	bool in_turn;              /* one manifest at a time */
	bool pending_is_good; /* exit statuses 2, 3 and 4 are only in the summary */
};

/*
 * Does all manifests and prints their results and, if there are several, a summary.
 * Returns the worst exit status, or -1 with context->err if something could not be
 * printed.
 */
int jobs_run(struct context *context, const struct jobs *jobs,
	     const struct manifest *const *manifests, size_t count);

/* jobs.failed of plan and apply. */
json_t *failed_plan(const struct manifest *manifest, const struct error *err);

#endif
