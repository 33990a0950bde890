/*
 * The tables of the cut-over: each action of promote, revert and finalize, in order,
 * with its undo. walk.c runs them.
 */
#include "promote/actions.h"

#include "base/text.h"
#include "promote/internal.h"

#define ANY FLAVOUR_UNKNOWN
#define MYSQL FLAVOUR_MYSQL
#define MARIADB FLAVOUR_MARIADB
#define PLAIN SESSION_PLAIN
#define LOCK SESSION_LOCK

static bool wants_way_back(const struct cutover_facts *facts)
{
	return facts->manifest->cutover.way_back;
}

static bool back_works(const struct way_back *back)
{
	return back->there == FACT_YES && back->running == FACT_YES &&
	       back->filtered == FACT_YES && back->error == NULL;
}

/* Created from scratch, with a new account: nobody knows the old account's password. */
static bool makes_way_back(const struct cutover_facts *facts)
{
	return wants_way_back(facts) && facts->way_back.there != FACT_YES;
}

/* A restart of the old source loses the filter, or leaves the way back stopped. */
static bool mends_way_back(const struct cutover_facts *facts)
{
	return wants_way_back(facts) && !back_works(&facts->way_back);
}

static bool stops_way_back(const struct cutover_facts *facts)
{
	return mends_way_back(facts) && facts->way_back.there == FACT_YES;
}

static bool has_way_back(const struct cutover_facts *facts)
{
	return facts->way_back.there == FACT_YES;
}

static bool raises_retention(const struct cutover_facts *facts)
{
	return wants_way_back(facts) && facts->retention != NULL &&
	       rows_number(facts->retention, 0) < rows_number(RETENTION_HOURS, 0);
}

static bool stops_events(const struct cutover_facts *facts)
{
	return text_equal_nocase(facts->scheduler, "ON");
}

static bool had_events(const struct cutover_facts *facts)
{
	return facts->found && text_equal_nocase(facts->row.scheduler_before, "ON");
}

static bool had_retention(const struct cutover_facts *facts)
{
	return facts->found && facts->row.retention_before != NULL;
}

static bool has_link(const struct cutover_facts *facts)
{
	const struct observed_link *link =
		observed_link(&facts->observed->target,
			      facts->manifest->replication.channel);

	return link != NULL && !text_empty(link->source_host);
}

bool link_runs(const struct cutover_facts *facts)
{
	const struct observed_link *link =
		observed_link(&facts->observed->target,
			      facts->manifest->replication.channel);

	return has_link(facts) && !(text_equal_nocase(link->io_running, "No") &&
				    text_equal_nocase(link->sql_running, "No"));
}

static bool link_stands(const struct cutover_facts *facts)
{
	return has_link(facts) && !link_runs(facts);
}

static bool ends_for_good(const struct cutover_facts *facts)
{
	return text_equal(facts->row.state, PROMOTION_PROMOTED) ||
	       text_equal(facts->row.state, PROMOTION_OPENED) ||
	       text_equal(facts->row.state, PROMOTION_FINALIZED);
}

static bool resets_link(const struct cutover_facts *facts)
{
	return ends_for_good(facts) && has_link(facts);
}

static bool was_reverted(const struct cutover_facts *facts)
{
	return !ends_for_good(facts);
}

static bool source_is_open(const struct cutover_facts *facts)
{
	return facts->source_read_only == FACT_NO ||
	       facts->source_super_read_only == FACT_NO;
}

static bool has_frozen_hooks(const struct cutover_facts *facts)
{
	for (size_t i = 0; i < facts->manifest->cutover.hooks_count; i++) {
		if (facts->manifest->cutover.hooks[i].at == HOOK_FROZEN)
			return true;
	}
	return false;
}

static bool has_option_file(const struct cutover_facts *facts)
{
	return facts->manifest->source.config.file != NULL && !facts->source_gone;
}

static bool is_mariadb(const struct cutover_facts *facts)
{
	return facts->observed->source.server.flavour == FLAVOUR_MARIADB;
}

/* The way back is created or repaired: its filter must survive a restart. */
static bool keeps_filter(const struct cutover_facts *facts)
{
	return has_option_file(facts) && wants_way_back(facts);
}

