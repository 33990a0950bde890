/*
 * The target: RDS's procedures and history, extrepl's records, and (in link.c) the
 * link.
 */
#include <time.h>

#include "base/text.h"
#include "db/record.h"
#include "observe/internal.h"
#include "observe/logins.h"
#include "secrets/password_digest.h"
#include "sql/quote.h"

static const enum query look_queries[] = {
	QUERY_IDENTITY,    QUERY_VARIABLES,     QUERY_GRANTS,   QUERY_ROLE,
	QUERY_DATABASES,   QUERY_GTIDS_TARGET,  QUERY_ROUTINES, QUERY_FILTERS,
	QUERY_RDS_HISTORY, QUERY_WORKERS_AHEAD,
};
static const enum query status_queries[] = { QUERY_REPLICA_STATUS };
static const enum query cluster_queries[] = { QUERY_CLUSTER_ROLE };

/* Only members of a Multi-AZ DB cluster have the function. */
static bool has_cluster_function(const struct look *look)
{
	const struct rows *rows = answer(&look->answers, QUERY_ROUTINES);

	for (size_t i = 0; rows != NULL && i < rows->count; i++) {
		if (text_equal_nocase(rows_named(rows, i, "name"), "rds_is_semi_sync"))
			return true;
	}
	return false;
}

static bool ask_by_call(struct db *db, struct look *look, struct error *err)
{
	enum query queries[1 + LOGIN_QUERIES] = { QUERY_REPLICA_STATUS_BY_CALL };
	size_t count = 1 + login_queries(look->manifest, queries + 1);

	return ask(db, queries, count, NULL, look->arena, &look->answers, err);
}

/*
 * One round trip on MySQL, two on MariaDB, whose status needs a CALL. The query for the
 * records comes last, because the server refuses it as long as there is no record.
 */
bool ask_target(struct db *db, struct look *look, struct error *err)
{
	const struct query_values values = {
		.names = variable_names(look->manifest, look->arena),
		.channel = quote_text(look->manifest->replication.channel, look->arena),
	};
	enum query queries[ARRAY_SIZE(look_queries) + LOGIN_QUERIES + 2];
	size_t count = 0;
	bool by_call = query_text(QUERY_REPLICA_STATUS_BY_CALL, &look->server, NULL,
				  look->arena) != NULL;

	for (size_t i = 0; i < ARRAY_SIZE(look_queries); i++)
		queries[count++] = look_queries[i];
	/* The accounts must come after the link's position: logins.c relies on it. */
	if (!by_call) {
		queries[count++] = QUERY_REPLICA_STATUS;
		count += login_queries(look->manifest, queries + count);
	}
	queries[count++] = QUERY_RECORDS;
	if (!ask(db, queries, count, &values, look->arena, &look->answers, err) ||
	    !ask_roles(db, look, err))
		return false;
	if (by_call && !ask_by_call(db, look, err))
		return false;
	if (by_call && answer(&look->answers, QUERY_REPLICA_STATUS_BY_CALL) == NULL &&
	    !ask(db, status_queries, 1, NULL, look->arena, &look->answers, err))
		return false;
	return !has_cluster_function(look) ||
	       ask(db, cluster_queries, 1, NULL, look->arena, &look->answers, err);
}

static void fill_procedures(const struct look *look, struct arena *arena,
			    struct observed_target *out)
{
	const struct rows *rows = answer(&look->answers, QUERY_ROUTINES);

	if (rows == NULL)
		return;
	out->procedures = arena_array(arena, rows->count, sizeof(*out->procedures));
	for (size_t i = 0; i < rows->count; i++) {
		struct observed_procedure *procedure =
			&out->procedures[out->procedures_count];

		if (!text_equal_nocase(rows_named(rows, i, "type"), "PROCEDURE"))
			continue;
		procedure->name = clean_copy(arena, rows_named(rows, i, "name"));
		procedure->parameters =
			(unsigned)rows_number(rows_named(rows, i, "parameters"), 0);
		out->procedures_count++;
	}
}

