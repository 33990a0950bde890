/*
 * The source: its binlog, its GTIDs, the replication account, its administrator's
 * privileges, its other replicas.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "db/promotion.h"
#include "db/replica_status.h"
#include "observe/internal.h"
#include "observe/logins.h"
#include "sql/quote.h"
#include "sql/server_errors.h"
#include "sql/setting_value.h"

/* The GTIDs must come before the binlog position: applied.c relies on it. */
static const enum query look_queries[] = {
	QUERY_IDENTITY,      QUERY_VARIABLES,    QUERY_GRANTS,   QUERY_ROLE,
	QUERY_DATABASES,     QUERY_GTIDS_SOURCE, QUERY_DUMPS,    QUERY_ACCOUNTS,
	QUERY_BINLOG_STATUS, QUERY_BINLOGS,      QUERY_REPLICAS, QUERY_REPLICA_STATUS,
};

static const char *running_value(const struct rows *rows, const char *name)
{
	for (size_t i = 0; i < rows->count; i++) {
		if (text_equal_nocase(rows_value(rows, i, 0), name))
			return rows_value(rows, i, 1);
	}
	return NULL;
}

static void add_try(struct look *look, const struct rows *rows, const char *name,
		    const char *wanted)
{
	name = variable_spelt(name, look->arena);
	struct query_values values = { .names = quote_name(name, look->arena) };

	const char *is = running_value(rows, name);
	/* NULL: the server has no such variable. */
	if (is == NULL || values_equal(is, wanted))
		return;
	look->tried[look->tries_count] = name;
	look->tries[look->tries_count++].sql =
		query_text(QUERY_TRY_SET, &look->server, &values, look->arena);
}

/* Only for variables that will change: does the change need a restart? */
static void collect_tries(struct look *look)
{
	const struct manifest_source *source = &look->manifest->source;
	const struct rows *rows = answer(&look->answers, QUERY_VARIABLES);
	size_t most = source->settings_count + 2;

	if (rows == NULL)
		return;
	look->tried = arena_array(look->arena, most, sizeof(*look->tried));
	look->tries = arena_array(look->arena, most, sizeof(*look->tries));
	if (source->server_id != 0)
		add_try(look, rows, "server_id",
			arena_printf(look->arena, "%u", source->server_id));
	add_try(look, rows, "binlog_format", "ROW");
	for (size_t i = 0; i < source->settings_count; i++)
		add_try(look, rows, source->settings[i].name, source->settings[i].value);
}

bool ask_source(struct db *db, struct look *look, struct error *err)
{
	const char *user = look->manifest->source.replication_user.name;
	const struct query_values values = {
		.names = variable_names(look->manifest, look->arena),
		.user = quote_text(user, look->arena),
	};

	/* The accounts must come before the binlog position: logins.c relies on it. */
	enum query queries[LOGIN_QUERIES + ARRAY_SIZE(look_queries)];
	size_t count = login_queries(look->manifest, queries);

	memcpy(queries + count, look_queries, sizeof(look_queries));
	count += ARRAY_SIZE(look_queries);
	if (!ask(db, queries, count, &values, look->arena, &look->answers, err) ||
	    !ask_roles(db, look, err))
		return false;
	collect_tries(look);
	return look->tries_count == 0 ||
	       db_batch(db, look->tries, look->tries_count, look->arena, err);
}

/*
 * From the answer to SET GLOBAL of a subquery with two rows: the server checks first
 * whether the variable is dynamic, then the privilege. Measured, like the next
 * function, on MySQL 9.7 and MariaDB 10.11.
 */
static enum fact dynamic_by(const struct db_statement *attempt)
{
	switch (attempt->done ? 0 : attempt->error.code) {
	case SERVER_SUBQUERY_ROWS:
	case SERVER_SPECIFIC_ACCESS_DENIED:
		return FACT_YES;
	case SERVER_VARIABLE_READ_ONLY:
		return FACT_NO;
	default:
		return FACT_UNKNOWN;
	}
}

static void fill_dynamic(const struct look *look, struct observed_server *out)
{
	for (size_t i = 0; i < look->tries_count; i++) {
		for (unsigned j = 0; j < out->variables_count; j++) {
			if (text_equal_nocase(out->variables[j].name, look->tried[i]))
				out->variables[j].dynamic = dynamic_by(&look->tries[i]);
		}
	}
}

char *gtid_copy(struct arena *arena, const char *set)
{
	char *copy = arena_copy(arena, set);
	char *to = copy;

	if (copy == NULL)
		return NULL;
	for (const char *from = copy; *from != '\0'; from++) {
		if (*from != '\n' && *from != '\r' && *from != ' ')
			*to++ = *from;
	}
	*to = '\0';
	return copy;
}

void fill_binlogs(const struct look *look, struct arena *arena,
		  struct observed_source *out)
{
	const struct answers *answers = &look->answers;
	const struct rows *rows = answer(answers, QUERY_BINLOGS);
	const char *position = answer_first(answers, QUERY_BINLOG_STATUS, "Position");

