/*
 * The table of a link's known errors, with meaning and fix, and the search for the row
 * that fits. applier_error.c adds names from the message, account_diagnosis.c handles
 * accounts.
 */
#include "link/errors.h"

#include <string.h>

#include "base/text.h"
#include "link/account_diagnosis.h"
#include "link/applier_error.h"
#include "link/purged.h"
#include "link/way_back_gtids.h"
#include "sql/server_errors.h"

/*
 * Known errors. The first row that fits is used: by the number and, if the number is
 * not specific enough, by a part of the text. On MySQL 8.0+ numbers from 13114 on wrap
 * the source's; older versions and MariaDB show 1236 and 1593 themselves.
 */
/* clang-format off */
static const struct known_error {
	unsigned code;
	const char *text;
	enum helps { NOTHING, RETRY, RESTART, NEW_COPY } helps;   /* RETRY: a restart helps, too */
	const char *meaning, *fix;
} known_errors[] = {
	{ 1045,  NULL, RETRY, "the link cannot log in to the source",
	  "the account's host must cover the address that the target comes from; the password is checked by source.account" },
	{ 13120, NULL, RETRY, "the replication account lacks REPLICATION SLAVE",
	  "GRANT REPLICATION SLAVE ON *.* to it on the source" },
	{ 1130,  NULL, RETRY, "the source refuses connections from the target's "
			      "address",
	  "make replication_user.host cover that address" },
	{ 2003,  NULL, RETRY, "the target cannot reach the source",
	  "do the routes, the security group and the source's firewall let the target reach replication.source?" },
	{ 2002,  NULL, RETRY, "the target cannot reach the source",
	  "do the routes, the security group and the source's firewall let the target reach replication.source?" },
	{ 2005,  NULL, RETRY, "the target cannot resolve the source's name",
	  "give an address that the target can resolve as replication.source.host" },
	{ 2013,  NULL, RETRY, "the connection to the source was lost",
	  "check the network between the target and the source" },
	{ 2026,  NULL, RETRY, "the TLS connection to the source failed",
	  "the source must offer TLS 1.2 or newer; or set replication.tls: false" },
	{ 2061,  NULL, RETRY, "the account's plugin needs TLS",
	  "set replication.tls: true" },
	{ 1205,  NULL, RESTART, "the applier waited too long for a lock",
	  "look for a long transaction on the target" },
	{ 1213,  NULL, RESTART, "the applier was the victim of a deadlock", 
	  "look for something that writes to the target" },
	{ 13114, "Could not find first log file", NEW_COPY, "the source no longer has the binlog that the target needs",
	  "only a new copy helps: apply --replace-copy --allow target-data; and keep binlogs longer on the source" },
	{ 1236,  "Could not find first log file", NEW_COPY, "the source no longer has the binlog that the target needs",
	  "only a new copy helps: apply --replace-copy --allow target-data; and keep binlogs longer on the source" },
	{ 13114, "purged required binary logs", NEW_COPY, "the source has purged transactions that the target needs",
	  "only a new copy helps: apply --replace-copy --allow target-data; and keep binlogs longer on the source" },
	{ 13114, "more GTIDs than the source", NEW_COPY, "the target has transactions that the source does not know",
	  "was the source reset or restored? only a new copy helps: apply --replace-copy --allow target-data" },
	{ 13114, "position > file size", NOTHING, "the source's binlog ends before the target's position",
	  "did the source lose the end of its binlog in a crash? compare the data of "
	  "both" },
	{ 13114, "max_allowed_packet", NOTHING, "an event is bigger than the target's max_allowed_packet",
	  "raise max_allowed_packet in the target's parameter group" },
	{ 13114, "Cannot replicate anonymous transaction", NOTHING,
	  "the source has gtid_mode ON, and what the target needs next has no GTID",
	  "SET GLOBAL gtid_mode = ON_PERMISSIVE on the source, until the target has applied that" },
	{ 13114, NULL, NOTHING, "the source refuses to send its binlog from the target's position", 
	  "compare the position with SHOW BINARY LOGS on the source" },
	{ 1236,  NULL, NOTHING, "the source refuses to send its binlog from the target's position",
	  "compare the position with SHOW BINARY LOGS on the source" },
	{ 13117, "equal MySQL server ids", NOTHING, "source and target have the same server_id",
	  "give the source another one: source.server_id" },
	{ 1593,  "equal MySQL server ids", NOTHING, "source and target have the same server_id",
	  "give the source another one: source.server_id" },
	{ 13117, "GTID_MODE", NOTHING, "the gtid_mode values of source and target do "
				       "not fit together",
	  "set gtid_mode of the target to OFF_PERMISSIVE or higher" },
	{ 1062,  NULL, NOTHING, "the target already has a row with this key: it differs from the source",
	  "something wrote to the target, or the position is older than the data: "
	  "find out which, and delete the row there. Or a unique key holds a "
	  "generated value that comes out differently there: give the target the "
	  "source's div_precision_increment, time_zone and sql_mode by "
	  "target.parameters" },
	{ 1032,  NULL, NOTHING, "the target lacks a row that the source changed: it differs from the source",
	  "something wrote to the target: find out what, and put the row back there as it was (extrepl verify names the rows). Or a generated "
	  "column in its key comes out differently there: give the target the source's div_precision_increment, time_zone and sql_mode by "
	  "target.parameters, then apply --replace-copy --allow target-data" },
	{ 1396,  NULL, NOTHING, "a statement about accounts from the source failed: the account is not on the target",
	  "create the account on the target as it is on the source" },
	{ 1397,  NULL, NEW_COPY, "an XA transaction was prepared before the copy, and its rows are not in it",
	  "a new copy while XA RECOVER is empty: apply --replace-copy --allow target-data" },
	{ 1049,  NULL, NOTHING, "the source changed a database that the target does not have",
	  "was it left out of copy.databases? copy it too, or filter it in the target's parameter group" },
	{ 1146,  NULL, NOTHING, "the source changed a table that the target does not have",
	  "something dropped it on the target: create it there again, with its data" },
	{ 1666,  NULL, NOTHING, "the target's binlog_format is STATEMENT: a replica "
				"cannot write the source's rows to its own binlog",
	  "set binlog_format to ROW by target.parameters, or in the parameter group" },
	{ 1802,  NULL, NOTHING, "the applier's workers stopped with a gap",
	  "a new copy: apply --replace-copy --allow target-data" },
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
		diagnosis.fix = known->fix;
		diagnosis.retries = known->helps == RETRY;
		diagnosis.restart_helps =
			known->helps == RETRY || known->helps == RESTART;
		diagnosis.needs_copy = known->helps == NEW_COPY;
		break;
	}
	if (diagnosis.meaning == NULL) {
		diagnosis.meaning = "the replica stopped with an error";
		diagnosis.fix =
			"look up the error number above, and fix the cause on the "
			"target";
	}
	return diagnosis;
}

