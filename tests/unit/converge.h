/*
 * The loop always ends. For every combination of some facts it makes the plan, a model
 * of the servers does the plan's first step, and it makes the plan again, until nothing
 * is open. The test fails if RDS would refuse something, if data would be lost, or if
 * the plan goes round in circles. The combinations are in test_converge_*.c.
 */
#ifndef TESTS_CONVERGE_H
#define TESTS_CONVERGE_H

#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/names.h"
#include "link/identity.h"
#include "link/purged.h"
#include "link/taken_away.h"
#include "model.h"
#include "model_instance.h"
#include "observed/gtid.h"
#include "sql/setting_value.h"
#include "steps/steps.h"

#define MOST_ROUNDS 16

typedef void vary(struct model *model);

struct variant {
	const char *name;
	vary *vary;
};

struct axis {
	const struct variant *variants;
	size_t count;
};

static inline void as_it_is(struct model *model)
{
	(void)model;
}

#define AXIS(...)                                                                      \
	{                                                                              \
		(const struct variant[]){ __VA_ARGS__ },                               \
			ARRAY_SIZE(((const struct variant[]){ __VA_ARGS__ }))          \
	}
#define AS_IT_IS(name)                                                                 \
	{                                                                              \
		name, as_it_is                                                         \
	}

static inline bool ends_with_stop(const char *line)
{
	size_t length = line == NULL ? 0 : strlen(line);

	return length > 0 && line[length - 1] == '.' &&
	       !(length > 3 && text_equal(line + length - 3, "..."));
}

/* What must be true for every judgement and all facts. */
static inline void check_judgement(struct model *model, const struct plan *plan,
				   const struct judgement *step)
{
	bool open = step->verdict == VERDICT_TODO || step->verdict == VERDICT_BLOCKED;
	const struct judgement *before =
		step->after == NULL ? NULL : plan_step(plan, step->after);

	if (text_empty(step->reason) || ends_with_stop(step->reason))
		fail_with(model, "%s: no good reason: '%s'", step->step, step->reason);
	if (step->verdict == VERDICT_TODO && step->actions_count == 0)
		fail_with(model, "%s: to do, but no action: %s", step->step,
			  step->reason);
	if (!open && step->actions_count > 0)
		fail_with(model, "%s: %s, but with actions", step->step,
			  verdict_name(step->verdict));
	if (step->verdict == VERDICT_BLOCKED && step->fixes_count + step->notes_count == 0)
		fail_with(model, "%s: blocked without a fix: %s", step->step,
			  step->reason);
	if (step->verdict == VERDICT_PENDING &&
	    (before == NULL || before->verdict == VERDICT_DONE || before >= step))
		fail_with(model, "%s: later, behind %s", step->step, step->after);
	if (step->verdict == VERDICT_TODO && (step->consent & ~model->allowed) != 0)
		fail_with(model, "%s: to do without its consent", step->step);
}

static inline void check_plan(struct model *model, const struct plan *plan)
{
	const struct judgement *next = plan_next(plan);

	for (size_t i = 0; i < plan->steps_count; i++)
		check_judgement(model, plan, &plan->steps[i]);
	if ((plan->outcome == OUTCOME_CHANGES) != (next != NULL) &&
	    plan->outcome != OUTCOME_BLOCKED)
		fail_with(model, "the outcome is %s", outcome_name(plan->outcome));
}

static inline void check_instance_in_sync(struct model *model)
{
	const struct manifest_target *wanted = &model->pair.manifest.target;
	const struct observed_server *server = &target_of(model)->server;

	if (wanted->read_only && !observed_is_on(server, "read_only"))
		fail_with(model, "in sync, but the target is not read-only");
	for (size_t i = 0; i < wanted->parameters_count; i++) {
		const char *name = wanted->parameters[i].name;
		const char *value = observed_value(server, name);

		if (value != NULL && !values_equal(value, wanted->parameters[i].value))
			fail_with(model, "in sync, but %s runs as %s", name, value);
	}
	if (wanted->parameters_count > 0 &&
	    text_equal(instance_of(model)->status, "rebooting"))
		fail_with(model, "in sync, but the instance is rebooting");
}