static bool says_read_only(const struct cutover_facts *facts)
{
	return has_option_file(facts) && is_mariadb(facts) && ends_for_good(facts);
}

static bool says_nothing(const struct cutover_facts *facts)
{
	return has_option_file(facts) && has_way_back(facts) && !says_read_only(facts);
}

static bool super_is_on(const struct cutover_facts *facts)
{
	return facts->source_super_read_only == FACT_YES;
}

#define STATE(state)                                                                   \
	"UPDATE `extrepl`.`promotion` SET `state` = '" state "' WHERE `name` = {name}"

#define CHANGE_BACK                                                                    \
	"{CHANGE_SOURCE} {SOURCE}_HOST = {back_host}, {SOURCE}_PORT = {back_port},"    \
	" {SOURCE}_USER = {back_user}, {SOURCE}_PASSWORD = <secret>,"                  \
	" {SOURCE}_LOG_FILE = {target_file}, {SOURCE}_LOG_POS = {target_position},"    \
	" {SOURCE}_SSL = {back_tls}, {SOURCE}_CONNECT_RETRY = 5"

#define WRITABLE                                                                       \
	"SET GLOBAL super_read_only = OFF; SET GLOBAL read_only = OFF{RESET_PERSIST}"

/* clang-format off */
/* Restores what a restart of the old source loses of the way back. */
#define MEND_BACK \
	{ "way.back", ON_SOURCE, PLAIN, PROMOTE_SQL, MYSQL, "STOP {REPLICA} FOR CHANNEL {channel}", NULL, .wanted = stops_way_back }, \
	{ "way.back", ON_SOURCE, PLAIN, PROMOTE_SQL, MARIADB, "STOP SLAVE {channel}", NULL, .wanted = stops_way_back }, \
	{ "way.back", ON_SOURCE, PLAIN, PROMOTE_SQL, MYSQL, \
	  "CHANGE REPLICATION FILTER REPLICATE_WILD_IGNORE_TABLE = ({ignored_list}) FOR CHANNEL {channel}", NULL, .wanted = stops_way_back }, \
	{ "way.back", ON_SOURCE, PLAIN, PROMOTE_SQL, MARIADB, "SET GLOBAL {connection}.replicate_wild_ignore_table = {ignored}", NULL, \
	  .wanted = stops_way_back }, \
	{ "way.back", ON_SOURCE, PLAIN, PROMOTE_SQL, MYSQL, "START {REPLICA} FOR CHANNEL {channel}", NULL, .wanted = stops_way_back }, \
	{ "way.back", ON_SOURCE, PLAIN, PROMOTE_SQL, MARIADB, "START SLAVE {channel}", NULL, .wanted = stops_way_back }

