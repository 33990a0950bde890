/*
 * What a command is: a row of the table in main.c, and its context. Also the functions
 * that all commands use to load manifests and to print.
 */
#ifndef EXTREPL_COMMAND_H
#define EXTREPL_COMMAND_H

#include <jansson.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/run.h"
#include "base/text.h"
#include "manifest/manifest.h"

/* The options, one bit each; options.c has their names and meanings. */
enum command_option {
	OPTION_HELP = 0, /* every command accepts it */
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
	OPTION_WITHOUT_SOURCE = 1 << 17,
};

/* The parsed command line. Only options that the command accepts can be set. */
struct options {
	const char **files; /* from -f; files_count entries */
	size_t files_count;
	const char *operand; /* the command to explain, for `help` and --help */
	bool json;           /* -o json; else text */
	enum log_level log_level;
	enum log_format log_format;
	unsigned allow; /* consents from --allow, one bit each */
	bool replace_copy;
	const char **plan_ids; /* from --plan-id, NULL-terminated: ID or NAME=ID */
	unsigned jobs;         /* how many manifests to work on at the same time */
	int64_t timeout_ms;    /* milliseconds; 0: no limit */
	bool detailed_exitcode;
	const char *observed; /* file of observed facts, or NULL */
	const char **tables;  /* from --table, NULL-terminated; empty: all */
	/* pause while more sessions than this run on the source; 0: no limit */
	unsigned max_load;
	bool dry_run, revert, finalize, without_source;
};

struct context {
	const struct command *commands; /* all commands: the table in main.c */
	size_t commands_count;
	struct options options; /* set by main, then read-only */
	struct run *run;        /* ends at a signal or after --timeout */
	struct arena *arena;    /* lives as long as the command */
	struct error *err;      /* of the command as a whole */
	/*
	 * In a job (jobs.h): the manifest's name if there are several, else NULL; and
	 * the text of its result so far.
	 */
	const char *name;
	struct text output;
};

/*
 * Returns the exit status. A command that fails as a whole fills context->err and
 * returns -1: main prints the error. If one of many manifests fails, the command
 * reports that itself (report_error) and continues.
 */
typedef int command_function(struct context *context);

struct command {
	const char *name;
	const char *what; /* one line for the help */
	command_function *run;
	unsigned takes; /* its options, bits of enum command_option */
};

command_function command_plan, command_apply, command_status, command_observe,
	command_verify, command_promote, command_check, command_schema, command_version,
	command_help;

/* help.c: finds a command by name; NULL: none. */
const struct command *command_find(const struct command *commands, size_t count,
				   const char *name);
/* options.c: parses the options into *out. False with ERROR_USAGE. */
bool options_parse(const struct command *command, int argc, char **argv,
		   struct arena *arena, struct options *out,
		   struct error *err) MUST_CHECK;
/* The lines about its options for `help COMMAND`. */
const char *options_help(const struct command *command, struct arena *arena);

/*
 * signals.c. signals_prepare resets what a parent process may have changed; call it
 * first. signals_begin starts the thread that ends the run at a signal or at its
 * deadline; call it before any other thread exists.
 */
void signals_prepare(void);
void signals_begin(struct run *run);

/*
 * Prints "extrepl: ..." and its hint on stderr, in the log's format. Returns the exit
 * status.
 */
int report_error(const struct context *context, const struct error *failure);
/* Prints a whole result on stdout; fails if the disk is full or the pipe is closed. */
bool print_result(const char *text, struct error *err) MUST_CHECK;
/* Prints an indented JSON document. */
bool print_json(const json_t *document, struct error *err) MUST_CHECK;
/* True if stdout is a terminal that shows colour. */
bool wants_colour(void);

/* Loads the manifests of -f, and logs their warnings. */
bool load_manifests(struct context *context, const struct manifest ***out,
		    size_t *count) MUST_CHECK;

#endif
