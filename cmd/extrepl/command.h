/*
 * What a command is: a row of the table in main.c, and what it is given. Also what all
 * commands use to load manifests and to print.
 */
#ifndef EXTREPL_COMMAND_H
#define EXTREPL_COMMAND_H

#include <jansson.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/run.h"
#include "base/text.h"
#include "manifest/manifest.h"

/* The options, each a bit; their names and meanings are in options.c. */
enum command_option {
	OPTION_HELP = 0, /* every command takes it */
	OPTION_FILE = 1 << 0,
	OPTION_OUTPUT = 1 << 1,
	OPTION_OBSERVED = 1 << 2,
	OPTION_DETAILED_EXITCODE = 1 << 3,
	OPTION_ALLOW = 1 << 4,
	OPTION_REPLACE_COPY = 1 << 5,
	OPTION_PLAN_ID = 1 << 6,
	OPTION_DRY_RUN = 1 << 7,
	OPTION_REVERT = 1 << 8,
	OPTION_FINALIZE = 1 << 9,
	OPTION_TIMEOUT = 1 << 10,
	OPTION_TABLE = 1 << 11,
	OPTION_MAX_LOAD = 1 << 12,
	OPTION_LOG_FORMAT = 1 << 13,
	OPTION_VERBOSE = 1 << 14,
	OPTION_QUIET = 1 << 15,
	OPTION_JOBS = 1 << 16,
};

/* The command line, parsed: only options that the command takes can be set. */
struct options {
	const char **files; /* of -f; files_count of them */
	size_t files_count;
	const char *operand; /* the command to explain: of `help`, and by --help */
	bool json;           /* -o json; else text */
	enum log_level log_level;
	enum log_format log_format;
	unsigned allow; /* consents of --allow, each a bit */
	bool replace_copy;
	const char **plan_ids; /* of --plan-id, NULL-terminated: ID or NAME=ID */
	unsigned jobs;         /* how many manifests are worked on at the same time */
	int64_t timeout_ms;    /* 0: none */
	bool detailed_exitcode;
	const char *observed; /* file of observed facts, or NULL */
	const char **tables;  /* of --table, NULL-terminated; none: all */
	unsigned max_load;    /* 0: none */
	bool dry_run, revert, finalize;
};

struct context {
	const struct command *commands; /* all of them: the table in main.c */
	size_t commands_count;
	struct options options; /* set by main, not changed after */
	struct run *run;        /* ends with a signal or --timeout */
	struct arena *arena;    /* as long as the command */
	struct error *err;      /* of the command as a whole */
	/*
	 * In a job (jobs.h): the manifest's name if there are several, else NULL; the
	 * text of its result so far.
	 */
	const char *name;
	struct text output;
};

/*
 * Returns the exit status. A command that fails as a whole fills context->err and
 * returns -1: main prints it. What happens to one manifest of many the command reports
 * itself (report_error) and goes on.
 */
typedef int command_function(struct context *context);

struct command {
	const char *name;
	const char *what; /* one line */
	command_function *run;
	unsigned takes; /* its options, of enum command_option */
};

command_function command_plan, command_apply, command_status, command_observe,
	command_verify, command_promote, command_check, command_schema, command_version,
	command_help;

/* help.c: the command by name, or NULL. */
const struct command *command_find(const struct command *commands, size_t count,
				   const char *name);
/* options.c: the options into *out. False with ERROR_USAGE. */
bool options_parse(const struct command *command, int argc, char **argv,
		   struct arena *arena, struct options *out,
		   struct error *err) MUST_CHECK;
/* The lines of `help COMMAND` on its options. */
const char *options_help(const struct command *command, struct arena *arena);

/*
 * signals.c: signals_prepare resets what a parent may have changed, before anything
 * else. signals_begin starts, before any other thread, the thread that ends the run at
 * a signal or at the end of its time.
 */
void signals_prepare(void);
void signals_begin(struct run *run);

/*
 * "extrepl: ..." and its hint on stderr, in the log's format. Returns the exit status.
 */
int report_error(const struct context *context, const struct error *failure);
/* Prints a whole result on stdout; a full disk or a closed pipe is an error. */
bool print_result(const char *text, struct error *err) MUST_CHECK;
/* A JSON document, indented. */
bool print_json(const json_t *document, struct error *err) MUST_CHECK;
/* Whether stdout is a terminal that wants colour. */
bool wants_colour(void);

/* Loads what -f names and logs the warnings. */
bool load_manifests(struct context *context, const struct manifest ***out,
		    size_t *count) MUST_CHECK;

#endif
