/*
 * What the two administrators may do, and what the replication account and its password
 * must meet.
 */
#include <string.h>

#include "base/text.h"
#include "plan/check_list.h"
#include "plan/facts.h"
#include "plan/rights.h"

/* If mysql.user cannot be read, the step itself reports that. */
void check_account_privileges(const struct facts *facts, struct findings *out)
{
	static const char *const needed[] = {
		"CREATE USER",
		"REPLICATION SLAVE",
		"GRANT OPTION",
		NULL,
	};
	const struct observed_server *server = &facts->observed->source.server;
	const char *missing = lacking(facts, server, needed, out->arena);

	if (missing != NULL)
		finding_add(out, NULL, grant_fix(server, missing, out->arena),
			    "the administrator lacks %s, which the replication account needs",
			    missing);
}

static bool may_set(const struct observed_server *server, const char *variable)
{
	static const char *const all[] = { "SUPER", "SYSTEM_VARIABLES_ADMIN", NULL };
	static const char *const binlog[] = { "BINLOG ADMIN", NULL };
	static const char *const replication[] = { "REPLICATION MASTER ADMIN", NULL };

	if (has_any(server, all))
		return true;
	if (server->flavour != FLAVOUR_MARIADB)
		return false;
	return text_equal(variable, "server_id") ? has_any(server, replication) :
	       text_starts(variable, "binlog_")  ? has_any(server, binlog) :
						   false;
}

/* Whether a variable is dynamic is known only for those that must change. */
void check_settings_privileges(const struct facts *facts, struct findings *out)
{
	const struct observed_server *server = &facts->observed->source.server;

	for (unsigned i = 0;
	     i < server->variables_count && server->privileges_count > 0; i++) {
		const struct observed_variable *variable = &server->variables[i];
		bool mariadb = server->flavour == FLAVOUR_MARIADB;

		if (variable->dynamic == FACT_YES && !may_set(server, variable->name)) {
			const char *missing = mariadb || server->version < 80000 ?
						      "SUPER" :
						      "SYSTEM_VARIABLES_ADMIN";

			finding_add(out, variable->name,
				    grant_fix(server, missing, out->arena),
				    "the administrator may not set it: %s is lacking",
				    missing);
		}
	}
}

void check_binlog_status(const struct facts *facts, struct findings *out)
{
	const struct observed_source *source = &facts->observed->source;

	if (!observed_is_on(&source->server, "log_bin") ||
	    !text_empty(source->binlog_file))
		return;
	finding_add(out, NULL,
		    grant_fix(&source->server, "REPLICATION CLIENT", out->arena),
		    "the administrator may not read the position of the binlog");
}

static void add_missing(struct text *missing, const char *privilege)
{
	text_addf(missing, "%s%s", missing->length == 0 ? "" : ", ", privilege);
}

/*
 * Privileges in addition to those for seeing all objects. The flush was tried, without
 * a lock; the others are read from the grants. LOCK TABLES can replace the flush.
 */
void check_copy_privileges(const struct facts *facts, struct findings *out)
{
	static const char *const lock[] = { "LOCK TABLES", NULL };
	static const char *const recover[] = { "XA_RECOVER_ADMIN", NULL };
	static const char *const backup[] = { "BACKUP_ADMIN", NULL };
	const struct observed_source *source = &facts->observed->source;
	const struct observed_server *server = &source->server;
	bool mysql8 = server->flavour == FLAVOUR_MYSQL && server->version >= 80000;
	struct text missing = text_make(out->arena);

	if (server->privileges_count == 0)
		return;
	if (source->can_flush_tables == FACT_NO &&
	    lacking(facts, server, lock, out->arena) != NULL)
		add_missing(&missing, "RELOAD");
	if ((facts->allowed & CONSENT_SOURCE_LOCK) != 0 && tables_need_lock(facts) &&
	    lacking(facts, server, lock, out->arena) != NULL)
		add_missing(&missing, "LOCK TABLES");
	/*
	 * A copy would miss the rows of a prepared XA transaction, so it must see
	 * those.
	 */
	if (mysql8 && !has_any(server, recover))
		add_missing(&missing, "XA_RECOVER_ADMIN");
	if (mysql8 && facts->manifest->copy.block_ddl && !has_any(server, backup))
		add_missing(&missing, "BACKUP_ADMIN");
	if (missing.length > 0)
		finding_add(out, NULL,
			    lacking_fix(facts, server, missing.bytes, out->arena),
			    "the administrator lacks %s, which a consistent copy needs%s",
			    missing.bytes,
			    text_equal(missing.bytes, "RELOAD") ?
				    "" :
				    " (granted, not tried)");
}

