/*
 * Calls every rule across fields in order, and contains those on secrets, user names,
 * TLS and host names. rules_*.c contain the others.
 */
#include "manifest/rules.h"

#include <string.h>

#include "base/text.h"
#include "manifest/password.h"
#include "manifest/shape.h"

bool rule_secret(const struct document *document, const struct secret_reference *secret,
		 struct error *err)
{
	const struct {
		const char *key;
		bool set;
	} ways[] = {
		{ "env", secret->env != NULL },
		{ "file", secret->file != NULL },
		{ "command", secret->command != NULL },
		{ "value", secret->value != NULL },
		{ "iam", secret->iam },
		{ "secretsmanager", secret->secretsmanager != NULL },
	};
	const char *first = NULL;

	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		if (!ways[i].set)
			continue;
		if (first != NULL) {
			(void)document_fault(document, secret->where, err,
					     "both %s and %s are set", first,
					     ways[i].key);
			return error_hint(err, "Keep exactly one.");
		}
		first = ways[i].key;
	}
	if (secret->key != NULL && secret->secretsmanager == NULL) {
		(void)document_fault(document, secret->where, err,
				     "key is set, but secretsmanager is not");
		return error_hint(err, "A key is a member of a secret's JSON.");
	}
	if (first != NULL)
		return true;
	(void)document_fault(document, secret->where, err,
			     "it names no source for the secret");
	return shape_secret_hint(err);
}

/* IAM tokens work for logins to RDS only, and only over TLS. */
static bool check_iam(const struct document *document, struct manifest *manifest,
		      struct error *err)
{
	const struct secret_reference *others[] = {
		&manifest->source.admin.password,
		&manifest->source.replication_user.password,
	};

	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		if (others[i]->iam)
			return document_fault(document, others[i]->where, err,
					      "an IAM token is for the target's admin only");
	}
	if (!manifest->target.admin.password.iam ||
	    manifest->target.tls.mode >= TLS_REQUIRED)
		return true;
	(void)document_fault(document, manifest->target.admin.password.where, err,
			     "an IAM token needs TLS");
	return error_hint(err, "Set target.tls.mode to required or more.");
}

static bool check_secrets(const struct document *document, struct manifest *manifest,
			  struct error *err)
{
	return rule_secret(document, &manifest->source.admin.password, err) &&
	       rule_secret(document, &manifest->source.replication_user.password, err) &&
	       rule_secret(document, &manifest->target.admin.password, err);
}

static bool check_replication_password(const struct document *document,
				       struct manifest *manifest, struct error *err)
{
	const char *value = manifest->source.replication_user.password.value;
	const char *fault = value == NULL ? NULL : password_fault(value, strlen(value));

	if (fault == NULL)
		return true;
	return document_fault(document, "source.replication_user.password.value", err,
			      "%s", fault);
}

static bool check_replication_user(const struct document *document,
				   struct manifest *manifest, struct error *err)
{
	const char *name = manifest->source.replication_user.name;
	const char *where = "source.replication_user.name";
	struct arena *arena = document->arena;

	if (strpbrk(name, "@'\"`") != NULL) {
		(void)document_fault(document, where, err, "%s is not a bare user name",
				     document_quote(name, arena));
		return error_hint(err, "Write name: repl and, next to it, host: \"%%\".");
	}
	if (name[0] == ' ' || name[strlen(name) - 1] == ' ')
		return document_fault(document, where, err,
				      "%s begins or ends with a blank, which RDS removes",
				      document_quote(name, arena));
	manifest->source.replication_user.label =
		arena_printf(arena, "'%s'@'%s'", name,
			     manifest->source.replication_user.host);
	return true;
}

static bool check_tls_pair(const struct document *document, const char *where,
			   const struct manifest_tls *tls, struct error *err)
{
	if ((tls->cert == NULL) != (tls->key == NULL))
		return document_fault(document, where, err, "%s is set, but %s is not",
				      tls->cert != NULL ? "cert" : "key",
				      tls->cert != NULL ? "key" : "cert");
	if (tls->mode == TLS_DISABLED && (tls->ca != NULL || tls->cert != NULL))
		return document_fault(document, where, err,
				      "%s is set, but mode is disabled",
				      tls->ca != NULL ? "ca" : "cert");
	return true;
}

static bool check_tls(const struct document *document, struct manifest *manifest,
		      struct error *err)
{
	return check_tls_pair(document, "source.tls", &manifest->source.tls, err) &&
	       check_tls_pair(document, "target.tls", &manifest->target.tls, err);
}

/* An IPv6 address has several colons; a single colon separates a port. */
static bool check_host(const struct document *document, const char *where,
		       const char *host, struct error *err)
{
	const char *colon = strchr(host, ':');

	if (colon == NULL || strchr(colon + 1, ':') != NULL)
		return true;
	(void)document_fault(document, where, err, "%s has a port in it",
			     document_quote(host, document->arena));
	return error_hint(err, "Write the port separately: port: %s.", colon + 1);
}

static bool check_hosts(const struct document *document, struct manifest *manifest,
			struct error *err)
{
	return check_host(document, "source.host", manifest->source.host, err) &&
	       check_host(document, "target.endpoint", manifest->target.endpoint, err) &&
	       check_host(document, "replication.source.host",
			  manifest->replication.source_host, err);
}

bool rules_check(const struct document *document, struct manifest *manifest,
		 struct error *err)
{
	static bool (*const rules[])(const struct document *, struct manifest *,
				     struct error *) = {
		check_hosts,
		check_secrets,
		check_iam,
		check_replication_user,
		check_replication_password,
		check_tls,
		rule_accounts,
		rule_log_bin,
		rule_settings,
		rule_parameters,
		rule_databases,
		rule_adopt,
		rule_link,
	};

	for (size_t i = 0; i < ARRAY_SIZE(rules); i++) {
		if (!rules[i](document, manifest, err))
			return false;
	}
	return true;
}