static const struct promote_action forward[] = {
	{ "target.open", ON_TARGET, PLAIN, PROMOTE_SQL, ANY, promotion_create_database, NULL, .wanted = NULL },
	{ "target.open", ON_TARGET, PLAIN, PROMOTE_SQL, ANY, promotion_create_table, NULL, .wanted = NULL },
	{ "target.open", ON_TARGET, PLAIN, PROMOTE_SQL, ANY,
	  "REPLACE INTO `extrepl`.`promotion` (`name`, `state`, `began_at`, `retention_before`, `scheduler_before`,"
	  " `record_before`, `way_back`, `events_before`) VALUES ({name}, 'preparing', UTC_TIMESTAMP(), {retention_kept},"
	  " {scheduler_kept}, {record_kept}, {way_back}, {events_kept})",
	  "UPDATE `extrepl`.`promotion` SET `state` = {state_before} WHERE `name` = {name}", .wanted = NULL },
	{ "target.open", ON_TARGET, PLAIN, PROMOTE_CALL, ANY,
	  "CALL mysql.rds_set_configuration('binlog retention hours', " RETENTION_HOURS ")",
	  "CALL mysql.rds_set_configuration('binlog retention hours', {retention_before})", .wanted = raises_retention },

	{ "way.back", ON_TARGET, PLAIN, PROMOTE_SQL, ANY, "CREATE USER IF NOT EXISTS {account} IDENTIFIED BY <secret>{require}",
	  "DROP USER IF EXISTS {account}", .wanted = makes_way_back },
	{ "way.back", ON_TARGET, PLAIN, PROMOTE_SQL, ANY, "ALTER USER {account} IDENTIFIED BY <secret>{require}", NULL,
	  .wanted = makes_way_back },
	{ "way.back", ON_TARGET, PLAIN, PROMOTE_SQL, ANY, "GRANT REPLICATION SLAVE ON *.* TO {account}", NULL, .wanted = makes_way_back },
	{ "way.back", ON_TARGET, PLAIN, PROMOTE_COORDINATES, ANY, "the target's own coordinates", NULL, .wanted = makes_way_back },
	{ "way.back", ON_SOURCE, PLAIN, PROMOTE_SQL, MYSQL, "STOP {REPLICA} FOR CHANNEL {channel}", NULL, .wanted = stops_way_back },
	{ "way.back", ON_SOURCE, PLAIN, PROMOTE_SQL, MARIADB, "STOP SLAVE {channel}", NULL, .wanted = stops_way_back },
	{ "way.back", ON_SOURCE, PLAIN, PROMOTE_SQL, MYSQL, CHANGE_BACK ", {SOURCE}_AUTO_POSITION = 0{assign_gtids} FOR CHANNEL {channel}",
	  "STOP {REPLICA} FOR CHANNEL {channel}; RESET {REPLICA} ALL FOR CHANNEL {channel}", .wanted = makes_way_back },
	{ "way.back", ON_SOURCE, PLAIN, PROMOTE_SQL, MARIADB, CHANGE_BACK ", MASTER_USE_GTID = no{no_verify}",
	  "STOP SLAVE {channel}; RESET SLAVE {channel} ALL", .wanted = makes_way_back },
	{ "way.back", ON_SOURCE, PLAIN, PROMOTE_SQL, MYSQL,
	  "CHANGE REPLICATION FILTER REPLICATE_WILD_IGNORE_TABLE = ({ignored_list}) FOR CHANNEL {channel}", NULL, .wanted = mends_way_back },
	{ "way.back", ON_SOURCE, PLAIN, PROMOTE_SQL, MARIADB, "SET GLOBAL {connection}.replicate_wild_ignore_table = {ignored}", NULL,
	  .wanted = mends_way_back },
	{ "way.back", ON_HOST, PLAIN, PROMOTE_FILE, ANY, "{option_file}: the same filter, for the source's next start", "it is emptied",
	  .wanted = keeps_filter, .options = OPTIONS_FILTER, .options_undone = OPTIONS_NONE },
	{ "way.back", ON_SOURCE, PLAIN, PROMOTE_SQL, MYSQL, "START {REPLICA} FOR CHANNEL {channel}",
	  "STOP {REPLICA} FOR CHANNEL {channel}", .wanted = mends_way_back },
	{ "way.back", ON_SOURCE, PLAIN, PROMOTE_SQL, MARIADB, "START SLAVE {channel}", "STOP SLAVE {channel}", .wanted = mends_way_back },
	{ "way.back", ON_TARGET, PLAIN, PROMOTE_PROOF, ANY, "a write to "
							    "`extrepl`.`promotion`, which "
							    "must arrive over the way back", NULL,
	  .wanted = wants_way_back },

	{ "expected outage", ON_SOURCE, PLAIN, PROMOTE_EXPECT, ANY, "the backlog is brought to "
								    "zero, and measured", NULL, .wanted = NULL },

	{ "source.freeze", ON_TARGET, PLAIN, PROMOTE_SQL, ANY, STATE("freezing"), NULL, .wanted = NULL },
	{ "source.freeze", ON_HOST, PLAIN, PROMOTE_FILE, MARIADB, "{option_file}: read_only = 1, for its next start", "SET GLOBAL read_only = 0",
	  .wanted = has_option_file, .options = OPTIONS_CLOSED, .options_undone = OPTIONS_FILTER },
	{ "source.freeze", ON_SOURCE, PLAIN, PROMOTE_SQL, ANY, "SET GLOBAL event_scheduler = OFF",
	  "SET GLOBAL event_scheduler = {scheduler_before}", .wanted = stops_events },
	/*
	 * Recent writes on the target must reach the source before the freeze, not in
	 * it.
	 */
	{ "source.freeze", ON_TARGET, PLAIN, PROMOTE_PROOF, ANY, "that must arrive over the way "
								 "back", NULL, .wanted = wants_way_back },
	{ "source.freeze", ON_SOURCE, LOCK, PROMOTE_LOCK, ANY, "FLUSH TABLES WITH READ LOCK", "UNLOCK TABLES", .wanted = NULL },
	{ "source.freeze", ON_SOURCE, LOCK, PROMOTE_EMPTY, ANY, "XA RECOVER", NULL, .wanted = NULL },
	{ "source.freeze", ON_SOURCE, LOCK, PROMOTE_COORDINATES, ANY, "the source's coordinates", NULL, .wanted = NULL },
	{ "source.freeze", ON_TARGET, PLAIN, PROMOTE_DRAIN, ANY, "the target has applied "
								 "everything up to them", NULL, .wanted = NULL },
	{ "source.freeze", ON_SOURCE, LOCK, PROMOTE_SQL, MYSQL, "SET {PERSIST} super_read_only = ON", WRITABLE, .wanted = NULL },
	{ "source.freeze", ON_SOURCE, LOCK, PROMOTE_SQL, MARIADB, "SET GLOBAL read_only = 1", "SET GLOBAL read_only = 0", .wanted = NULL },
	{ "source.freeze", ON_SOURCE, LOCK, PROMOTE_SAME, ANY, "the source's coordinates "
							       "again: they must be equal", NULL, .wanted = NULL },
	{ "source.freeze", ON_HOST, PLAIN, PROMOTE_HOOKS, ANY, "hooks: frozen", "the hooks' undo", .moment = HOOK_FROZEN },
	/*
	 * The hooks may take seconds: check that the lock is still there and nothing
	 * moved.
	 */
	{ "source.freeze", ON_SOURCE, LOCK, PROMOTE_SAME, ANY, "the source's coordinates after "
							       "the hooks: they must be equal", NULL, .wanted = has_frozen_hooks },

	{ "target.opened", ON_TARGET, PLAIN, PROMOTE_COUNTERS, ANY, "AUTO_INCREMENT and sequences raised to the source's", NULL, .wanted = NULL },
	{ "target.opened", ON_TARGET, PLAIN, PROMOTE_SQL, ANY,
	  "START TRANSACTION;"
	  " UPDATE `extrepl`.`promotion` SET `state` = 'opened', `opened_at` = UTC_TIMESTAMP(), {places} WHERE `name` = {name}"
	  " AND `state` = 'freezing'; {record_promoted}; COMMIT", NULL, .no_return = true },
	{ "target.opened", ON_SOURCE, PLAIN, PROMOTE_WRITERS, ANY, "open sessions that read_only "
								   "does not stop are ended", NULL, .wanted = NULL },
	{ "target.opened", ON_SOURCE, LOCK, PROMOTE_SQL, ANY, "UNLOCK TABLES", NULL, .wanted = NULL },
	{ "target.opened", ON_TARGET, PLAIN, PROMOTE_EVENTS, ANY, "events that were enabled on the source enabled", NULL, .wanted = NULL },
	{ "target.opened", ON_HOST, PLAIN, PROMOTE_HOOKS, ANY, "hooks: opened", NULL, .moment = HOOK_OPENED },
	{ "target.opened", ON_SOURCE, PLAIN, PROMOTE_SESSIONS, ANY, "which sessions are still "
								    "connected to the source", NULL, .wanted = NULL },

	{ "replication", ON_SOURCE, PLAIN, PROMOTE_OWN_WRITES, ANY, "the source must have written "
								    "nothing since", NULL, .wanted = NULL },
	{ "replication", ON_TARGET, PLAIN, PROMOTE_CALL, ANY, "{stop_call}", NULL, .wanted = link_runs },
	{ "replication", ON_TARGET, PLAIN, PROMOTE_SQL, ANY,
	  "UPDATE `extrepl`.`promotion` SET `state` = 'promoted', `outage_ms` = {outage_ms} WHERE `name` = {name}", NULL, .wanted = NULL },
};

