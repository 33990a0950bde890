/*
 * Reads the columns Event_type and Info of SHOW BINLOG EVENTS. An unknown event counts
 * as a write: the cut-over is then undone, and nothing is lost.
 */
#include "promote/binlog_event.h"

#include <string.h>

#include "base/attributes.h"
#include "base/text.h"

/*
 * These frame transactions and files. A row event belongs to the table map before it.
 */
static const char *const frames[] = {
	"Gtid",
	"Anonymous_Gtid",
	"Gtid_tagged",
	"Gtid_list",
	"Xid",
	"Rotate",
	"Stop",
	"Format_desc",
	"Previous_gtids",
	"Binlog_checkpoint",
	"Start_encryption",
	"Heartbeat",
	"Rows_query",
	"Annotate_rows",
	"Intvar",
	"RAND",
	"User var",
	"Write_rows",
	"Update_rows",
	"Delete_rows",
	"Update_rows_partial",
	"Write_rows_v1",
	"Update_rows_v1",
	"Delete_rows_v1",
	"Write_rows_compressed_v1",
	"Update_rows_compressed_v1",
	"Delete_rows_compressed_v1",
};

static bool is_frame(const char *type)
{
	for (size_t i = 0; i < ARRAY_SIZE(frames); i++) {
		if (text_equal(frames[i], type))
			return true;
	}
	return false;
}

/* "table_id: 93 (shop.orders)". If the name has more dots, the database is unknown. */
static bool is_ignored_table(const char *info, const struct ignored_databases *ignored)
{
	const char *table = strchr(info, '(');

	for (size_t i = 0; table != NULL && i < ignored->count; i++) {
		size_t length = strlen(ignored->names[i]);

		if (strncmp(table + 1, ignored->names[i], length) == 0 &&
		    table[1 + length] == '.' && strchr(table + 2 + length, '.') == NULL)
			return true;
	}
	return false;
}

/* "use `shop`; UPDATE ...". A name with a doubled backtick counts as not ignored. */
static bool is_ignored_use(const char *info, const struct ignored_databases *ignored)
{
	for (size_t i = 0; text_starts(info, "use `") && i < ignored->count; i++) {
		size_t length = strlen(ignored->names[i]);

		if (strncmp(info + 5, ignored->names[i], length) == 0 &&
		    text_starts(info + 5 + length, "`; "))
			return true;
	}
	return false;
}

/* RDS writes its heartbeat as a statement if binlog_format is not ROW. */
static bool is_heartbeat(const char *info)
{
	return strstr(info, "mysql.rds_heartbeat") != NULL;
}

bool binlog_event_writes(const char *type, const char *info,
			 const struct ignored_databases *ignored)
{
	const char *text = info == NULL ? "" : info;

	if (text_equal(type, "Table_map"))
		return !is_ignored_table(text, ignored);
	if (text_equal(type, "Query") || text_equal(type, "Query_compressed"))
		return !text_equal(text, "BEGIN") && !text_equal(text, "COMMIT") &&
		       !is_ignored_use(text, ignored) && !is_heartbeat(text);
	return !is_frame(type);
}
