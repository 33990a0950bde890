/*
 * Only the reviewed plan is applied: it is compared first, and again under the lock
 * against a second apply. And data is replaced with a consent only once in a run.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "act/execute.h"
#include "db/record.h"
#include "pair.h"
#include "reconcile/reconcile.h"

/* ---- doubles: two servers that a stranger changes at a certain moment */

static struct servers {
	struct pair pair;
	bool locked; /* the lock against a second apply is taken */
	bool other_plan_when_locked, other_plan_when_acted;
	unsigned acted;
	bool copies;   /* actions are executed; there is one, the copy */
	bool undoes;   /* each action undoes the one before */
	int64_t clock; /* milliseconds */
} servers;

/* NOLINTBEGIN(bugprone-reserved-identifier,cert-*): the linker's names. */
bool __wrap_observer_look(struct observer *observer, struct arena *arena,
			  struct observed **out, struct error *err);
bool __wrap_observer_look_at_data(struct observer *observer, struct arena *arena,
				  struct observed *observed, struct error *err);
bool __wrap_db_connect(const struct db_login *login, struct run *run, struct db **out,
		       struct error *err);
bool __wrap_db_lost(const struct db *db);
bool __wrap_record_lock(struct db *target, const char *channel, struct error *err);
bool __wrap_record_lock_held(struct db *target, const char *channel, struct error *err);
bool __wrap_execute_actions(struct session *session, const struct judgement *judgement,
			    struct error *err);
bool __real_execute_actions(struct session *session, const struct judgement *judgement,
			    struct error *err);
bool __wrap_execute_copy(struct session *session, const struct action *action,
			 struct error *err);
int64_t __wrap_run_clock(void);
/* NOLINTEND(bugprone-reserved-identifier,cert-*) */

/* The clock advances by itself, for code that waits. */
int64_t __wrap_run_clock(void)
{
	return servers.clock++;
}

bool __wrap_observer_look(struct observer *observer, struct arena *arena,
			  struct observed **out, struct error *err)
{
	(void)observer;
	(void)err;
	*out = arena_alloc(arena, sizeof(**out));
	**out = servers.pair.observed;
	return true;
}

bool __wrap_observer_look_at_data(struct observer *observer, struct arena *arena,
				  struct observed *observed, struct error *err)
{
	(void)observer;
	(void)arena;
	(void)observed;
	(void)err;
	return true;
}

/* The only session that a round opens is the one for the lock. */
bool __wrap_db_connect(const struct db_login *login, struct run *run, struct db **out,
		       struct error *err)
{
	static int session;

	(void)login;
	(void)run;
	(void)err;
	*out = (struct db *)&session;
	return true;
}

bool __wrap_db_lost(const struct db *db)
{
	(void)db;
	return false;
}

static void change_plan(void)
{
	servers.pair.observed.source.account.replication_slave = FACT_NO;
}

bool __wrap_record_lock(struct db *target, const char *channel, struct error *err)
{
	(void)target;
	(void)channel;
	(void)err;
	servers.locked = true;
	if (servers.other_plan_when_locked)
		change_plan();
	return true;
}

bool __wrap_execute_actions(struct session *session, const struct judgement *judgement,
			    struct error *err)
{
	assert_true(servers.locked);
	if (servers.copies)
		return __real_execute_actions(session, judgement, err);
	servers.acted++;
	if (servers.undoes) {
		struct observed_account *account = &servers.pair.observed.source.account;
		bool granted = account->replication_slave == FACT_NO;

		assert_true(servers.acted < 100);
		servers.clock += 3000;
		account->replication_slave = granted ? FACT_YES : FACT_NO;
		account->requires_tls = granted ? FACT_NO : FACT_YES;
		return true;
	}
	if (strcmp(judgement->step, "source.settings") == 0)
		pair_variable(&servers.pair, "binlog_format")->value = TEXT("ROW");
	else
		servers.pair.observed.source.account.replication_slave = FACT_YES;
	if (servers.other_plan_when_acted && servers.acted == 1)
		change_plan();
	return true;
}

bool __wrap_record_lock_held(struct db *target, const char *channel, struct error *err)
{
	(void)target;
	(void)channel;
	(void)err;
	return true;
}

