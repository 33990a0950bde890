/*
 * extrepl makes an Amazon RDS instance replicate from a server outside AWS, as a
 * manifest describes. This file has the table of commands; each command has its own
 * file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "aws/http.h"
#include "base/command.h"
#include "base/text.h"
#include "command.h"
#include "db/db.h"

/* Options of every command that contacts servers. */
#define LOGGING (OPTION_LOG_FORMAT | OPTION_VERBOSE | OPTION_QUIET)

/* clang-format off */
static const struct command commands[] = {
	/* name       what it does                                          function          options */
	{ "plan",     "show what differs and what apply would do",          command_plan,     OPTION_FILE | OPTION_OUTPUT | OPTION_OBSERVED | OPTION_ALLOW | OPTION_DETAILED_EXITCODE | OPTION_REPLACE_COPY | OPTION_JOBS | LOGGING },
	{ "apply",    "reconcile until in sync, blocked or failed",         command_apply,    OPTION_FILE | OPTION_OUTPUT | OPTION_ALLOW | OPTION_PLAN_ID | OPTION_TIMEOUT | OPTION_REPLACE_COPY | OPTION_JOBS | LOGGING },
	{ "status",   "show the state of both servers and of the link",     command_status,   OPTION_FILE | OPTION_OUTPUT | OPTION_JOBS | LOGGING },
	{ "observe",  "print the observed facts as YAML",                   command_observe,  OPTION_FILE | LOGGING },
	{ "verify",   "compare the data of both sides, row by row",         command_verify,   OPTION_FILE | OPTION_OUTPUT | OPTION_TABLE | OPTION_MAX_LOAD | OPTION_TIMEOUT | LOGGING },
	{ "promote",  "the cut-over: the target takes the source's place",  command_promote,  OPTION_FILE | OPTION_OUTPUT | OPTION_ALLOW | OPTION_DRY_RUN | OPTION_REVERT | OPTION_FINALIZE | OPTION_WITHOUT_SOURCE | OPTION_TIMEOUT | LOGGING },
	{ "check",    "load and validate the manifest, change nothing",      command_check,    OPTION_FILE | LOGGING },
	{ "schema",   "print the JSON Schema of the manifest",              command_schema,   0 },
	{ "version",  "print versions",                                     command_version,  0 },
	{ "help",     "list the commands, or explain one",                  command_help,     0 },
};
/* clang-format on */

/* A core file would contain passwords. */
static void forbid_core_files(void)
{
	struct rlimit none = { 0, 0 };

	(void)setrlimit(RLIMIT_CORE, &none);
}

static int run_command(const struct command *command, int argc, char **argv,
		       struct arena *arena, struct error *err)
{
	struct run run;
	struct context context = { .commands = commands,
				   .commands_count = ARRAY_SIZE(commands),
				   .run = &run,
				   .arena = arena,
				   .err = err };

	run_init(&run, NULL);
	if (!options_parse(command, argc, argv, arena, &context.options, err))
		return report_error(&context, err);
	run.log = log_make(stderr, context.options.log_level, context.options.log_format);
	if (context.options.timeout_ms != 0)
		run.deadline = run_clock() + context.options.timeout_ms;
	int status = -1;
	if (db_library_init(err) && http_library_init(err)) {
		log_fact(run.log, LOG_DEBUG, NULL, "extrepl %s with %s",
			 EXTREPL_VERSION, db_library_version());
		signals_begin(&run);
		/* With --help, print the help instead of running the command. */
		status = context.options.operand != NULL ? command_help(&context) :
							   command->run(&context);
		http_library_end();
		db_library_end();
	}
	if (status < 0)
		status = report_error(&context, err);
	log_release(run.log);
	return status;
}

/* The first argument is the command; --help and --version also count as commands. */
static const struct command *choose(int argc, char **argv, struct error *err)
{
	const char *name = argc < 2 ? "help" : argv[1];

	if (text_equal(name, "--help") || text_equal(name, "-h"))
		name = "help";
	if (text_equal(name, "--version") || text_equal(name, "-V"))
		name = "version";
	const struct command *command =
		command_find(commands, ARRAY_SIZE(commands), name);
	if (command != NULL)
		return command;
	const char *meant = text_nearest(name, &commands[0].name, ARRAY_SIZE(commands),
					 sizeof(commands[0]));
	error_set(err, ERROR_USAGE, "unknown command '%s'", name);
	if (meant != NULL)
		(void)error_hint(err,
				 "Did you mean %s? `extrepl help` lists the commands.",
				 meant);
	else
		(void)error_hint(err, "`extrepl help` lists the commands.");
	return NULL;
}

int main(int argc, char **argv)
{
	AUTO_ARENA *arena = arena_make();
	struct error err = { 0 };

	forbid_core_files();
	signals_prepare();
	command_keep_environment();
	const struct command *command = choose(argc, argv, &err);
	if (command == NULL) {
		struct context context = { 0 };

		return report_error(&context, &err);
	}
	int status = run_command(command, argc - 1, argv + 1, arena, &err);
	if (db_logins_are_left()) {
		(void)fflush(NULL);
		_Exit(status);
	}
	return status;
}
