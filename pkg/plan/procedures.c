/*
 * The table of RDS's procedures. Picks among them by what the target's catalogue has.
 * pkg/link makes the calls.
 */
#include "plan/procedures.h"

#include "base/text.h"

enum scope { DEFAULT, NAMED, BOTH };

/* The newer name comes first. A form can have one of two numbers of arguments. */
/* clang-format off */
static const struct {
	enum call call;
	enum scope scope;
	unsigned parameters;
	unsigned without_delay; /* number of arguments in the form without a delay; 0: there is no such form */
	const char *name;
} procedures[] = {
	{ CALL_SET_BY_FILE,         DEFAULT, 7, 0, "rds_set_external_source" },
	{ CALL_SET_BY_FILE,         DEFAULT, 7, 0, "rds_set_external_master" },
	{ CALL_SET_BY_FILE,         NAMED,   8, 0, "rds_set_external_source_for_channel" },
	{ CALL_SET_BY_FILE_DELAYED, DEFAULT, 8, 0, "rds_set_external_source_with_delay" },
	{ CALL_SET_BY_FILE_DELAYED, DEFAULT, 8, 0, "rds_set_external_master_with_delay" },
	{ CALL_SET_BY_FILE_DELAYED, NAMED,   9, 0, "rds_set_external_source_with_delay_for_channel" },
	{ CALL_SET_BY_GTID,         DEFAULT, 6, 5, "rds_set_external_source_with_auto_position" },
	{ CALL_SET_BY_GTID,         DEFAULT, 6, 5, "rds_set_external_master_with_auto_position" },
	{ CALL_SET_BY_GTID,         NAMED,   7, 6, "rds_set_external_source_with_auto_position_for_channel" },
	{ CALL_SET_BY_GTID,         DEFAULT, 0, 6, "rds_set_external_master_gtid" },
	{ CALL_SET_DELAY,           DEFAULT, 1, 0, "rds_set_source_delay" },
	{ CALL_SET_DELAY,           NAMED,   2, 0, "rds_set_source_delay_for_channel" },
	{ CALL_SET_TLS,             DEFAULT, 1, 0, "rds_set_binlog_source_ssl" },
	{ CALL_ADD_GTID_INTERVAL,   BOTH,    3, 0, "rds_set_external_source_gtid_purged" },
	{ CALL_ADD_GTID_SET,        BOTH,    1, 0, "rds_gtid_purged" },
	{ CALL_START,               DEFAULT, 0, 0, "rds_start_replication" },
	{ CALL_START,               NAMED,   1, 0, "rds_start_replication_for_channel" },
	{ CALL_STOP,                DEFAULT, 0, 0, "rds_stop_replication" },
	{ CALL_STOP,                NAMED,   1, 0, "rds_stop_replication_for_channel" },
	{ CALL_RESET,               DEFAULT, 0, 0, "rds_reset_external_source" },
	{ CALL_RESET,               DEFAULT, 0, 0, "rds_reset_external_master" },
	{ CALL_RESET,               NAMED,   1, 0, "rds_reset_external_source_for_channel" },
};
/* clang-format on */

static bool is_named(const struct facts *facts)
{
	return !text_empty(facts->manifest->replication.channel);
}

static bool fits(const struct facts *facts, enum call call, size_t row)
{
	return procedures[row].call == call &&
	       (procedures[row].scope == BOTH ||
		procedures[row].scope == (is_named(facts) ? NAMED : DEFAULT));
}

/* The row that the target has; ARRAY_SIZE(procedures): none. */
static size_t find(const struct facts *facts, enum call call,
		   const struct observed_procedure **out)
{
	for (size_t i = 0; i < ARRAY_SIZE(procedures); i++) {
		if (!fits(facts, call, i))
			continue;
		*out = observed_procedure(&facts->observed->target, procedures[i].name);
		if (*out != NULL && ((*out)->parameters == procedures[i].parameters ||
				     (procedures[i].without_delay != 0 &&
				      (*out)->parameters == procedures[i].without_delay)))
			return i;
	}
	*out = NULL;
	return ARRAY_SIZE(procedures);
}

const struct observed_procedure *procedure_for(const struct facts *facts, enum call call)
{
	const struct observed_procedure *found;

	(void)find(facts, call, &found);
	return found;
}

const char *procedure_name(const struct facts *facts, enum call call)
{
	const struct observed_procedure *found = procedure_for(facts, call);

	if (found != NULL)
		return found->name;
	for (size_t i = 0; i < ARRAY_SIZE(procedures); i++) {
		if (fits(facts, call, i))
			return procedures[i].name;
	}
	return "";
}

bool procedure_takes_delay(const struct facts *facts, enum call call)
{
	const struct observed_procedure *found;
	size_t row = find(facts, call, &found);

	return found != NULL && procedures[row].without_delay != 0 &&
	       found->parameters != procedures[row].without_delay;
}