static const struct promote_action backward[] = {
	MEND_BACK,
	{ "way.back", ON_TARGET, PLAIN, PROMOTE_PROOF, ANY, "a write to "
							    "`extrepl`.`promotion`, which "
							    "must arrive over the way back", NULL, .wanted = NULL },

	{ "expected outage", ON_TARGET, PLAIN, PROMOTE_EXPECT, ANY, "the backlog is brought to "
								    "zero, and measured", NULL, .wanted = NULL },

	{ "target.freeze", ON_TARGET, PLAIN, PROMOTE_SQL, ANY, STATE("reverting"),
	  "UPDATE `extrepl`.`promotion` SET `state` = {state_of_revert} WHERE `name` = {name}", .wanted = NULL },
	{ "target.freeze", ON_TARGET, LOCK, PROMOTE_LOCK, ANY, "LOCK TABLES {tables}", "UNLOCK TABLES", .wanted = NULL },
	{ "target.freeze", ON_TARGET, LOCK, PROMOTE_EMPTY, ANY, "XA RECOVER", NULL, .wanted = NULL },
	{ "target.freeze", ON_TARGET, LOCK, PROMOTE_COORDINATES, ANY, "the target's coordinates", NULL, .wanted = NULL },
	{ "target.freeze", ON_SOURCE, PLAIN, PROMOTE_DRAIN, ANY, "the source has applied "
								 "everything up to them", NULL, .wanted = NULL },
	{ "target.freeze", ON_TARGET, LOCK, PROMOTE_SAME, ANY, "the target's coordinates "
							       "again: they must be equal", NULL, .wanted = NULL },

	{ "source.opened", ON_SOURCE, PLAIN, PROMOTE_SQL, MYSQL, "SET GLOBAL super_read_only = OFF", "SET {PERSIST} super_read_only = ON",
	  .wanted = super_is_on },
	{ "source.opened", ON_HOST, PLAIN, PROMOTE_FILE, MARIADB, "{option_file}: read_only no more", "it contains read_only = 1 "
												      "again",
	  .wanted = has_option_file, .options = OPTIONS_FILTER, .options_undone = OPTIONS_CLOSED },
	{ "source.opened", ON_SOURCE, PLAIN, PROMOTE_COUNTERS, ANY, "AUTO_INCREMENT and sequences raised to the target's", NULL, .wanted = NULL },
	{ "source.opened", ON_SOURCE, PLAIN, PROMOTE_SQL, MYSQL, "SET GLOBAL read_only = OFF{RESET_PERSIST}", NULL, .no_return = true },
	{ "source.opened", ON_SOURCE, PLAIN, PROMOTE_SQL, MARIADB, "SET GLOBAL read_only = 0", NULL, .no_return = true },
	{ "source.opened", ON_TARGET, PLAIN, PROMOTE_SQL, ANY,
	  "{record_restored}", NULL, .wanted = NULL },
	{ "source.opened", ON_SOURCE, PLAIN, PROMOTE_SQL, ANY, "SET GLOBAL event_scheduler = ON", NULL, .wanted = had_events },
	/*
	 * Before the lock is released: ends the sessions that would write there after
	 * it.
	 */
	{ "source.opened", ON_HOST, PLAIN, PROMOTE_HOOKS, ANY, "hooks: the undo of opened, "
							       "then of frozen", NULL, .moment = HOOK_OPENED },
	{ "source.opened", ON_TARGET, PLAIN, PROMOTE_SESSIONS, ANY, "applications' sessions are "
								    "ended, as nothing else stops "
								    "them from writing there", NULL, .wanted = NULL },
	{ "source.opened", ON_TARGET, LOCK, PROMOTE_SQL, ANY, "UNLOCK TABLES", NULL, .wanted = NULL },
	{ "source.opened", ON_SOURCE, PLAIN, PROMOTE_EVENTS, ANY, "events that were enabled on the target enabled", NULL, .wanted = NULL },

	{ "replication", ON_TARGET, PLAIN, PROMOTE_CALL, ANY, "{start_call}", NULL, .wanted = link_stands },
	{ "replication", ON_TARGET, PLAIN, PROMOTE_SQL, ANY, STATE("reverted"), NULL, .wanted = NULL },
};

