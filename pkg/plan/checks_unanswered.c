/*
 * Queries that a server did not answer: the fact is unknown, not absent. If the plan
 * relies on it, the check blocks.
 */
#include <stdlib.h>

#include "base/text.h"
#include "plan/check_list.h"
#include "plan/facts.h"
#include "sql/server_errors.h"

/* What to grant if the server reports access denied. */
static const struct {
	const char *name;
	const char *privilege;
} grants[] = {
	{ "the replication filters", "SELECT ON performance_schema.*" },
	{ "the other replicas", "SELECT ON performance_schema.*" },
	{ "the sessions' binlog_format", "SELECT ON performance_schema.*" },
	{ "the accounts", "SELECT ON mysql.user" },
	{ "the loadable functions", "SELECT ON mysql.func" },
	{ "the foreign servers", "SELECT ON mysql.servers" },
	{ "the tablespaces", "PROCESS ON *.*" },
	{ "the tables' files", "PROCESS ON *.*" },
	{ "the record of earlier runs", "SELECT ON extrepl.*" },
};

static const char *fix(const struct observed_server *server,
		       const struct observed_object *question, struct arena *arena)
{
	long code = question->detail == NULL ? 0 : strtol(question->detail, NULL, 10);
	bool denied = code == SERVER_DATABASE_ACCESS_DENIED ||
		      code == SERVER_TABLE_ACCESS_DENIED ||
		      code == SERVER_SPECIFIC_ACCESS_DENIED;

	for (size_t i = 0; denied && i < ARRAY_SIZE(grants); i++) {
		if (text_equal(grants[i].name, question->name))
			return arena_printf(arena, "GRANT %s TO %s", grants[i].privilege,
					    account_text(server, arena));
	}
	return "plan again; if the server still refuses, raise the limit that it "
	       "names for the administrator";
}

static void find(const struct observed_server *server, const char *kind,
		 const char *consequence, struct findings *out)
{
	FOR_OBJECTS(question, server, kind)
	{
		finding_add(out, question->name, fix(server, question, out->arena),
			    "the server does not report them (%s)%s", question->detail,
			    consequence);
	}
}

void check_source_answers(const struct facts *facts, struct findings *out)
{
	find(&facts->observed->source.server, "unanswered",
	     ": what is not known might be left out", out);
}

void check_target_answers(const struct facts *facts, struct findings *out)
{
	find(&facts->observed->target.server, "unanswered",
	     ": what is not known might be replaced", out);
}

void check_source_answers_in_part(const struct facts *facts, struct findings *out)
{
	find(&facts->observed->source.server, "unanswered-part",
	     ": warnings of them are missing here", out);
}

void check_target_answers_in_part(const struct facts *facts, struct findings *out)
{
	find(&facts->observed->target.server, "unanswered-part",
	     ": warnings of them are missing here", out);
}