/* Aurora's own procedures show it if the variable is not visible. */
static bool is_aurora(const struct observed_target *target)
{
	return observed_variable(&target->server, "aurora_version") != NULL ||
	       observed_procedure(target, "rds_gtid_purged") != NULL ||
	       observed_procedure(target, "rds_set_binlog_source_ssl") != NULL;
}

static const char *service_of(const struct observed_target *target)
{
	bool replicates = observed_procedure(target, "rds_set_external_source") != NULL ||
			  observed_procedure(target, "rds_set_external_master") != NULL;

	if (!replicates)
		return NULL;
	return is_aurora(target) ? "aurora" : "rds";
}

static char *utc_text(struct arena *arena, const char *seconds)
{
	char text[32];
	struct tm parts;
	time_t time = (time_t)rows_number(seconds, 0);

	/* MariaDB adds a fraction if the column has one. */
	if (seconds == NULL || gmtime_r(&time, &parts) == NULL || time == 0)
		return NULL;
	(void)strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S", &parts);
	return arena_copy(arena, text);
}

static void fill_history(const struct look *look, struct arena *arena,
			 struct observed_target *out)
{
	const struct answers *answers = &look->answers;

	if (answer(answers, QUERY_RDS_HISTORY) != NULL) {
		const char *flag =
			answer_first(answers, QUERY_RDS_HISTORY, "read_replica");

		out->read_replica = rows_number(flag, 0) > 0 ? FACT_YES : FACT_NO;
		out->last_start_at =
			utc_text(arena,
				 answer_first(answers, QUERY_RDS_HISTORY,
					      text_empty(look->manifest->replication.channel) ?
						      "last_start" :
						      "last_channel_start"));
	}
	if (answer(answers, QUERY_ROUTINES) == NULL)
		return;
	/* The writer of a cluster can have an external source, a reader cannot. */
	const char *role = answer_first(answers, QUERY_CLUSTER_ROLE, "role");
	out->cluster_member = text_equal_nocase(role, "REPLICA") ? FACT_YES : FACT_NO;
}

static void fill_records(const struct look *look, const struct logins *logins,
			 struct arena *arena, struct observed_target *out)
{
	const struct rows *rows = answer(&look->answers, QUERY_RECORDS);

	if (rows == NULL)
		return;
	out->records = arena_array(arena, rows->count, sizeof(*out->records));
	for (size_t i = 0; i < rows->count; i++) {
		struct observed_record *to = &out->records[out->records_count++];
		struct record from;

		record_parse(rows, i, look->arena, &from);
		*to = (struct observed_record){
			.name = clean_copy(arena, from.name),
			.channel = clean_copy(arena, from.channel),
			.state = clean_copy(arena, from.state),
			.source_uuid = clean_copy(arena, from.source_uuid),
			.source_server_id = from.source_server_id,
			.source_hostname = clean_copy(arena, from.source_hostname),
			.file = clean_copy(arena, from.file),
			.position = from.position,
			.gtid_set = clean_copy(arena, from.gtid_set),
			.snapshot_time = from.snapshot_time,
			.source_start = from.source_start,
			.source_resets = from.source_resets,
			.databases = clean_copy(arena, from.databases),
			.started_at = clean_copy(arena, from.started_at),
			.completed_at = clean_copy(arena, from.completed_at),
			.link_started_at = clean_copy(arena, from.link_started_at),
			.link_address = clean_copy(arena, from.link_address),
		};
		if (from.link_password != NULL)
			to->link_password_current =
				password_digest_matches(&logins->replication_password,
							from.link_password) ?
					FACT_YES :
					FACT_NO;
	}
}

void fill_target(const struct look *look, const struct logins *logins,
		 struct arena *arena, struct observed_target *out)
{
	const struct manifest_target *target = &look->manifest->target;
	const char *gtids = answer_first(&look->answers, QUERY_GTIDS_TARGET, "executed");

	fill_server(look, arena_printf(arena, "%s:%u", target->endpoint, target->port),
		    arena, &out->server);
	fill_procedures(look, arena, out);
	out->service = arena_copy(arena, service_of(out));
	fill_history(look, arena, out);
	fill_links(look, arena, out);
	fill_records(look, logins, arena, out);
	out->gtid_set = gtid_copy(arena, gtids);
}
