/*
 * A healthy pair of servers, and the short texts with which a row of a test changes it.
 */
#ifndef TESTS_CHECKS_PAIR_H
#define TESTS_CHECKS_PAIR_H

#include "base/text.h"
#include "plan/check_list.h"
#include "rows.h"

struct pair {
	struct arena *arena;
	struct manifest manifest;
	struct observed observed;
	struct facts facts;
};

typedef void change(struct pair *pair);

/*
 * facts are written as "source sets NAME=VALUE", "target has KIND|NAME|DETAIL", "source
 * lacks PRIVILEGE", "source may PRIVILEGE" (that and nothing else), "source keeps NAME"
 * (a database); change is for what they cannot express.
 */
struct check_case {
	const char *name;
	const char *facts[3];
	change *change;
	const char *check; /* NULL: no check fires */
	const char *says;  /* a part of the message */
	const char *fix;   /* a part of the fix */
};

static inline struct observed_server *side_of(struct pair *pair, const char *fact)
{
	return text_starts(fact, "source") ? &pair->observed.source.server :
					     &pair->observed.target.server;
}

static inline void set_variable(struct pair *pair, struct observed_server *server,
				const char *name, const char *value)
{
	unsigned at = 0;

	while (at < server->variables_count &&
	       !text_equal(server->variables[at].name, name))
		at++;
	if (at == server->variables_count) {
		server->variables = arena_grow(pair->arena, server->variables,
					       at * sizeof(*server->variables),
					       (at + 1) * sizeof(*server->variables));
		server->variables_count++;
	}
	server->variables[at].name = arena_copy(pair->arena, name);
	server->variables[at].value = arena_copy(pair->arena, value);
}

static inline void add_object(struct pair *pair, struct observed_server *server,
			      const char *kind, const char *name, const char *detail)
{
	unsigned count = server->objects_count++;

	server->objects = arena_grow(pair->arena, server->objects,
				     count * sizeof(*server->objects),
				     (count + 1) * sizeof(*server->objects));
	server->objects[count] = (struct observed_object){
		.kind = arena_copy(pair->arena, kind),
		.name = arena_copy(pair->arena, name),
		.detail = arena_copy(pair->arena, detail),
	};
}

static inline void add_privilege(struct pair *pair, struct observed_server *server,
				 const char *privilege)
{
	unsigned count = server->privileges_count++;

	server->privileges = arena_grow(pair->arena, server->privileges,
					count * sizeof(*server->privileges),
					(count + 1) * sizeof(*server->privileges));
	server->privileges[count] = arena_copy(pair->arena, privilege);
}

static inline void take_privilege(struct observed_server *server, const char *privilege)
{
	for (unsigned i = 0; i < server->privileges_count; i++) {
		if (text_equal(server->privileges[i], privilege)) {
			server->privileges[i] =
				server->privileges[--server->privileges_count];
			return;
		}
	}
	fail_msg("nobody has the privilege %s", privilege);
}

static inline void add_database(struct pair *pair, struct observed_server *server,
				const char *name)
{
	unsigned count = server->databases_count++;

	server->databases = arena_grow(pair->arena, server->databases,
				       count * sizeof(*server->databases),
				       (count + 1) * sizeof(*server->databases));
	server->databases[count] = (struct observed_database){
		.name = arena_copy(pair->arena, name),
		.tables = 2,
		.bytes = 1000000,
	};
}

static inline void add_procedure(struct pair *pair, const char *name, unsigned parameters)
{
	struct observed_target *target = &pair->observed.target;
	unsigned count = target->procedures_count++;

	target->procedures = arena_grow(pair->arena, target->procedures,
					count * sizeof(*target->procedures),
					(count + 1) * sizeof(*target->procedures));
	target->procedures[count].name = arena_copy(pair->arena, name);
	target->procedures[count].parameters = parameters;
}

/* "KIND|NAME|DETAIL"; without a detail there is none. */
static inline void add_described(struct pair *pair, struct observed_server *server,
				 const char *text)
{
	char *rest = arena_copy(pair->arena, text);
	const char *kind = strsep(&rest, "|"), *name = strsep(&rest, "|");

	add_object(pair, server, kind, name, rest);
}

