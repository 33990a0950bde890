/* Walks backward over what a run began, and undoes each action that has an undo. */
#include <string.h>

#include "base/text.h"
#include "base/wait.h"
#include "promote/internal.h"
#include "sql/server_errors.h"

/* How long undoing retries while the servers come back. */
#define UNDO_LIMIT_MS (15 * 1000)

/* What should be removed does not exist: that is the desired result. */
static bool is_gone(unsigned code)
{
	return code == SERVER_NO_SUCH_CHANNEL || code == SERVER_NO_SUCH_CONNECTION ||
	       code == SERVER_NOT_A_REPLICA || code == SERVER_CANNOT_USER ||
	       code == SERVER_NO_SUCH_DATABASE || code == SERVER_NO_SUCH_TABLE;
}

static bool undo_statement(struct promotion *promotion,
			   const struct promote_action *action, const char *text,
			   struct error *err)
{
	struct db *db;

	log_fact(promotion->session->run->log, LOG_DEBUG, NULL, "undo: %s", text);
	if (action->kind == PROMOTE_CALL)
		return action_call(promotion, text, err);
	if (action->kind == PROMOTE_LOCK) {
		/* If the lock's session is gone, so is the lock. */
		db_close(promotion->lock);
		promotion->lock = NULL;
		return true;
	}
	if (action->on == ON_TARGET ? !ensure_target(promotion, err) :
				      !ensure_source(promotion, err))
		return false;
	db = action->on == ON_TARGET ? promotion->target : promotion->source;
	return db_execute(db, text, err) || is_gone(err->code);
}

/* A way back that existed before is kept, with its filter. */
static enum option_file options_undone(const struct promotion *promotion,
				       const struct promote_action *action)
{
	bool kept = promotion->recovering ?
			    text_equal(promotion->facts.row.way_back, "kept") :
			    promotion->facts.way_back.there == FACT_YES;

	return action->options_undone == OPTIONS_NONE && kept ? OPTIONS_FILTER :
								action->options_undone;
}

static bool undo_action(struct promotion *promotion,
			const struct promote_action *action, struct error *err)
{
	if (action->kind == PROMOTE_HOOKS) {
		hooks_undo(promotion, action->moment);
		return true;
	}
	if (action->kind == PROMOTE_FILE &&
	    !option_file_write(promotion, options_undone(promotion, action), err))
		return false;
	/*
	 * A source that was restarted since then may have read the file, and be
	 * read-only.
	 */
	if (action->kind == PROMOTE_FILE && action->options != OPTIONS_CLOSED)
		return true;
	const char *text = places_fill(promotion, action->undo, promotion->arena);
	while (text != NULL && *text != '\0') {
		size_t length = strcspn(text, ";");
		const char *one = arena_copy_n(promotion->arena, text, length);
		struct wait wait = wait_start(promotion->run, UNDO_LIMIT_MS, 100, 1000);
		bool done;

		do {
			done = undo_statement(promotion, action, one, err);
		} while (!done && err->kind == ERROR_UNREACHABLE && wait_again(&wait));
		if (!done)
			return false;
		text += length;
		text += strspn(text, "; ");
	}
	return true;
}

bool actions_undo(struct promotion *promotion, struct error *err)
{
	bool all = true;

	while (promotion->done_count > 0) {
		const struct promote_action *action =
			&promotion->actions[promotion->done[--promotion->done_count]];
		struct error one = { 0 };

		if (action->undo == NULL || undo_action(promotion, action, &one))
			continue;
		/* Continue with the rest; report the first failure. */
		if (all)
			*err = one;
		all = false;
	}
	return all; /* err is set: by the first failure */
}
