/*
 * The command line: one table of all options. Each command lists the ones that it
 * accepts.
 */
#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantity.h"
#include "base/text.h"
#include "command.h"

#define USUAL_JOBS 4
#define MOST_JOBS 64

/* clang-format off */
static const struct option_row {
	enum command_option option;
	const char *name;
	char flag;            /* the short form; 0: none */
	const char *value;    /* name of its value; NULL: it has no value */
	const char *what;
} rows[] = {
	{ OPTION_FILE,               "file",              'f', "M",    "manifest: a file, a folder of *.yaml, or -; may\nrepeat (default replication.yaml)" },
	{ OPTION_OUTPUT,             "output",            'o', "FORM", "text or json" },
	{ OPTION_OBSERVED,           "observed",          0,   "FILE", "plan from what `extrepl observe` printed, offline" },
	{ OPTION_DETAILED_EXITCODE,  "detailed-exitcode", 0,   NULL,   "exit 2 when changes are pending, 3 blocked, 4 waiting" },
	{ OPTION_ALLOW,              "allow",             0,   "WHAT", "consent to source-restart, target-reboot,\nsource-lock, source-password, target-data or\npromote; may repeat" },
	{ OPTION_REPLACE_COPY,       "replace-copy",      0,   NULL,   "make a new copy although one "
								       "is complete; needs\n--allow "
								       "target-data, as the old copy "
								       "is dropped" },
	{ OPTION_PLAN_ID,            "plan-id",           0,   "ID",   "apply only the plan that was reviewed; for one of\nseveral manifests NAME=ID, and may repeat" },
	{ OPTION_JOBS,               "jobs",              0,   "N",    "how many manifests of a folder "
								       "run at a time\n(default 4)" },
	{ OPTION_DRY_RUN,            "dry-run",           0,   NULL,   "show what would be done, and "
								       "how it is undone" },
	{ OPTION_REVERT,             "revert",            0,   NULL,   "go back: the source takes "
								       "writes again" },
	{ OPTION_FINALIZE,           "finalize",          0,   NULL,   "end it: remove the way back" },
	{ OPTION_WITHOUT_SOURCE,     "without-source",    0,   NULL,   "with --finalize: the old source is gone" },
	{ OPTION_TIMEOUT,            "timeout",           0,   "TIME", "give up after this time (90s, "
								       "10m, 2h)" },
	{ OPTION_TABLE,              "table",             0,   "D.T",  "compare only this table of this database; may repeat" },
	{ OPTION_MAX_LOAD,           "max-load",          0,   "N",    "pause while more than N sessions run on the source" },
	{ OPTION_LOG_FORMAT,         "log-format",        0,   "FORM", "text or json, on stderr" },
	{ OPTION_VERBOSE,            "verbose",           'v', NULL,   "log more; twice: even more" },
	{ OPTION_QUIET,              "quiet",             'q', NULL,   "log errors only" },
	{ OPTION_HELP,               "help",              'h', NULL,   "explain the command" },
};
/* clang-format on */

static bool takes(const struct command *command, const struct option_row *row)
{
	return row->option == OPTION_HELP || (command->takes & row->option) != 0;
}

/*
 * The rows that this command accepts, in getopt's form. Start with zero and shorts ":".
 */
struct getopt_form {
	struct option longs[ARRAY_SIZE(rows) + 1];
	char shorts[2 * ARRAY_SIZE(rows) + 2];
};

static void make_form(const struct command *command, struct getopt_form *form)
{
	size_t longs = 0;
	char *at = form->shorts + strlen(form->shorts);

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		if (!takes(command, &rows[i]))
			continue;
		form->longs[longs++] = (struct option){
			.name = rows[i].name,
			.has_arg = rows[i].value == NULL ? no_argument : required_argument,
			.val = 256 + (int)i,
		};
		if (rows[i].flag != 0) {
			*at++ = rows[i].flag;
			if (rows[i].value != NULL)
				*at++ = ':';
		}
	}
}

