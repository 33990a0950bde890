/*
 * Creates, writes and reads the table `extrepl.record`. What a record proves is left to
 * the judges.
 */
#include "db/record.h"

#include <inttypes.h>

#include "base/text.h"
#include "sql/quote.h"
#include "sql/server_errors.h"

const char record_create_database[] =
	"CREATE DATABASE IF NOT EXISTS `extrepl` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

const char record_create_table[] =
	"CREATE TABLE IF NOT EXISTS `extrepl`.`record` (\n"
	"  `name` varchar(64) NOT NULL COMMENT 'of the manifest',\n"
	"  `channel` varchar(64) NOT NULL,\n"
	"  `state` varchar(16) NOT NULL COMMENT 'unfinished, complete, adopted, promoted',\n"
	"  `run` varchar(64) NOT NULL COMMENT 'the apply that wrote this',\n"
	"  `format` int unsigned NOT NULL,\n"
	"  `source_flavour` varchar(16) DEFAULT NULL,\n"
	"  `source_version` varchar(32) DEFAULT NULL,\n"
	"  `source_uuid` varchar(64) DEFAULT NULL,\n"
	"  `source_server_id` bigint unsigned NOT NULL DEFAULT 0,\n"
	"  `source_hostname` varchar(255) DEFAULT NULL,\n"
	"  `file` varchar(512) DEFAULT NULL COMMENT 'coordinates of the snapshot',\n"
	"  `position` bigint unsigned NOT NULL DEFAULT 0,\n"
	"  `gtid_set` longtext,\n"
	"  `databases` longtext COMMENT 'one a line',\n"
	"  `options` text,\n"
	"  `started_at` datetime DEFAULT NULL COMMENT 'UTC',\n"
	"  `completed_at` datetime DEFAULT NULL,\n"
	"  `tables` bigint unsigned NOT NULL DEFAULT 0,\n"
	"  `row_count` bigint unsigned NOT NULL DEFAULT 0,\n"
	"  `bytes` bigint unsigned NOT NULL DEFAULT 0,\n"
	"  `link_started_at` datetime DEFAULT NULL COMMENT 'set: the coordinates are void',\n"
	"  `link_address` varchar(300) DEFAULT NULL COMMENT 'host:port last set',\n"
	"  `link_password` varchar(255) DEFAULT NULL,\n"
	"  `account_hash` varchar(255) DEFAULT NULL,\n"
	"  `snapshot_time` bigint unsigned NOT NULL DEFAULT 0 COMMENT 'of the source, in microseconds',\n"
	"  `source_start` bigint unsigned NOT NULL DEFAULT 0 COMMENT 'when the source was started',\n"
	"  `source_resets` bigint unsigned NOT NULL DEFAULT 0 COMMENT 'its Com_reset then',\n"
	"  PRIMARY KEY (`name`)\n"
	") ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin\n"
	"  COMMENT='extrepl: do not change; where this copy came from and how far it is'";

const char record_query[] = "SELECT * FROM `extrepl`.`record` ORDER BY `name`";