	out->binlog_file =
		clean_copy(arena, answer_first(answers, QUERY_BINLOG_STATUS, "File"));
	out->binlog_position = rows_number(position, 0);
	out->binlog_do_db = clean_copy(arena, answer_first(answers, QUERY_BINLOG_STATUS,
							   "Binlog_Do_DB"));
	out->binlog_ignore_db =
		clean_copy(arena, answer_first(answers, QUERY_BINLOG_STATUS,
					       "Binlog_Ignore_DB"));
	out->gtid_set =
		gtid_copy(arena, answer_first(answers, QUERY_GTIDS_SOURCE, "executed"));
	out->gtid_purged =
		gtid_copy(arena, answer_first(answers, QUERY_GTIDS_SOURCE, "purged"));
	out->binlogs_count = 0;
	if (rows == NULL)
		return;
	out->binlogs = arena_array(arena, rows->count, sizeof(*out->binlogs));
	for (size_t i = 0; i < rows->count; i++) {
		out->binlogs[i].file = clean_copy(arena, rows_named(rows, i, "Log_name"));
		out->binlogs[i].size = rows_number(rows_named(rows, i, "File_size"), 0);
	}
	out->binlogs_count = (unsigned)rows->count;
}

/*
 * From the answer to FLUSH TABLES of a table that does not exist: the server checks
 * RELOAD first, so any later error proves it. MySQL answers 1044 if LOCK TABLES is
 * missing, which the flush of all tables does not need.
 */
enum fact source_may_flush(const struct look *look)
{
	switch (answer_code(&look->answers, QUERY_TRY_FLUSH_TABLES)) {
	case SERVER_NO_SUCH_DATABASE:
	case SERVER_NO_SUCH_TABLE:
	case SERVER_DATABASE_ACCESS_DENIED:
		return FACT_YES;
	case SERVER_SPECIFIC_ACCESS_DENIED:
	case SERVER_ACCESS_DENIED:
		return FACT_NO;
	default:
		return FACT_UNKNOWN;
	}
}

static enum fact may_skip_binlog(const struct observed_server *server)
{
	static const char *const any_of[] = {
		"SUPER",
		"SYSTEM_VARIABLES_ADMIN",
		"SESSION_VARIABLES_ADMIN",
		"BINLOG ADMIN",
	};

	if (server->privileges_count == 0)
		return FACT_UNKNOWN;
	for (size_t i = 0; i < ARRAY_SIZE(any_of); i++) {
		if (observed_privilege(server, any_of[i]) == FACT_YES)
			return FACT_YES;
	}
	return FACT_NO;
}

static void fill_way_back(const struct replica_status *status, struct arena *arena,
			  struct observed_source *out)
{
	out->way_back = clean_copy(arena, status->channel);
	out->way_back_server_id = status->server_id;
}

static void fill_channels(const struct rows *rows, struct arena *arena,
			  struct observed_source *out)
{
	if (rows == NULL)
		return;
	out->is_replica = FACT_NO;
	for (size_t i = 0; i < rows->count; i++) {
		struct replica_status status;

		if (!replica_status_read(rows, i, &status))
			continue;
		if (text_starts(status.channel, PROMOTION_WAY_BACK))
			fill_way_back(&status, arena, out);
		else
			out->is_replica = FACT_YES;
	}
}

void fill_source(const struct look *look, const struct manifest *manifest,
		 struct arena *arena, struct observed_source *out)
{
	const struct rows *status = answer(&look->answers, QUERY_REPLICA_STATUS);

	fill_server(look,
		    arena_printf(arena, "%s:%u", manifest->source.host,
				 manifest->source.port),
		    arena, &out->server);
	fill_dynamic(look, &out->server);
	fill_binlogs(look, arena, out);
	fill_account(look, manifest, arena, &out->account);
	out->can_skip_binlog = may_skip_binlog(&out->server);
	fill_channels(status, arena, out);
}

void fill_replicas(const struct look *source, const struct manifest *manifest,
		   struct observed *observed)
{
	const struct rows *registered = answer(&source->answers, QUERY_REPLICAS);
	const struct rows *dumps = answer(&source->answers, QUERY_DUMPS);
	uint64_t target_id = observed->target.server.server_id;
	uint64_t connected = 0, others = 0, as_account = 0, target_there = 0;

	for (size_t i = 0; registered != NULL && i < registered->count; i++) {
		if (rows_number(rows_named(registered, i, "Server_Id"), 0) == target_id)
			target_there = 1;
		else
			others++;
	}
	for (size_t i = 0; dumps != NULL && i < dumps->count; i++) {
		uint64_t count = rows_number(rows_named(dumps, i, "count"), 0);

		connected += count;
		if (text_equal(rows_named(dumps, i, "user"),
			       manifest->source.replication_user.name))
			as_account += count;
	}
	/*
	 * If the list cannot be read, the target's link shows whether it is connected.
	 */
	if (registered == NULL) {
		const struct observed_link *link =
			observed_link(&observed->target, manifest->replication.channel);

		target_there = link != NULL && text_equal(link->io_running, "Yes");
		others = connected > target_there ? connected - target_there : 0;
	}
	observed->source.replicas = others;
	observed->source.replicas_as_account =
		as_account > target_there ? as_account - target_there : 0;
}
