/*
 * Runs one command for many manifests, several at the same time. Each logs under its
 * own name. Results are printed whole, in the order of the manifests.
 */
#ifndef EXTREPL_JOBS_H
#define EXTREPL_JOBS_H

#include "command.h"

/*
 * Runs the command for one manifest, in a separate thread. Its text goes to
 * context->output or, if list is given, its JSON into list. Returns an exit status, or
 * -1 with err set. It must not use context->err.
 */
typedef int job_function(struct context *context, const struct manifest *manifest,
			 json_t *list, struct error *err);
/* Makes the JSON for a manifest that failed. */
typedef json_t *job_failure(const struct manifest *manifest, const struct error *err);

struct jobs {
	job_function *one;   /* handles one manifest */
	job_failure *failed; /* makes its JSON if it failed */
	/* of the JSON document: format name, and name of its list */
	const char *format, *list;
	const char *good, *bad; /* the summary's text for exit status 0 and 1 */
	bool in_turn;           /* one manifest at a time */
	bool pending_is_good; /* exit statuses 2, 3 and 4 appear only in the summary */
};

/*
 * Handles all manifests and prints their results; if there are several, also a summary.
 * Returns the highest exit status, or -1 with context->err if printing failed.
 */
int jobs_run(struct context *context, const struct jobs *jobs,
	     const struct manifest *const *manifests, size_t count);

/* jobs.failed for plan and apply. */
json_t *failed_plan(const struct manifest *manifest, const struct error *err);

#endif
