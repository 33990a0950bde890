/* Runs the manifest's commands for one moment, and their undo commands. */
#include "base/command.h"
#include "base/text.h"
#include "promote/internal.h"

static bool run_hook_command(const char *const *argv, int64_t limit_ms, struct run *run,
			     struct error *err)
{
	char printed[1024] = "";
	const struct command_line command = { .argv = argv,
					      .with_errors = true,
					      .limit_ms = limit_ms,
					      .kind = ERROR_FAILED };
	struct command_output output = { .bytes = printed, .room = sizeof(printed) - 1 };

	if (command_run(&command, run, &output, err))
		return true;
	while (output.length > 0 && printed[output.length - 1] == '\n')
		output.length--;
	printed[output.length] = '\0';
	if (output.length > 0)
		(void)error_hint(err, "It printed: %s", printed);
	return false;
}

/* A hook that used up the time limit made the outage too long. */
static bool failed(struct promotion *promotion, size_t number, struct error *err)
{
	struct error ended = { 0 };

	if (run_goes_on(promotion->run, &ended) && promotion->frozen_at != 0 &&
	    !promotion->no_return && outage_left(promotion) == 0)
		err->kind = ERROR_WAITING;
	return error_wrap(err, "cutover.hooks[%zu]", number);
}

bool hooks_run(struct promotion *promotion, enum hook_moment at, struct error *err)
{
	const struct manifest_cutover *cutover = &promotion->session->manifest->cutover;

	for (size_t i = 0; i < cutover->hooks_count; i++) {
		const struct manifest_hook *hook = &cutover->hooks[i];
		int64_t limit = hook->timeout_ms;

		if (hook->at != at)
			continue;
		/*
		 * While writers wait, a hook may take only what is left of the outage
		 * limit.
		 */
		if (at == HOOK_FROZEN && outage_left(promotion) < limit)
			limit = outage_left(promotion);
		if (i < ARRAY_SIZE(promotion->hooks_done))
			promotion->hooks_done[i] = true;
		if (!run_hook_command(hook->run, limit < 1 ? 1 : limit, promotion->run,
				      err))
			return failed(promotion, i, err);
	}
	return true;
}

void hooks_undo(struct promotion *promotion, enum hook_moment at)
{
	const struct manifest_cutover *cutover = &promotion->session->manifest->cutover;

	for (size_t i = cutover->hooks_count; i > 0; i--) {
		const struct manifest_hook *hook = &cutover->hooks[i - 1];
		struct error err = { 0 };
		/* A revert also undoes the hooks that an earlier run did. */
		bool done = promotion->wish == PROMOTE_REVERT || promotion->recovering ||
			    (i <= ARRAY_SIZE(promotion->hooks_done) &&
			     promotion->hooks_done[i - 1]);

		if (hook->at != at || hook->undo == NULL || !done)
			continue;
		if (!run_hook_command(hook->undo, hook->timeout_ms, promotion->run, &err))
			log_fact(promotion->session->run->log, LOG_ERROR, "hooks",
				 "cutover.hooks[%zu].undo: %s: do by hand what it was "
				 "meant to do",
				 i - 1, err.message);
	}
}
