/*
 * The replica's status, by either of the names that its columns have had, and the
 * filters that it applies.
 */
#include "base/text.h"
#include "observe/internal.h"

/*
 * A filter, as MariaDB's variable, as a column of the status, and by the name that it
 * is kept under.
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

/* One row of the status, whose columns are looked up by either of their names. */
struct status {
	const struct rows *rows;
	size_t row;
	struct arena *arena;
};

static const char *either(const struct status *status, const char *name, const char *other)
{
	return rows_either(status->rows, status->row, name, other);
}

static char *text(const struct status *status, const char *name, const char *other)
{
	return clean_copy(status->arena, either(status, name, other));
}

static uint64_t number(const struct status *status, const char *name, const char *other)
{
	return rows_number(either(status, name, other), 0);
}

static void fill_link(const struct status *at, struct observed_link *out)
{
	const char *channel = either(at, "Channel_Name", "Connection_name");
	const char *lag = either(at, "Seconds_Behind_Source", "Seconds_Behind_Master");
	const char *uuid = either(at, "Source_UUID", "Master_UUID");

	out->channel = clean_copy(at->arena, channel == NULL ? "" : channel);
	out->source_host = text(at, "Source_Host", "Master_Host");
	out->source_port = (unsigned)number(at, "Source_Port", "Master_Port");
	out->source_user = text(at, "Source_User", "Master_User");
	out->tls = yes_no_fact(either(at, "Source_SSL_Allowed", "Master_SSL_Allowed"));
	out->auto_position = auto_position(at->rows, at->row);
	out->io_running = text(at, "Replica_IO_Running", "Slave_IO_Running");
	out->sql_running = text(at, "Replica_SQL_Running", "Slave_SQL_Running");
	out->io_errno = (unsigned)number(at, "Last_IO_Errno", "Last_IO_Errno");
	out->sql_errno = (unsigned)number(at, "Last_SQL_Errno", "Last_SQL_Errno");
	out->io_error = text(at, "Last_IO_Error", "Last_IO_Error");
	out->sql_error =
		applier_error_text(either(at, "Last_SQL_Error", "Last_SQL_Error"),
				   at->arena);
	out->read_file = text(at, "Source_Log_File", "Master_Log_File");
	out->read_position = number(at, "Read_Source_Log_Pos", "Read_Master_Log_Pos");
	out->executed_file = text(at, "Relay_Source_Log_File", "Relay_Master_Log_File");
	out->executed_position = number(at, "Exec_Source_Log_Pos", "Exec_Master_Log_Pos");
	out->retrieved_gtid_set =
		gtid_copy(at->arena, either(at, "Retrieved_Gtid_Set", "Gtid_IO_Pos"));
	out->lag_known = lag == NULL ? FACT_NO : FACT_YES;
	out->lag = rows_number(lag, 0);
	out->delay = number(at, "SQL_Delay", "SQL_Delay");
	out->source_server_id = number(at, "Source_Server_Id", "Master_Server_Id");
	out->source_uuid = text_empty(uuid) ? NULL : clean_copy(at->arena, uuid);
	out->replicate_filters = filters_text(at->rows, at->row, at->arena);
}

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
		/* What is left of a link after a reset names no host. */
		if (text_empty(rows_either(rows, i, "Source_Host", "Master_Host")))
			continue;
		const struct status status = { rows, i, arena };

		fill_link(&status, &out->links[out->links_count++]);
	}
}
