/*
 * The loop always ends, whatever is wrong with the link: by GTID or by file, with any
 * set of procedures, and after a failover of the source.
 */
#include "converge_changes.h"

static void old_names(struct model *model)
{
	model->pair.procedures[0].name = TEXT("rds_set_external_master");
	model->pair.procedures[1].name = TEXT("rds_reset_external_master");
}

static void no_delay_procedure(struct model *model)
{
	target_of(model)->procedures_count = 4;
}

static void no_procedures_at_all(struct model *model)
{
	target_of(model)->procedures_count = 0;
}

static void gtids_used_again(struct model *model)
{
	pair_variable(&model->pair, "gtid_mode")->value = TEXT("ON");
	source_of(model)->gtid_set = TEXT(SOURCE_UUID ":1-5");
	target_of(model)->gtid_set = TEXT(SOURCE_UUID ":1-9");
}

static void binlog_begun_again(struct model *model)
{
	source_of(model)->binlog_file = TEXT(COPY_FILE);
	source_of(model)->binlog_position = 900;
	source_of(model)->binlogs_count = 1;
}

/* By GTID. */
static void numbered(struct model *model)
{
	if (is_mariadb(model)) {
		pair_number_mariadb(&model->pair);
		source_of(model)->gtid_at_applied = source_of(model)->gtid_set;
	} else {
		pair_number(&model->pair);
	}
}

static void numbered_source_alone(struct model *model)
{
	numbered(model);
	target_of(model)->procedures_count = 5;
}

static void numbered_without_baseline(struct model *model)
{
	numbered(model);
	target_of(model)->procedures_count = 6;
}

static void numbered_purged(struct model *model)
{
	numbered(model);
	if (!is_mariadb(model))
		source_of(model)->gtid_purged = TEXT(SOURCE_UUID ":1-800");
}

/* Nothing of the source's was ever applied. */
static void copied_only(struct model *model)
{
	not_started(model);
	target_of(model)->gtid_set =
		is_mariadb(model) ? TEXT("") : TEXT(TARGET_UUID ":1-3");
}

static void nothing_copied(struct model *model)
{
	copied_only(model);
	no_record(model);
}

static void begun_to_copy(struct model *model)
{
	copied_only(model);
	unfinished(model);
}

static void copied_partly_told(struct model *model)
{
	copied_only(model);
	if (!is_mariadb(model))
		target_of(model)->gtid_set = TEXT(SOURCE_UUID ":1-300");
}

static void adopted_without_gtids(struct model *model)
{
	copied_only(model);
	adopted(model);
	model->pair.record.gtid_set = TEXT("");
}

static void gtid_wanted(struct model *model)
{
	model->pair.manifest.replication.coordinates = COORDINATES_GTID;
}

static void file_wanted(struct model *model)
{
	model->pair.manifest.replication.coordinates = COORDINATES_FILE;
}

/* The source replaced the one that was copied. */
static void replaced(struct model *model)
{
	struct observed_source *source = source_of(model);

	numbered(model);
	of_another_source(model);
	model->pair.record.link_address = TEXT("10.9.9.9:3306");
	link_to_another(model);
	link_by_gtid(model);
	if (is_mariadb(model)) {
		pair_variable(&model->pair, "max_binlog_size")->name =
			TEXT("log_slave_updates");
		pair_variable(&model->pair, "log_slave_updates")->value = TEXT("ON");
		source->gtid_set = TEXT("0-205-905");
		source->gtid_state = TEXT("0-999-900,0-205-905");
		source->gtid_replicated = TEXT("0-999-900");
		source->gtid_purged = TEXT("0-999-500");
		target_of(model)->gtid_set = TEXT("0-999-900");
		model->pair.record.gtid_set = TEXT("0-999-700");
	} else {
		source->gtid_set = TEXT(OTHER_UUID ":1-900," SOURCE_UUID ":1-5");
		source->gtid_purged = TEXT(OTHER_UUID ":1-500");
		target_of(model)->gtid_set =
			TEXT(OTHER_UUID ":1-900," TARGET_UUID ":1-3");
		model->pair.record.gtid_set = TEXT(OTHER_UUID ":1-700");
	}
	model->shares_history = model->is_successor = true;
}

static void lacks_the_last(struct model *model)
{
	if (is_mariadb(model))
		source_of(model)->gtid_state = TEXT("0-999-899,0-205-905");
	else
		source_of(model)->gtid_set =
			TEXT(OTHER_UUID ":1-899," SOURCE_UUID ":1-5");
	model->is_successor = false;
}

static void lacks_the_received(struct model *model)
{
	model->pair.link.retrieved_gtid_set =
		is_mariadb(model) ? TEXT("0-999-901") : TEXT(OTHER_UUID ":701-901");
	model->is_successor = false;
}

