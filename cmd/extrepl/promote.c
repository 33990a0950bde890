/*
 * extrepl promote: cuts over; --revert goes back; --finalize removes the way back. Exit
 * 3: a human must act first. Exit 4: the outage would be or was too long.
 */
#include "promote/promote.h"
#include "base/text.h"
#include "command.h"
#include "plan/render.h"
#include "promotion.h"

static enum promote_wish wish_of(const struct options *options)
{
	if (options->revert)
		return PROMOTE_REVERT;
	if (options->finalize)
		return options->without_source ? PROMOTE_FINALIZE_ALONE :
						 PROMOTE_FINALIZE;
	return PROMOTE_FORWARD;
}

static int show(struct context *context, struct session *session)
{
	const char *text;

	if (!promote_dry_run(session, wish_of(&context->options), &text, context->err) ||
	    !print_result(text, context->err))
		return -1;
	return 0;
}

int command_promote(struct context *context)
{
	const struct manifest **manifests;
	AUTO_SESSION *session = NULL;
	struct promote_result result;
	size_t count;

	if (context->options.revert && context->options.finalize) {
		error_set(context->err, ERROR_USAGE,
			  "--revert and --finalize cannot be combined");
		return -1;
	}
	if (context->options.without_source && !context->options.finalize) {
		error_set(context->err, ERROR_USAGE,
			  "--without-source is only for --finalize");
		return -1;
	}
	if (!load_manifests(context, &manifests, &count))
		return -1;
	if (count != 1) {
		error_set(context->err, ERROR_USAGE, "promote takes one manifest");
		return -1;
	}
	if (!session_make(manifests[0], context->options.allow, context->run, &session,
			  context->err))
		return -1;
	if (context->options.dry_run)
		return show(context, session);
	bool done =
		promote_run(session, wish_of(&context->options), &result, context->err);
	int status = done ? 0 : report_error(context, context->err);
	if (context->options.json) {
		json_t *json = promotion_json(manifests[0], &result,
					      done ? NULL : context->err, status);
		bool printed = print_json(json, context->err);

		json_decref(json);
		return printed ? status : -1;
	}
	if (done && result.summary != NULL && !print_result(result.summary, context->err))
		return -1;
	return status;
}
