/* How all commands print: errors once on stderr, results whole on stdout. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "command.h"
#include "files/files.h"

#define WIDTH 80

/* A wrong command line must be reported before the log exists. */
static void report_json(const struct context *context, const struct error *err)
{
	bool early = context->run == NULL || context->run->log == NULL;
	struct log *log =
		early ? log_make(stderr, LOG_ERROR, LOG_JSON) : context->run->log;

	log_error(log, err);
	if (early)
		log_release(log);
}

int report_error(const struct context *context, const struct error *failure)
{
	struct error settled = *failure;
	const struct error *err = &settled;

	AUTO_ARENA *arena = arena_make();
	struct text text = text_make(arena);

	(void)error_settle(&settled);
	if (context->run != NULL)
		log_break(context->run->log);
	if (context->options.log_format == LOG_JSON) {
		report_json(context, err);
		return error_exit_status(err->kind);
	}
	text_addf(&text, "extrepl: %s%s", context->name == NULL ? "" : context->name,
		  context->name == NULL ? "" : ": ");
	text_add_wrapped(&text, err->message, text.length, 0, WIDTH);
	text_add(&text, "\n");
	if (err->hint[0] != '\0') {
		text_add(&text, "  hint: ");
		text_add_wrapped(&text, err->hint, strlen("  hint: "),
				 strlen("  hint: "), WIDTH);
		text_add(&text, "\n");
	}
	(void)fputs(text.bytes, stderr);
	return error_exit_status(err->kind);
}

bool print_result(const char *text, struct error *err)
{
	if (fputs(text, stdout) >= 0 && fflush(stdout) == 0)
		return true;
	return error_set(err, ERROR_FAILED, "writing the result: %s", strerror(errno));
}

bool print_json(const json_t *document, struct error *err)
{
	char *bytes = json_dumps(document, JSON_INDENT(2));
	AUTO_ARENA *arena = arena_make();
	bool printed = bytes != NULL ?
			       print_result(arena_printf(arena, "%s\n", bytes), err) :
			       error_set(err, ERROR_BUG, "the result is not JSON");

	free(bytes);
	return printed;
}

bool wants_colour(void)
{
	return isatty(STDOUT_FILENO) == 1 && text_empty(getenv("NO_COLOR")) &&
	       !text_equal(getenv("TERM"), "dumb");
}

bool load_manifests(struct context *context, const struct manifest ***out, size_t *count)
{
	if (!manifest_load_all(context->options.files, context->options.files_count,
			       context->arena, out, count, context->err))
		return false;
	for (size_t i = 0; i < *count; i++) {
		if ((*out)[i]->warning != NULL)
			log_fact(context->run->log, LOG_INFO, NULL, "%s",
				 (*out)[i]->warning);
	}
	return true;
}