static void purged_too_much(struct model *model)
{
	source_of(model)->gtid_purged =
		is_mariadb(model) ? TEXT("0-999-901") :
				    TEXT(OTHER_UUID ":1-900," SOURCE_UUID ":1-2");
	model->is_successor = false;
}

static void has_nothing_of_it(struct model *model)
{
	if (is_mariadb(model))
		source_of(model)->gtid_replicated = NULL;
	else
		source_of(model)->gtid_set = TEXT(SOURCE_UUID ":1-5");
	if (!is_mariadb(model))
		source_of(model)->gtid_purged = TEXT("");
	model->shares_history = model->is_successor = false;
}

static void replaced_by_file(struct model *model)
{
	model->pair.link.auto_position = FACT_NO;
	model->is_successor = false;
}

static void at_one_address(struct model *model)
{
	model->pair.link.source_host = TEXT("10.0.0.205");
	model->pair.record.link_address = TEXT("10.0.0.205:3306");
}

static void at_one_address_and_connected(struct model *model)
{
	at_one_address(model);
	model->pair.link.source_uuid = source_of(model)->server.uuid;
	model->pair.link.source_server_id = 205;
}

/* Killed after setting the link and before recording its source. */
static void set_and_not_noted(struct model *model)
{
	at_one_address(model);
	model->pair.link.source_uuid = NULL;
}

static void link_elsewhere(struct model *model)
{
	model->pair.link.source_host = TEXT("10.7.7.7");
	model->pair.link.source_uuid =
		is_mariadb(model) ? NULL : TEXT("77777777-0000-0000-0000-000000000000");
	model->shares_history = model->is_successor = false;
}

static void link_reset(struct model *model)
{
	no_link(model);
	model->shares_history = model->is_successor = false;
}

static void delay_wanted(struct model *model)
{
	model->pair.manifest.replication.delay_ms = 60 * 1000;
}

static void delay_as_argument(struct model *model)
{
	pair_add_procedure(&model->pair,
			   is_mariadb(model) ? "rds_set_external_master_with_delay" :
					       "rds_set_external_source_with_delay",
			   8);
}

static void no_delay_at_all(struct model *model)
{
	model->pair.procedures[4].name = TEXT("rds_something_else");
}

static void link_by_gtid_nothing_read(struct model *model)
{
	link_by_gtid(model);
	model->pair.link.executed_file = NULL;
	model->pair.link.executed_position = 0;
}

static void does_not_start(struct model *model)
{
	threads_off(model);
	model->pair.link.workers_ahead = FACT_YES;
}

/* The receiver met GTIDs that the source has purged. */
static void purged_below_it(struct model *model)
{
	threads(model, "No", 13114, "Yes", 0);
}

static void after_a_way_back(struct model *model)
{
	source_of(model)->gtid_set =
		arena_printf(model->arena, "%s," WAY_BACK_UUID ":1-3",
			     source_of(model)->gtid_set);
}

static void after_two_ways_back(struct model *model)
{
	source_of(model)->gtid_set =
		arena_printf(model->arena, "%s," WAY_BACK_UUID ":1-3:7-9",
			     source_of(model)->gtid_set);
	source_of(model)->gtid_purged = TEXT(WAY_BACK_UUID ":1-3");
}

/* clang-format off */
static const struct axis procedure_axes[] = {
	AXIS({ "MySQL", mysql }, { "MariaDB", mariadb }),
	AXIS(AS_IT_IS("new names"), { "old names", old_names }, { "no delay procedure", no_delay_procedure },
	     { "no procedures", no_procedures_at_all }),
	AXIS(AS_IT_IS("source never reset"), { "GTIDs used again", gtids_used_again },
	     { "binlog begun again", binlog_begun_again }),
	AXIS({ "no record", no_record }, AS_IT_IS("copied and started"), { "copied", not_started },
	     { "unfinished", unfinished }),
	AXIS(AS_IT_IS("linked"), { "no link", no_link }, { "in clear", link_in_clear }, { "delayed", link_delayed },
	     { "linked to another", link_to_another }),
	AXIS(AS_IT_IS("threads on"), { "threads off", threads_off }, { "retries used up", retries_used_up }),
	AXIS({ "target empty", target_empty }, AS_IT_IS("data on the target")),
	AXIS(AS_IT_IS("wanted running"), { "wanted stopped", wanted_stopped }),
	AXIS({ "nothing allowed", as_it_is }, { "all allowed", all_allowed }),
};

