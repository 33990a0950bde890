/* Actions on the source's host: writes the option file, runs the restart. */
#ifndef ACT_HOST_H
#define ACT_HOST_H

#include "base/run.h"

/*
 * Writes content to path, completely and atomically: to a new file in the same
 * directory, which is then renamed. The server's own user can read it (0644: it holds
 * no secret). via: the prefix of commands that reach another host, or NULL; on that
 * host `tee` and `mv` are used.
 */
bool host_write_file(const char *path, const char *content, const char *const *via,
		     struct run *run, struct error *err) MUST_CHECK;

/* Runs argv for at most limit_ms. If it fails, err has the end of its output. */
bool host_run(const char *const *argv, int64_t limit_ms, struct run *run,
	      struct error *err) MUST_CHECK;

#endif