static const struct option_row *row_of(int found)
{
	if (found >= 256)
		return &rows[found - 256];
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		if (rows[i].flag != 0 && rows[i].flag == found)
			return &rows[i];
	}
	return NULL;
}

static bool parse_form(const char *option, const char *value, bool *json,
		       struct error *err)
{
	*json = text_equal(value, "json");
	return *json || text_equal(value, "text") ||
	       error_set(err, ERROR_USAGE, "--%s: '%s' is not one of text, json",
			 option, value);
}

static bool parse_allow(const char *value, struct options *out, struct error *err)
{
	enum consent consent = consent_parse(value);

	if (consent == CONSENT_NONE) {
		error_set(err, ERROR_USAGE, "--allow: '%s' is not a consent", value);
		return error_hint(err,
				  "source-restart, target-reboot, source-lock, source-password, "
				  "target-data and promote are known.");
	}
	out->allow |= consent;
	return true;
}

static bool parse_timeout(const char *value, struct options *out, struct error *err)
{
	uint64_t milliseconds;

	if (quantity_parse(value, duration_units, &milliseconds) != QUANTITY_GOOD ||
	    milliseconds == 0 || milliseconds > INT64_MAX / 2) {
		error_set(err, ERROR_USAGE, "--timeout: '%s' is not a duration", value);
		return error_hint(err, "Write 90s or 10m; ms, s, m, h and d are known.");
	}
	out->timeout_ms = (int64_t)milliseconds;
	return true;
}

static bool parse_max_load(const char *value, struct options *out, struct error *err)
{
	uint64_t number;

	if (quantity_parse(value, no_units, &number) != QUANTITY_GOOD || number == 0 ||
	    number > UINT_MAX)
		return error_set(err, ERROR_USAGE,
				 "--max-load: '%s' is not a number from 1", value);
	out->max_load = (unsigned)number;
	return true;
}

static bool parse_jobs(const char *value, struct options *out, struct error *err)
{
	uint64_t number;

	if (quantity_parse(value, no_units, &number) != QUANTITY_GOOD || number == 0 ||
	    number > MOST_JOBS)
		return error_set(err, ERROR_USAGE,
				 "--jobs: '%s' is not a number from 1 to %d", value,
				 MOST_JOBS);
	out->jobs = (unsigned)number;
	return true;
}

/* Adds to a list that has room for all arguments of the command line. */
static void add_word(const char **list, const char *word)
{
	while (*list != NULL)
		list++;
	*list = word;
}

static bool take_table(const char *value, struct options *out, struct error *err)
{
	if (strchr(value, '.') == NULL) {
		error_set(err, ERROR_USAGE, "--table: '%s' names no database", value);
		return error_hint(err, "Write DATABASE.TABLE.");
	}
	add_word(out->tables, value);
	return true;
}

static bool take(const struct option_row *row, const char *value, struct options *out,
		 struct error *err)
{
	bool json;

	switch (row->option) {
	case OPTION_FILE:
		out->files[out->files_count++] = value;
		return true;
	case OPTION_OUTPUT:
		return parse_form(row->name, value, &out->json, err);
	case OPTION_OBSERVED:
		out->observed = value;
		return true;
	case OPTION_DRY_RUN:
		out->dry_run = true;
		return true;
	case OPTION_REVERT:
		out->revert = true;
		return true;
	case OPTION_FINALIZE:
		out->finalize = true;
		return true;
	case OPTION_WITHOUT_SOURCE:
		out->without_source = true;
		return true;
	case OPTION_DETAILED_EXITCODE:
		out->detailed_exitcode = true;
		return true;
	case OPTION_ALLOW:
		return parse_allow(value, out, err);
	case OPTION_REPLACE_COPY:
		out->replace_copy = true;
		return true;
	case OPTION_PLAN_ID:
		add_word(out->plan_ids, value);
		return true;
	case OPTION_JOBS:
		return parse_jobs(value, out, err);
	case OPTION_TIMEOUT:
		return parse_timeout(value, out, err);
	case OPTION_TABLE:
		return take_table(value, out, err);
	case OPTION_MAX_LOAD:
		return parse_max_load(value, out, err);
	case OPTION_LOG_FORMAT:
		if (!parse_form(row->name, value, &json, err))
			return false;
		out->log_format = json ? LOG_JSON : LOG_TEXT;
		return true;
	case OPTION_VERBOSE:
		if (out->log_level < LOG_TRACE)
			out->log_level++;
		return true;
	case OPTION_QUIET:
		out->log_level = LOG_ERROR;
		return true;
	case OPTION_HELP:
		break;
	}
	return error_set(err, ERROR_BUG, "an option without a meaning: %s", row->name);
}

