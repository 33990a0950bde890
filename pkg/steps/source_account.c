/*
 * source.account: the account that the target replicates with. Judges its existence,
 * password, plugin and privileges. target_accounts.c handles the applications'
 * accounts.
 */
#include <inttypes.h>

#include "base/names.h"
#include "base/text.h"
#include "link/calls.h"
#include "link/identity.h"
#include "sql/statements.h"
#include "steps/steps.h"

struct wanted_account {
	const char *name, *host, *label;
	bool require_tls;
	bool retain_password; /* other replicas log in with the old password */
	bool skip_binlog;
};

static void act(struct judgement *out, const char *statement)
{
	struct action *action = judge_action(out, ON_SOURCE, ACTION_SQL, "%s", statement);

	action->statement.secret_at = statement_secret_at(statement);
}

/*
 * Changes of accounts must not reach the replica: the account may not exist there, and
 * then its applier would stop.
 */
static void begin(const struct wanted_account *wanted, struct judgement *out)
{
	if (wanted->skip_binlog)
		act(out, statement_log_to_binlog(false));
}

static void finish(const struct wanted_account *wanted, struct judgement *out)
{
	if (wanted->skip_binlog)
		act(out, statement_log_to_binlog(true));
}

/* MySQL 9 has removed mysql_native_password, even for its link. */
static bool lacks_native_password(const struct observed_server *target)
{
	return target->flavour == FLAVOUR_MYSQL && target->version >= 90000;
}

static bool plugin_works(const struct facts *facts, const char *plugin)
{
	static const char *const working[] = { "mysql_native_password",
					       "caching_sha2_password",
					       "sha256_password", "ed25519" };

	if (text_equal(plugin, working[0]) &&
	    lacks_native_password(&facts->observed->target.server))
		return false;
	return plugin == NULL || names_among(working, ARRAY_SIZE(working), plugin);
}

/*
 * The plugin to set the password with; NULL: the server's default. MariaDB's default
 * replaces any other plugin.
 */
static const char *plugin_for(const struct observed_server *server)
{
	if (server->flavour == FLAVOUR_MARIADB)
		return NULL;
	return server->version >= 80000 ? "caching_sha2_password" :
					  "mysql_native_password";
}

static bool needs_password(const struct facts *facts)
{
	const struct observed_account *account = &facts->observed->source.account;

	return !plugin_works(facts, account->plugin) ||
	       account->password_expired == FACT_YES ||
	       account->password_works == FACT_NO;
}

/* The plugin to name for a new account; NULL: the source's default works. */
static const char *plugin_of_new(const struct facts *facts)
{
	const struct observed_server *source = &facts->observed->source.server;
	const char *native = "mysql_native_password";
	const char *policy = observed_value(source, "authentication_policy");

	if (source->flavour != FLAVOUR_MYSQL ||
	    !lacks_native_password(&facts->observed->target.server))
		return NULL;
	if (text_equal(observed_value(source, "default_authentication_plugin"), native) ||
	    (policy != NULL && text_starts(policy, native)))
		return plugin_for(source);
	return NULL;
}

static void create(const struct facts *facts, const struct wanted_account *wanted,
		   struct judgement *out)
{
	judge_create(out, "there is no account %s", wanted->label);
	judge_difference(out, "account", NULL, wanted->label);
	begin(wanted, out);
	act(out,
	    statement_create_account(wanted->name, wanted->host, plugin_of_new(facts),
				     wanted->require_tls, out->arena));
	act(out, statement_grant_replication(wanted->name, wanted->host, out->arena));
	finish(wanted, out);
}

static void differ(struct text *reason, struct judgement *out, const char *name,
		   const char *is, const char *wanted, const char *words)
{
	judge_difference(out, name, is, wanted);
	text_addf(reason, "%s%s", reason->length == 0 ? "" : "\n", words);
}

static void update(const struct facts *facts, const struct wanted_account *wanted,
		   struct judgement *out)
{
	const struct observed_account *account = &facts->observed->source.account;
	const struct observed_server *server = &facts->observed->source.server;
	struct text reason = text_make(out->arena);

