/*
 * The loop always ends, whatever is wrong with the target: its record, its link and its
 * data.
 */
#include "converge_changes.h"

static void unfinished_of_less(struct model *model)
{
	unfinished(model);
	model->pair.record.databases = TEXT("other");
}

static void started_by_hand(struct model *model)
{
	not_started(model);
	target_of(model)->last_start_at = TEXT("2026-11-21 01:00:00");
}

static void of_another_manifest(struct model *model)
{
	model->pair.record.name = TEXT("somebody-elses");
}

static void copy_purged(struct model *model)
{
	not_started(model);
	model->pair.record.file = TEXT("db001-bin.000007");
}

static void another_database_wanted(struct model *model)
{
	static const char *const databases[] = { "repltest", "more", NULL };

	model->pair.manifest.copy.databases = databases;
	model->pair.source_databases[1] =
		(struct observed_database){ .name = TEXT("more") };
	source_of(model)->server.databases_count = 2;
}

static void status_unreadable(struct model *model)
{
	no_link(model);
	target_of(model)->links_known = FACT_NO;
}

static void never_connected(struct model *model)
{
	model->pair.link.source_uuid = NULL;
	model->pair.link.source_server_id = 0;
	model->pair.link.executed_file = TEXT(COPY_FILE);
	model->pair.link.executed_position = 700;
}

static void other_address(struct model *model)
{
	model->pair.link.source_host = TEXT("db001.internal");
	model->pair.record.link_address = TEXT("db001.internal:3306");
}

static void link_of_other_user(struct model *model)
{
	model->pair.link.source_user = TEXT("someone");
}

static void link_to_another_unknown(struct model *model)
{
	link_to_another(model);
	model->pair.link.source_uuid = NULL;
	model->pair.link.source_server_id = 0;
}

static void unreachable_and_off(struct model *model)
{
	threads(model, "No", 2003, "No", 0);
	model->reachable = false;
}

static void applier_alone_off(struct model *model)
{
	threads(model, "Yes", 0, "No", 0);
}

static void lock_wait(struct model *model)
{
	threads(model, "Yes", 0, "No", 1205);
	model->applier_heals = true;
}

static void duplicate_and_off(struct model *model)
{
	threads(model, "No", 0, "No", 1062);
}

static void duplicate_mended_and_off(struct model *model)
{
	duplicate_and_off(model);
	model->applier_heals = true;
}

static void purged_and_duplicate(struct model *model)
{
	purged(model);
	model->pair.link.sql_running = TEXT("No");
	model->pair.link.sql_errno = model->applier_errno = 1062;
}

static void target_other(struct model *model)
{
	model->pair.target_databases[0] =
		(struct observed_database){ .name = TEXT("other"), .tables = 3 };
}

static void target_both(struct model *model)
{
	model->pair.target_databases[1] =
		(struct observed_database){ .name = TEXT("other"), .tables = 3 };
	target_of(model)->server.databases_count = 2;
}

/* What is wanted and allowed. */
static void adopt(struct model *model)
{
	model->pair.manifest.copy.adopt.set = true;
	model->pair.manifest.copy.adopt.file = COPY_FILE;
	model->pair.manifest.copy.adopt.position = 700;
}

/* clang-format off */
static const struct axis target_axes[] = {
	AXIS({ "MySQL", mysql }, { "MariaDB", mariadb }),
	AXIS({ "no record", no_record }, { "unfinished", unfinished }, { "unfinished, of less", unfinished_of_less },
	     AS_IT_IS("copied and started"), { "copied", not_started }, { "copied, started by hand", started_by_hand },
	     { "copied, binlog purged", copy_purged }, { "adopted", adopted }, { "of another source", of_another_source },
	     { "of another manifest", of_another_manifest }, { "promoted", promoted }),
	AXIS(AS_IT_IS("linked"), { "no link", no_link }, { "promoted by hand", promoted_by_hand },
	     { "perhaps promoted", perhaps_promoted }, { "status unreadable", status_unreadable },
	     { "never connected", never_connected }, { "another address", other_address }, { "in clear", link_in_clear },
	     { "another user", link_of_other_user }, { "delayed", link_delayed },
	     { "given another password", link_given_other_password }, { "by GTID", link_by_gtid },
	     { "by GTID, in clear", link_by_gtid_in_clear }, { "another server at the address", same_address_other_server },
	     { "linked to another", link_to_another }, { "linked to an unknown other", link_to_another_unknown }),
	AXIS(AS_IT_IS("threads on"), { "threads off", threads_off }, { "connecting", connecting },
	     { "unreachable", unreachable }, { "retries used up", retries_used_up },
	     { "unreachable and off", unreachable_and_off }, { "applier alone off", applier_alone_off },
	     { "lock wait", lock_wait }, { "duplicate", duplicate }, { "duplicate and off", duplicate_and_off },
	     { "duplicate, mended and off", duplicate_mended_and_off }, { "purged", purged },
	     { "purged and duplicate", purged_and_duplicate }),
	AXIS({ "target empty", target_empty }, AS_IT_IS("data on the target"), { "a stranger's database", target_other },
	     { "data and a stranger's database", target_both }),
	AXIS(AS_IT_IS("copied by extrepl"), { "adopt", adopt }, { "one database more", another_database_wanted }),
	AXIS(AS_IT_IS("wanted running"), { "wanted stopped", wanted_stopped }),
	AXIS({ "nothing allowed", as_it_is }, { "all allowed", all_allowed }),
};
/* clang-format on */

static void every_target_converges(void **state)
{
	(void)state;
	run_all_facts("targets", target_axes, ARRAY_SIZE(target_axes));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_target_converges),
	};

	return RUN_COMBINATIONS(tests);
}
