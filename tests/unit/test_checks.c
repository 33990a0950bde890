/*
 * Each check: a healthy pair gives no finding, and one fact changed gives just this
 * one, with its fix.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "observe/observe.h"
#include "plan/check_list.h"

/* NOLINTBEGIN(bugprone-reserved-identifier,cert-*): the linker's names. */
const struct observed_variable *__real_observed_variable(
	const struct observed_server *server, const char *name);
const char *__real_observed_value(const struct observed_server *server, const char *name);
bool __real_observed_is_on(const struct observed_server *server, const char *name);
const struct observed_variable *__wrap_observed_variable(
	const struct observed_server *server, const char *name);
const char *__wrap_observed_value(const struct observed_server *server, const char *name);
bool __wrap_observed_is_on(const struct observed_server *server, const char *name);

/* The variables that checks have asked for, each once. */
static const char *asked[256];
static size_t asked_count;

static void ask_for(const char *name)
{
	for (size_t i = 0; i < asked_count; i++) {
		if (text_equal(asked[i], name))
			return;
	}
	assert_true(asked_count < ARRAY_SIZE(asked));
	asked[asked_count++] = name;
}

const struct observed_variable *__wrap_observed_variable(
	const struct observed_server *server, const char *name)
{
	ask_for(name);
	return __real_observed_variable(server, name);
}

const char *__wrap_observed_value(const struct observed_server *server, const char *name)
{
	ask_for(name);
	return __real_observed_value(server, name);
}

bool __wrap_observed_is_on(const struct observed_server *server, const char *name)
{
	ask_for(name);
	return __real_observed_is_on(server, name);
}
/* NOLINTEND(bugprone-reserved-identifier,cert-*) */

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
 * (a database); change does what they cannot say.
 */
struct check_case {
	const char *name;
	const char *facts[3];
	change *change;
	const char *check; /* NULL: none fires */
	const char *says;  /* a part of the message */
	const char *fix;   /* a part of the fix */
};

static struct observed_server *side_of(struct pair *pair, const char *fact)
{
	return text_starts(fact, "source") ? &pair->observed.source.server :
					     &pair->observed.target.server;
}

