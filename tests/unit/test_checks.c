/*
 * Each check: a healthy pair gives no finding, and one changed fact gives exactly this
 * finding, with its fix.
 */
#include "base/names.h"
#include "base/text.h"
#include "checks_pair.h"
#include "checks_rows_access.h"
#include "checks_rows_accounts.h"
#include "checks_rows_data.h"
#include "checks_rows_objects.h"
#include "checks_rows_replication.h"
#include "checks_rows_servers.h"
#include "observe/observe.h"
#include "plan/check_list.h"

/* NOLINTBEGIN(bugprone-reserved-identifier,cert-*): the linker's names. */
const struct observed_variable *__real_observed_variable(
	const struct observed_server *server, const char *name);
const char *__real_observed_value(const struct observed_server *server, const char *name);
bool __real_observed_is_on(const struct observed_server *server, const char *name);
const struct observed_variable *__wrap_observed_variable(
	const struct observed_server *server, const char *name);
const char *__wrap_observed_value(const struct observed_server *server, const char *name);
bool __wrap_observed_is_on(const struct observed_server *server, const char *name);

/* The variables that checks have queried, each once. */
static const char *asked[256];
static size_t asked_count;

static void ask_for(const char *name)
{
	if (names_among(asked, asked_count, name))
		return;
	assert_true(asked_count < ARRAY_SIZE(asked));
	asked[asked_count++] = name;
}

const struct observed_variable *__wrap_observed_variable(
	const struct observed_server *server, const char *name)
{
	ask_for(name);
	return __real_observed_variable(server, name);
}

const char *__wrap_observed_value(const struct observed_server *server, const char *name)
{
	ask_for(name);
	return __real_observed_value(server, name);
}

bool __wrap_observed_is_on(const struct observed_server *server, const char *name)
{
	ask_for(name);
	return __real_observed_is_on(server, name);
}
/* NOLINTEND(bugprone-reserved-identifier,cert-*) */

/* All rows, by subject. */
static const struct subject {
	struct check_case *rows;
	size_t count;
} subjects[] = {
	{ servers_rows, ARRAY_SIZE(servers_rows) },
	{ access_rows, ARRAY_SIZE(access_rows) },
	{ accounts_rows, ARRAY_SIZE(accounts_rows) },
	{ replication_rows, ARRAY_SIZE(replication_rows) },
	{ objects_rows, ARRAY_SIZE(objects_rows) },
	{ data_rows, ARRAY_SIZE(data_rows) },
};

static struct findings run_all(const struct facts *facts, struct arena *arena)
{
	struct findings findings = { .arena = arena };

	for (size_t i = 0; i < checks_count; i++) {
		findings.check = &checks[i];
		checks[i].run(facts, &findings);
	}
	return findings;
}

static void make_case(struct pair *pair, const struct check_case *row, struct arena *arena)
{
	make_healthy(pair, arena);
	for (size_t i = 0; i < ARRAY_SIZE(row->facts) && row->facts[i] != NULL; i++)
		apply_fact(pair, row->facts[i]);
	if (row->change != NULL)
		row->change(pair);
}

static void check_fires(void **state)
{
	const struct check_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	struct pair pair;

	make_case(&pair, row, arena);
	struct findings findings = run_all(&pair.facts, arena);
	for (size_t i = 0; i < findings.count; i++) {
		const struct finding *finding = &findings.list[i];

		if (!text_equal(finding->check, row->check))
			fail_msg("unexpected: %s: %s", finding->check, finding->message);
	}
	if (row->check == NULL)
		return;
	if (findings.count == 0)
		fail_msg("%s did not fire", row->check);
	const struct finding *last = &findings.list[findings.count - 1];
	if (strstr(last->message, row->says) == NULL)
		fail_msg("it says: %s", last->message);
	if (strstr(last->fix, row->fix) == NULL)
		fail_msg("its fix: %s", last->fix);
}

static bool has_a_case(const char *check)
{
	for (size_t i = 0; i < ARRAY_SIZE(subjects); i++) {
		for (size_t j = 0; j < subjects[i].count; j++) {
			if (text_equal(subjects[i].rows[j].check, check))
				return true;
		}
	}
	return false;
}

static void every_check_has_a_case(void **state)
{
	(void)state;
	for (size_t i = 0; i < checks_count; i++) {
		if (!has_a_case(checks[i].name))
			fail_msg("no case makes %s fire", checks[i].name);
	}
}

/* If a variable is not read, it is never known, and the check could not fire. */
static void what_checks_ask_for_is_read(void **state)
{
	(void)state;
	asked_count = 0;
	for (size_t i = 0; i < ARRAY_SIZE(subjects); i++) {
		for (size_t j = 0; j < subjects[i].count; j++) {
			AUTO_ARENA *arena = arena_make();
			struct pair pair;

			make_case(&pair, &subjects[i].rows[j], arena);
			(void)run_all(&pair.facts, arena);
		}
	}
	assert_true(asked_count > 20);
	for (size_t i = 0; i < asked_count; i++) {
		if (!observer_reads(asked[i]))
			fail_msg("a check asks for %s, which the observer does not read",
				 asked[i]);
	}
}

