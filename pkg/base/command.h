/*
 * Runs a program without a shell, in a process group of its own. When the run is
 * cancelled or the time limit is over, the program is ended, with everything it
 * started.
 */
#ifndef BASE_COMMAND_H
#define BASE_COMMAND_H

#include <stddef.h>

#include "base/run.h"

/*
 * Remembers the environment for commands before extrepl changes its own. Call it once,
 * in main, before any thread. Without it commands get the current environment.
 */
void command_keep_environment(void);

struct command_line {
	const char *const *argv; /* NULL-terminated; argv[0] is looked up in PATH */
	const char *input;       /* standard input; NULL: /dev/null */
	/* standard error is captured too; otherwise it goes to extrepl's own */
	bool with_errors;
	bool only_end; /* keep only the last bytes of the output, however long it is */
	int64_t limit_ms;
	enum error_kind kind; /* the kind of the errors */
};

/*
 * What the program printed, up to room bytes. The caller owns the memory and wipes it
 * when it may contain a secret.
 */
struct command_output {
	char *bytes;
	size_t room;
	size_t length;
};

/*
 * True when the program ended with status 0. Without only_end also true as soon as the
 * output is full; the program is then ended. Errors have the command's kind and name
 * argv[0], never what it printed.
 */
bool command_run(const struct command_line *command, struct run *run,
		 struct command_output *output, struct error *err) MUST_CHECK;

#endif
