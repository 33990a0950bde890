/*
 * Runs the rounds of the rule that stability_rule.h explains, with an example. The
 * caller reads the values: rows, groups of rows, or a range as a whole.
 */
#include "verify/stability_rule.h"

#include "base/text.h"
#include "base/wait.h"

/* How many rounds in a row must read the same two values. */
#define CONFIRMATIONS 6
/* After this many rounds, values that are not settled are undecided. */
#define ATTEMPTS 24

/*
 * Rows that change all the time: if at most HOT are left after more than HOT_AFTER
 * rounds, they are read up to HOT_LOOKS times within HOT_MS, without a pause.
 */
#define HOT 8
#define HOT_AFTER CONFIRMATIONS
#define HOT_LOOKS 60
#define HOT_MS 3000
/* How long to wait for a target that lags, in milliseconds. */
#define HOT_LAG_MS 20000

/* Milliseconds between rounds: uneven, so as not to match the rhythm of a client. */
static const int64_t pauses[] = { 2, 7, 17, 31, 5, 61, 97, 211 };

static bool same(const char *a, const char *b)
{
	return (a == NULL) == (b == NULL) && text_equal(a, b);
}

/* What a round found out about the link. */
struct round {
	struct coordinates began; /* the source's, before its value was read */
	bool reached;             /* the target has applied all that was logged */
	bool quiet; /* nothing was written on the source during the round */
};

static bool at_same_place(const struct coordinates *a, const struct coordinates *b)
{
	return a->file != NULL && text_equal(a->file, b->file) &&
	       a->position == b->position;
}

static bool round_end(struct worker *worker, struct arena *arena, struct round *round,
		      struct error *err)
{
	struct coordinates ended;

	if (!link_position(worker, arena, &ended, err))
		return false;
	round->quiet = round->reached && at_same_place(&round->began, &ended);
	return true;
}

static void judge(struct watch *watch, const struct round *round)
{
	if (same(watch->target, watch->before) || same(watch->target, watch->after)) {
		watch->settled = true;
		return;
	}
	if (!same(watch->before, watch->after))
		watch->confirmations = 0;
	else if (watch->confirmations > 0 && same(watch->held, watch->before) &&
		 same(watch->against, watch->target))
		watch->confirmations++;
	else
		watch->confirmations = 1;
	watch->held = watch->before;
	watch->against = watch->target;
	/* Without a link there is nothing to wait for. */
	watch->differs = watch->confirmations >= CONFIRMATIONS || round->quiet ||
			 !round->reached;
	watch->settled = watch->differs;
}

static size_t count_left(const struct watched *watched)
{
	size_t left = 0;

	for (size_t i = 0; i < watched->count; i++)
		left += !watched->watches[i].settled;
	return left;
}

/* One round for all values that are not settled. */
static bool go_round(struct worker *worker, const struct watched *watched,
		     struct arena *arena, struct error *err)
{
	const char **before = arena_array(arena, watched->count, sizeof(*before));
	const char **target = arena_array(arena, watched->count, sizeof(*target));
	const char **after = arena_array(arena, watched->count, sizeof(*after));
	struct round round;

	if (!throttle_keep(worker, err) ||
	    !link_position(worker, arena, &round.began, err) ||
	    !watched->read(worker, SOURCE, watched, arena, before, err) ||
	    !link_catch_up(worker, &round.reached, err) ||
	    !watched->read(worker, TARGET, watched, arena, target, err) ||
	    !watched->read(worker, SOURCE, watched, arena, after, err) ||
	    !round_end(worker, arena, &round, err))
		return false;
	for (size_t i = 0; i < watched->count; i++) {
		struct watch *watch = &watched->watches[i];

		if (watch->settled)
			continue;
		watch->before = before[i];
		watch->target = target[i];
		watch->after = after[i];
		judge(watch, &round);
	}
	return true;
}

static bool is_among(const char *value, const char ***looks, size_t count, size_t at)
{
	for (size_t i = 0; i < count; i++) {
		if (same(value, looks[i][at]))
			return true;
	}
	return false;
}

/* Settles as equal each value of the target that the source had at any reading. */
static void settle_hot(const struct watched *watched, const char **target,
		       const char ***source, size_t count)
{
	for (size_t at = 0; at < watched->count; at++) {
		struct watch *watch = &watched->watches[at];

		if (!watch->settled)
			watch->settled = is_among(target[at], source, count, at);
	}
}

/*
 * A lagging target gets the source's values later, so it is read until it has applied
 * all that is logged now.
 */
static bool look_on(struct worker *worker, const struct watched *watched,
		    const char ***source, size_t count, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct run *run = &worker->verify->pool.run;
	int64_t until = run_clock() + HOT_LAG_MS;
	struct coordinates goal;
	bool passed = false;

	if (!link_position(worker, arena, &goal, err))
		return false;
	while (!passed && goal.file != NULL && count_left(watched) > 0 &&
	       run_clock() < until) {
		AUTO_ARENA *look = arena_make();
		const char **target = arena_array(look, watched->count, sizeof(*target));

		if (!run_goes_on(run, err) || !link_passed(worker, &goal, &passed, err) ||
		    !watched->read(worker, TARGET, watched, look, target, err))
			return false;
		settle_hot(watched, target, source, count);
	}
	return true;
}

/*
 * A counter that changes all the time never passes a round: the source has another
 * value by the time the target has applied the first one. It is equal if the source had
 * the target's value at any reading.
 */
static bool look_closely(struct worker *worker, const struct watched *watched,
			 struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char **looks[SIDES][HOT_LOOKS];
	int64_t until = run_clock() + HOT_MS;
	size_t count = 0;

	for (; count < HOT_LOOKS && (count < 2 || run_clock() < until); count++) {
		for (enum side side = SOURCE; side < SIDES; side++) {
			looks[side][count] =
				arena_array(arena, watched->count, sizeof(char *));
			if (!watched->read(worker, side, watched, arena,
					   looks[side][count], err))
				return false;
		}
	}
	for (size_t i = 0; i < count; i++)
		settle_hot(watched, looks[TARGET][i], looks[SOURCE], count);
	return look_on(worker, watched, looks[SOURCE], count, err);
}

bool stability_rule_apply(struct worker *worker, const struct watched *watched,
			  struct arena *arena, struct error *err)
{
	struct wait wait = wait_start(&worker->verify->pool.run, 0, 0, 0);
	size_t left = watched->count;

	for (size_t i = 0; i < ATTEMPTS && left > 0; i++) {
		wait.pause = pauses[i % ARRAY_SIZE(pauses)];
		if (i > 0 && !wait_again(&wait))
			return wait_over(&wait, err, "rows that do not change");
		if (!go_round(worker, watched, arena, err))
			return false;
		left = count_left(watched);
		if (i < HOT_AFTER || left == 0 || left > HOT)
			continue;
		if (!look_closely(worker, watched, err))
			return false;
		left = count_left(watched);
	}
	return true;
}
