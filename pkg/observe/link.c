/*
 * The replica's status, read by the old and the new column names, and its replication
 * filters.
 */
#include "base/text.h"
#include "db/replica_status.h"
#include "observe/internal.h"

/*
 * Each filter: MariaDB's variable, the column of the status, and its name in the facts.
 */
static const struct {
	const char *variable;
	const char *column;
	const char *name;
} filters[] = {
	{ "replicate_do_db", "Replicate_Do_DB", "REPLICATE_DO_DB" },
	{ "replicate_ignore_db", "Replicate_Ignore_DB", "REPLICATE_IGNORE_DB" },
	{ "replicate_do_table", "Replicate_Do_Table", "REPLICATE_DO_TABLE" },
	{ "replicate_ignore_table", "Replicate_Ignore_Table", "REPLICATE_IGNORE_TABLE" },
	{ "replicate_wild_do_table", "Replicate_Wild_Do_Table",
	  "REPLICATE_WILD_DO_TABLE" },
	{ "replicate_wild_ignore_table", "Replicate_Wild_Ignore_Table",
	  "REPLICATE_WILD_IGNORE_TABLE" },
};

static enum fact yes_no_fact(const char *value)
{
	if (value == NULL)
		return FACT_UNKNOWN;
	return text_equal_nocase(value, "Yes") || text_equal(value, "1") ? FACT_YES :
									   FACT_NO;
}

static char *filters_text(const struct rows *rows, size_t row, struct arena *arena)
{
	struct text out = text_make(arena);

	for (size_t i = 0; i < ARRAY_SIZE(filters); i++) {
		const char *rule = rows_named(rows, row, filters[i].column);

		if (!text_empty(rule))
			text_addf(&out, "%s%s: %s", out.length == 0 ? "" : "; ",
				  filters[i].column, rule);
	}
	return out.length == 0 ? NULL : clean_copy(arena, out.bytes);
}

static enum fact auto_position(const struct rows *rows, size_t row)
{
	const char *mysql = rows_named(rows, row, "Auto_Position");
	const char *mariadb = rows_named(rows, row, "Using_Gtid");

	if (mysql != NULL)
		return yes_no_fact(mysql);
	if (mariadb == NULL)
		return FACT_UNKNOWN;
	return text_equal_nocase(mariadb, "No") ? FACT_NO : FACT_YES;
}

/* clang-format off */
static void fill_link(const struct rows *rows, size_t row, const struct replica_status *at,
		      struct arena *arena, struct observed_link *out)
{
	out->channel            = clean_copy(arena, at->channel);
	out->source_host        = clean_copy(arena, at->host);
	out->source_port        = at->port;
	out->source_user        = clean_copy(arena, at->user);
	out->tls                = yes_no_fact(at->tls);
	out->auto_position      = auto_position(rows, row);
	out->io_running         = clean_copy(arena, at->receiver);
	out->sql_running        = clean_copy(arena, at->applier);
	out->io_errno           = at->receiver_errno;
	out->sql_errno          = at->applier_errno;
	out->io_error           = clean_copy(arena, at->receiver_error);
	out->sql_error          = applier_error_text(at->applier_error, arena);
	out->read_file          = clean_copy(arena, at->read_file);
	out->read_position      = at->read_position;
	out->executed_file      = clean_copy(arena, at->applied_file);
	out->executed_position  = at->applied_position;
	out->retrieved_gtid_set = gtid_copy(arena, at->received_gtids);
	out->lag_known          = at->lag == NULL ? FACT_NO : FACT_YES;
	out->lag                = rows_number(at->lag, 0);
	out->delay              = at->delay;
	out->source_server_id   = at->server_id;
	out->source_uuid        = text_empty(at->uuid) ? NULL : clean_copy(arena, at->uuid);
	out->replicate_filters  = filters_text(rows, row, arena);
}
/* clang-format on */

static void add_filter(struct observed_server *server, struct arena *arena,
		       const char *name, const char *rule)
{
	for (unsigned i = 0; i < server->objects_count; i++) {
		const struct observed_object *object = &server->objects[i];

		if (text_equal(object->kind, "filter") &&
		    text_equal(object->name, name) && text_equal(object->detail, rule))
			return;
	}
	add_object(server, arena, "filter", name, rule);
}

/* MySQL 8 has them as rows, MariaDB as variables, MySQL 5.7 in the status of a link. */
static void fill_filters(const struct look *look, const struct rows *status,
			 struct arena *arena, struct observed_server *server)
{
	const struct rows *rows = answer(&look->answers, QUERY_FILTERS);

	for (size_t i = 0; rows != NULL && i < rows->count; i++)
		add_filter(server, arena, rows_named(rows, i, "name"),
			   rows_named(rows, i, "rule"));
	for (size_t i = 0; rows == NULL && i < ARRAY_SIZE(filters); i++) {
		const char *rule = observed_value(server, filters[i].variable);

		if (!text_empty(rule))
			add_filter(server, arena, filters[i].name, rule);
		for (size_t row = 0; status != NULL && row < status->count; row++) {
			rule = rows_named(status, row, filters[i].column);
			if (!text_empty(rule))
				add_filter(server, arena, filters[i].name, rule);
		}
	}
}

static void fill_workers(const struct look *look, struct observed_link *link)
{
	const char *ahead = answer_first(&look->answers, QUERY_WORKERS_AHEAD, "ahead");

	if (ahead == NULL || !text_equal(link->sql_running, "No") ||
	    !text_equal_nocase(link->channel, look->manifest->replication.channel))
		return;
	link->workers_ahead = rows_number(ahead, 0) > 0 ? FACT_YES : FACT_NO;
}

void fill_links(const struct look *look, struct arena *arena, struct observed_target *out)
{
	const struct rows *rows = answer(&look->answers, QUERY_REPLICA_STATUS_BY_CALL);

	if (rows == NULL)
		rows = answer(&look->answers, QUERY_REPLICA_STATUS);
	out->links_known = rows == NULL ? FACT_NO : FACT_YES;
	fill_filters(look, rows, arena, &out->server);
	if (rows == NULL)
		return;
	out->links = arena_array(arena, rows->count, sizeof(*out->links));
	for (size_t i = 0; i < rows->count; i++) {
		struct replica_status status;

		if (!replica_status_read(rows, i, &status))
			continue;
		struct observed_link *link = &out->links[out->links_count++];
		fill_link(rows, i, &status, arena, link);
		fill_workers(look, link);
	}
}
