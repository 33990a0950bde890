/* What commands have in common in speaking to people: errors once, results whole. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "command.h"
#include "files/files.h"
#include "plan/render.h"

#define WIDTH 80

/* A wrong command line is reported before there is a log. */
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
	text_add(&text, "extrepl: ");
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
			       error_set(err, ERROR_BUG, "the result is no JSON");

	free(bytes);
	return printed;
}

bool print_plans(json_t *plans, int status, struct error *err)
{
	json_t *document =
		json_pack("{s:s, s:s, s:i, s:O}", "format", "extrepl/plan/1", "extrepl",
			  EXTREPL_VERSION, "exit", status, "plans", plans);
	bool printed = print_json(document, err);

	json_decref(document);
	return printed;
}

/* What an exit status says of one manifest. */
static const char *status_text(int status)
{
	static const struct {
		int status;
		const char *words;
	} all[] = {
		{ 0, "in sync" },
		{ 1, "failed" },
		{ 2, "changes are pending" },
		{ 3, "blocked: a human must act" },
		{ 4, "waited without progress" },
		{ 69, "a server cannot be reached" },
		{ 75, "another extrepl is at work on this target" },
		{ 77, "a login or a look was denied" },
		{ 78, "a secret is missing or wrong" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
		if (all[i].status == status)
			return all[i].words;
	}
	return "see above";
}

void summary_add(struct context *context, const struct manifest *manifest, int status)
{
	context->summed++;
	context->summary = arena_printf(context->arena, "%s  %-30s %s (%d)\n",
					context->summary == NULL ? "" : context->summary,
					manifest->name, status_text(status), status);
}

bool summary_print(struct context *context)
{
	if (context->summed < 2 || context->options.json)
		return true;
	return print_result(arena_printf(context->arena, "\n%zu manifests:\n%s",
					 context->summed, context->summary),
			    context->err);
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
