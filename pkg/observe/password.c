/* One login as the replication user, if its result can prove something. */
#include <string.h>

#include "accounts/host.h"
#include "base/text.h"
#include "observe/internal.h"
#include "sql/server_errors.h"

/* The server sees another address over TCP than over a socket. */
static const char *client_over_tcp(const struct manifest *manifest,
				   const struct observed *observed)
{
	const char *host = manifest->source.host;
	bool local = text_equal(host, "localhost") || text_equal(host, "::1") ||
		     text_starts(host, "127.");

	if (manifest->source.socket == NULL)
		return observed->source.server.client;
	return local ? "localhost" : NULL;
}

/*
 * The host of another account of this name that the server would prefer for a login
 * from this host; or NULL.
 */
static const char *shadowed_by(const struct observed_account *account,
			       const char *our_host, const char *client,
			       struct arena *arena)
{
	char *rest = arena_copy(arena, account->other_hosts);
	char *host;

	if (rest == NULL)
		return NULL;
	while ((host = strsep(&rest, ",")) != NULL) {
		host += strspn(host, " ");
		if (host_covers(host, client) != FACT_NO &&
		    host_more_specific(host, our_host))
			return host;
	}
	return NULL;
}

static bool is_other_account(struct db *db, const struct manifest *manifest,
			     struct arena *arena, const char **who)
{
	struct rows rows;
	struct error err = { 0 };
	const char *user = manifest->source.replication_user.name;
	const char *host = manifest->source.replication_user.host;

	if (!db_query(db, query_text(QUERY_CURRENT_USER, db_server(db), NULL, arena),
		      arena, &rows, &err) ||
	    rows.count == 0)
		return false;
	*who = clean_copy(arena, rows_value(&rows, 0, 0));
	return !text_equal_nocase(*who, arena_printf(arena, "%s@%s", user, host));
}

/* Why the server would refuse the login even with the right password; or NULL. */
static const char *refused_anyway(const struct observed_account *account, bool tls)
{
	if (account->locked == FACT_YES)
		return "the account is locked";
	if (account->password_expired == FACT_YES)
		return "the password has expired";
	if (account->requires_certificate == FACT_YES)
		return "the account requires a certificate";
	return account->requires_tls == FACT_YES && !tls ? "the account requires TLS" :
							   NULL;
}

static void note(struct observed_account *account, enum fact works, char *why)
{
	account->password_works = works;
	account->password_note = why;
}

bool observer_try_session(struct observer *observer, struct arena *arena,
			  struct observed *observed, struct error *err)
{
	const struct manifest *manifest = observer->manifest;
	struct observed_account *account = &observed->source.account;
	const char *host = manifest->source.replication_user.host;
	const char *client = client_over_tcp(manifest, observed);
	AUTO_DB *db = NULL;

	if (account->present != FACT_YES || account->password_works == FACT_NO ||
	    refused_anyway(account, manifest->replication.tls) != NULL ||
	    host_covers(host, client) != FACT_YES ||
	    shadowed_by(account, host, client, arena) != NULL)
		return true;
	if (db_connect(&observer->logins->replication, observer->run, &db, err))
		/*
		 * If init_connect fails, the first statement gets error 1184 or no
		 * answer.
		 */
		account->ended_at_login =
			db_execute(db, "DO 0", err) ? FACT_NO : FACT_YES;
	return err->kind != ERROR_INTERRUPTED && err->kind != ERROR_TERMINATED;
}

bool observer_try_password(struct observer *observer, struct arena *arena,
			   struct observed *observed, struct error *err)
{
	const struct manifest *manifest = observer->manifest;
	struct observed_account *account = &observed->source.account;
	const char *host = manifest->source.replication_user.host;
	const char *client = client_over_tcp(manifest, observed);
	const char *other;
	AUTO_DB *db = NULL;

	if (account->present != FACT_YES)
		return true;
	other = refused_anyway(account, manifest->replication.tls);
	if (other != NULL) {
		note(account, FACT_UNKNOWN, arena_printf(arena, "not tried: %s", other));
		return true;
	}
	if (host_covers(host, client) != FACT_YES) {
		note(account, FACT_UNKNOWN,
		     arena_printf(arena,
				  "not verifiable from here: the host %s does not cover %s",
				  host, client == NULL ? "this machine" : client));
		return true;
	}
	other = shadowed_by(account, host, client, arena);
	if (other != NULL) {
		note(account, FACT_UNKNOWN,
		     arena_printf(arena,
				  "not verifiable from here: the account at %s comes first",
				  other));
		return true;
	}
	if (!db_connect(&observer->logins->replication, observer->run, &db, err)) {
		if (err->kind == ERROR_INTERRUPTED || err->kind == ERROR_TERMINATED)
			return false;
		note(account, err->code == SERVER_ACCESS_DENIED ? FACT_NO : FACT_UNKNOWN,
		     clean_copy(arena, err->message));
		return true;
	}
	if (is_other_account(db, manifest, arena, &other))
		note(account, FACT_UNKNOWN,
		     arena_printf(arena,
				  "not verifiable from here: the server logged it in "
				  "as %s",
				  other));
	else
		note(account, FACT_YES, NULL);
	return true;
}
