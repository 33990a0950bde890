/*
 * What is done on the source's host: writing the option file, running the restart.
 */
#ifndef ACT_HOST_H
#define ACT_HOST_H

#include "base/run.h"

/*
 * Writes content to path, whole and atomically (a new file beside it, renamed),
 * readable by the server's own user (0644: it holds no secret). via: the prefix of
 * commands that reach another host, or NULL; there `tee` and `mv` do it.
 */
bool host_write_file(const char *path, const char *content, const char *const *via,
		     struct run *run, struct error *err) MUST_CHECK;

/* Runs argv; when it fails, the end of what it printed is in the error. */
bool host_run(const char *const *argv, int64_t limit_ms, struct run *run,
	      struct error *err) MUST_CHECK;

#endif