	begin(wanted, out);
	if (account->replication_slave == FACT_NO) {
		differ(&reason, out, "privileges", NULL, "REPLICATION SLAVE",
		       arena_printf(out->arena, "%s lacks REPLICATION SLAVE",
				    wanted->label));
		act(out,
		    statement_grant_replication(wanted->name, wanted->host, out->arena));
	}
	if (account->requires_tls == (wanted->require_tls ? FACT_NO : FACT_YES) ||
	    account->requires_certificate == FACT_YES) {
		bool certificate = account->requires_certificate == FACT_YES;

		differ(&reason, out, "requires",
		       certificate                       ? "X509" :
		       account->requires_tls == FACT_YES ? "SSL" :
							   "NONE",
		       wanted->require_tls ? "SSL" : "NONE",
		       certificate ?
			       arena_printf(out->arena,
					    "%s requires a client certificate, and "
					    "RDS cannot present one",
					    wanted->label) :
		       wanted->require_tls ?
			       arena_printf(out->arena, "%s may log in without TLS",
					    wanted->label) :
			       arena_printf(out->arena,
					    "%s requires TLS, and replication.tls is false",
					    wanted->label));
		act(out, statement_require_tls(wanted->name, wanted->host,
					       wanted->require_tls, out->arena));
	}
	if (account->locked == FACT_YES) {
		differ(&reason, out, "locked", "yes", "no",
		       arena_printf(out->arena, "%s is locked", wanted->label));
		act(out,
		    statement_unlock_account(wanted->name, wanted->host, out->arena));
	}
	if (needs_password(facts)) {
		bool other_plugin = !plugin_works(facts, account->plugin);

		differ(&reason, out, "password", NULL, "<secret>",
		       other_plugin ?
			       arena_printf(out->arena,
					    "%s logs in with %s, which the target "
					    "does not support",
					    wanted->label, account->plugin) :
		       account->password_expired == FACT_YES ?
			       arena_printf(out->arena, "the password of %s has expired",
					    wanted->label) :
			       arena_printf(out->arena,
					    "%s exists, but with a different password",
					    wanted->label));
		act(out, statement_set_password(wanted->name, wanted->host,
						other_plugin ? plugin_for(server) : NULL,
						wanted->retain_password && !other_plugin,
						out->arena));
	}
	finish(wanted, out);
	if (reason.length > 0)
		judge_update(out, "%s", reason.bytes);
	else
		out->actions_count = 0;
}

static const char *password_text(const struct facts *facts, struct arena *arena)
{
	const struct observed_account *account = &facts->observed->source.account;

	if (account->password_is_second == FACT_YES)
		return "privileges and TLS are right; the password is the older one of two";
	if (account->password_works == FACT_YES || link_proves_password(facts))
		return "privileges, TLS and password are right";
	return arena_printf(arena,
			    "privileges and TLS are right; password not verified: %s",
			    account->password_note != NULL ? account->password_note :
							     "a plan does not log in");
}

static const char *counted_replicas(uint64_t count, struct arena *arena)
{
	return arena_printf(arena, "%" PRIu64 " replica%s", count, count == 1 ? "" : "s");
}

/* The old password can remain valid in addition to the new one. */
static bool can_retain(const struct facts *facts)
{
	const struct observed_source *source = &facts->observed->source;

	return source->server.flavour == FLAVOUR_MYSQL &&
	       source->server.version >= 80014 &&
	       plugin_works(facts, source->account.plugin);
}

static const char *privilege_to_skip_binlog(const struct observed_server *server)
{
	if (server->flavour == FLAVOUR_MARIADB)
		return "BINLOG ADMIN";
	return server->version >= 80000 ? "SYSTEM_VARIABLES_ADMIN" : "SUPER";
}

static bool link_is_connecting(const struct facts *facts)
{
	const struct observed_link *link = our_link(facts);

	return link != NULL && link->io_errno == 0 &&
	       text_equal(link->sql_running, "Yes") &&
	       text_equal(link->io_running, "Connecting");
}

static void judge_unreadable(const struct facts *facts,
			     const struct wanted_account *wanted, struct judgement *out)
{
	if (link_proves_password(facts)) {
		judge_done(out, "%s: the link logs in with it", wanted->label);
		return;
	}
	if (link_is_connecting(facts)) {
		judge_wait(out, "the accounts of the source cannot be read, and the link "
				"is still connecting: whether it can log in is not known "
				"yet");
		return;
	}
	judge_blocked(out, "the accounts of the source cannot be read");
	judge_fix(out, "GRANT SELECT ON mysql.* TO %s",
		  admin_label(&facts->observed->source.server, "source.admin",
			      out->arena));
}

/*
 * The account has the password that extrepl gave the link, or that the manifest had at
 * that time, and the manifest now has a new one. So nobody else has set the password,
 * and a change locks nobody else out.
 */
static bool is_own_rotation(const struct facts *facts)
{
	const struct observed_source *source = &facts->observed->source;
	const struct observed_record *record =
		observed_record(&facts->observed->target, facts->manifest->name);
	bool others_go_on =
		source->replicas_as_account == 0 ||
		(can_retain(facts) && source->account.second_password != FACT_YES);

	return record != NULL && record->link_password_current == FACT_NO &&
	       record->account_unchanged == FACT_YES && others_go_on;
}