/* Adds the columns that a record of an earlier version lacks. */
static bool add_columns(struct db *target, struct error *err)
{
	static const struct {
		const char *name, *definition;
	} later[] = {
		{ "account_hash", "varchar(255) DEFAULT NULL" },
		{ "snapshot_time", "bigint unsigned NOT NULL DEFAULT 0" },
		{ "source_start", "bigint unsigned NOT NULL DEFAULT 0" },
		{ "source_resets", "bigint unsigned NOT NULL DEFAULT 0" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(later); i++) {
		if (db_executef(target, err,
				"DO (SELECT MAX(`%s`) FROM `extrepl`.`record`)",
				later[i].name))
			continue;
		if (err->code != SERVER_NO_SUCH_COLUMN ||
		    !db_executef(target, err,
				 "ALTER TABLE `extrepl`.`record` ADD COLUMN `%s` %s",
				 later[i].name, later[i].definition))
			return false;
	}
	return true;
}

bool record_prepare(struct db *target, struct error *err)
{
	return db_execute(target, record_create_database, err) &&
	       db_execute(target, record_create_table, err) && add_columns(target, err);
}

const char RECORD_NOW[] = "now";

enum kind { TEXT, REQUIRED_TEXT, NUMBER };

#define FIELD(column, kind_, member)                                                   \
	{                                                                              \
#column, kind_, offsetof(struct record, member)                        \
	}

/* Each column except `format`, and its place in the struct. */
/* clang-format off */
static const struct {
	const char *column;
	enum kind kind;
	size_t offset;
} fields[] = {
	FIELD(name,             REQUIRED_TEXT, name),
	FIELD(channel,          REQUIRED_TEXT, channel),
	FIELD(state,            REQUIRED_TEXT, state),
	FIELD(run,              REQUIRED_TEXT, run),
	FIELD(source_flavour,   TEXT,          source_flavour),
	FIELD(source_version,   TEXT,          source_version),
	FIELD(source_uuid,      TEXT,          source_uuid),
	FIELD(source_server_id, NUMBER,        source_server_id),
	FIELD(source_hostname,  TEXT,          source_hostname),
	FIELD(file,             TEXT,          file),
	FIELD(position,         NUMBER,        position),
	FIELD(gtid_set,         TEXT,          gtid_set),
	FIELD(databases,        TEXT,          databases),
	FIELD(options,          TEXT,          options),
	FIELD(started_at,       TEXT,          started_at),
	FIELD(completed_at,     TEXT,          completed_at),
	FIELD(tables,           NUMBER,        tables),
	FIELD(row_count,        NUMBER,        row_count),
	FIELD(bytes,            NUMBER,        bytes),
	FIELD(link_started_at,  TEXT,          link_started_at),
	FIELD(link_address,     TEXT,          link_address),
	FIELD(link_password,    TEXT,          link_password),
	FIELD(account_hash,     TEXT,          account_hash),
	FIELD(snapshot_time,    NUMBER,        snapshot_time),
	FIELD(source_start,     NUMBER,        source_start),
	FIELD(source_resets,    NUMBER,        source_resets),
};
/* clang-format on */

static const char *const *text_at(const struct record *record, size_t offset)
{
	return (const char *const *)((const char *)record + offset);
}

static const uint64_t *number_at(const struct record *record, size_t offset)
{
	return (const uint64_t *)((const char *)record + offset);
}

static const char *literal(const struct record *record, size_t field, struct arena *arena)
{
	if (fields[field].kind == NUMBER)
		return arena_printf(arena, "%" PRIu64,
				    *number_at(record, fields[field].offset));
	const char *text = *text_at(record, fields[field].offset);
	if (text == RECORD_NOW)
		return "UTC_TIMESTAMP()";
	if (text == NULL && fields[field].kind == TEXT)
		return "NULL";
	return quote_text(text == NULL ? "" : text, arena);
}

bool record_write(struct db *target, const struct record *record, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct text names = text_make(arena);
	struct text values = text_make(arena);

	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		text_addf(&names, "`%s`, ", fields[i].column);
		text_addf(&values, "%s, ", literal(record, i, arena));
	}
	return db_executef(target, err,
			   "REPLACE INTO `extrepl`.`record` (%s`format`) VALUES (%s%d)",
			   names.bytes, values.bytes, RECORD_FORMAT);
}

bool record_link_started(struct db *target, const char *name, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	return db_executef(target, err,
			   "UPDATE `extrepl`.`record` SET `link_started_at` ="
			   " COALESCE(`link_started_at`, UTC_TIMESTAMP()) WHERE `name` = %s",
			   quote_text(name, arena));
}

bool record_link_set(struct db *target, const char *name, const char *address,
		     const char *password, const char *account, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	return add_columns(target, err) &&
	       db_executef(target, err,
			   "UPDATE `extrepl`.`record` SET `link_address` = %s, `link_password` = %s,"
			   " `account_hash` = %s WHERE `name` = %s",
			   quote_text(address, arena), quote_text(password, arena),
			   account == NULL ? "NULL" : quote_text(account, arena),
			   quote_text(name, arena));
}

bool record_gtids(struct db *target, const char *name, const char *gtid_set,
		  struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	return db_executef(target, err,
			   "UPDATE `extrepl`.`record` SET `gtid_set` = %s WHERE `name` = %s",
			   quote_text(gtid_set, arena), quote_text(name, arena));
}

/*
 * Until a MariaDB link has connected to the new source, it reports the server_id of the
 * old one. The record keeps that id so that extrepl recognises the link until then.
 */
bool record_source_replaced(struct db *target, const struct record *record,
			    struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	return db_executef(target, err,
			   "UPDATE `extrepl`.`record` SET `source_flavour` = %s, "
			   "`source_version` = %s, `source_uuid` = %s, `source_hostname` = %s,"
			   " `file` = NULL, `position` = 0, `snapshot_time` = 0,"
			   " `source_start` = 0, `source_resets` = 0 WHERE `name` = %s",
			   quote_text(record->source_flavour, arena),
			   quote_text(record->source_version, arena),
			   quote_text(record->source_uuid, arena),
			   quote_text(record->source_hostname, arena),
			   quote_text(record->name, arena));
}

void record_parse(const struct rows *rows, size_t row, struct arena *arena,
		  struct record *out)
{
	*out = (struct record){ 0 };
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		const char *value = rows_named(rows, row, fields[i].column);
		char *at = (char *)out + fields[i].offset;

		if (fields[i].kind == NUMBER)
			*(uint64_t *)at = rows_number(value, 0);
		else
			*(const char **)at = arena_copy(arena, value);
	}
}
