#include "steps/link_state.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "steps/link_start.h"

const struct observed_link *configured_link(const struct world *world)
{
	const struct observed_link *link =
		observed_link(&world->observed->target,
			      world->manifest->replication.channel);

	return link == NULL || text_empty(link->source_host) ? NULL : link;
}

const char *link_address(const char *host, unsigned port, struct arena *arena)
{
	return arena_printf(arena, "%s:%u", host, port);
}

/* extrepl itself has set it there, for the source that the manifest names. */
static bool is_as_recorded(const struct observed_link *link,
			   const struct observed_record *record)
{
	AUTO_ARENA *arena = arena_make();

	return text_equal_nocase(record->link_address,
				 link_address(link->source_host, link->source_port,
					      arena));
}

/*
 * MariaDB's link tells a server_id only, and until it has connected that of an earlier
 * source. An equal one proves nothing: most servers have 1. Of another one the source
 * may have got a new one since.
 */
static bool is_to_other_server_id(const struct observed_link *link,
				  const struct observed_server *source,
				  const struct observed_record *record)
{
	uint64_t seen = link->source_server_id;

	if (seen == 0 || source->server_id == 0 || seen == source->server_id)
		return false;
	if (record == NULL)
		return true;
	bool never_connected = text_equal(record->state, "complete") &&
			       text_empty(record->link_started_at) &&
			       !text_equal(link->io_running, "Yes") &&
			       is_as_recorded(link, record);
	return record->source_server_id != seen && !never_connected;
}

enum fact link_is_same_server(const struct world *world, const struct observed_link *link)
{
	const struct observed_server *source = &world->observed->source.server;
	const struct observed_record *record =
		observed_record(&world->observed->target, world->manifest->name);

	if (!text_empty(link->source_uuid) && !text_empty(source->uuid))
		return text_equal_nocase(link->source_uuid, source->uuid) ? FACT_YES :
									    FACT_NO;
	if (record != NULL && !record_is_of_source(world, record))
		record = NULL;
	if (is_to_other_server_id(link, source, record))
		return FACT_NO;
	return record != NULL && is_as_recorded(link, record) ? FACT_YES : FACT_UNKNOWN;
}

static bool same_address(const struct world *world, const struct observed_link *link)
{
	return text_equal_nocase(link->source_host,
				 world->manifest->replication.source_host) &&
	       link->source_port == world->manifest->replication.source_port;
}

/* How a server is told from others: by server_uuid where there is one. */
static const char *identity(const char *uuid, uint64_t server_id, struct arena *arena)
{
	return text_empty(uuid) ? arena_printf(arena, "server_id %" PRIu64, server_id) :
				  uuid;
}

const char *other_source_words(const struct world *world,
			       const struct observed_link *link, struct arena *arena)
{
	const struct observed_server *source = &world->observed->source.server;

	if (!same_address(world, link))
		return arena_printf(arena, "another source, %s:%u", link->source_host,
				    link->source_port);
	return arena_printf(arena,
			    "%s:%u, which is, as the target sees it, another server (%s) than the "
			    "one that extrepl reaches (%s)",
			    link->source_host, link->source_port,
			    identity(link->source_uuid, link->source_server_id, arena),
			    identity(source->uuid, source->server_id, arena));
}

bool record_is_of_source(const struct world *world, const struct observed_record *record)
{
	const struct observed_server *source = &world->observed->source.server;

	if (!text_empty(record->source_uuid) && !text_empty(source->uuid))
		return text_equal_nocase(record->source_uuid, source->uuid);
	/* MariaDB before server_uid: a change of server_id alone is no other server. */
	return text_equal(record->source_hostname, source->hostname);
}

const struct observed_record *finished_record(const struct world *world)
{
	const struct observed_record *record =
		observed_record(&world->observed->target, world->manifest->name);

	return record == NULL || text_equal(record->state, "unfinished") ? NULL : record;
}

const struct observed_link *our_link(const struct world *world)
{
	const struct observed_link *link = configured_link(world);

	if (link == NULL)
		return NULL;
	enum fact same = link_is_same_server(world, link);
	if (same == FACT_NO)
		return NULL;
	return same == FACT_YES || same_address(world, link) ? link : NULL;
}

bool link_proves_password(const struct world *world)
{
	const struct observed_link *link = our_link(world);
	const struct observed_record *record =
		observed_record(&world->observed->target, world->manifest->name);

	return link != NULL && text_equal(link->io_running, "Yes") &&
	       text_equal(link->source_user,
			  world->manifest->source.replication_user.name) &&
	       (record == NULL || (finished_record(world) != NULL &&
				   record->link_password_current != FACT_NO));
}

