/*
 * Reports queries that were refused or cut off, for example by a statement timeout,
 * because an empty list would mean something else. "unanswered": the plan relies on the
 * answer. "unanswered-part": only a warning depends on it.
 */
#include "observe/internal.h"
#include "sql/server_errors.h"

/*
 * answers: errors that are an answer (no such table, no such database), or that another
 * check reports together with the missing privilege.
 */
/* clang-format off */
static const struct {
	enum query query;
	const char *kind;
	const char *name; /* as in the check look-failed and look-incomplete */
	unsigned answers[3];
} questions[] = {
	{ QUERY_VARIABLES,          "unanswered", "the variables", { 0 } },
	{ QUERY_GRANTS,             "unanswered", "the administrator's privileges", { 0 } },
	{ QUERY_DATABASES,          "unanswered", "the databases", { 0 } },
	{ QUERY_FILTERS,            "unanswered", "the replication filters", { 0 } },
	{ QUERY_RECORDS,            "unanswered", "the record of earlier runs", { SERVER_NO_SUCH_DATABASE, SERVER_NO_SUCH_TABLE } },
	{ QUERY_RDS_HISTORY,        "unanswered", "the history of replication",
	  { SERVER_NO_SUCH_TABLE, SERVER_TABLE_ACCESS_DENIED, SERVER_DATABASE_ACCESS_DENIED } },
	{ QUERY_ENGINES,            "unanswered", "the tables' engines", { 0 } },
	{ QUERY_VERSIONED,          "unanswered", "the system-versioned tables", { 0 } },
	{ QUERY_BORROWING,          "unanswered", "the tables with rows of others", { 0 } },
	{ QUERY_KEYLESS,            "unanswered", "the tables' keys", { 0 } },
	{ QUERY_DEFINERS,           "unanswered", "the definers", { 0 } },
	{ QUERY_STORED_OBJECTS,           "unanswered", "the functions, triggers and events", { 0 } },
	{ QUERY_COLLATIONS_USED,    "unanswered", "the collations that are used", { 0 } },
	{ QUERY_COLLATIONS,         "unanswered", "the collations that are known", { 0 } },
	{ QUERY_LOOSE_FOREIGN_KEYS, "unanswered", "the foreign keys", { 0 } },
	{ QUERY_PREPARED_XA,        "unanswered", "the prepared XA transactions", { SERVER_XA_RECOVER_DENIED } },
	{ QUERY_IN_MYSQL,           "unanswered", "the database mysql", { 0 } },
	{ QUERY_ELSEWHERE,          "unanswered", "what views refer to", { 0 } },
	{ QUERY_LIBRARIES,          "unanswered", "the libraries", { 0 } },
	{ QUERY_FOREIGN_LANGUAGES,  "unanswered", "the routines' languages", { 0 } },

	{ QUERY_EVENT_ZONES,        "unanswered", "the events' time zones", { 0 } },
	{ QUERY_ZONES_UNKNOWN,      "unanswered", "the time zones that are known", { 0 } },
	{ QUERY_CASCADES,           "unanswered", "the foreign keys that cascade", { 0 } },
	{ QUERY_COMPUTED,           "unanswered", "the generated columns", { 0 } },
	{ QUERY_FULLTEXT,           "unanswered", "the FULLTEXT keys", { 0 } },
	{ QUERY_ROUTINES_MADE,      "unanswered", "the routines", { 0 } },

	{ QUERY_SIZES,              "unanswered-part", "the tables' sizes", { 0 } },
	{ QUERY_DUMPS,              "unanswered-part", "the other replicas", { 0 } },
	{ QUERY_STATEMENT_SESSIONS, "unanswered-part", "the sessions' binlog_format", { 0 } },
	{ QUERY_USERS,              "unanswered-part", "the accounts", { 0 } },
	{ QUERY_FUNCTIONS_LOADED,   "unanswered-part", "the loadable functions", { 0 } },
	{ QUERY_FOREIGN_SERVERS,    "unanswered-part", "the foreign servers", { 0 } },
	{ QUERY_TABLESPACES,        "unanswered-part", "the tablespaces", { 0 } },
	{ QUERY_DATA_DIRECTORIES,   "unanswered-part", "the tables' files", { 0 } },
	{ QUERY_REFERENCE_SYSTEMS,  "unanswered-part", "the spatial reference systems", { 0 } },
	{ QUERY_DATABASE_OPTIONS,   "unanswered-part", "the databases' options", { 0 } },
	{ QUERY_RESOURCE_GROUPS,    "unanswered-part", "the resource groups", { 0 } },
	{ QUERY_SESSIONS,           "unanswered-part", "the sessions", { 0 } },
	{ QUERY_BROKEN_VIEWS,       "unanswered-part", "the views that are broken", { 0 } },
	{ QUERY_ENGINES_KNOWN,      "unanswered-part", "the engines", { 0 } },
	{ QUERY_SKIPPING_EVENTS,    "unanswered-part", "the events that skip errors", { 0 } },
	{ QUERY_MEMORY_TABLES,      "unanswered-part", "the tables in memory", { 0 } },
	{ QUERY_COMPRESSED,         "unanswered-part", "the compressed tables", { 0 } },
	{ QUERY_LONG_KEYS,          "unanswered-part", "the long keys", { 0 } },
};
/* clang-format on */

void fill_unanswered(const struct look *look, struct arena *arena,
		     struct observed_server *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(questions); i++) {
		const struct db_statement *asked = &look->answers.of[questions[i].query];
		bool refused = asked->sql != NULL && !asked->done;

		for (size_t j = 0; j < ARRAY_SIZE(questions[i].answers); j++)
			refused = refused &&
				  (questions[i].answers[j] == 0 ||
				   questions[i].answers[j] != asked->error.code);
		if (refused)
			add_object(out, arena, questions[i].kind, questions[i].name,
				   arena_printf(arena, "%u %s", asked->error.code,
						asked->error.message));
	}
}