static const struct axis gtid_axes[] = {
	AXIS({ "MySQL", mysql }, { "MariaDB", mariadb }),
	AXIS({ "numbered", numbered }, { "the source alone", numbered_source_alone },
	     { "no baseline", numbered_without_baseline }, { "purged", numbered_purged }),
	AXIS({ "delay by a call", as_it_is }, { "as an argument too", delay_as_argument }, { "no delay", no_delay_at_all }),
	AXIS({ "nothing copied", nothing_copied }, AS_IT_IS("copied and started"), { "copied", copied_only },
	     { "copied, partly told", copied_partly_told }, { "adopted without GTIDs", adopted_without_gtids },
	     { "unfinished", begun_to_copy }),
	AXIS(AS_IT_IS("by file"), { "by GTID", link_by_gtid }, { "by GTID, nothing read", link_by_gtid_nothing_read },
	     { "by GTID, in clear", link_by_gtid_in_clear }, { "in clear", link_in_clear }, { "delayed", link_delayed },
	     { "no link", no_link }, { "promoted by hand", promoted_by_hand }, { "perhaps promoted", perhaps_promoted }),
	AXIS(AS_IT_IS("threads on"), { "threads off", threads_off }, { "unreachable", unreachable }, { "duplicate", duplicate }),
	AXIS({ "auto", as_it_is }, { "gtid", gtid_wanted }, { "file", file_wanted }),
	AXIS({ "no delay", as_it_is }, { "a delay", delay_wanted }),
	AXIS(AS_IT_IS("wanted running"), { "wanted stopped", wanted_stopped }),
	AXIS({ "nothing allowed", as_it_is }, { "all allowed", all_allowed }),
};

static const struct axis restart_axes[] = {
	AXIS({ "MySQL", mysql }),
	AXIS({ "numbered", numbered }, { "no baseline", numbered_without_baseline }),
	AXIS({ "by GTID", link_by_gtid }, { "by GTID, in clear", link_by_gtid_in_clear }),
	AXIS(AS_IT_IS("threads on"), { "threads off", threads_off }, { "does not start", does_not_start },
	     { "purged below it", purged_below_it }),
	AXIS(AS_IT_IS("no way back"), { "after a way back", after_a_way_back }, { "after two, partly purged", after_two_ways_back }),
	AXIS({ "auto", as_it_is }, { "gtid", gtid_wanted }),
	AXIS({ "no delay", as_it_is }, { "a delay", delay_wanted }),
	AXIS(AS_IT_IS("wanted running"), { "wanted stopped", wanted_stopped }),
	AXIS({ "nothing allowed", as_it_is }, { "all allowed", all_allowed }),
};

static const struct axis failover_axes[] = {
	AXIS({ "MySQL", mysql }, { "MariaDB", mariadb }),
	AXIS({ "replaced", replaced }),
	AXIS(AS_IT_IS("has all"), { "lacks the last", lacks_the_last }, { "lacks the received", lacks_the_received },
	     { "purged", purged_too_much }, { "nothing in common", has_nothing_of_it }),
	AXIS(AS_IT_IS("another address"), { "one address", at_one_address },
	     { "one address, connected", at_one_address_and_connected }, { "set and not noted", set_and_not_noted },
	     { "by file", replaced_by_file }, { "linked elsewhere", link_elsewhere }, { "link reset", link_reset }),
	AXIS(AS_IT_IS("threads on"), { "threads off", threads_off }, { "retries used up", retries_used_up },
	     { "connecting", connecting }, { "duplicate", duplicate }),
	AXIS({ "auto", as_it_is }, { "gtid", gtid_wanted }, { "file", file_wanted }),
	AXIS(AS_IT_IS("wanted running"), { "wanted stopped", wanted_stopped }),
	AXIS(AS_IT_IS("no delay"), { "a delay", delay_wanted }),
	AXIS({ "nothing allowed", as_it_is }, { "all allowed", all_allowed }),
};
/* clang-format on */

static void every_set_of_procedures_converges(void **state)
{
	(void)state;
	run_all_facts("procedures", procedure_axes, ARRAY_SIZE(procedure_axes));
}

static void every_failover_converges(void **state)
{
	(void)state;
	run_all_facts("failovers", failover_axes, ARRAY_SIZE(failover_axes));
}

static void every_restart_converges(void **state)
{
	(void)state;
	run_all_facts("restarts", restart_axes, ARRAY_SIZE(restart_axes));
}

static void every_way_converges(void **state)
{
	(void)state;
	run_all_facts("ways", gtid_axes, ARRAY_SIZE(gtid_axes));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_set_of_procedures_converges),
		cmocka_unit_test(every_failover_converges),
		cmocka_unit_test(every_restart_converges),
		cmocka_unit_test(every_way_converges),
	};

	return RUN_COMBINATIONS(tests);
}