enum link_state link_state(const struct observed_link *link)
{
	bool io_off = text_equal(link->io_running, "No");
	bool sql_off = text_equal(link->sql_running, "No");

	if (text_equal(link->io_running, "Yes") && text_equal(link->sql_running, "Yes"))
		return LINK_ON;
	return io_off && sql_off ? LINK_OFF : LINK_BROKEN;
}

const char *link_applied(const struct observed_link *link, struct arena *arena)
{
	if (text_empty(link->executed_file))
		return "nothing yet";
	return arena_printf(arena, "%s:%" PRIu64, link->executed_file,
			    link->executed_position);
}

/*
 * What is known of errors. The first row that fits wins: the number, and a part of the
 * text where the number alone says too little. Numbers 13114 and following wrap those
 * of the source on MySQL 8.0+; 1236 and 1593 stand alone before and on MariaDB.
 */
/* clang-format off */
static const struct known_error {
	unsigned code;
	const char *text;
	enum helps { NOTHING, RETRY, RESTART, NEW_COPY } helps;   /* RETRY: and a restart */
	const char *meaning, *cure;
} known_errors[] = {
	{ 1045,  NULL, RETRY, "the link cannot log in to the source",
	  "the account's host must cover the address that the target comes from; the password is checked by source.account" },
	{ 13120, NULL, RETRY, "the replication account lacks REPLICATION SLAVE",
	  "GRANT REPLICATION SLAVE ON *.* to it on the source" },
	{ 1130,  NULL, RETRY, "the source admits nobody from the target's address",
	  "let replication_user.host cover that address" },
	{ 2003,  NULL, RETRY, "the target cannot reach the source",
	  "do the routes, the security group and the source's firewall let the target reach replication.source?" },
	{ 2002,  NULL, RETRY, "the target cannot reach the source",
	  "do the routes, the security group and the source's firewall let the target reach replication.source?" },
	{ 2005,  NULL, RETRY, "the target cannot resolve the source's name",
	  "give an address that the target can resolve as replication.source.host" },
	{ 2013,  NULL, RETRY, "the connection to the source was lost",
	  "look at the network between the target and the source" },
	{ 2026,  NULL, RETRY, "no TLS connection to the source came about",
	  "the source must offer TLS 1.2 or newer; or set replication.tls: false" },
	{ 2061,  NULL, RETRY, "the account's plugin needs TLS",
	  "set replication.tls: true" },
	{ 1205,  NULL, RESTART, "the applier waited too long for a lock",
	  "look for a long transaction on the target" },
	{ 1213,  NULL, RESTART, "the applier was the victim of a deadlock", 
	  "look for a writer on the target" },
	{ 13114, "Could not find first log file", NEW_COPY, "the source no longer has the binlog that the target needs",
	  "only a new copy helps: apply --allow target-data; and keep binlogs longer on the source" },
	{ 1236,  "Could not find first log file", NEW_COPY, "the source no longer has the binlog that the target needs",
	  "only a new copy helps: apply --allow target-data; and keep binlogs longer on the source" },
	{ 13114, "purged required binary logs", NEW_COPY, "the source has purged transactions that the target needs",
	  "only a new copy helps: apply --allow target-data; and keep binlogs longer on the source" },
	{ 13114, "more GTIDs than the source", NEW_COPY, "the target has transactions that the source does not know",
	  "was the source reset or restored? only a new copy helps: apply --allow target-data" },
	{ 13114, "position > file size", NOTHING, "the source's binlog ends before the target's position",
	  "did the source lose its end in a crash? compare the data of both" },
	{ 13114, "max_allowed_packet", NOTHING, "an event is bigger than the target's max_allowed_packet",
	  "raise max_allowed_packet in the target's parameter group" },
	{ 13114, NULL, NOTHING, "the source refuses to send its binlog from the target's position", 
	  "compare the position with SHOW BINARY LOGS on the source" },
	{ 1236,  NULL, NOTHING, "the source refuses to send its binlog from the target's position",
	  "compare the position with SHOW BINARY LOGS on the source" },
	{ 13117, "equal MySQL server ids", NOTHING, "source and target have the same server_id",
	  "give the source another one: source.server_id" },
	{ 1593,  "equal MySQL server ids", NOTHING, "source and target have the same server_id",
	  "give the source another one: source.server_id" },
	{ 13117, "GTID_MODE", NOTHING, "gtid_mode of source and target do not go together",
	  "set gtid_mode of the target to OFF_PERMISSIVE or higher" },
	{ 1062,  NULL, NOTHING, "the target already has a row with this key: it differs from the source",
	  "something wrote to the target, or the position is older than the data: find out which, and take the row away there" },
	{ 1032,  NULL, NOTHING, "the target lacks a row that the source changed: it differs from the source",
	  "something wrote to the target: find out what, and put the row back there as it was" },
	{ 1396,  NULL, NOTHING, "a statement about accounts from the source failed: the account is not on the target",
	  "create the account on the target as it is on the source" },
	{ 1397,  NULL, NEW_COPY, "an XA transaction was prepared before the copy, and its rows are not in it",
	  "make a new copy while XA RECOVER is empty" },
	{ 1049,  NULL, NOTHING, "the source changed a database that the target does not have",
	  "was it left out of copy.databases? copy it too, or filter it in the target's parameter group" },
	{ 1146,  NULL, NOTHING, "the source changed a table that the target does not have",
	  "something dropped it on the target: create it there again with the data that it had" },
	{ 1802,  NULL, NOTHING, "the applier's workers stopped with a gap",
	  "CALL mysql.rds_start_replication_until on one worker, or make a new copy" },
};
/* clang-format on */