void check_target_privileges(const struct facts *facts, struct findings *out)
{
	static const char *const needed[] = {
		"SELECT",         "INSERT",  "UPDATE", "DELETE",     "CREATE",
		"DROP",           "ALTER",   "INDEX",  "REFERENCES", "CREATE VIEW",
		"CREATE ROUTINE", "TRIGGER", "EVENT",  NULL,
	};
	const struct observed_server *server = &facts->observed->target.server;
	const char *missing = lacking(facts, server, needed, out->arena);

	if (missing != NULL)
		finding_add(out, NULL,
			    arena_printf(out->arena,
					 "%s; or use the instance's master user as "
					 "target.admin",
					 lacking_fix(facts, server, missing, out->arena)),
			    "%s lacks %s (granted, not tried)", server->user, missing);
}

/* Grants on single procedures count: assume that the right ones were granted. */
static bool may_call(const struct observed_server *target, struct arena *arena)
{
	for (unsigned i = 0; i < target->privileges_count; i++) {
		if (text_starts(target->privileges[i], "EXECUTE ON mysql.rds_"))
			return true;
	}
	return target->privileges_count == 0 ||
	       right_on(target, "EXECUTE", "mysql", arena);
}

void check_link_privileges(const struct facts *facts, struct findings *out)
{
	static const char *const needed[] = { "EXECUTE", NULL };
	const struct observed_target *target = &facts->observed->target;
	const char *master_user = "use the instance's master user as target.admin";

	if (lacking(facts, &target->server, needed, out->arena) != NULL &&
	    target->service == NULL)
		finding_add(out, NULL, master_user,
			    "%s lacks EXECUTE, so that mysql.rds_* can be neither seen nor called",
			    target->server.user);
	else if (target->service != NULL && !may_call(&target->server, out->arena))
		finding_add(out, NULL,
			    arena_printf(out->arena, "GRANT EXECUTE ON mysql.* TO %s",
					 account_text(&target->server, out->arena)),
			    "%s sees the procedures mysql.rds_* and may not call them (1370): "
			    "EXECUTE is lacking",
			    target->server.user);
	if (target->links_known == FACT_NO)
		finding_add(out, NULL,
			    target->server.flavour == FLAVOUR_MARIADB ?
				    master_user :
				    grant_fix(&target->server, "REPLICATION CLIENT",
					      out->arena),
			    "%s may not read the status of the replication",
			    target->server.user);
}

static bool is_on(const struct observed_server *server, const char *variable)
{
	return observed_is_on(server, variable);
}

/* MySQL hides the password of CREATE USER in its log, MariaDB does not. */
void check_source_general_log(const struct facts *facts, struct findings *out)
{
	const struct observed_server *server = &facts->observed->source.server;

	if (server->flavour == FLAVOUR_MARIADB && is_on(server, "general_log"))
		finding_add(out, "general_log",
			    "SET GLOBAL general_log = 0 for the time of the first apply",
			    "it records the statement that sets the replication password");
}

void check_target_general_log(const struct facts *facts, struct findings *out)
{
	if (is_on(&facts->observed->target.server, "general_log"))
		finding_add(out, "general_log",
			    "set general_log to 0 in the parameter group for the time of the apply",
			    "it records the call that hands over the replication password");
}

/* MySQL can keep the old password in addition to the new one. */
static bool keeps_old_password(const struct observed_server *server)
{
	return server->flavour == FLAVOUR_MYSQL && server->version >= 80014;
}

