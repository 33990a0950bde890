/*
 * Runs the command that prints a secret.
 */
#ifndef SECRETS_COMMAND_H
#define SECRETS_COMMAND_H

#include "base/run.h"

/* Room for the longest secret, its line end, and the byte that shows that there is more. */
struct secret_bytes {
	char bytes[1024 + 2];
	size_t length;
};

void secret_bytes_wipe(struct secret_bytes *bytes);

/*
 * What comes from fd, which does not block, up to its end or until bytes is full. Waits for at most limit_ms.
 */
bool command_read(int fd, struct run *run, int64_t limit_ms, struct secret_bytes *bytes,
		  struct error *err) MUST_CHECK;

/*
 * What the command prints. It runs without a shell, with standard input from /dev/null and standard error as it is.
 * Errors name argv[0] only: an argument may be a secret. Cancelling the run ends it, with what it has started.
 */
bool command_run(const char *const *argv, struct run *run, int64_t limit_ms, struct secret_bytes *bytes,
		 struct error *err) MUST_CHECK;

#endif