static void set_variable(struct pair *pair, struct observed_server *server,
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

static void add_object(struct pair *pair, struct observed_server *server,
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

static void add_privilege(struct pair *pair, struct observed_server *server,
			  const char *privilege)
{
	unsigned count = server->privileges_count++;

	server->privileges = arena_grow(pair->arena, server->privileges,
					count * sizeof(*server->privileges),
					(count + 1) * sizeof(*server->privileges));
	server->privileges[count] = arena_copy(pair->arena, privilege);
}

static void take_privilege(struct observed_server *server, const char *privilege)
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

static void add_database(struct pair *pair, struct observed_server *server,
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

static void add_procedure(struct pair *pair, const char *name, unsigned parameters)
{
	struct observed_target *target = &pair->observed.target;
	unsigned count = target->procedures_count++;

	target->procedures = arena_grow(pair->arena, target->procedures,
					count * sizeof(*target->procedures),
					(count + 1) * sizeof(*target->procedures));
	target->procedures[count].name = arena_copy(pair->arena, name);
	target->procedures[count].parameters = parameters;
}

/* "KIND|NAME|DETAIL"; a missing detail is none. */
static void add_described(struct pair *pair, struct observed_server *server,
			  const char *text)
{
	char *rest = arena_copy(pair->arena, text);
	const char *kind = strsep(&rest, "|"), *name = strsep(&rest, "|");

	add_object(pair, server, kind, name, rest);
}

static void apply_fact(struct pair *pair, const char *fact)
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

static void make_server(struct pair *pair, struct observed_server *server,
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

static void make_source(struct pair *pair)
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

static void make_target(struct pair *pair)
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

/* All is well between them, and nothing is done yet. */
static void make_healthy(struct pair *pair, struct arena *arena)
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

static void both_mariadb(struct pair *pair)
{
	pair->observed.source.server.flavour = FLAVOUR_MARIADB;
	pair->observed.target.server.flavour = FLAVOUR_MARIADB;
	pair->observed.source.server.version = pair->observed.target.server.version =
		101119;
	pair->observed.source.server.version_text =
		pair->observed.target.server.version_text =
			arena_copy(pair->arena, "10.11.19");
}

static void source_mariadb(struct pair *pair)
{
	pair->observed.source.server.flavour = FLAVOUR_MARIADB;
}

static void source_is(struct pair *pair, unsigned version)
{
	pair->observed.source.server.version = version;
}

static void target_is(struct pair *pair, unsigned version)
{
	pair->observed.target.server.version = version;
}

static void target_80(struct pair *pair)
{
	target_is(pair, 80039);
}

static void from_57(struct pair *pair)
{
	source_is(pair, 50744);
}

static void from_57_to_80(struct pair *pair)
{
	source_is(pair, 50744);
	target_is(pair, 80039);
}

static void older_80(struct pair *pair)
{
	source_is(pair, 80039);
	target_is(pair, 80032);
}

static void older_patch_of_84(struct pair *pair)
{
	target_is(pair, 80405);
}

static void from_calendar_to_97(struct pair *pair)
{
	source_is(pair, 260700);
	target_is(pair, 90704);
}

static void from_2610_to_267(struct pair *pair)
{
	source_is(pair, 261000);
	target_is(pair, 260701);
}

static void from_97_to_calendar(struct pair *pair)
{
	source_is(pair, 90704);
	target_is(pair, 260700);
}

static void mariadb_106(struct pair *pair)
{
	both_mariadb(pair);
	target_is(pair, 100620);
}

static void same_id(struct pair *pair)
{
	pair->observed.source.server.server_id = 807509301;
}

static void same_id_wanted(struct pair *pair)
{
	pair->manifest.source.server_id = 807509301;
}

static void same_id_to_change(struct pair *pair)
{
	same_id(pair);
	pair->manifest.source.server_id = 206;
}

static void same_uuid(struct pair *pair)
{
	pair->observed.source.server.uuid = pair->observed.target.server.uuid;
}

static void no_identity(struct pair *pair)
{
	both_mariadb(pair);
	pair->observed.source.server.uuid = pair->observed.target.server.uuid = NULL;
}

static void plain_server(struct pair *pair)
{
	pair->observed.target.service = NULL;
	pair->observed.target.procedures_count = 0;
}

static void wants_channel(struct pair *pair)
{
	pair->manifest.replication.channel = "second";
}

static void wants_gtid(struct pair *pair)
{
	pair->manifest.replication.coordinates = COORDINATES_GTID;
	add_procedure(pair, "rds_set_external_source_with_auto_position", 6);
}

static void lacks_start(struct pair *pair)
{
	pair->observed.target.procedures[1].name = arena_copy(pair->arena, "rds_start");
}

static void is_read_replica(struct pair *pair)
{
	pair->observed.target.read_replica = FACT_YES;
}

static void is_read_replica_of(struct pair *pair)
{
	pair->observed.target.instance.replica_of = arena_copy(pair->arena, "rds000");
}

static void endpoint_of_proxy(struct pair *pair)
{
	pair->manifest.target.endpoint = "p1.proxy-abc.eu-west-1.rds.amazonaws.com";
}

static void endpoint_of_readers(struct pair *pair)
{
	pair->manifest.target.endpoint = "c1.cluster-ro-abc.eu-west-1.rds.amazonaws.com";
}

static void endpoint_of_writer(struct pair *pair)
{
	pair->manifest.target.endpoint = "c1.cluster-abc.eu-west-1.rds.amazonaws.com";
}

static void storage_full(struct pair *pair)
{
	pair->observed.target.instance.broken = FACT_YES;
	pair->observed.target.instance.status = arena_copy(pair->arena, "storage-full");
	pair->observed.target.instance.status_cause = arena_copy(pair->arena, "no room");
}

/* 25 GiB are to be copied. */
static void storage(struct pair *pair, uint64_t gib, uint64_t most)
{
	pair->observed.source.server.databases[0].bytes = UINT64_C(25) << 30;
	pair->observed.target.instance.storage_gib = gib;
	pair->observed.target.instance.most_storage_gib = most;
}

static void storage_small(struct pair *pair)
{
	storage(pair, 20, 0);
}

static void storage_grows_too_little(struct pair *pair)
{
	storage(pair, 20, 30);
	pair->observed.source.server.databases[0].bytes = UINT64_C(31) << 30;
}

static void storage_grows(struct pair *pair)
{
	storage(pair, 20, 100);
}

static void is_cluster_member(struct pair *pair)
{
	pair->observed.target.cluster_member = FACT_YES;
}

static void set_dynamic(struct pair *pair, const char *name, enum fact dynamic)
{
	struct observed_server *server = &pair->observed.source.server;

	for (unsigned i = 0; i < server->variables_count; i++) {
		if (text_equal(server->variables[i].name, name))
			server->variables[i].dynamic = dynamic;
	}
}

static void change_dynamic(struct pair *pair)
{
	set_dynamic(pair, "binlog_format", FACT_YES);
}

static void change_dynamic_mariadb(struct pair *pair)
{
	both_mariadb(pair);
	change_dynamic(pair);
}

static void change_dynamic_mariadb_allowed(struct pair *pair)
{
	change_dynamic_mariadb(pair);
	add_privilege(pair, &pair->observed.source.server, "BINLOG ADMIN");
}

static void restart_beside_replica(struct pair *pair)
{
	set_dynamic(pair, "log_replica_updates", FACT_NO);
	pair->observed.source.replicas = 1;
}

static void beside_replica(struct pair *pair)
{
	pair->observed.source.replicas = 1;
}

static void account_shared(struct pair *pair)
{
	struct observed_source *source = &pair->observed.source;

	source->replicas = source->replicas_as_account = 2;
	source->account.present = FACT_YES;
	source->account.requires_tls = FACT_YES;
	source->account.password_works = FACT_NO;
}

static void account_shared_mariadb(struct pair *pair)
{
	both_mariadb(pair);
	account_shared(pair);
}

static void account_shared_no_tls(struct pair *pair)
{
	account_shared(pair);
	pair->observed.source.account.password_works = FACT_YES;
	pair->observed.source.account.requires_tls = FACT_NO;
}

static void account_elsewhere(struct pair *pair)
{
	pair->observed.source.account.other_hosts = arena_copy(pair->arena, "10.1.%");
}

static void account_elsewhere_exact(struct pair *pair)
{
	account_elsewhere(pair);
	pair->manifest.source.replication_user.host = "10.1.4.9";
}

static void without_tls(struct pair *pair)
{
	pair->manifest.replication.tls = false;
}

static void native_without_tls(struct pair *pair)
{
	without_tls(pair);
	pair->observed.source.account.plugin =
		arena_copy(pair->arena, "mysql_native_password");
}

static void no_flush(struct pair *pair)
{
	pair->observed.source.can_flush_tables = FACT_NO;
}

static void wants_block_ddl(struct pair *pair)
{
	pair->manifest.copy.block_ddl = true;
}

static void wants_block_ddl_of_mariadb(struct pair *pair)
{
	wants_block_ddl(pair);
	pair->observed.source.server.flavour = FLAVOUR_MARIADB;
	pair->observed.target.server.flavour = FLAVOUR_MARIADB;
}

static void allows_source_lock(struct pair *pair)
{
	pair->facts.allowed = CONSENT_SOURCE_LOCK;
}

static void only_shop(struct pair *pair)
{
	static const char *const names[] = { "shop", NULL };

	pair->manifest.copy.databases = names;
}

static void only_shop_do_db(struct pair *pair)
{
	only_shop(pair);
	pair->observed.source.binlog_do_db = arena_copy(pair->arena, "crm,shop");
}

static void only_shop_ignore_db(struct pair *pair)
{
	only_shop(pair);
	pair->observed.source.binlog_ignore_db = arena_copy(pair->arena, "crm,log");
}

static void do_db(struct pair *pair)
{
	pair->observed.source.binlog_do_db = arena_copy(pair->arena, "crm");
}

static void adopts(struct pair *pair, const char *file, uint64_t position)
{
	pair->manifest.copy.adopt.set = true;
	pair->manifest.copy.adopt.file = file;
	pair->manifest.copy.adopt.position = position;
}

static void adopts_gone(struct pair *pair)
{
	adopts(pair, "db001-bin.000001", 4);
}

static void adopts_unrecorded(struct pair *pair)
{
	adopts(pair, "db001-bin.000002", 5001);
}

static void adopts_well(struct pair *pair)
{
	adopts(pair, "db001-bin.000002", 5000);
}

static void much_data(struct pair *pair)
{
	pair->observed.source.server.databases[0].bytes = UINT64_C(900000000000);
	set_variable(pair, &pair->observed.source.server, "binlog_expire_logs_seconds",
		     "86400");
}

static void much_data_days(struct pair *pair)
{
	much_data(pair);
	set_variable(pair, &pair->observed.source.server, "binlog_expire_logs_seconds",
		     "0");
	set_variable(pair, &pair->observed.source.server, "expire_logs_days", "1.000000");
}

static void much_data_for_ever(struct pair *pair)
{
	much_data(pair);
	set_variable(pair, &pair->observed.source.server, "binlog_expire_logs_seconds",
		     "0");
}

static void admin_defines(struct pair *pair)
{
	pair->manifest.copy.definers = DEFINERS_ADMIN;
}

/* The replication account, which a healthy pair has on the target, too. */
static void without_replication_account(struct pair *pair)
{
	struct observed_server *target = &pair->observed.target.server;

	for (unsigned i = 0; i < target->objects_count; i++) {
		if (text_equal(target->objects[i].name, "'repl'@'%'"))
			target->objects[i].kind = arena_copy(pair->arena, "nothing");
	}
}

static void carries_replication_account(struct pair *pair)
{
	static const char *const all[] = { "*", NULL };

	without_replication_account(pair);
	pair->manifest.accounts.include = all;
}

/* app@% with one grant, or none; the target's administrator may grant all. */
static void add_definer(struct pair *pair, struct observed_server *server,
			const char *grant)
{
	struct observed_target *target = &pair->observed.target;

	server->definers_known = FACT_YES;
	server->definers = arena_array(pair->arena, 1, sizeof(*server->definers));
	server->definers_count = 1;
	server->definers[0].user = arena_copy(pair->arena, "app");
	server->definers[0].host = arena_copy(pair->arena, "%");
	server->definers[0].grants =
		arena_array(pair->arena, 1, sizeof(*server->definers[0].grants));
	if (grant != NULL)
		server->definers[0].grants[server->definers[0].grants_count++] =
			arena_copy(pair->arena, grant);
	target->own_grants = arena_array(pair->arena, 2, sizeof(*target->own_grants));
	target->own_grants[0] = arena_copy(pair->arena, "SELECT ON *.*");
	target->own_grants[1] = arena_copy(pair->arena, "GRANT OPTION ON *.*");
	target->own_grants_count = 2;
}

/* clerk@% of accounts.include, whose password is carried as a hash. */
static void carries_clerk(struct pair *pair)
{
	struct observed_server *source = &pair->observed.source.server;

	source->logins = arena_array(pair->arena, 1, sizeof(*source->logins));
	source->logins_count = 1;
	source->logins[0].user = arena_copy(pair->arena, "clerk");
	source->logins[0].host = arena_copy(pair->arena, "%");
}

static void gives_clerk_a_password(struct pair *pair)
{
	static struct manifest_account_password passwords[] = { { .account = "clerk@%" } };

	carries_clerk(pair);
	pair->manifest.accounts.passwords = passwords;
	pair->manifest.accounts.passwords_count = 1;
}

static void definer_may_less(struct pair *pair)
{
	add_definer(pair, &pair->observed.source.server, "SELECT ON `shop`.*");
	add_definer(pair, &pair->observed.target.server, NULL);
}

static void definer_may_more(struct pair *pair)
{
	add_definer(pair, &pair->observed.source.server, "SELECT ON `shop`.*");
	add_definer(pair, &pair->observed.target.server, "SELECT ON *.*");
}

static void definer_is_gone(struct pair *pair)
{
	definer_may_less(pair);
	pair->observed.target.server.definers_count = 0;
}

static void gone_definer_is_taken(struct pair *pair)
{
	definer_is_gone(pair);
	add_privilege(pair, &pair->observed.target.server, "ALLOW_NONEXISTENT_DEFINER");
}

static void definers_must_fit(struct pair *pair)
{
	pair->manifest.copy.definers = DEFINERS_FAIL;
}

static void in_tokyo(struct pair *pair)
{
	pair->observed.source.server.utc_offset = arena_copy(pair->arena, "09:00:00");
}

static void on_aurora(struct pair *pair)
{
	pair->observed.target.service = arena_copy(pair->arena, "aurora");
}

static void no_position(struct pair *pair)
{
	pair->observed.source.binlog_file = NULL;
}

static void no_status(struct pair *pair)
{
	pair->observed.target.links_known = FACT_NO;
}

static void long_client(struct pair *pair)
{
	pair->observed.target.server.client =
		arena_copy(pair->arena,
			   "ip-172-31-100-200.ap-southeast-1.compute.internal");
}

static void linked_at(struct pair *pair, const char *file)
{
	struct observed_target *target = &pair->observed.target;

	target->links = arena_array(pair->arena, 1, sizeof(*target->links));
	target->links[0].channel = arena_copy(pair->arena, "");
	target->links[0].executed_file = arena_copy(pair->arena, file);
	target->links[0].source_uuid = pair->observed.source.server.uuid;
	target->links_count = 1;
}

static void linked_at_gone(struct pair *pair)
{
	linked_at(pair, "db001-bin.000001");
}

static void linked_well(struct pair *pair)
{
	linked_at(pair, "db001-bin.000002");
}

static void linked_by_gtid(struct pair *pair)
{
	linked_at_gone(pair);
	pair->observed.target.links[0].auto_position = FACT_YES;
}

static void linked_elsewhere(struct pair *pair)
{
	linked_at_gone(pair);
	pair->observed.target.links[0].source_uuid = arena_copy(pair->arena, "other");
}

static void deaf_replica(struct pair *pair)
{
	pair->observed.source.is_replica = FACT_YES;
	set_variable(pair, &pair->observed.source.server, "log_replica_updates", "OFF");
}

static void good_replica(struct pair *pair)
{
	pair->observed.source.is_replica = FACT_YES;
}

#define LONG_NAME "a-binlog-name-of-more-than-forty-three-letters"

static void long_binlog(struct pair *pair)
{
	apply_fact(pair, "source sets log_bin_basename=/data/" LONG_NAME);
}

static void long_binlog_by_gtid(struct pair *pair)
{
	long_binlog(pair);
	wants_gtid(pair);
	apply_fact(pair, "source sets gtid_mode=ON");
}

static void strict_mariadb(struct pair *pair)
{
	both_mariadb(pair);
	apply_fact(pair, "source sets gtid_domain_id=0");
	apply_fact(pair, "target sets gtid_domain_id=0");
	apply_fact(pair, "target sets gtid_strict_mode=ON");
}

static void strict_mariadb_apart(struct pair *pair)
{
	strict_mariadb(pair);
	apply_fact(pair, "source sets gtid_domain_id=7");
}

/* A copy that was linked once, whose link is there. */
static void only_shop_linked(struct pair *pair)
{
	struct observed_target *target = &pair->observed.target;

	only_shop(pair);
	target->records = arena_array(pair->arena, 1, sizeof(*target->records));
	target->records[0].name = arena_copy(pair->arena, pair->manifest.name);
	target->records[0].link_started_at =
		arena_copy(pair->arena, "2026-11-22 09:00:00");
	target->records_count = 1;
	target->links = arena_array(pair->arena, 1, sizeof(*target->links));
	target->links[0].channel = arena_copy(pair->arena, "");
	target->links_count = 1;
}

static void see_databases_mariadb(struct pair *pair)
{
	both_mariadb(pair);
	add_privilege(pair, &pair->observed.source.server, "SHOW DATABASES");
}

/* A role with all that the account has, and TRIGGER. */
static void reader_role(struct pair *pair)
{
	struct observed_server *source = &pair->observed.source.server;

	source->inactive_roles = arena_array(pair->arena, 1, sizeof(char *));
	source->inactive_roles[0] = arena_copy(pair->arena, "`reader`");
	source->inactive_roles_count = 1;
	source->role_privileges =
		arena_array(pair->arena, source->privileges_count + 1, sizeof(char *));
	for (unsigned i = 0; i < source->privileges_count; i++)
		source->role_privileges[i] = source->privileges[i];
	source->role_privileges[source->privileges_count] =
		arena_copy(pair->arena, "TRIGGER");
	source->role_privileges_count = source->privileges_count + 1;
}

static void reader_role_mariadb(struct pair *pair)
{
	both_mariadb(pair);
	reader_role(pair);
}

static void four_threads(struct pair *pair)
{
	pair->manifest.copy.threads = 4;
}

/* a, b with two keys to a, and c below b: with another table between them. */
static void two_ways(struct pair *pair)
{
	apply_fact(pair, "source has cascade|shop.b|shop.a");
	apply_fact(pair, "source has cascade|shop.b|shop.between");
	apply_fact(pair, "source has cascade|shop.between|shop.a");
	apply_fact(pair, "source has cascade|shop.c|shop.b");
}

static void two_roots(struct pair *pair)
{
	apply_fact(pair, "source has cascade|shop.b|shop.a");
	apply_fact(pair, "source has cascade|shop.b|shop.other");
	apply_fact(pair, "source has cascade|shop.c|shop.b");
}

/* clang-format off */
static struct check_case cases[] = {
	{ "a healthy pair: nothing", { NULL }, NULL, NULL, NULL, NULL },
	{ "a healthy pair of MariaDB: nothing", { NULL }, both_mariadb, NULL, NULL, NULL },

	{ "MariaDB to MySQL", { NULL }, source_mariadb, "flavours-differ", "the source is MariaDB", "RDS for MariaDB" },
	{ "8.4 to 8.0", { NULL }, target_80, "target-older", "not supported", "upgrade the target" },
	{ "26.7, of the calendar, to 9.7", { NULL }, from_calendar_to_97, "target-older", "not supported", "upgrade the target" },
	{ "26.10 to 26.7", { NULL }, from_2610_to_267, "target-older", "not supported", "upgrade the target" },
	{ "9.7 to 26.7 is a step", { NULL }, from_97_to_calendar, NULL, NULL, NULL },
	{ "MariaDB 10.11 to 10.6", { NULL }, mariadb_106, "target-older", "not supported", "upgrade the target" },
	{ "5.7 to 8.0 is a step", { NULL }, from_57_to_80, NULL, NULL, NULL },
	{ "5.7 to 8.4 leaves a line out", { NULL }, from_57, "version-gap", "line is left out", "in between" },
	{ "8.0.39 to 8.0.32", { NULL }, older_80, "version-gap", "older than the source's", "upgrade the target" },
	{ "8.4.8 to 8.4.5 is fine", { NULL }, older_patch_of_84, NULL, NULL, NULL },
	{ "the same server_id", { NULL }, same_id, "server-id", "both have server_id 807509301", "source.server_id" },
	{ "the same server_id is wanted", { NULL }, same_id_wanted, "server-id", "both have", "source.server_id" },
	{ "the same server_id, to be changed", { NULL }, same_id_to_change, NULL, NULL, NULL },
	{ "the same server_uuid", { NULL }, same_uuid, "server-uuid", "both have the identity", "auto.cnf" },
	{ "no identity on either side", { NULL }, no_identity, NULL, NULL, NULL },
	{ "no RDS", { NULL }, plain_server, "no-rds", "no procedure", "RDS or Aurora" },
	{ "a channel without its procedures", { NULL }, wants_channel, "procedures", "does not have it", "upgrade" },
	{ "a start without its procedure", { NULL }, lacks_start, "procedures", "does not have it", "upgrade" },
	{ "an RDS read replica", { NULL }, is_read_replica, "read-replica", "RDS keeps", "promote it" },
	{ "a Multi-AZ cluster", { NULL }, is_cluster_member, "cluster-member", "Multi-AZ", "writer" },
	{ "a read replica by AWS's word", { NULL }, is_read_replica_of, "read-replica", "RDS keeps", "promote it" },
	{ "the endpoint of a proxy", { NULL }, endpoint_of_proxy, "endpoint", "the endpoint of RDS Proxy", "of the instance" },
	{ "the endpoint of a cluster's readers", { NULL }, endpoint_of_readers, "endpoint", "a cluster's readers", "writer" },
	{ "the endpoint of a cluster's writer", { NULL }, endpoint_of_writer, NULL, NULL, NULL },
	{ "an instance whose storage is full", { NULL }, storage_full, "instance-state", "it is storage-full: no room", "RDS console" },
	{ "more data than storage", { NULL }, storage_small, "storage", "has 20 GiB", "more storage" },
	{ "more data than storage will ever be", { NULL }, storage_grows_too_little, "storage", "has 30 GiB at most", "grow by itself" },
	{ "storage that grows enough", { NULL }, storage_grows, NULL, NULL, NULL },

	{ "a change of a variable that is not allowed", { "source lacks SYSTEM_VARIABLES_ADMIN" }, change_dynamic, "settings-privileges", "SYSTEM_VARIABLES_ADMIN", "GRANT SYSTEM_VARIABLES_ADMIN ON *.* TO 'root'@'%'" },
	{ "a change of a variable that is allowed", { NULL }, change_dynamic, NULL, NULL, NULL },
	{ "MariaDB: binlog_format takes SUPER", { "source lacks SYSTEM_VARIABLES_ADMIN" }, change_dynamic_mariadb, "settings-privileges", "SUPER", "GRANT SUPER" },
	{ "MariaDB: or BINLOG ADMIN", { "source lacks SYSTEM_VARIABLES_ADMIN" }, change_dynamic_mariadb_allowed, NULL, NULL, NULL },
	{ "a restart beside other replicas", { NULL }, restart_beside_replica, "other-replicas", "1 other replica, which", "lag" },
	{ "other replicas and no restart", { NULL }, beside_replica, NULL, NULL, NULL },
	{ "no CREATE USER", { "source lacks CREATE USER" }, NULL, "account-privileges", "lacks CREATE USER", "GRANT CREATE USER ON *.* TO 'root'@'%'" },
	{ "no GRANT OPTION", { "source lacks GRANT OPTION" }, NULL, "account-privileges", "GRANT OPTION", "GRANT" },
	{ "another replica's account, its password kept", { NULL }, account_shared, NULL, NULL, NULL },
	{ "another replica's account, its password changed", { NULL }, account_shared_mariadb, "account-in-use", "used by 2 other replicas", "account of its own" },
	{ "another replica's account, TLS to be required", { NULL }, account_shared_no_tls, "account-in-use", "TLS requirement", "account of its own" },
	{ "MariaDB's general log", { "source sets general_log=ON" }, both_mariadb, "source-general-log", "records", "general_log = 0" },
	{ "MySQL's general log hides it", { "source sets general_log=ON" }, NULL, NULL, NULL, NULL },
	{ "the name at another host", { NULL }, account_elsewhere, "account-shadowed", "10.1.%", "drop the other" },
	{ "the name at another host, ours exact", { NULL }, account_elsewhere_exact, NULL, NULL, NULL },
	{ "caching_sha2_password without TLS", { NULL }, without_tls, "plugin-needs-tls", "2061", "replication.tls: true" },
	{ "a native password without TLS", { NULL }, native_without_tls, NULL, NULL, NULL },
	{ "a source without TLS", { "source sets have_ssl=DISABLED" }, NULL, "source-tls", "offers no TLS", "ssl_cert" },
	{ "a source with old TLS", { "source sets tls_version=TLSv1,TLSv1.1" }, NULL, "source-tls", "TLSv1.1 only", "TLSv1.2" },
	{ "a source that demands TLS", { "source sets require_secure_transport=ON" }, native_without_tls, "source-tls", "3159", "replication.tls: true" },

	{ "no SHOW VIEW", { "source lacks SHOW VIEW" }, NULL, "hidden-objects", "lacks SHOW VIEW", "GRANT SHOW VIEW ON *.* TO 'root'@'%'" },
	{ "no SELECT", { "source lacks SELECT", "source gets SHOW DATABASES", "source gets SHOW_ROUTINE" }, NULL, "hidden-objects", "lacks SELECT", "GRANT SELECT ON *.* TO 'root'@'%'" },
	{ "no TRIGGER and EVENT, told at once", { "source lacks TRIGGER", "source lacks EVENT" }, NULL, "hidden-objects", "lacks TRIGGER, EVENT: triggers, events", "GRANT TRIGGER, EVENT ON *.* TO 'root'@'%'" },
	{ "a partial revoke", { "source gets REVOKE TRIGGER ON shop.*" }, NULL, "hidden-objects", "a partial revoke takes TRIGGER", "GRANT TRIGGER ON `shop`.* TO 'root'@'%'" },
	{ "a partial revoke of another database", { "source gets REVOKE TRIGGER ON crm.*" }, NULL, NULL, NULL, NULL },
	{ "a partial revoke, granted on the database again", { "source gets REVOKE TRIGGER ON shop.*", "source gets TRIGGER ON shop.*" }, NULL, NULL, NULL, NULL },
	{ "a partial revoke that hides a database", { "source gets REVOKE SELECT ON crm.*" }, NULL, "hidden-databases", "would stop the replica", "GRANT SHOW DATABASES ON *.* TO 'root'@'%'" },
	{ "a partial revoke on the server's own", { "source gets REVOKE SELECT ON mysql.*" }, NULL, NULL, NULL, NULL },
	{ "databases listed and all others filtered", { "source gets REVOKE SELECT ON crm.*", "target has filter|REPLICATE_DO_DB|shop" }, only_shop, NULL, NULL, NULL },
	{ "routines of a database only", { "source lacks SELECT", "source gets SHOW DATABASES", "source gets SELECT ON shop.*" }, NULL, "hidden-objects", "all functions and procedures", "GRANT SHOW_ROUTINE ON *.* TO 'root'@'%'" },
	{ "MariaDB: routines of a database only", { "source lacks SELECT", "source gets SHOW DATABASES", "source gets SELECT ON shop.*" }, both_mariadb, "hidden-objects", "all functions and procedures", "GRANT SELECT ON mysql.proc TO 'root'@'%'" },
	{ "MariaDB: routines by mysql.proc", { "source lacks SELECT", "source gets SELECT ON shop.*", "source gets SELECT ON mysql.proc" }, see_databases_mariadb, NULL, NULL, NULL },
	{ "a role that is not active", { "source lacks TRIGGER" }, reader_role, "hidden-objects", "lacks TRIGGER", "SET DEFAULT ROLE ALL TO 'root'@'%'" },
	{ "a role that is not active and would not help", { "source lacks TRIGGER", "source lacks EVENT" }, reader_role, "hidden-objects", "lacks TRIGGER, EVENT", "GRANT TRIGGER, EVENT ON *.* TO 'root'@'%'" },
	{ "MariaDB: a role that is not active", { "source lacks TRIGGER" }, reader_role_mariadb, "hidden-objects", "lacks TRIGGER", "SET DEFAULT ROLE `reader` FOR 'root'@'%'" },
	{ "no SHOW VIEW on the target", { "target lacks SHOW VIEW" }, NULL, "hidden-on-target", "lacks SHOW VIEW", "GRANT SHOW VIEW ON *.* TO 'awsuser'@'%'" },
	{ "neither flush nor lock", { "source lacks LOCK TABLES" }, no_flush, "copy-privileges", "lacks RELOAD, which", "GRANT RELOAD ON *.*" },
	{ "lock instead of flush", { NULL }, no_flush, NULL, NULL, NULL },
	{ "no XA RECOVER", { "source lacks XA_RECOVER_ADMIN" }, NULL, "copy-privileges", "lacks XA_RECOVER_ADMIN", "GRANT XA_RECOVER_ADMIN" },
	{ "5.7 shows prepared XA to all", { "source lacks XA_RECOVER_ADMIN" }, from_57_to_80, NULL, NULL, NULL },
	{ "block_ddl without BACKUP_ADMIN", { NULL }, wants_block_ddl, "copy-privileges", "BACKUP_ADMIN", "GRANT BACKUP_ADMIN" },
	{ "no TRIGGER on the target", { "target lacks TRIGGER" }, NULL, "target-privileges", "awsuser@% lacks TRIGGER", "master user" },
	{ "a database called extrepl", { "source has database|extrepl" }, NULL, "database-extrepl", "destroy the record", "rename" },
	{ "a database left out", { "source keeps log" }, only_shop, "left-out-database", "stop the replica", "replicate-wild-ignore-table = log.%" },
	{ "left out and filtered by IGNORE_DB", { "source keeps log", "target has filter|REPLICATE_IGNORE_DB|crm,log" }, only_shop, NULL, NULL, NULL },
	{ "left out and filtered by a wildcard", { "source keeps log", "target has filter|REPLICATE_WILD_IGNORE_TABLE|l%.%" }, only_shop, NULL, NULL, NULL },
	{ "left out and filtered by DO_DB", { "source keeps log", "target has filter|REPLICATE_DO_DB|shop" }, only_shop, NULL, NULL, NULL },
	{ "left out and filtered by DO_TABLE", { "source keeps log", "target has filter|REPLICATE_WILD_DO_TABLE|shop.%" }, only_shop, NULL, NULL, NULL },
	{ "left out and some tables filtered", { "source keeps log", "target has filter|REPLICATE_WILD_IGNORE_TABLE|log.a%" }, only_shop, "left-out-database", "stop the replica", "copy.databases" },
	{ "left out by the source's binlog", { "source keeps log" }, only_shop_do_db, NULL, NULL, NULL },
	{ "ignored by the source's binlog", { "source keeps log" }, only_shop_ignore_db, NULL, NULL, NULL },
	{ "a wanted database not in the binlog", { NULL }, do_db, "binlog-filter", "does not write", "binlog_do_db" },
	{ "a wanted database filtered", { "target has filter|REPLICATE_IGNORE_DB|shop" }, NULL, "filtered-database", "REPLICATE_IGNORE_DB shop", "take the filter" },
	{ "a wanted database not let through", { "target has filter|REPLICATE_DO_TABLE|crm.a" }, NULL, "filtered-database", "REPLICATE_DO_TABLE crm.a", "take the filter" },
	{ "a wanted table filtered", { "target has filter|REPLICATE_IGNORE_TABLE|shop.audit" }, NULL, "filtered-table", "shop.audit", "take the filter" },
	{ "left out, and come by replication", { "source keeps log", "target keeps log" }, only_shop_linked, NULL, NULL, NULL },
	{ "databases that were not told", { "source has unanswered|the databases|3024 Query execution was interrupted" }, NULL, "source-unanswered", "does not tell them (3024", "plan again" },
	{ "a record that was not told", { "target has unanswered|the record of earlier runs|1142 SELECT command denied" }, NULL, "target-unanswered", "might be replaced", "GRANT SELECT ON extrepl.* TO 'awsuser'@'%'" },
	{ "tablespaces that were denied", { "source has unanswered-part|the tablespaces|1227 Access denied" }, NULL, "source-incomplete", "1227", "GRANT PROCESS ON *.* TO 'root'@'%'" },
	{ "accounts that were denied", { "target has unanswered-part|the accounts|1142 denied" }, NULL, "target-incomplete", "1142", "GRANT SELECT ON mysql.user TO 'awsuser'@'%'" },
	{ "a folder such as lost+found", { "source has stray-directory|#mysql50#lost+found|0" }, NULL, "stray-directory", "passed over", "ignore_db_dir = lost+found" },
	{ "a database of old with tables", { "source has stray-directory|#mysql50#a-b|3" }, NULL, "old-database-name", "1102", "ALTER DATABASE `#mysql50#a-b` UPGRADE DATA DIRECTORY NAME" },
	{ "a database called sys", { "source keeps sys" }, both_mariadb, "database-sys", "one of the server's own", "RENAME TABLE" },
	{ "a table in mysql", { "source has in-mysql|mysql.notes|table" }, NULL, "in-mysql", "1146", "replicate-wild-ignore-table" },
	{ "a view over a database left out", { "source has elsewhere|shop.prices|rates" }, NULL, "refers-elsewhere", "refers to rates", "add rates to copy.databases" },
	{ "a view over a database that is there", { "source has elsewhere|shop.prices|rates", "target keeps rates" }, NULL, NULL, NULL, NULL },
	{ "a loadable function", { "source has loadable-function|metaphon|udf.so" }, NULL, "loadable-function", "1305", "stored function" },
	{ "a foreign server", { "source has foreign-server|fs|10.0.0.1" }, NULL, "foreign-server", "not copied", "CREATE SERVER" },
	{ "a general tablespace", { "source has tablespace|shop.a|fast" }, NULL, "tablespace", "3510", "innodb_file_per_table" },
	{ "a general tablespace elsewhere", { "source has tablespace|log.a|fast" }, only_shop, NULL, NULL, NULL },
	{ "a data directory", { "source has data-directory|shop.a|/mnt/shop/a.ibd" }, NULL, "data-directory", "/mnt/shop/a.ibd", "DATA DIRECTORY" },
	{ "a reference system", { "source has reference-system|SRID 40000|own" }, NULL, "reference-system", "3548", "EPSG" },
	{ "a database that is read-only", { "source has database-option|shop|READ ONLY=1" }, NULL, "database-options", "READ ONLY=1 is not copied", "ALTER DATABASE `shop` READ ONLY=1" },
	{ "a resource group", { "source has resource-group|batch" }, NULL, "resource-group", "RDS has none", "hints" },
	{ "a library", { "source has library|shop.lib|JAVASCRIPT" }, NULL, "library", "release does not have", "DROP LIBRARY shop.lib" },
	{ "a routine in JavaScript", { "source has foreign-language|shop.js|JAVASCRIPT" }, NULL, "foreign-language", "JAVASCRIPT", "drop it" },
	{ "an unknown collation", { "source has collation|shop.a.b|utf8mb4_nosuch_ci" }, NULL, "unknown-collation", "utf8mb4_nosuch_ci (1273)", "both servers know" },
	{ "a source that tells case apart", { "target sets lower_case_table_names=1" }, NULL, "table-name-case", "the target (1) does not", "instance anew" },
	{ "a target that tells case apart", { "source sets lower_case_table_names=1" }, NULL, "name-case-differs", "1 on the source, 0", "instance anew" },
	{ "a primary key is demanded", { "source has no-primary|shop.a", "target sets sql_require_primary_key=ON" }, NULL, "primary-key-required", "3750", "sql_require_primary_key to 0" },
	{ "a primary key is demanded and all have one", { "target sets sql_require_primary_key=ON" }, NULL, NULL, NULL, NULL },
	{ "a loose foreign key", { "source has loose-foreign-key|shop.a.fk", "target sets restrict_fk_on_non_standard_key=ON" }, NULL, "loose-foreign-key", "6125", "restrict_fk_on_non_standard_key to 0" },
	{ "a definer that is not there", { "source has definer|shop.v|app@10.%" }, NULL, "definer", "existing accounts only", "accounts: { include: [\"app@10.%\"] }" },
	{ "a backup of the source", { "source has backup-lock|session 45 of root@localhost|LOCK INSTANCE FOR BACKUP" }, NULL, "source-backup-lock", "as a backup", "KILL 45 on the source" },
	{ "a backup of the target", { "target has backup-lock|session 45 of root@localhost|a global read lock" }, NULL, "target-backup-lock", "a global read lock", "KILL 45 on the target" },
	{ "an account's password that the target refuses", { "target has account-password-refused|app@%|validate_password length 8" }, NULL, "account-passwords", "validate_password length 8", "accounts.passwords" },
	{ "accounts that may not be made", { "target lacks CREATE USER" }, NULL, "accounts-privileges", "lacks CREATE USER", "GRANT CREATE USER ON *.* TO 'awsuser'@'%'" },
	{ "a hash that a strict target refuses", { "target sets strict_password_validation=ON", "target sets simple_password_check_minimal_length=8" }, carries_clerk, "account-passwords", "clerk@%", "set strict_password_validation to 0" },
	{ "the same without a plugin", { "target sets strict_password_validation=ON" }, carries_clerk, NULL, NULL, NULL },
	{ "the same with a new password", { "target sets strict_password_validation=ON", "target sets cracklib_password_check_dictionary=x" }, gives_clerk_a_password, NULL, NULL, NULL },
	{ "a definer that is not there, and what it may", { "source has definer|shop.v|app@%" }, definer_is_gone, "definer", "existing accounts only", "on the target: CREATE USER 'app'@'%' IDENTIFIED BY RANDOM PASSWORD ACCOUNT LOCK; GRANT SELECT ON `shop`.* TO `app`@`%`" },
	{ "a definer that is not there, where that is taken", { "source has definer|shop.v|app@%" }, gone_definer_is_taken, "definer-privileges", "1449", "GRANT SELECT ON `shop`.* TO `app`@`%`" },
	{ "a definer that may less on the target", { "source has definer|shop.v|app@%" }, definer_may_less, "definer-privileges", "1143, 1370, 1142", "GRANT SELECT ON `shop`.* TO `app`@`%` on the target" },
	{ "a definer that may more on the target", { "source has definer|shop.v|app@%" }, definer_may_more, NULL, NULL, NULL },
	{ "a definer that is there", { "source has definer|shop.v|app@10.%", "target has account|'app'@'10.%'" }, NULL, NULL, NULL, NULL },
	{ "any other definer is refused", { "source has definer|shop.v|app@10.%", "target lacks SET_ANY_DEFINER", "target has account|'app'@'10.%'" }, NULL, "definer", "its own only", "copy.definers: admin" },
	{ "RDS's own definer", { "source has definer|shop.v|rdsadmin@localhost" }, NULL, "definer", "RDS's own administrator", "copy.definers: admin" },
	{ "a definer that is replaced", { "source has definer|shop.v|app@10.%" }, admin_defines, NULL, NULL, NULL },
	{ "a definer that may not be replaced", { "source has definer|shop.v|app@10.%" }, definers_must_fit, "definer", "copy.definers is fail", "change the definer" },
	{ "a trigger and no trust", { "source has trigger|shop.t", "target sets log_bin_trust_function_creators=OFF" }, NULL, "function-trust", "0 functions and 1 trigger (1419)", "log_bin_trust_function_creators to 1" },
	{ "a trigger and no binlog", { "source has trigger|shop.t", "target sets log_bin_trust_function_creators=OFF", "target sets log_bin=OFF" }, NULL, NULL, NULL, NULL },
	{ "no trust and nothing that needs it", { "target sets log_bin_trust_function_creators=OFF" }, NULL, NULL, NULL, NULL },
	{ "a prepared XA transaction", { "source has xa|'a','b',1" }, NULL, "xa-prepared", "1397", "XA ROLLBACK" },
	{ "adopted coordinates that are gone", { NULL }, adopts_gone, "adopted-coordinates", "any more", "newer dump" },
	{ "adopted coordinates beyond the end", { NULL }, adopts_unrecorded, "adopted-coordinates", "beyond its end, 5000", "adopt.position" },
	{ "adopted coordinates that are there", { NULL }, adopts_well, NULL, NULL, NULL },
	{ "binlogs that expire too soon", { NULL }, much_data, "binlog-retention", "may take", "longer" },
	{ "binlogs that expire by days", { NULL }, much_data_days, "binlog-retention", "may take", "longer" },
	{ "binlogs that never expire", { NULL }, much_data_for_ever, NULL, NULL, NULL },
	{ "a session that writes statements", { "source has statement-session|connection 7 of app|STATEMENT" }, NULL, "statement-session", "kept binlog_format STATEMENT", "connect anew" },
	{ "a MyISAM table", { "source has engine|shop.old|MyISAM" }, NULL, "source-lock", "its engine is MyISAM", "--allow source-lock" },
	{ "a MyISAM table that may be locked", { "source has engine|shop.old|MyISAM" }, allows_source_lock, "not-innodb", "under a lock", "ENGINE = InnoDB" },
	{ "a MEMORY table that may be locked", { "source has engine|shop.m|MEMORY" }, allows_source_lock, "not-innodb", "stops the replica (1032)", "ALTER TABLE shop.m ENGINE = InnoDB" },
	{ "a table of another engine with transactions", { "source has engine|shop.old|ROCKSDB" }, NULL, "not-innodb", "its engine is ROCKSDB", "ENGINE = InnoDB" },
	{ "a system-versioned table", { "source has versioned|shop.prices" }, NULL, "system-versioned", "with its history", "copy.adopt" },
	{ "a MERGE table", { "source has borrowing|shop.all|MRG_MYISAM" }, NULL, "borrowed-rows", "its engine is MRG_MYISAM", "copy.databases" },
	{ "block_ddl on MariaDB", { NULL }, wants_block_ddl_of_mariadb, "block-ddl", "MySQL 8.0", "take out copy.block_ddl" },
	{ "a table without a key", { "source has no-key|shop.audit" }, NULL, "table-without-key", "scans the table", "ADD PRIMARY KEY" },
	{ "a unique key is key enough", { "source has no-primary|shop.audit" }, NULL, NULL, NULL, NULL },
	{ "sessions of the target that only read", { "target sets transaction_read_only=ON" }, NULL, "read-only-sessions", "13117", "transaction_read_only to 0" },
	{ "a target that writes statements", { "target sets binlog_format=STATEMENT" }, NULL, "statement-target", "(1666)", "binlog_format to ROW" },
	{ "a target that mixes", { "target sets binlog_format=MIXED" }, NULL, NULL, NULL, NULL },
	{ "a target that writes no binlog", { "target sets binlog_format=STATEMENT", "target sets log_bin=OFF" }, NULL, NULL, NULL, NULL },
	{ "a source that gives no rows", { "source sets sql_select_limit=0" }, NULL, "select-limit-zero", "no SELECT gets a row", "sql_select_limit = DEFAULT" },
	{ "a source that gives one row", { "source sets sql_select_limit=1" }, NULL, NULL, NULL, NULL },
	{ "a source of few joins", { "source sets max_join_size=10", "source sets sql_big_selects=OFF" }, both_mariadb, "join-limit", "(1104)", "max_join_size = DEFAULT" },
	{ "a source of more joins", { "source sets max_join_size=11", "source sets sql_big_selects=OFF" }, both_mariadb, NULL, NULL, NULL },
	{ "a source without a limit for joins", { "source sets max_join_size=18446744073709551615", "source sets sql_big_selects=OFF" }, both_mariadb, NULL, NULL, NULL },
	{ "a source of few joins and big selects", { "source sets max_join_size=10", "source sets sql_big_selects=ON" }, both_mariadb, NULL, NULL, NULL },
	{ "MySQL: a source of few joins", { "source sets max_join_size=10", "source sets sql_big_selects=OFF" }, NULL, NULL, NULL, NULL },
	{ "a source that answers in UTF-16", { "source sets character_set_results=utf16le" }, NULL, "wide-results", "cannot read", "character_set_results = DEFAULT" },
	{ "MariaDB: a source that answers in UTF-16", { "source sets character_set_results=utf16" }, both_mariadb, NULL, NULL, NULL },
	{ "a source that answers in Latin 1", { "source sets character_set_results=latin1" }, NULL, NULL, NULL, NULL },
	{ "an engine that is forced on the target", { "target sets enforce_storage_engine=MyISAM" }, NULL, "enforced-engine", "MyISAM at the target", "enforce_storage_engine" },
	{ "InnoDB is forced on the target", { "target sets enforce_storage_engine=InnoDB" }, NULL, NULL, NULL, NULL },
	{ "a laxer source", { "source sets innodb_strict_mode=OFF" }, NULL, "innodb-strict-mode", "ON at the target only", "innodb_strict_mode to 0" },
	{ "smaller packets", { "target sets max_allowed_packet=4194304" }, NULL, "max-allowed-packet", "4194304 on the target", "67108864" },
	{ "no LOAD DATA", { "target sets local_infile=OFF" }, NULL, "local-infile", "INSERT instead", "local_infile to 1" },
	{ "a laxer sql_mode", { "target sets sql_mode=NO_ENGINE_SUBSTITUTION,NO_ZERO_DATE" }, NULL, "sql-mode", "lacks STRICT_TRANS_TABLES and adds NO_ENGINE_SUBSTITUTION", "sql_mode by target.parameters" },
	{ "the same sql_mode in another order", { "target sets sql_mode=NO_ZERO_DATE,STRICT_TRANS_TABLES" }, NULL, NULL, NULL, NULL },
	{ "another time zone", { NULL }, in_tokyo, "time-zone", "09:00:00 from UTC on the source", "time_zone" },
	{ "an event on both servers", { "target has event|shop.nightly" }, NULL, "event-scheduler", "both servers", "DISABLE" },
	{ "an event and no scheduler", { "target has event|shop.nightly", "target sets event_scheduler=OFF" }, NULL, NULL, NULL, NULL },
	{ "the target's own event", { "target has event|own.tidy" }, NULL, NULL, NULL, NULL },
	{ "an account that the target lacks", { "source has account|'app'@'%'" }, NULL, "account-changes", "1396", "accounts: { include" },
	{ "an account that the target has", { "source has account|'app'@'%'", "target has account|'app'@'%'" }, NULL, NULL, NULL, NULL },
	{ "the replication account, which the target lacks", { "source has account|'repl'@'%'" }, without_replication_account, "account-changes", "1396", "CREATE USER 'repl'@'%'" },
	{ "the same before it is made", { NULL }, without_replication_account, "account-changes", "1396", "accounts: { include: [\"repl@%\"] }" },
	{ "the replication account, which accounts.include is about", { NULL }, carries_replication_account, NULL, NULL, NULL },
	{ "an account and Aurora", { "source has account|'app'@'%'" }, on_aurora, NULL, NULL, NULL },

	{ "no binlog position to be seen", { NULL }, no_position, "binlog-status", "position of the binlog", "GRANT REPLICATION CLIENT" },
	{ "the binlog is off", { "source sets log_bin=OFF" }, no_position, NULL, NULL, NULL },
	{ "no replica status to be seen", { NULL }, no_status, "link-privileges", "status of the replication", "GRANT REPLICATION CLIENT" },
	{ "procedures seen, not to be called", { "target lacks EXECUTE" }, NULL, "link-privileges", "may not call them (1370)", "GRANT EXECUTE ON mysql.* TO 'awsuser'@'%'" },
	{ "procedures granted one by one", { "target lacks EXECUTE", "target gets EXECUTE ON mysql.rds_start_replication" }, NULL, NULL, NULL, NULL },
	{ "no EXECUTE, reported once", { "target lacks EXECUTE" }, plain_server, "link-privileges", "lacks EXECUTE", "master user" },
	{ "a long user and host", { NULL }, long_client, "user-name-length", "1406", "shorter user" },
	{ "the target's general log", { "target sets general_log=ON" }, NULL, "target-general-log", "records", "general_log to 0" },
	{ "an executed position that is gone", { NULL }, linked_at_gone, "binlog-gone", "no longer has", "new copy" },
	{ "an executed position that is there", { NULL }, linked_well, NULL, NULL, NULL },
	{ "an executed position by GTID", { NULL }, linked_by_gtid, NULL, NULL, NULL },
	{ "an executed position of another source", { NULL }, linked_elsewhere, NULL, NULL, NULL },
	{ "a replica that does not log", { NULL }, deaf_replica, "source-is-replica", "never arrive", "log_replica_updates" },
	{ "a replica that logs", { NULL }, good_replica, NULL, NULL, NULL },
	{ "a long binlog name", { NULL }, long_binlog, "binlog-name", "at most 43", "shorter name" },
	{ "a binlog name of 43 letters", { "source sets log_bin_basename=/data/0123456789012345678901234567890123456789012" }, NULL, NULL, NULL, NULL },
	{ "a long binlog name by GTID", { NULL }, long_binlog_by_gtid, NULL, NULL, NULL },
	{ "GTIDs and a target without", { "source sets gtid_mode=ON", "target sets gtid_mode=OFF" }, NULL, "gtid-mode", "13117", "OFF_PERMISSIVE" },
	{ "no GTIDs and a target that wants them", { "source sets gtid_mode=OFF", "target sets gtid_mode=ON" }, NULL, "gtid-mode", "without a GTID", "ON_PERMISSIVE" },
	{ "GTIDs wanted and not there", { NULL }, wants_gtid, "gtid-mode", "coordinates is gtid", "coordinates: file" },
	{ "strict GTIDs in one domain", { NULL }, strict_mariadb, "gtid-strict-mode", "1950", "gtid_strict_mode to 0" },
	{ "strict GTIDs in two domains", { NULL }, strict_mariadb_apart, NULL, NULL, NULL },
	{ "a minimal row image", { "source sets binlog_row_image=MINIMAL" }, NULL, "binlog-row-image", "MINIMAL", "FULL" },
	{ "a password shorter than the source's rules want", { "source has password-refused|the replication password|validate_password length 12" }, NULL, "password-policy", "validate_password length 12", "another password" },
	{ "a source that is super_read_only", { "source sets super_read_only=ON" }, NULL, "source-read-only", "1290", "SET GLOBAL super_read_only = 0" },
	{ "a source that is read_only", { "source sets read_only=ON" }, NULL, "source-read-only", "1290", "SET GLOBAL read_only = 0" },
	{ "a source that is read_only for others", { "source sets read_only=ON", "source gets CONNECTION_ADMIN" }, NULL, NULL, NULL, NULL },
	{ "an event in a zone of its own", { "source has event-zone|shop.nightly|Case/Nine: SET time_zone = '+09:00'; ALTER EVENT", "target has zone-unknown|Case/Nine" }, NULL, "event-time-zone", "the time zone Case/Nine,", "SET time_zone = '+09:00'; ALTER EVENT on the source" },
	{ "an event in the source's own zone", { "source has event-zone|shop.nightly|SYSTEM: SET time_zone = '+01:00'; ALTER EVENT", "target has zone-unknown|SYSTEM|CET" }, NULL, "event-time-zone", "SYSTEM (CET)", "SET time_zone = '+01:00'" },
	{ "an event in a zone that both know", { "source has event-zone|shop.nightly|Europe/Paris: SET time_zone = '+01:00'; ALTER EVENT" }, NULL, NULL, NULL, NULL },
	{ "a source in a zone of its own", { "source sets time_zone=Case/Nine", "target has zone-unknown|Case/Nine" }, NULL, "server-time-zone", "Case/Nine on the source", "SET GLOBAL time_zone = '+00:00'" },
	{ "a damaged routine", { "source has corrupt-routine|shop.p|PROCEDURE 1064" }, NULL, "corrupt-routine", "(1064)", "DROP PROCEDURE shop.p" },
	{ "a large MEMORY table", { "source has memory-table|shop.m|40000000", "target sets max_heap_table_size=16777216" }, NULL, "memory-table", "1114", "set max_heap_table_size to 80000000" },
	{ "a small MEMORY table", { "source has memory-table|shop.m|4000", "target sets max_heap_table_size=16777216" }, NULL, NULL, NULL, NULL },
	{ "an engine that the target lacks", { "source has engine|shop.m|ROCKSDB", "target has engine-known|InnoDB" }, NULL, "engine-unknown", "ROCKSDB", "ALTER TABLE shop.m ENGINE = InnoDB" },
	{ "compact rows by default", { "target sets innodb_default_row_format=compact" }, NULL, "row-format", "a key over 767 bytes stops the replica", "to dynamic" },
	{ "a key for larger pages", { "source has long-key|shop.t.v|1020", "target sets innodb_page_size=4096" }, NULL, "long-key", "takes 768 (innodb_page_size 4096)", "shorter prefix" },
	{ "a key that both take", { "source has long-key|shop.t.v|1020", "target sets innodb_default_row_format=dynamic" }, NULL, NULL, NULL, NULL },
	{ "smaller pages", { "source sets innodb_page_size=65536", "target sets innodb_page_size=16384" }, NULL, "page-size", "65536 on the source", "page-size" },
	{ "a quotient that is kept", { "source has computed|shop.t.r|div_precision_increment", "source sets div_precision_increment=12", "target sets div_precision_increment=4" }, NULL, "computed-by-setting", "12 on the source and 4 on the target", "set div_precision_increment to 12" },
	{ "a quotient with as many digits on both", { "source has computed|shop.t.r|div_precision_increment", "source sets div_precision_increment=4", "target sets div_precision_increment=4" }, NULL, NULL, NULL, NULL },
	{ "a compressed table in the shared tablespace", { "source has compressed|shop.t|row_format=COMPRESSED", "target sets innodb_file_per_table=OFF" }, NULL, "compressed-table", "1478", "innodb_file_per_table to 1" },
	{ "a compressed table that may only be read", { "source has compressed|shop.t|row_format=COMPRESSED", "target sets innodb_read_only_compressed=ON" }, NULL, "compressed-table", "1036", "innodb_read_only_compressed to 0" },
	{ "a compressed table that both take", { "source has compressed|shop.t|row_format=COMPRESSED", "target sets innodb_file_per_table=ON" }, NULL, NULL, NULL, NULL },
	{ "no room on the source", { "source has sessions-left|account|2" }, four_threads, "source-sessions", "room for 2 sessions more", "raise MAX_USER_CONNECTIONS by 1 for 'root'@'%'" },
	{ "room for fewer on the source", { "source has sessions-left|server|4" }, four_threads, "source-threads", "with fewer", "set copy.threads: 2" },
	{ "no room on the target", { "target has sessions-left|server|1" }, four_threads, "target-sessions", "room for 1 session more", "raise max_connections by 1" },
	{ "room for fewer on the target", { "target has sessions-left|account|3" }, four_threads, "target-threads", "with fewer", "set copy.threads: 2" },
	{ "room for all", { "target has sessions-left|server|5", "source has sessions-left|server|6" }, four_threads, NULL, NULL, NULL },
	{ "a link with smaller packets", { "target sets slave_max_allowed_packet=1024" }, NULL, "replica-packet", "1153", "1073741824" },
	{ "errors that are passed over", { "target sets slave_skip_errors=1062,1032" }, NULL, "errors-skipped", "1062,1032", "to OFF" },
	{ "rows that are passed over", { "target sets slave_exec_mode=IDEMPOTENT" }, NULL, "exec-mode", "IDEMPOTENT", "to STRICT" },
	{ "an event that skips errors", { "target has skipping-event|ops.skip" }, NULL, "skipping-event", "without a word", "ALTER EVENT `ops`.`skip` DISABLE" },
	{ "two ways from one table on the source", { "source sets innodb_native_foreign_keys=OFF" }, two_ways, "cascade-on-source", "from shop.a by two ways", "innodb_native_foreign_keys=ON" },
	{ "two ways from one table on the target", { "target sets innodb_native_foreign_keys=OFF" }, two_ways, "cascade-on-target", "from shop.a by two ways", "by target.parameters" },
	{ "two ways, cascaded in InnoDB", { "target sets innodb_native_foreign_keys=ON", "source sets innodb_native_foreign_keys=ON" }, two_ways, NULL, NULL, NULL },
	{ "two ways that never meet", { "source sets innodb_native_foreign_keys=OFF" }, two_roots, NULL, NULL, NULL },
	{ "two ways to a table without children", { "source sets innodb_native_foreign_keys=OFF", "source has cascade|shop.b|shop.a", "source has cascade|shop.b|shop.a" }, NULL, NULL, NULL, NULL },
	{ "partial JSON", { "source sets binlog_row_value_options=PARTIAL_JSON" }, NULL, "partial-json", "PARTIAL_JSON", "''" },
};
/* clang-format on */

static struct findings run_all(const struct facts *facts, struct arena *arena)
{
	struct findings findings = { .arena = arena };

	for (size_t i = 0; i < checks_count; i++) {
		findings.check = &checks[i];
		checks[i].run(facts, &findings);
	}
	return findings;
}

static void make_case(struct pair *pair, const struct check_case *row, struct arena *arena)
{
	make_healthy(pair, arena);
	for (size_t i = 0; i < ARRAY_SIZE(row->facts) && row->facts[i] != NULL; i++)
		apply_fact(pair, row->facts[i]);
	if (row->change != NULL)
		row->change(pair);
}

static void check_fires(void **state)
{
	const struct check_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	struct pair pair;

	make_case(&pair, row, arena);
	struct findings findings = run_all(&pair.facts, arena);
	for (size_t i = 0; i < findings.count; i++) {
		const struct finding *finding = &findings.list[i];

		if (!text_equal(finding->check, row->check))
			fail_msg("unexpected: %s: %s", finding->check, finding->message);
	}
	if (row->check == NULL)
		return;
	if (findings.count == 0)
		fail_msg("%s did not fire", row->check);
	const struct finding *last = &findings.list[findings.count - 1];
	if (strstr(last->message, row->says) == NULL)
		fail_msg("it says: %s", last->message);
	if (strstr(last->fix, row->fix) == NULL)
		fail_msg("its fix: %s", last->fix);
}

static void every_check_has_a_case(void **state)
{
	(void)state;
	for (size_t i = 0; i < checks_count; i++) {
		size_t at = 0;

		while (at < ARRAY_SIZE(cases) &&
		       !text_equal(cases[at].check, checks[i].name))
			at++;
		if (at == ARRAY_SIZE(cases))
			fail_msg("no case makes %s fire", checks[i].name);
	}
}

/* One that is not read is never there, so that the check could not fire. */
static void what_checks_ask_for_is_read(void **state)
{
	(void)state;
	asked_count = 0;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		AUTO_ARENA *arena = arena_make();
		struct pair pair;

		make_case(&pair, &cases[i], arena);
		(void)run_all(&pair.facts, arena);
	}
	assert_true(asked_count > 20);
	for (size_t i = 0; i < asked_count; i++) {
		if (!observer_reads(asked[i]))
			fail_msg("a check asks for %s, which the observer does not read",
				 asked[i]);
	}
}

/* By whatever name the manifest or a check knows it. */
static void variables_have_two_spellings(void **state)
{
	(void)state;
	assert_true(observed_same_variable("gtid-mode", "GTID_MODE"));
	assert_true(observed_same_variable("slave_exec_mode", "replica-exec-mode"));
	assert_true(observed_same_variable("log_slave_updates", "log_replica_updates"));
	assert_true(observed_same_variable("tx_isolation", "transaction_isolation"));
	assert_false(observed_same_variable("read_only", "super_read_only"));
	assert_false(observed_same_variable("slaves", "replica"));
	assert_false(observed_same_variable("gtid_mode", "gtid_mode_x"));
}

static void names_are_unique_and_sides_known(void **state)
{
	(void)state;
	for (size_t i = 0; i < checks_count; i++) {
		assert_true(text_equal(checks[i].side, "source") ||
			    text_equal(checks[i].side, "target"));
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(checks[i].name, checks[j].name);
	}
}

/* What is not known is not reported: a facts of which nothing could be read. */
static void nothing_known_is_nothing_found(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct pair pair;

	(void)state;
	make_healthy(&pair, arena);
	memset(&pair.observed, 0, sizeof(pair.observed));
	pair.observed.target.service = arena_copy(arena, "rds");
	add_procedure(&pair, "rds_start_replication", 0);
	add_procedure(&pair, "rds_stop_replication", 0);
	struct findings findings = run_all(&pair.facts, arena);
	for (size_t i = 0; i < findings.count; i++)
		fail_msg("found in nothing: %s", findings.list[i].check);
}

/* MariaDB: beside the warning that the zones differ. */
static void the_key_of_a_day_in_another_zone(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct pair pair;

	(void)state;
	make_healthy(&pair, arena);
	apply_fact(&pair, "source has computed|shop.t.v|time_zone");
	assert_int_equal(run_all(&pair.facts, arena).count, 0);
	in_tokyo(&pair);
	struct findings findings = run_all(&pair.facts, arena);
	assert_int_equal(findings.count, 2);
	assert_string_equal(findings.list[0].check, "computed-by-setting");
	assert_non_null(
		strstr(findings.list[0].message, "09:00:00 from UTC on the source"));
	assert_string_equal(findings.list[1].check, "time-zone");
}

/* It would be denied after the rows were on their way (1044). */
static void a_lock_of_tables_takes_its_privilege(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct pair pair;

	(void)state;
	make_healthy(&pair, arena);
	apply_fact(&pair, "source has engine|shop.old|MyISAM");
	allows_source_lock(&pair);
	assert_int_equal(run_all(&pair.facts, arena).count, 1); /* not-innodb */
	apply_fact(&pair, "source lacks LOCK TABLES");
	struct findings findings = run_all(&pair.facts, arena);
	assert_int_equal(findings.count, 2);
	assert_string_equal(findings.list[0].check, "copy-privileges");
	assert_string_equal(findings.list[0].fix,
			    "GRANT LOCK TABLES ON *.* TO 'root'@'%'");
}

/* Privileges on just the wanted databases are enough. */
static void database_privileges_count(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct pair pair;

	(void)state;
	make_healthy(&pair, arena);
	take_privilege(&pair.observed.source.server, "SELECT");
	add_privilege(&pair, &pair.observed.source.server, "SELECT ON sh%.*");
	add_privilege(&pair, &pair.observed.source.server, "SHOW DATABASES");
	add_privilege(&pair, &pair.observed.source.server, "SHOW_ROUTINE");
	assert_int_equal(run_all(&pair.facts, arena).count, 0);
	add_database(&pair, &pair.observed.source.server, "other");
	assert_int_equal(run_all(&pair.facts, arena).count, 1);
}

int main(void)
{
	struct CMUnitTest tests[ARRAY_SIZE(cases) + 7] = {
		cmocka_unit_test(every_check_has_a_case),
		cmocka_unit_test(what_checks_ask_for_is_read),
		cmocka_unit_test(variables_have_two_spellings),
		cmocka_unit_test(the_key_of_a_day_in_another_zone),
		cmocka_unit_test(a_lock_of_tables_takes_its_privilege),
		cmocka_unit_test(names_are_unique_and_sides_known),
		cmocka_unit_test(nothing_known_is_nothing_found),
		cmocka_unit_test(database_privileges_count),
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		tests[i + 7] = (struct CMUnitTest){
			.name = cases[i].name,
			.test_func = check_fires,
			.initial_state = &cases[i],
		};
	return cmocka_run_group_tests_name("checks", tests, NULL, NULL);
}
