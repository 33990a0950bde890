/* Reads from both sides what a cut-over needs to know. Judges nothing. */
#include <string.h>

#include "act/session.h"
#include "base/text.h"
#include "db/queries.h"
#include "db/record.h"
#include "db/replica_status.h"
#include "promote/internal.h"
#include "sql/quote.h"

#define OTHERS                                                                         \
	"p.user NOT IN ('system user', 'event_scheduler', 'rdsadmin', 'replication')"  \
	" AND p.id <> CONNECTION_ID()"
#define WHO "p.id, p.user, COALESCE(p.host, '')"

/* Columns of each query: id, user, host, seconds, statement. */
static const char old_transactions[] =
	"SELECT " WHO ", TIMESTAMPDIFF(SECOND, t.trx_started, NOW()),"
	" LEFT(COALESCE(p.info, 'idle in its transaction'), 100)"
	" FROM information_schema.innodb_trx t"
	" JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id"
	" WHERE t.trx_started < NOW() - INTERVAL 10 SECOND AND " OTHERS
	" ORDER BY t.trx_started LIMIT 5";

/* Short ones are left out: the lock's attempts wait for them. */
static const char running_ddl[] =
	"SELECT " WHO ", p.time, LEFT(p.info, 100) FROM information_schema.processlist p"
	" WHERE p.command IN ('Query', 'Execute') AND p.time >= 2 AND " OTHERS
	" AND p.info REGEXP '^[[:space:]]*(ALTER|CREATE|DROP|TRUNCATE|RENAME|OPTIMIZE|REPAIR|ANALYZE)[[:space:]]'"
	" ORDER BY p.time DESC LIMIT 5";

static const char mysql_table_locks[] =
	"SELECT DISTINCT p.processlist_id, p.processlist_user, COALESCE(p.processlist_host, ''),"
	" COALESCE(p.processlist_time, 0), CONCAT('LOCK TABLES ', l.object_schema, '.', l.object_name)"
	" FROM performance_schema.metadata_locks l"
	" JOIN performance_schema.threads p ON p.thread_id = l.owner_thread_id"
	" WHERE l.object_type = 'TABLE' AND l.lock_status = 'GRANTED'"
	" AND l.lock_type IN ('SHARED_NO_READ_WRITE', 'SHARED_READ_ONLY')"
	" AND l.object_schema NOT IN ('mysql', 'performance_schema', 'information_schema')"
	" AND p.processlist_id <> CONNECTION_ID() AND p.processlist_time >= 1 LIMIT 5";

/* Needs a plugin of MariaDB that may be missing. */
static const char mariadb_table_locks[] =
	"SELECT DISTINCT " WHO
	", p.time, CONCAT('LOCK TABLES ', l.table_schema, '.', l.table_name)"
	" FROM information_schema.metadata_lock_info l"
	" JOIN information_schema.processlist p ON p.id = l.thread_id"
	" WHERE l.lock_mode IN ('MDL_SHARED_NO_READ_WRITE', 'MDL_SHARED_READ_ONLY')"
	" AND p.time >= 1 AND " OTHERS " LIMIT 5";

/* MariaDB: connected users that read_only does not stop. */
static const char super_writers[] =
	"SELECT " WHO ", p.time, 'may write despite read_only' FROM "
	"information_schema.processlist p WHERE " OTHERS
	" AND p.command NOT LIKE 'Binlog Dump%' AND CONCAT('''', p.user, '''') IN"
	" (SELECT SUBSTRING_INDEX(u.grantee, '@', 1) FROM information_schema.user_privileges u"
	" WHERE u.privilege_type IN ('READ_ONLY ADMIN', 'READ ONLY ADMIN'))"
	" AND SUBSTRING_INDEX(CURRENT_USER(), '@', 1) <> p.user LIMIT 5";

static const char sequences[] =
	"SELECT table_schema, table_name FROM information_schema.tables"
	" WHERE table_type = 'SEQUENCE' AND table_schema NOT IN ('mysql', 'extrepl')";