/* "In sync" must be true. */
static inline void check_in_sync(struct model *model, const struct plan *plan)
{
	const struct observed_link *link = &model->pair.link;
	bool running = text_equal(link->io_running, "Yes") &&
		       text_equal(link->sql_running, "Yes");

	for (size_t i = 0; i < plan->steps_count; i++) {
		if (plan->steps[i].verdict != VERDICT_DONE)
			fail_with(model, "in sync, but %s is %s", plan->steps[i].step,
				  verdict_name(plan->steps[i].verdict));
	}
	/* A link that is wanted stopped and was removed is not linked again. */
	bool left_alone = link_was_taken_away(&model->pair.facts) &&
			  model->pair.manifest.replication.state == STATE_STOPPED;
	if (left_alone)
		return;
	if (!binlog_on(model) || !has_link(model) || !model->link_is_to_source ||
	    link_differs(model))
		fail_with(model, "in sync, but not linked as wanted");
	else if (running == (model->pair.manifest.replication.state == STATE_STOPPED))
		fail_with(model, "in sync, but the threads are not as wanted");
	if (gtids_unknown_to_source(&model->pair.observed, model->arena).count > 0)
		fail_with(model,
			  "in sync, but the target skips what the source numbers again");
	if (observed_link_is_ahead(source_of(model), link))
		fail_with(model, "in sync, but the target is ahead of the source");
	check_instance_in_sync(model);
	if (has_record(model) &&
	    !observed_record_is_of(&model->pair.record, &source_of(model)->server))
		fail_with(model, "in sync, but the record is of another source");
	if (record_is(model, "unfinished") || record_is(model, "promoted"))
		fail_with(model, "in sync, but the record is %s",
			  model->pair.record.state);
}

static inline const char *texts_of(const struct judgement *step, struct arena *arena)
{
	struct text text = text_make(arena);

	for (size_t i = 0; i < step->actions_count; i++) {
		text_addf(&text, "%s\n", step->actions[i].text);
		if (step->actions[i].reobserve_after)
			break;
	}
	return text.bytes;
}

static inline void carry_out(struct model *model, const struct judgement *step)
{
	for (size_t i = 0; i < step->actions_count; i++) {
		check_writable(model, &step->actions[i]);
		if (step->actions[i].kind == ACTION_AWS)
			model_aws(model, &step->actions[i]);
		model_do(model, &step->actions[i]);
		if (step->actions[i].reobserve_after)
			return;
	}
}

/*
 * Like pkg/reconcile: tries one login if nothing else proves the password. True when
 * that added a fact.
 */
static inline bool try_password(struct model *model, const struct plan *plan, bool *tried)
{
	struct observed_account *account = &source_of(model)->account;

	if (*tried || account->present != FACT_YES ||
	    plan->outcome == OUTCOME_BLOCKED || plan->outcome == OUTCOME_IN_SYNC ||
	    plan_step(plan, "source.account")->verdict != VERDICT_DONE)
		return false;
	*tried = true;
	if (link_proves_password(&model->pair.facts)) {
		account->password_works = FACT_YES;
		return false;
	}
	if (model->login_possible)
		account->password_works = model->password_right ? FACT_YES : FACT_NO;
	return model->login_possible;
}

/*
 * A thread has an error that a retry does not solve, or would have one: only a start or
 * a stop shows it.
 */
static inline bool link_failed(const struct model *model)
{
	const struct observed_link *link = &model->pair.link;

	return has_link(model) &&
	       (link->sql_errno != 0 || link->io_errno == 13114 ||
		link->io_errno == 1236 ||
		(link_off(model) &&
		 link_was_purged(&model->pair.facts, link, model->arena) != NULL));
}

/*
 * A plan that acts first and is blocked later would leave the user with half of the
 * work.
 */
static inline void check_not_our_doing(struct model *model, const struct plan *plan)
{
	/*
	 * Two facts appear late: what only a login to an unlocked account shows, and a
	 * new server_id.
	 */
	if (source_of(model)->account.password_works == FACT_NO ||
	    takes_source_for_another(model))
		return;
	/* And only a request shows what AWS denies. */
	if (instance_of(model)->denied_count > 0 ||
	    (instance_of(model)->known == FACT_YES &&
	     instance_of(model)->parameters_known != FACT_YES))
		return;
	for (size_t i = 0; i < plan->steps_count; i++) {
		if (plan->steps[i].verdict == VERDICT_BLOCKED)
			fail_with(model, "acted, and is blocked now: %s: %s",
				  plan->steps[i].step, plan->steps[i].reason);
	}
	for (size_t i = 0; i < plan->findings_count; i++) {
		if (plan->findings[i].severity == SEVERITY_ERROR)
			fail_with(model, "acted, and is blocked now: %s: %s",
				  plan->findings[i].check, plan->findings[i].message);
	}
}