/* The password stays the same; only its age or its plugin is wrong. */
static bool is_same_password(const struct facts *facts)
{
	const struct observed_account *account = &facts->observed->source.account;

	return account->password_works == FACT_YES &&
	       account->password_is_second != FACT_YES &&
	       plugin_works(facts, account->plugin);
}

/*
 * Somebody else uses the account's password: it was set by hand, or by another manifest
 * that shares the account.
 */
static void ask_for_password(const struct facts *facts,
			     const struct wanted_account *wanted, struct judgement *out)
{
	const struct observed_source *source = &facts->observed->source;
	bool kept =
		wanted->retain_password && plugin_works(facts, source->account.plugin);

	if (is_own_rotation(facts) || is_same_password(facts))
		return;
	out->consent = CONSENT_SOURCE_PASSWORD;
	if (plugin_works(facts, source->account.plugin))
		judge_fix(out,
			  "was it changed by hand, or through another manifest? give "
			  "source.replication_user the password that the account has now");
	else
		judge_fix(out, "does something else use it? give "
			       "source.replication_user a name of its own");
	judge_fix(out,
		  "or set the manifest's password on the source: --allow "
		  "source-password   (%s)",
		  kept ? "the present one keeps working too" :
			 "clients that log in as it now are CUT OFF");
	if (source->replicas_as_account > 0)
		judge_note(out, "%s other than the target log%s in as %s now",
			   counted_replicas(source->replicas_as_account, out->arena),
			   source->replicas_as_account == 1 ? "s" : "", wanted->label);
	if (our_link(facts) != NULL && source->account.password_works == FACT_NO)
		judge_note(out, "the link keeps running until it has to log in again");
}

/* Asks before a new password breaks something that this manifest does not repair. */
static void spare_others(const struct facts *facts, const struct wanted_account *wanted,
			 struct judgement *out)
{
	const struct observed_source *source = &facts->observed->source;
	const struct observed_record *record =
		observed_record(&facts->observed->target, facts->manifest->name);

	if (source->account.present != FACT_YES || !needs_password(facts))
		return;
	/* Without a record extrepl cannot give this link the new password. */
	if (our_link(facts) != NULL && record == NULL) {
		judge_blocked(out,
			      "%s\na new password would cut off the link, which "
			      "extrepl did not configure",
			      out->reason);
		judge_fix(out,
			  "give source.replication_user the password that the account "
			  "has, or change the password of both account and link by "
			  "hand");
		return;
	}
	ask_for_password(facts, wanted, out);
}

/* A replica applies everything in the binlog after the copy's coordinates. */
static void keep_out_of_binlog(const struct facts *facts, struct judgement *out)
{
	const struct observed_source *source = &facts->observed->source;

	if (source->can_skip_binlog == FACT_YES ||
	    (our_link(facts) == NULL && finished_record(facts) == NULL))
		return;
	judge_blocked(out,
		      "%s\nthe change would be written to the binlog and stop "
		      "the replica",
		      out->reason);
	judge_fix(out, "GRANT %s ON *.* TO %s on the source, so that it can be kept out",
		  privilege_to_skip_binlog(&source->server),
		  admin_label(&source->server, "source.admin", out->arena));
}

void judge_source_account(const struct facts *facts, struct judgement *out)
{
	const struct manifest *manifest = facts->manifest;
	const struct observed_source *source = &facts->observed->source;
	struct wanted_account wanted = {
		.name = manifest->source.replication_user.name,
		.host = manifest->source.replication_user.host,
		.label = manifest->source.replication_user.label,
		.require_tls = manifest->replication.tls,
		.retain_password = source->replicas_as_account > 0 && can_retain(facts),
		.skip_binlog = source->can_skip_binlog == FACT_YES,
	};

	switch (source->account.present) {
	case FACT_UNKNOWN:
		judge_unreadable(facts, &wanted, out);
		return;
	case FACT_NO:
		create(facts, &wanted, out);
		break;
	case FACT_YES:
		update(facts, &wanted, out);
		break;
	}
	if (out->verdict != VERDICT_TODO) {
		judge_done(out, "%s: %s", wanted.label, password_text(facts, out->arena));
		if (source->account.password_is_second == FACT_YES)
			judge_note(out, "the password was changed elsewhere, and the "
					"manifest's old one works only until it is "
					"discarded: give source.replication_user the "
					"new one");
		return;
	}
	spare_others(facts, &wanted, out);
	if (out->verdict == VERDICT_TODO)
		keep_out_of_binlog(facts, out);
}
