/* extrepl observe: prints the facts, for bug reports and for `plan --observed`. */
#include "command.h"
#include "reconcile/reconcile.h"

int command_observe(struct context *context)
{
	const struct manifest **manifests;
	AUTO_SESSION *session = NULL;
	struct run_state run_state = { 0 };
	struct round round;
	const char *yaml;
	size_t count;

	if (!load_manifests(context, &manifests, &count))
		return -1;
	if (count != 1) {
		error_set(context->err, ERROR_USAGE, "observe takes one manifest");
		return -1;
	}
	if (!session_make(manifests[0], CONSENT_NONE, context->run, &session,
			  context->err))
		return -1;
	session->round = arena_make();
	if (!reconcile_look(session, &run_state, &round, context->err) ||
	    !observed_print(round.observed, session->round, &yaml, context->err) ||
	    !print_result(yaml, context->err))
		return -1;
	return 0;
}