static inline void apply_fact(struct pair *pair, const char *fact)
{
	struct observed_server *server = side_of(pair, fact);
	const char *verb = fact + strlen("source ");
	const char *rest = strchr(verb, ' ') + 1;

	if (text_starts(verb, "sets ")) {
		const char *equals = strchr(rest, '=');

		set_variable(pair, server,
			     arena_copy_n(pair->arena, rest, (size_t)(equals - rest)),
			     equals + 1);
	} else if (text_starts(verb, "has ")) {
		add_described(pair, server, rest);
	} else if (text_starts(verb, "lacks ")) {
		take_privilege(server, rest);
	} else if (text_starts(verb, "gets ")) {
		add_privilege(pair, server, rest);
	} else if (text_starts(verb, "may ")) {
		server->privileges_count = 0;
		add_privilege(pair, server, rest);
	} else if (text_starts(verb, "keeps ")) {
		add_database(pair, server, rest);
	} else {
		fail_msg("not a fact: %s", fact);
	}
}

static const char *const facts_of_both[] = {
	"sets log_bin=ON",
	"sets binlog_format=ROW",
	"sets binlog_row_image=FULL",
	"sets binlog_row_value_options=",
	"sets binlog_expire_logs_seconds=2592000",
	"sets log_replica_updates=ON",
	"sets gtid_mode=OFF_PERMISSIVE",
	"sets read_only=OFF",
	"sets local_infile=ON",
	"sets log_bin_trust_function_creators=ON",
	"sets event_scheduler=ON",
	"sets general_log=OFF",
	"sets max_allowed_packet=67108864",
	"sets lower_case_table_names=0",
	"sets sql_mode=STRICT_TRANS_TABLES,NO_ZERO_DATE",
	"sets innodb_strict_mode=ON",
	"sets sql_require_primary_key=OFF",
	"sets restrict_fk_on_non_standard_key=OFF",
	"sets require_secure_transport=OFF",
	"sets tls_version=TLSv1.2,TLSv1.3",
	"sets authentication_policy=*,,",
	"sets collation_server=utf8mb4_0900_ai_ci",
};

static const char *const privileges_of_both[] = {
	"SELECT",
	"INSERT",
	"UPDATE",
	"DELETE",
	"CREATE",
	"DROP",
	"RELOAD",
	"PROCESS",
	"REFERENCES",
	"INDEX",
	"ALTER",
	"LOCK TABLES",
	"EXECUTE",
	"REPLICATION SLAVE",
	"REPLICATION CLIENT",
	"CREATE VIEW",
	"SHOW VIEW",
	"CREATE ROUTINE",
	"CREATE USER",
	"EVENT",
	"TRIGGER",
	"GRANT OPTION",
	"XA_RECOVER_ADMIN",
	"SET_ANY_DEFINER",
};

static inline void make_server(struct pair *pair, struct observed_server *server,
			       const char *side)
{
	for (size_t i = 0; i < ARRAY_SIZE(facts_of_both); i++)
		apply_fact(pair,
			   arena_printf(pair->arena, "%s %s", side, facts_of_both[i]));
	for (size_t i = 0; i < ARRAY_SIZE(privileges_of_both); i++)
		add_privilege(pair, server, privileges_of_both[i]);
	server->flavour = FLAVOUR_MYSQL;
	server->version = 80408;
	server->version_text = arena_copy(pair->arena, "8.4.8");
	server->client = arena_copy(pair->arena, "10.1.4.9");
	server->utc_offset = arena_copy(pair->arena, "00:00:00");
}