static const char retention[] =
	"SELECT value FROM mysql.rds_configuration WHERE name = 'binlog retention hours'";

/* All tables of the target, for when it must be frozen. */
static const char all_tables[] =
	"SELECT table_schema, table_name, table_type = 'SEQUENCE' FROM information_schema.tables"
	" WHERE table_type IN ('BASE TABLE', 'SYSTEM VERSIONED', 'SEQUENCE') AND table_schema NOT IN"
	" ('mysql', 'sys', 'information_schema', 'performance_schema', 'innodb', 'extrepl')"
	" ORDER BY 1, 2";

static const char enabled_events[] =
	"SELECT event_schema, event_name, definer FROM information_schema.events"
	" WHERE status = 'ENABLED' AND event_schema NOT IN ('mysql', 'sys', 'extrepl')"
	" ORDER BY 1, 2";

/* Connected users; on MySQL also all since the server's start. */
#define NO_CLIENTS                                                                     \
	"('', 'system user', 'event_scheduler', 'unauthenticated user', 'rdsadmin',"   \
	" 'mysql.session', 'mysql.sys', 'mysql.infoschema', 'mariadb.sys')"
static const char mysql_clients[] =
	"SELECT DISTINCT c.user FROM (SELECT user FROM information_schema.processlist"
	" WHERE command NOT LIKE 'Binlog Dump%' UNION"
	" SELECT user FROM performance_schema.accounts WHERE total_connections > 0) c"
	" WHERE c.user NOT IN " NO_CLIENTS
	" AND c.user <> SUBSTRING_INDEX(USER(), '@', 1) ORDER BY 1";
static const char mariadb_clients[] =
	"SELECT DISTINCT user FROM information_schema.processlist"
	" WHERE command NOT LIKE 'Binlog Dump%' AND user NOT IN " NO_CLIENTS
	" AND user <> SUBSTRING_INDEX(USER(), '@', 1) ORDER BY 1";

static const char target_accounts[] = "SELECT DISTINCT user FROM mysql.user";

static void fill_way_back(const struct replica_status *status, const char *filter,
			  struct way_back *out)
{
	bool runs = text_equal(status->receiver, "Yes") &&
		    text_equal(status->applier, "Yes");
	bool filtered = filter != NULL && strstr(filter, "extrepl.%") != NULL;

	out->there = FACT_YES;
	out->running = runs ? FACT_YES : FACT_NO;
	out->filtered = filtered ? FACT_YES : FACT_NO;
	out->error = !text_empty(status->applier_error)  ? status->applier_error :
		     !text_empty(status->receiver_error) ? status->receiver_error :
							   NULL;
	out->lag_known = status->lag != NULL;
	out->lag = rows_number(status->lag, 0);
	out->file = status->applied_file;
	out->position = status->applied_position;
}

bool way_back_read(struct db *source, struct arena *arena, const char *channel,
		   struct way_back *out, struct error *err)
{
	const char *sql =
		query_text(QUERY_REPLICA_STATUS, db_server(source), NULL, arena);
	struct rows rows;

	if (!db_query(source, sql, arena, &rows, err))
		return false;
	*out = (struct way_back){ .there = FACT_NO };
	for (size_t i = 0; i < rows.count; i++) {
		struct replica_status status;

		if (!replica_status_read(&rows, i, &status))
			continue;
		if (text_equal_nocase(status.channel, channel)) {
			fill_way_back(&status,
				      rows_named(&rows, i, "Replicate_Wild_Ignore_Table"),
				      out);
		} else if (!text_equal(status.receiver, "No") ||
			   !text_equal(status.applier, "No")) {
			out->other_source = status.host;
			out->other_channel = status.channel;
		}
	}
	return true;
}