static bool unknown_option(const struct command *command, const char *word,
			   struct error *err)
{
	const char *names[ARRAY_SIZE(rows)];
	size_t count = 0;

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		if (takes(command, &rows[i]))
			names[count++] = rows[i].name;
	}
	error_set(err, ERROR_USAGE, "%s does not take '%s'", command->name, word);
	const char *meant =
		text_nearest(word + strspn(word, "-"), names, count, sizeof(*names));
	if (meant != NULL)
		return error_hint(err,
				  "Did you mean --%s? `extrepl help %s` lists its options.",
				  meant, command->name);
	return error_hint(err, "`extrepl help %s` lists its options.", command->name);
}

bool options_parse(const struct command *command, int argc, char **argv,
		   struct arena *arena, struct options *out, struct error *err)
{
	struct getopt_form form = { .shorts = ":" };
	int found;

	make_form(command, &form);
	*out = (struct options){
		.files = arena_array(arena, (size_t)argc + 1, sizeof(char *)),
		.tables = arena_array(arena, (size_t)argc + 1, sizeof(char *)),
		.plan_ids = arena_array(arena, (size_t)argc + 1, sizeof(char *)),
		.jobs = USUAL_JOBS,
		.log_level = LOG_INFO,
	};
	opterr = 0;
	optind = 1;
	while ((found = getopt_long(argc, argv, form.shorts, form.longs, NULL)) != -1) {
		const char *word = argv[optind - 1];

		if (found == ':')
			return error_set(err, ERROR_USAGE, "%s needs a value", word);
		if (found == '?')
			return unknown_option(command, word, err);
		const struct option_row *row = row_of(found);
		if (row == NULL)
			return error_set(err, ERROR_BUG, "an option without a row");
		if (row->option == OPTION_HELP) {
			out->operand = command->name;
			return true;
		}
		if (!take(row, optarg, out, err))
			return false;
	}
	if (optind < argc && text_equal(command->name, "help"))
		out->operand = argv[optind++];
	if (optind < argc) {
		error_set(err, ERROR_USAGE, "%s: what is '%s'?", command->name,
			  argv[optind]);
		return error_hint(err, (command->takes & OPTION_FILE) != 0 ?
					       "A manifest is given with -f." :
					       "It takes no other arguments.");
	}
	if (out->files_count == 0)
		out->files[out->files_count++] = "replication.yaml";
	return true;
}

const char *options_help(const struct command *command, struct arena *arena)
{
	struct text text = text_make(arena);

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const struct option_row *row = &rows[i];

		if (!takes(command, row))
			continue;
		const char *name =
			arena_printf(arena, "%s--%s%s%s",
				     row->flag == 0 ?
					     "    " :
					     arena_printf(arena, "-%c, ", row->flag),
				     row->name, row->value == NULL ? "" : " ",
				     row->value == NULL ? "" : row->value);
		/* The first line starts with the option's name. */
		for (const char *line = row->what, *end; line != NULL; name = "") {
			end = strchrnul(line, '\n');
			text_addf(&text, "  %-24s %.*s\n", name, (int)(end - line), line);
			line = *end == '\0' ? NULL : end + 1;
		}
	}
	return text.bytes;
}
