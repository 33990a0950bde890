/*
 * Reads and writes the tables `extrepl.promotion` and `extrepl.verification`. What the
 * states mean is left to the callers.
 */
#include "db/promotion.h"

#include "base/text.h"
#include "db/record.h"
#include "sql/quote.h"
#include "sql/server_errors.h"

const char promotion_create_database[] =
	"CREATE DATABASE IF NOT EXISTS `extrepl` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

const char promotion_create_table[] =
	"CREATE TABLE IF NOT EXISTS `extrepl`.`promotion` (\n"
	"  `name` varchar(64) NOT NULL COMMENT 'of the manifest',\n"
	"  `state` varchar(16) NOT NULL,\n"
	"  `source_file` varchar(512) DEFAULT NULL COMMENT 'where the source was frozen',\n"
	"  `source_position` bigint unsigned NOT NULL DEFAULT 0,\n"
	"  `source_gtids` longtext,\n"
	"  `target_file` varchar(512) DEFAULT NULL,\n"
	"  `target_position` bigint unsigned NOT NULL DEFAULT 0,\n"
	"  `outage_ms` bigint unsigned NOT NULL DEFAULT 0,\n"
	"  `retention_before` varchar(16) DEFAULT NULL COMMENT 'what undoing puts back',\n"
	"  `scheduler_before` varchar(16) DEFAULT NULL,\n"
	"  `record_before` varchar(16) DEFAULT NULL,\n"
	"  `way_back` varchar(8) DEFAULT NULL,\n"
	"  `events_before` longtext COMMENT 'enabled on the source: database, name, definer',\n"
	"  `began_at` datetime DEFAULT NULL COMMENT 'UTC',\n"
	"  `opened_at` datetime DEFAULT NULL,\n"
	"  `beat` bigint unsigned NOT NULL DEFAULT 0 COMMENT 'a write that the way back must pass',\n"
	"  PRIMARY KEY (`name`)\n"
	") ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin\n"
	"  COMMENT='extrepl: do not change; which side takes writes'";

const char verification_create_table[] =
	"CREATE TABLE IF NOT EXISTS `extrepl`.`verification` (\n"
	"  `name` varchar(64) NOT NULL COMMENT 'of the manifest',\n"
	"  `outcome` varchar(16) NOT NULL,\n"
	"  `ended_at` datetime NOT NULL COMMENT 'UTC',\n"
	"  PRIMARY KEY (`name`)\n"
	") ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin\n"
	"  COMMENT='extrepl: what the last verify of all tables has found'";

static bool query(struct db *target, const char *sql, struct arena *arena,
		  struct rows *out, bool *found, struct error *err)
{
	*found = false;
	if (!db_query(target, sql, arena, out, err))
		return err->code == SERVER_NO_SUCH_TABLE ||
		       err->code == SERVER_NO_SUCH_DATABASE;
	*found = out->count > 0;
	return true;
}

bool promotion_read(struct db *target, const char *name, struct arena *arena,
		    struct promotion_row *out, bool *found, struct error *err)
{
	struct rows rows;
	const char *sql =
		arena_printf(arena,
			     "SELECT * FROM `extrepl`.`promotion` WHERE `name` = %s",
			     quote_text(name, arena));

	if (!query(target, sql, arena, &rows, found, err))
		return false;
	if (!*found)
		return true;
	*out = (struct promotion_row){
		.name = rows_named(&rows, 0, "name"),
		.state = rows_named(&rows, 0, "state"),
		.source_file = rows_named(&rows, 0, "source_file"),
		.source_position =
			rows_number(rows_named(&rows, 0, "source_position"), 0),
		.source_gtids = rows_named(&rows, 0, "source_gtids"),
		.target_file = rows_named(&rows, 0, "target_file"),
		.target_position =
			rows_number(rows_named(&rows, 0, "target_position"), 0),
		.outage_ms = rows_number(rows_named(&rows, 0, "outage_ms"), 0),
		.retention_before = rows_named(&rows, 0, "retention_before"),
		.scheduler_before = rows_named(&rows, 0, "scheduler_before"),
		.record_before = rows_named(&rows, 0, "record_before"),
		.way_back = rows_named(&rows, 0, "way_back"),
		.events_before = rows_named(&rows, 0, "events_before"),
		.began_at = rows_named(&rows, 0, "began_at"),
		.opened_at = rows_named(&rows, 0, "opened_at"),
	};
	return true;
}

bool promotion_is_final(struct db *target, const char *name, struct arena *arena,
			bool *final, struct error *err)
{
	struct rows rows;

	return query(target,
		     arena_printf(arena,
				  "SELECT 1 FROM `extrepl`.`promotion` p"
				  " JOIN `extrepl`.`record` r ON r.`name` = p.`name`"
				  " WHERE p.`name` = %s AND p.`state` = '" PROMOTION_FINALIZED
				  "' AND r.`state` = '" RECORD_PROMOTED "'",
				  quote_text(name, arena)),
		     arena, &rows, final, err);
}

bool verification_read(struct db *target, const char *name, struct arena *arena,
		       struct verification_row *out, bool *found, struct error *err)
{
	struct rows rows;
	const char *sql =
		arena_printf(arena,
			     "SELECT `outcome`, TIMESTAMPDIFF(SECOND, `ended_at`, UTC_TIMESTAMP()) AS age"
			     " FROM `extrepl`.`verification` WHERE `name` = %s",
			     quote_text(name, arena));

	if (!query(target, sql, arena, &rows, found, err))
		return false;
	if (*found)
		*out = (struct verification_row){
			.outcome = rows_named(&rows, 0, "outcome"),
			.age_seconds = rows_number(rows_named(&rows, 0, "age"), 0),
		};
	return true;
}

bool verification_write(struct db *target, const char *name, const char *outcome,
			struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char *note =
		arena_printf(arena,
			     "REPLACE INTO `extrepl`.`verification` (`name`, `outcome`, `ended_at`)"
			     " VALUES (%s, %s, UTC_TIMESTAMP())",
			     quote_text(name, arena), quote_text(outcome, arena));

	if (db_execute(target, note, err))
		return true;
	return (err->code == SERVER_NO_SUCH_TABLE ||
		err->code == SERVER_NO_SUCH_DATABASE) &&
	       db_execute(target, promotion_create_database, err) &&
	       db_execute(target, verification_create_table, err) &&
	       db_execute(target, note, err);
}
