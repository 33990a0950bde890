/*
 * Running a program without a shell: in a process group of its own, ended with all that
 * it started when the run is cancelled or the limit is over.
 */
#ifndef BASE_COMMAND_H
#define BASE_COMMAND_H

#include <stddef.h>

#include "base/run.h"

/*
 * Remembers the environment that commands get, before parts of it are changed for this
 * process alone. Once, in main, before any thread; without it commands get the
 * environment of the moment.
 */
void command_keep_environment(void);

struct command_line {
	const char *const *argv; /* NULL-terminated; argv[0] is looked up in PATH */
	const char *input;       /* standard input; NULL: /dev/null */
	bool with_errors; /* standard error is captured too, else it goes to ours */
	bool only_end;    /* any length; of the output the last bytes are kept */
	int64_t limit_ms;
	enum error_kind kind; /* of the errors */
};

/*
 * What it printed, up to room bytes; the caller owns the memory and wipes it where it
 * may hold a secret.
 */
struct command_output {
	char *bytes;
	size_t room;
	size_t length;
};

/*
 * True when it ended with status 0; without only_end also as soon as the output is
 * full, and the command is then ended. Errors have the command's kind and name argv[0],
 * never what it printed.
 */
bool command_run(const struct command_line *command, struct run *run,
		 struct command_output *output, struct error *err) MUST_CHECK;

#endif