/* From the first observation to the end. Returns the number of rounds. */
static inline unsigned run_facts(struct model *model)
{
	const char *last = "";
	bool tried = false, acted = false;

	for (unsigned round = 1; round <= MOST_ROUNDS && model->failure[0] == '\0';
	     round++) {
		struct plan plan;

		model->pair.facts.allowed = model->allowed;
		plan_make(steps, steps_count, &model->pair.facts, model->arena, &plan);
		check_plan(model, &plan);
		if (try_password(model, &plan, &tried))
			continue;
		if (plan.outcome == OUTCOME_IN_SYNC)
			check_in_sync(model, &plan);
		if (plan.outcome == OUTCOME_BLOCKED && acted && !link_failed(model))
			check_not_our_doing(model, &plan);
		if (plan.outcome == OUTCOME_IN_SYNC || plan.outcome == OUTCOME_BLOCKED)
			return round;
		if (plan.outcome == OUTCOME_WAITING) {
			if (!instance_tick(model) && !model_tick(model))
				return round;
			continue;
		}
		const struct judgement *next = plan_next(&plan);
		const char *texts = texts_of(next, model->arena);
		if (text_equal(texts, last))
			fail_with(model, "%s: the same again: %s", next->step, texts);
		last = texts;
		if (text_equal(next->step, "source.account")) {
			tried = false;
			source_of(model)->account.password_works = FACT_UNKNOWN;
		}
		carry_out(model, next);
		acted = true;
	}
	fail_with(model, "does not end");
	return MOST_ROUNDS;
}

static inline void make_facts(const struct axis *axes, size_t count, size_t number,
			      struct model *model)
{
	model->reachable = model->login_possible = true;
	model->password_right = model->link_password_right = true;
	model->link_is_to_source = model->session_logs = true;
	for (size_t i = 0; i < count; i++) {
		const struct variant *variant = &axes[i].variants[number % axes[i].count];

		number /= axes[i].count;
		variant->vary(model);
	}
	model->pair.facts.manifest = &model->pair.manifest;
	model->pair.facts.observed = &model->pair.observed;
}

static inline const char *name_of_facts(const struct axis *axes, size_t count,
					size_t number, struct arena *arena)
{
	struct text name = text_make(arena);

	for (size_t i = 0; i < count; i++) {
		text_addf(&name, "%s%s", i == 0 ? "" : " + ",
			  axes[i].variants[number % axes[i].count].name);
		number /= axes[i].count;
	}
	return name.bytes;
}

/* Failures with the same text are one, shown with the first facts that caused it. */
#define MOST_KINDS 12

struct failures {
	size_t count, kinds;
	char seen[MOST_KINDS][sizeof(((struct model *)0)->failure)];
};

static inline void count_failure(struct failures *failures, const char *failure,
				 const char *facts)
{
	failures->count++;
	for (size_t i = 0; i < failures->kinds; i++) {
		if (text_equal(failures->seen[i], failure))
			return;
	}
	if (failures->kinds == MOST_KINDS)
		return;
	(void)snprintf(failures->seen[failures->kinds++], sizeof(failures->seen[0]),
		       "%s", failure);
	print_error("%s\n    %s\n", facts, failure);
}

/* Of many combinations, a run without EXTREPL_LONG tries a third, scattered over all. */
#define MANY_COMBINATIONS 10000

static inline bool is_tried(size_t number, size_t combinations)
{
	return combinations <= MANY_COMBINATIONS || getenv("EXTREPL_LONG") != NULL ||
	       ((uint32_t)number * UINT32_C(2654435761) >> 8) % 3 == 0;
}

static inline void run_all_facts(const char *what, const struct axis *axes, size_t count)
{
	struct failures failures = { 0 };
	unsigned longest = 0;
	size_t combinations = 1, tried = 0;

	for (size_t i = 0; i < count; i++)
		combinations *= axes[i].count;
	for (size_t number = 0; number < combinations; number++) {
		if (!is_tried(number, combinations))
			continue;
		tried++;
		AUTO_ARENA *arena = arena_make();
		struct model model = { .arena = arena };

		make_facts(axes, count, number, &model);
		unsigned rounds = run_facts(&model);
		longest = rounds > longest ? rounds : longest;
		if (model.failure[0] != '\0')
			count_failure(&failures, model.failure,
				      name_of_facts(axes, count, number, arena));
	}
	print_message("%s: %zu of %zu combinations, at most %u rounds\n", what, tried,
		      combinations, longest);
	assert_int_equal(failures.count, 0);
}

/* The next combination uses the same memory. */
#define RUN_COMBINATIONS(tests)                                                        \
	((void)mallopt(M_TRIM_THRESHOLD, 64 * 1024 * 1024),                            \
	 cmocka_run_group_tests(tests, NULL, NULL))

#endif