/* A GRANT harms nobody: only a new password or TLS requirement locks others out. */
void check_account_in_use(const struct facts *facts, struct findings *out)
{
	const struct observed_source *source = &facts->observed->source;
	const struct observed_account *account = &source->account;
	bool password = account->password_works == FACT_NO &&
			!keeps_old_password(&source->server);
	bool tls = facts->manifest->replication.tls && account->requires_tls == FACT_NO;

	if (account->present == FACT_YES && source->replicas_as_account > 0 &&
	    (password || tls))
		finding_add(out, facts->manifest->source.replication_user.label,
			    "name an account of its own in source.replication_user",
			    "used by %s, which changing its %s may cut off",
			    counted(source->replicas_as_account, "other replica",
				    out->arena),
			    password ? "password" : "TLS requirement");
}

void check_account_shadowed(const struct facts *facts, struct findings *out)
{
	const struct observed_account *account = &facts->observed->source.account;

	if (text_empty(account->other_hosts) ||
	    strchr(facts->manifest->source.replication_user.host, '%') == NULL)
		return;
	finding_add(out, facts->manifest->source.replication_user.label,
		    "drop the other one, or name another replication_user",
		    "the same name exists at %s too, and a server takes the most specific host that fits",
		    account->other_hosts);
}

/* The plugin that the account has or will have. */
static const char *account_plugin(const struct observed_source *source)
{
	const char *value;

	if (source->account.plugin != NULL)
		return source->account.plugin;
	value = observed_value(&source->server, "default_authentication_plugin");
	if (value != NULL)
		return value;
	value = observed_value(&source->server, "authentication_policy");
	if (value == NULL)
		return NULL;
	return text_starts(value, "*") ? "caching_sha2_password" : value;
}

/*
 * RDS cannot request the public key. The source's cache of logins hides the problem for
 * a while.
 */
void check_plugin_needs_tls(const struct facts *facts, struct findings *out)
{
	const char *plugin = account_plugin(&facts->observed->source);

	if (facts->manifest->replication.tls || plugin == NULL ||
	    (!text_starts(plugin, "caching_sha2_password") &&
	     !text_starts(plugin, "sha256_password")))
		return;
	finding_add(out, facts->manifest->source.replication_user.label,
		    "set replication.tls: true",
		    "its plugin %s logs in over TLS only (2061)", plugin);
}

void check_source_tls(const struct facts *facts, struct findings *out)
{
	const struct observed_server *source = &facts->observed->source.server;
	const char *have = observed_value(source, "have_ssl");
	const char *versions = observed_value(source, "tls_version");
	bool wanted = facts->manifest->replication.tls;

	if (wanted && have != NULL && !text_equal_nocase(have, "YES"))
		finding_add(out, NULL,
			    "give it ssl_cert and ssl_key, or set replication.tls: false",
			    "the source offers no TLS");
	else if (wanted && !text_empty(versions) && strstr(versions, "TLSv1.2") == NULL &&
		 strstr(versions, "TLSv1.3") == NULL)
		finding_add(out, "tls_version", "let the source offer TLSv1.2",
			    "the source offers %s only, RDS requires 1.2 or newer",
			    versions);
	else if (!wanted && is_on(source, "require_secure_transport"))
		finding_add(out, "require_secure_transport", "set replication.tls: true",
			    "the source accepts logins over TLS only (3159)");
}

void check_other_replicas(const struct facts *facts, struct findings *out)
{
	const struct observed_source *source = &facts->observed->source;
	bool restart = !observed_is_on(&source->server, "log_bin");

	for (unsigned i = 0; i < source->server.variables_count; i++)
		restart = restart || source->server.variables[i].dynamic == FACT_NO;
	if (restart && source->replicas > 0)
		finding_add(out, NULL, "restart when their lag does not matter",
			    "followed by %s, which a restart interrupts",
			    counted(source->replicas, "other replica", out->arena));
}

/*
 * RDS stores USER() in a variable of 50 characters, in the calls that set by file,
 * start and stop.
 */
void check_user_name_length(const struct facts *facts, struct findings *out)
{
	const struct observed_server *server = &facts->observed->target.server;
	const char *user = facts->manifest->target.admin.user;

	if (server->client != NULL && strlen(user) + 1 + strlen(server->client) > 50)
		finding_add(out, arena_printf(out->arena, "%s@%s", user, server->client),
			    "use a shorter user as target.admin",
			    "longer than 50 characters: some RDS versions then refuse "
			    "to start and stop replication (1406)");
}