/* Afterwards the record is the same as before: somebody interferes. */
bool __wrap_execute_copy(struct session *session, const struct action *action,
			 struct error *err)
{
	(void)session;
	(void)action;
	(void)err;
	servers.acted++;
	return true;
}

/* ---- an apply with the id of the plan that would be made now */

static void begin(void)
{
	servers = (struct servers){ 0 };
	pair_make(&servers.pair);
	/* The one thing to do. */
	pair_variable(&servers.pair, "binlog_format")->value = TEXT("STATEMENT");
}

static bool apply_with(const char *id, unsigned allowed, struct round *round,
		       struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct run run;
	struct logins logins = { .source.label = "source", .target.label = "target" };
	struct session session = {
		.manifest = &servers.pair.manifest,
		.run = &run,
		.arena = arena,
		.logins = &logins,
		.allowed = allowed,
	};
	struct run_state run_state = { 0 };
	char reviewed[PLAN_ID_SIZE];

	run_init(&run, NULL);
	session.round = arena_make();
	assert_true(reconcile_look(&session, &run_state, round, err));
	plan_id(&round->plan, reviewed);
	bool ok = reconcile(&session, id == NULL ? reviewed : id, round, err);
	arena_release(session.round);
	return ok;
}

static bool apply(const char *id, struct error *err)
{
	struct round round;

	return apply_with(id, 0, &round, err);
}

static void the_plan_that_was_reviewed_is_done(void **state)
{
	struct error err = { 0 };

	(void)state;
	begin();
	assert_true(apply(NULL, &err));
	assert_int_equal(servers.acted, 1);
}

static void another_one_is_not(void **state)
{
	struct error err = { 0 };

	(void)state;
	begin();
	assert_false(apply("0123456789abcdef", &err));
	assert_int_equal(err.kind, ERROR_BLOCKED);
	assert_int_equal(servers.acted, 0);
	assert_false(servers.locked);
}

static void nor_one_that_became_another_before_the_lock_was_taken(void **state)
{
	struct error err = { 0 };

	(void)state;
	begin();
	servers.other_plan_when_locked = true;
	assert_false(apply(NULL, &err));
	assert_int_equal(err.kind, ERROR_BLOCKED);
	assert_non_null(strstr(err.message, "no longer the one that was reviewed"));
	assert_int_equal(servers.acted, 0);
}

/* The results of its own actions are part of the reviewed plan. */
static void after_the_first_action_it_goes_on(void **state)
{
	struct error err = { 0 };

	(void)state;
	begin();
	servers.other_plan_when_acted = true;
	assert_true(apply(NULL, &err));
	assert_int_equal(servers.acted, 2);
}

static void a_copy_that_replaces_data_is_made_once(void **state)
{
	struct error err = { 0 };
	struct round round;

	(void)state;
	servers = (struct servers){ .copies = true };
	pair_make(&servers.pair);
	servers.pair.observed.source.account.password_works = FACT_YES;
	servers.pair.observed.target.links_count = 0;
	servers.pair.record.source_uuid = TEXT(OTHER_UUID);
	assert_true(apply_with(NULL, CONSENT_TARGET_DATA, &round, &err));
	assert_int_equal(round.plan.outcome, OUTCOME_BLOCKED);
	assert_int_equal(servers.acted, 1);
}

/* Not forever, and not before the actions had time to take effect. */
static void actions_that_undo_each_other_end_the_apply(void **state)
{
	struct error err = { 0 };

	(void)state;
	servers = (struct servers){ .undoes = true, .clock = 1 };
	pair_make(&servers.pair);
	servers.pair.observed.source.account.replication_slave = FACT_NO;
	assert_false(apply(NULL, &err));
	assert_int_equal(err.kind, ERROR_FAILED);
	assert_non_null(strstr(err.message, "applied, but still needed"));
	assert_in_range(servers.acted, 4, 12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_plan_that_was_reviewed_is_done),
		cmocka_unit_test(another_one_is_not),
		cmocka_unit_test(nor_one_that_became_another_before_the_lock_was_taken),
		cmocka_unit_test(after_the_first_action_it_goes_on),
		cmocka_unit_test(a_copy_that_replaces_data_is_made_once),
		cmocka_unit_test(actions_that_undo_each_other_end_the_apply),
	};

	return cmocka_run_group_tests_name("reconcile", tests, NULL, NULL);
}