/* About the side that will be closed. What this server does not report stays empty. */
static bool read_closed(struct promotion *promotion, struct db *db, struct error *err)
{
	struct cutover_facts *facts = &promotion->facts;
	bool mysql = db_server(db)->flavour == FLAVOUR_MYSQL;
	struct db_statement look[] = {
		{ .sql = old_transactions },
		{ .sql = running_ddl },
		{ .sql = mysql ? mysql_table_locks : mariadb_table_locks },
		{ .sql = "XA RECOVER" },
		{ .sql = mysql ? "DO 0" : super_writers },
		{ .sql = mysql ? "DO 0" : sequences },
		{ .sql = enabled_events },
		{ .sql = mysql ? mysql_clients : mariadb_clients },
	};
	struct rows *const into[] = {
		&facts->old_transactions, &facts->ddl,           &facts->table_locks,
		&facts->prepared,         &facts->super_writers, &facts->sequences,
		&facts->events,           &facts->clients,
	};

	if (!db_batch(db, look, ARRAY_SIZE(look), promotion->arena, err))
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(look); i++) {
		if (look[i].done)
			*into[i] = look[i].rows;
		else
			log_fact(promotion->session->run->log, LOG_DEBUG, NULL, "%s",
				 look[i].error.message);
	}
	return true;
}

static bool read_target(struct promotion *promotion, struct error *err)
{
	struct cutover_facts *facts = &promotion->facts;
	const char *name = promotion->session->manifest->name;
	struct db *target = promotion->target;
	struct db_statement look[] = {
		{ .sql = retention },
		{ .sql = promotion->wish == PROMOTE_REVERT ? all_tables : "DO 0" },
		{ .sql = target_accounts },
	};

	if (!promotion_read(target, name, promotion->arena, &facts->row, &facts->found,
			    err) ||
	    !verification_read(target, name, promotion->arena, &facts->verification,
			       &facts->verified, err) ||
	    !db_batch(target, look, ARRAY_SIZE(look), promotion->arena, err))
		return false;
	if (look[0].done && look[0].rows.count > 0)
		facts->retention = rows_value(&look[0].rows, 0, 0) == NULL ?
					   "NULL" :
					   rows_value(&look[0].rows, 0, 0);
	if (look[1].done)
		facts->tables = look[1].rows;
	if (look[2].done)
		facts->known = look[2].rows;
	return true;
}

static enum fact fact_of(const char *value)
{
	if (value == NULL)
		return FACT_UNKNOWN;
	return text_equal_nocase(value, "ON") || text_equal(value, "1") ? FACT_YES :
									  FACT_NO;
}

bool promotion_is_stale(const struct promotion_row *row, const char *record_state)
{
	return (text_equal(row->state, PROMOTION_PROMOTED) ||
		text_equal(row->state, PROMOTION_OPENED) ||
		text_equal(row->state, PROMOTION_FINALIZED)) &&
	       !text_equal(record_state, RECORD_PROMOTED);
}

static void drop_stale_row(struct cutover_facts *facts)
{
	if (facts->found && promotion_is_stale(&facts->row, facts->record_state))
		facts->found = false;
}

bool facts_read_of_target(struct promotion *promotion, struct error *err)
{
	struct cutover_facts *facts = &promotion->facts;
	const struct observed_record *record =
		observed_record(&facts->observed->target,
				promotion->session->manifest->name);

	facts->manifest = promotion->session->manifest;
	facts->record_state = record == NULL ? "" : record->state;
	if (!ensure_target(promotion, err) || !read_target(promotion, err))
		return false;
	drop_stale_row(facts);
	return true;
}

bool facts_read(struct promotion *promotion, struct error *err)
{
	const struct manifest *manifest = promotion->session->manifest;
	struct cutover_facts *facts = &promotion->facts;
	const struct observed_server *source = &facts->observed->source.server;

	facts->scheduler = observed_value(source, "event_scheduler");
	facts->source_read_only = fact_of(observed_value(source, "read_only"));
	facts->source_super_read_only =
		fact_of(observed_value(source, "super_read_only"));
	return ensure_source(promotion, err) &&
	       way_back_read(promotion->source, promotion->arena,
			     back_channel(manifest, promotion->arena), &facts->way_back,
			     err) &&
	       facts_read_of_target(promotion, err) &&
	       read_closed(promotion,
			   promotion->wish == PROMOTE_REVERT ? promotion->target :
							       promotion->source,
			   err);
}