static struct diagnosis diagnose(unsigned code, const char *message)
{
	struct diagnosis diagnosis = { .code = code, .message = message };

	for (size_t i = 0; i < ARRAY_SIZE(known_errors); i++) {
		const struct known_error *known = &known_errors[i];

		if (known->code != code ||
		    (known->text != NULL &&
		     (message == NULL || strstr(message, known->text) == NULL)))
			continue;
		diagnosis.meaning = known->meaning;
		diagnosis.cure = known->cure;
		diagnosis.retries = known->helps == RETRY;
		diagnosis.restart_helps =
			known->helps == RETRY || known->helps == RESTART;
		diagnosis.needs_copy = known->helps == NEW_COPY;
		break;
	}
	if (diagnosis.meaning == NULL) {
		diagnosis.meaning = "the replica stopped with an error";
		diagnosis.cure =
			"look up the number above, and mend the cause on the target";
	}
	return diagnosis;
}

/*
 * The account takes the login from everywhere or not, and another one of its name may
 * be nearer.
 */
static const char *login_cure(const struct world *world, struct arena *arena)
{
	const char *name = world->manifest->source.replication_user.name;
	const char *host = world->manifest->source.replication_user.host;
	const char *others = world->observed->source.account.other_hosts;

	if (!text_empty(others))
		return arena_printf(arena,
				    "the source has '%s' at %s too: does one of these cover the "
				    "target's address, with another password?",
				    name, others);
	if (text_equal(host, "%"))
		return "apply tries the password of the account, and sets it if it is another one";
	return arena_printf(arena,
			    "'%s' may connect from %s: does that cover the target's address?",
			    name, host);
}

struct diagnosis link_diagnose(const struct world *world,
			       const struct observed_link *link, struct arena *arena)
{
	struct diagnosis found = { 0 };

	if (link->sql_errno != 0)
		return diagnose(link->sql_errno, link->sql_error);
	if (link->io_errno == 0)
		return found;
	found = diagnose(link->io_errno, link->io_error);
	if (found.code == 1045)
		found.cure = login_cure(world, arena);
	return found;
}

bool link_start_is_vain(const struct observed_link *link)
{
	return link->io_errno != 0 &&
	       !diagnose(link->io_errno, link->io_error).restart_helps &&
	       link->sql_errno != 0 &&
	       !diagnose(link->sql_errno, link->sql_error).restart_helps;
}

const char *coordinates_are_used_up(const struct world *world)
{
	const struct observed_target *target = &world->observed->target;
	const struct observed_record *record = finished_record(world);

	if (record == NULL)
		return NULL;
	if (!text_empty(record->link_started_at))
		return "the link was started since the copy: its coordinates are used up";
	/*
	 * RDS's own history tells of a start by hand. Both are UTC, in an order that
	 * text has too.
	 */
	if (!text_empty(target->last_start_at) && !text_empty(record->completed_at) &&
	    strcmp(target->last_start_at, record->completed_at) > 0)
		return "replication was started since the copy (mysql.rds_history): its "
		       "coordinates are used up";
	return NULL;
}

const char *new_copy_is_needed(const struct world *world, struct arena *arena)
{
	const struct observed_link *link = our_link(world);

	if (configured_link(world) == NULL) {
		const struct observed_record *record = finished_record(world);
		struct link_start start = { 0 };

		if (record != NULL)
			link_start_of_data(world, record, arena, &start);
		return start.needs_copy ? start.obstacle : NULL;
	}
	if (link == NULL)
		return NULL;
	if (observed_link_is_ahead(&world->observed->source, link))
		return "the target is ahead of the source, which was reset, restored, or lost the "
		       "end of its binlog";
	if (link_state(link) == LINK_ON)
		return NULL;
	struct diagnosis diagnosis = link_diagnose(world, link, arena);
	return diagnosis.needs_copy ? diagnosis.meaning : NULL;
}