/* For a promoted pair: restores what a restart of the old source lost. */
static const struct promote_action again[] = {
	{ "source.freeze", ON_SOURCE, PLAIN, PROMOTE_SQL, MYSQL, "SET {PERSIST} super_read_only = ON", NULL, .wanted = source_is_open },
	{ "source.freeze", ON_SOURCE, PLAIN, PROMOTE_SQL, MARIADB, "SET GLOBAL read_only = 1", NULL, .wanted = source_is_open },
	{ "source.freeze", ON_SOURCE, PLAIN, PROMOTE_SQL, ANY, "SET GLOBAL event_scheduler = OFF", NULL, .wanted = stops_events },
	MEND_BACK,
	{ "way.back", ON_TARGET, PLAIN, PROMOTE_PROOF, ANY, "a write to "
							    "`extrepl`.`promotion`, which "
							    "must arrive over the way back", NULL,
	  .wanted = has_way_back },
	{ "replication", ON_SOURCE, PLAIN, PROMOTE_OWN_WRITES, ANY, "the source must have written "
								    "nothing since", NULL, .wanted = NULL },
	{ "replication", ON_TARGET, PLAIN, PROMOTE_CALL, ANY, "{stop_call}", NULL, .wanted = link_runs },
};

static const struct promote_action finally[] = {
	{ "way.back", ON_SOURCE, PLAIN, PROMOTE_SQL, MYSQL, "STOP {REPLICA} FOR CHANNEL {channel}", NULL, .wanted = has_way_back },
	{ "way.back", ON_SOURCE, PLAIN, PROMOTE_SQL, MYSQL, "RESET {REPLICA} ALL FOR CHANNEL {channel}", NULL, .wanted = has_way_back },
	{ "way.back", ON_SOURCE, PLAIN, PROMOTE_SQL, MARIADB, "STOP SLAVE {channel}", NULL, .wanted = has_way_back },
	{ "way.back", ON_SOURCE, PLAIN, PROMOTE_SQL, MARIADB, "RESET SLAVE {channel} ALL", NULL, .wanted = has_way_back },
	{ "way.back", ON_HOST, PLAIN, PROMOTE_FILE, ANY, "{option_file}: emptied", NULL, .wanted = says_nothing, .options = OPTIONS_NONE },
	{ "way.back", ON_HOST, PLAIN, PROMOTE_FILE, ANY, "{option_file}: only read_only is left", NULL, .wanted = says_read_only, .options = OPTIONS_READ_ONLY },
	{ "way.back", ON_TARGET, PLAIN, PROMOTE_SQL, ANY, "DROP USER IF EXISTS {account}", NULL, .wanted = NULL },
	{ "way.back", ON_TARGET, PLAIN, PROMOTE_CALL, ANY,
	  "CALL mysql.rds_set_configuration('binlog retention hours', {retention_before})", NULL, .wanted = had_retention },
	{ "replication", ON_TARGET, PLAIN, PROMOTE_CALL, ANY, "{reset_call}", NULL, .wanted = resets_link },
	{ "replication", ON_HOST, PLAIN, PROMOTE_HOOKS, ANY, "hooks: finalized", NULL, .wanted = ends_for_good, .moment = HOOK_FINALIZED },
	{ "replication", ON_TARGET, PLAIN, PROMOTE_SQL, ANY, STATE("finalized"), NULL, .wanted = ends_for_good },
	{ "replication", ON_TARGET, PLAIN, PROMOTE_SQL, ANY, "DELETE FROM `extrepl`.`promotion` WHERE `name` = {name}", NULL,
	  .wanted = was_reverted },
};
/* clang-format on */

bool action_is_wanted(const struct promotion *promotion,
		      const struct promote_action *action)
{
	enum flavour flavour = promotion->facts.observed->source.server.flavour;

	return (action->flavour == FLAVOUR_UNKNOWN || action->flavour == flavour) &&
	       (action->wanted == NULL || action->wanted(&promotion->facts));
}

const struct promote_table promote_forward = { forward, ARRAY_SIZE(forward) };
const struct promote_table promote_backward = { backward, ARRAY_SIZE(backward) };
const struct promote_table promote_again = { again, ARRAY_SIZE(again) };
const struct promote_table promote_finally = { finally, ARRAY_SIZE(finally) };