/*
 * The account's host may not cover the target's address, or another account of the same
 * name may be more specific.
 */
static const char *login_fix(const struct facts *facts, struct arena *arena)
{
	const char *name = facts->manifest->source.replication_user.name;
	const char *host = facts->manifest->source.replication_user.host;
	const char *others = facts->observed->source.account.other_hosts;

	if (!text_empty(others))
		return arena_printf(arena,
				    "the source has '%s' at %s too: does one of these cover the "
				    "target's address, with another password?",
				    name, others);
	if (text_equal(host, "%"))
		return "apply tests the password of the account; if it is wrong, apply "
		       "--allow source-password sets it";
	return arena_printf(arena,
			    "'%s' may connect from %s: does that cover the target's address?",
			    name, host);
}

/* All that was purged came over a way back: the target has it under other names. */
static bool only_lacks_way_back_gtids(const struct facts *facts,
				      const struct observed_link *link,
				      struct arena *arena)
{
	return way_back_gtids_to_mark(facts, arena).count > 0 &&
	       link_was_purged(facts, link, arena) == NULL;
}

struct diagnosis link_diagnose(const struct facts *facts,
			       const struct observed_link *link, struct arena *arena)
{
	struct diagnosis found = { 0 };

	if (link->sql_errno != 0) {
		found = diagnose(link->sql_errno, link->sql_error);
		applier_error_explain(link->sql_error, arena, &found);
		account_error_explain(facts, link, arena, &found);
		return found;
	}
	if (link->io_errno == 0)
		return found;
	found = diagnose(link->io_errno, link->io_error);
	if (found.code == SERVER_ACCESS_DENIED)
		found.fix = login_fix(facts, arena);
	found.code = applier_error_known_as(found.code, link->io_error);
	if (found.needs_copy && only_lacks_way_back_gtids(facts, link, arena)) {
		found.needs_copy = false;
		found.meaning =
			"the source has purged the binlogs of an earlier way back, "
			"whose transactions the target has";
		found.fix = "extrepl apply marks their GTIDs as executed, and starts the "
			    "link";
	}
	return found;
}

bool link_start_is_vain(const struct observed_link *link)
{
	return link->io_errno != 0 &&
	       !diagnose(link->io_errno, link->io_error).restart_helps &&
	       link->sql_errno != 0 &&
	       !diagnose(link->sql_errno, link->sql_error).restart_helps;
}
