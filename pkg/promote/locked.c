/*
 * Statements on the session that holds the lock: consecutive actions go in one round
 * trip.
 */
#include "base/text.h"
#include "promote/internal.h"

/* The first statement, an XA RECOVER, two for coordinates, one for counters. */
#define MOST_TOGETHER 8

static bool joins(const struct promote_action *head, const struct promote_action *next)
{
	return next->session == SESSION_LOCK && next->on == head->on &&
	       (next->kind == PROMOTE_EMPTY || next->kind == PROMOTE_COORDINATES ||
		next->kind == PROMOTE_SAME);
}

struct batch {
	struct db_statement statements[MOST_TOGETHER];
	size_t count;
};

static void add(struct batch *batch, const char *sql)
{
	batch->statements[batch->count++] = (struct db_statement){ .sql = sql };
}

static void add_action(struct promotion *promotion, const struct promote_action *action,
		       struct batch *batch)
{
	struct db *db = promotion->lock;

	switch (action->kind) {
	case PROMOTE_COORDINATES:
	case PROMOTE_SAME:
		add(batch, coordinates_query(db_server(db), promotion->arena));
		add(batch, gtids_query(db_server(db), promotion->arena));
		if (action->kind == PROMOTE_SAME)
			add(batch, counters_query(promotion, db, promotion->arena));
		return;
	default:
		add(batch, places_fill(promotion, action->text, promotion->arena));
	}
}

static bool look_at(struct promotion *promotion, const struct promote_action *action,
		    const struct db_statement *answer, struct error *err)
{
	struct coordinates now;

	if (action->kind == PROMOTE_EMPTY) {
		if (!answer->done)
			*err = answer->error;
		else if (answer->rows.count > 0) {
			error_set(err, ERROR_BLOCKED,
				  "%s: a prepared XA transaction is there (%s finds it)",
				  db_label(promotion->lock), answer->sql);
			return error_hint(err, "Commit it or roll it back first.");
		}
		return answer->done;
	}
	coordinates_parse(&answer[0], &answer[1], &now);
	if (now.file == NULL)
		return error_set(err, ERROR_FAILED, "%s: its coordinates cannot be read",
				 db_label(promotion->lock));
	if (action->kind == PROMOTE_COORDINATES) {
		promotion->frozen = now;
		return true;
	}
	if (!answer[2].done) {
		*err = answer[2].error;
		return false;
	}
	counters_parse(&answer[2].rows, promotion->arena, &promotion->closed_counters);
	return coordinates_equal(&promotion->frozen, &now) ||
	       moved_follow(promotion, &now, err);
}

static size_t answers_of(const struct promote_action *action)
{
	switch (action->kind) {
	case PROMOTE_COORDINATES:
		return 2;
	case PROMOTE_SAME:
		return 3;
	default:
		return 1;
	}
}

static bool look_at_all(struct promotion *promotion, size_t first, size_t after,
			const struct batch *batch, struct error *err)
{
	size_t at = 0;

	for (size_t i = first; i < after; i++) {
		const struct promote_action *action = &promotion->actions[i];

		if (!action_is_wanted(promotion, action))
			continue;
		if (action->kind == PROMOTE_SQL || action->kind == PROMOTE_LOCK) {
			if (!batch->statements[at].done) {
				*err = batch->statements[at].error;
				return false;
			}
		} else if (!look_at(promotion, action, &batch->statements[at], err)) {
			return false;
		}
		at += answers_of(action);
	}
	return true;
}

/* *next: the first action that is not part of the round trip. */
bool walk_together(struct promotion *promotion, size_t first, size_t *next,
		   struct error *err)
{
	const struct promote_action *head = &promotion->actions[first];
	struct batch batch = { .count = 0 };
	size_t i = first;

	do {
		if (action_is_wanted(promotion, &promotion->actions[i])) {
			promotion->done[promotion->done_count++] = i;
			add_action(promotion, &promotion->actions[i], &batch);
		}
		i++;
	} while (i < promotion->actions_count &&
		 (!action_is_wanted(promotion, &promotion->actions[i]) ||
		  joins(head, &promotion->actions[i])));
	*next = i;
	for (size_t at = 0; at < batch.count; at++)
		log_fact(promotion->session->run->log, LOG_DEBUG, NULL, "%.400s",
			 batch.statements[at].sql);
	if (head->kind == PROMOTE_LOCK) {
		if (!freeze_lock(promotion, batch.statements, batch.count, err))
			return false;
	} else if (!db_batch(promotion->lock, batch.statements, batch.count,
			     promotion->arena, err)) {
		return false;
	}
	promotion->trips++;
	return look_at_all(promotion, first, i, &batch, err);
}