/* By any name that the manifest or a check uses. */
static void variables_have_two_spellings(void **state)
{
	(void)state;
	assert_true(observed_same_variable("gtid-mode", "GTID_MODE"));
	assert_true(observed_same_variable("slave_exec_mode", "replica-exec-mode"));
	assert_true(observed_same_variable("log_slave_updates", "log_replica_updates"));
	assert_true(observed_same_variable("tx_isolation", "transaction_isolation"));
	assert_false(observed_same_variable("read_only", "super_read_only"));
	assert_false(observed_same_variable("slaves", "replica"));
	assert_false(observed_same_variable("gtid_mode", "gtid_mode_x"));
}

static void names_are_unique_and_sides_known(void **state)
{
	(void)state;
	for (size_t i = 0; i < checks_count; i++) {
		assert_true(text_equal(checks[i].side, "source") ||
			    text_equal(checks[i].side, "target"));
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(checks[i].name, checks[j].name);
	}
}

/* Unknown facts are not reported: here nothing could be read. */
static void nothing_known_is_nothing_found(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct pair pair;

	(void)state;
	make_healthy(&pair, arena);
	memset(&pair.observed, 0, sizeof(pair.observed));
	pair.observed.target.service = arena_copy(arena, "rds");
	add_procedure(&pair, "rds_start_replication", 0);
	add_procedure(&pair, "rds_stop_replication", 0);
	struct findings findings = run_all(&pair.facts, arena);
	for (size_t i = 0; i < findings.count; i++)
		fail_msg("found in nothing: %s", findings.list[i].check);
}

/* MariaDB: in addition to the warning that the zones differ. */
static void the_key_of_a_day_in_another_zone(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct pair pair;

	(void)state;
	make_healthy(&pair, arena);
	apply_fact(&pair, "source has computed|shop.t.v|time_zone");
	assert_int_equal(run_all(&pair.facts, arena).count, 0);
	in_tokyo(&pair);
	struct findings findings = run_all(&pair.facts, arena);
	assert_int_equal(findings.count, 2);
	assert_string_equal(findings.list[0].check, "computed-by-setting");
	assert_non_null(
		strstr(findings.list[0].message, "09:00:00 from UTC on the source"));
	assert_string_equal(findings.list[1].check, "time-zone");
}

/* Otherwise the server would deny it after the copy of the rows has begun (1044). */
static void a_lock_of_tables_takes_its_privilege(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct pair pair;

	(void)state;
	make_healthy(&pair, arena);
	apply_fact(&pair, "source has engine|shop.old|MyISAM");
	allows_source_lock(&pair);
	assert_int_equal(run_all(&pair.facts, arena).count, 1); /* not-innodb */
	apply_fact(&pair, "source lacks LOCK TABLES");
	struct findings findings = run_all(&pair.facts, arena);
	assert_int_equal(findings.count, 2);
	assert_string_equal(findings.list[0].check, "copy-privileges");
	assert_string_equal(findings.list[0].fix,
			    "GRANT LOCK TABLES ON *.* TO 'root'@'%'");
}

/* Privileges on only the wanted databases are enough. */
static void database_privileges_count(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct pair pair;

	(void)state;
	make_healthy(&pair, arena);
	take_privilege(&pair.observed.source.server, "SELECT");
	add_privilege(&pair, &pair.observed.source.server, "SELECT ON sh%.*");
	add_privilege(&pair, &pair.observed.source.server, "SHOW DATABASES");
	add_privilege(&pair, &pair.observed.source.server, "SHOW_ROUTINE");
	assert_int_equal(run_all(&pair.facts, arena).count, 0);
	add_database(&pair, &pair.observed.source.server, "other");
	assert_int_equal(run_all(&pair.facts, arena).count, 1);
}

int main(void)
{
	static const struct CMUnitTest single[] = {
		cmocka_unit_test(every_check_has_a_case),
		cmocka_unit_test(what_checks_ask_for_is_read),
		cmocka_unit_test(variables_have_two_spellings),
		cmocka_unit_test(the_key_of_a_day_in_another_zone),
		cmocka_unit_test(a_lock_of_tables_takes_its_privilege),
		cmocka_unit_test(names_are_unique_and_sides_known),
		cmocka_unit_test(nothing_known_is_nothing_found),
		cmocka_unit_test(database_privileges_count),
	};
	static struct row_tests rows;

	rows_add_tests(&rows, single, ARRAY_SIZE(single));
	for (size_t i = 0; i < ARRAY_SIZE(subjects); i++)
		rows_add(&rows, subjects[i].rows, subjects[i].count,
			 sizeof(subjects[i].rows[0]), check_fires);
	return ROWS_RUN(&rows);
}
