/* extrepl check: loads and validates all manifests given. Contacts no server. */
#include "base/log.h"
#include "command.h"
#include "files/files.h"

struct checking {
	struct context *context;
	size_t valid, wrong;
	int status; /* the highest exit status so far */
	bool printed;
};

static void report(const char *path, const struct manifest *manifest,
		   const struct error *error, void *arg)
{
	struct checking *checking = arg;
	struct context *context = checking->context;

	(void)path;
	if (error != NULL) {
		checking->wrong++;
		checking->status = error_worse_status(checking->status,
						      report_error(context, error));
		return;
	}
	checking->valid++;
	if (manifest->warning != NULL)
		log_fact(context->run->log, LOG_INFO, NULL, "%s", manifest->warning);
	checking->printed = checking->printed &&
			    print_result(arena_printf(context->arena, "%s: %s: valid\n",
						      manifest->path, manifest->name),
					 context->err);
}

int command_check(struct context *context)
{
	struct checking checking = { .context = context, .printed = true };

	if (!manifest_load_each(context->options.files, context->options.files_count,
				context->arena, report, &checking, context->err) ||
	    !checking.printed)
		return -1;
	if (checking.valid + checking.wrong > 1 &&
	    !print_result(arena_printf(context->arena, "%zu valid, %zu wrong\n",
				       checking.valid, checking.wrong),
			  context->err))
		return -1;
	return checking.status;
}