static inline void make_source(struct pair *pair)
{
	struct observed_source *source = &pair->observed.source;

	make_server(pair, &source->server, "source");
	source->server.server_id = 205;
	source->server.uuid =
		arena_copy(pair->arena, "5d0e41c2-0000-0000-0000-000000000001");
	source->server.user = arena_copy(pair->arena, "root@%");
	add_privilege(pair, &source->server, "SYSTEM_VARIABLES_ADMIN");
	apply_fact(pair, "source sets log_bin_basename=/var/lib/mysql/db001-bin");
	apply_fact(pair, "source has definer|shop.totals|awsuser@%");
	apply_fact(pair, "source has collation|shop.orders|utf8mb4_0900_ai_ci");
	apply_fact(pair, "source has account|'root'@'localhost'");
	apply_fact(pair, "source has event|shop.nightly");
	add_database(pair, &source->server, "shop");
	source->binlogs = arena_array(pair->arena, 1, sizeof(*source->binlogs));
	source->binlogs[0].file = arena_copy(pair->arena, "db001-bin.000002");
	source->binlogs[0].size = 5000;
	source->binlogs_count = 1;
	source->binlog_file = source->binlogs[0].file;
	source->can_flush_tables = FACT_YES;
	source->is_replica = FACT_NO;
	source->account.present = FACT_NO;
}

static inline void make_target(struct pair *pair)
{
	struct observed_target *target = &pair->observed.target;

	make_server(pair, &target->server, "target");
	target->server.server_id = 807509301;
	target->server.uuid =
		arena_copy(pair->arena, "5d0e41c2-0000-0000-0000-000000000002");
	target->server.user = arena_copy(pair->arena, "awsuser@%");
	target->service = arena_copy(pair->arena, "rds");
	target->links_known = FACT_YES;
	target->collations = arena_array(pair->arena, 1, sizeof(*target->collations));
	target->collations[0] = arena_copy(pair->arena, "utf8mb4_0900_ai_ci");
	target->collations_count = 1;
	apply_fact(pair, "target has account|'awsuser'@'%'");
	apply_fact(pair, "target has account|'repl'@'%'");
	apply_fact(pair,
		   "target has filter|REPLICATE_IGNORE_TABLE|mysql.rds_history,mysql.rds_sysinfo");
	add_procedure(pair, "rds_set_external_source", 7);
	add_procedure(pair, "rds_start_replication", 0);
	add_procedure(pair, "rds_stop_replication", 0);
}

/* A healthy pair on which extrepl has done nothing yet. */
static inline void make_healthy(struct pair *pair, struct arena *arena)
{
	*pair = (struct pair){ .arena = arena };
	pair->manifest.name = "pair";
	pair->manifest.source.replication_user.name = "repl";
	pair->manifest.source.replication_user.host = "%";
	pair->manifest.source.replication_user.label = "'repl'@'%'";
	pair->manifest.target.admin.user = "awsuser";
	pair->manifest.replication.tls = true;
	pair->manifest.replication.channel = "";
	make_source(pair);
	make_target(pair);
	pair->facts.manifest = &pair->manifest;
	pair->facts.observed = &pair->observed;
}

/* ---- changes that rows of several subjects need */

static inline void both_mariadb(struct pair *pair)
{
	pair->observed.source.server.flavour = FLAVOUR_MARIADB;
	pair->observed.target.server.flavour = FLAVOUR_MARIADB;
	pair->observed.source.server.version = pair->observed.target.server.version =
		101119;
	pair->observed.source.server.version_text =
		pair->observed.target.server.version_text =
			arena_copy(pair->arena, "10.11.19");
}

static inline void source_is(struct pair *pair, unsigned version)
{
	pair->observed.source.server.version = version;
}

static inline void target_is(struct pair *pair, unsigned version)
{
	pair->observed.target.server.version = version;
}

static inline void from_57_to_80(struct pair *pair)
{
	source_is(pair, 50744);
	target_is(pair, 80039);
}

static inline void plain_server(struct pair *pair)
{
	pair->observed.target.service = NULL;
	pair->observed.target.procedures_count = 0;
}

static inline void wants_block_ddl(struct pair *pair)
{
	pair->manifest.copy.block_ddl = true;
}

static inline void allows_source_lock(struct pair *pair)
{
	pair->facts.allowed = CONSENT_SOURCE_LOCK;
}

static inline void only_shop(struct pair *pair)
{
	static const char *const names[] = { "shop", NULL };

	pair->manifest.copy.databases = names;
}

static inline void in_tokyo(struct pair *pair)
{
	pair->observed.source.server.utc_offset = arena_copy(pair->arena, "09:00:00");
}

#endif
