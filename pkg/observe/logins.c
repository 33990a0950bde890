/*
 * The accounts of accounts.include and their roles, on both sides; and what the target
 * and its administrator can do with them.
 *
 * The first look reads the lists of all accounts. This adds one round trip per server:
 * first the source is queried about the selected accounts, then the target about those
 * of the same names and about the objects in the source's grants.
 */
#include "observe/logins.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "accounts/fit.h"
#include "accounts/selection.h"
#include "accounts/stopped.h"
#include "base/text.h"
#include "observe/login_secrets.h"
#include "observe/login_target.h"

size_t login_queries(const struct manifest *manifest, enum query *out)
{
	static const enum query queries[LOGIN_QUERIES] = {
		QUERY_LOGINS, QUERY_ROLE_EDGES, QUERY_LOGIN_PLUGINS, QUERY_KNOWS_PBKDF2
	};

	if (manifest->accounts.include == NULL)
		return 0;
	memcpy(out, queries, sizeof(queries));
	return LOGIN_QUERIES;
}

static void publish(const struct login_list *list, struct observed_server *out)
{
	out->logins = list->logins;
	out->logins_count = (unsigned)list->logins_count;
	out->logins_known = list->known ? FACT_YES : FACT_NO;
}

static bool ask_selected(struct db *db, struct login_list *list, struct error *err)
{
	struct db_statement *statements =
		arena_array(list->arena, login_list_most(list), sizeof(*statements));
	size_t count = login_list_ask(list, statements);

	if (count == 0)
		return true;
	if (!db_batch(db, statements, count, list->arena, err))
		return false;
	login_list_read(list, statements);
	return true;
}

/*
 * Usually one round trip; only if the server does not list role grants, the roles of
 * roles need more.
 */
static bool look_at_source(struct observer *observer, const struct look *look,
			   struct login_list *list, struct error *err)
{
	const struct manifest_accounts *accounts = &observer->manifest->accounts;

	for (size_t i = 0; i < list->listed_count; i++)
		list->listed[i].selected =
			account_is_selected(accounts->include, accounts->exclude,
					    list->listed[i].user, list->listed[i].host);
	login_list_select_roles(list, look);
	do {
		if (!ask_selected(observer->source, list, err))
			return false;
	} while (login_list_select_granted(list));
	return true;
}

/*
 * Also selects the accounts at which the applier has stopped, even if the source no
 * longer has them.
 */
static void select_stopped(const struct observer *observer, struct login_list *list,
			   const struct observed_target *target)
{
	const struct observed_link *link =
		observed_link(target, observer->manifest->replication.channel);
	struct account_stop stop = { 0 };

	if (link != NULL)
		stop = account_stop_parse(link->sql_errno, link->sql_error,
					  list->server.flavour, list->arena);
	for (size_t i = 0; stop.named_count > 0 && i < list->listed_count; i++) {
		struct listed_login *listed = &list->listed[i];

		if (account_stop_names(&stop, listed->user, listed->host))
			listed->selected = true;
	}
}

static bool look_at_target(struct observer *observer, const struct login_list *source,
			   struct login_list *list, struct observed_target *out,
			   struct error *err)
{
	size_t most = login_list_most(list) + OBJECT_STATEMENTS;
	struct db_statement *statements =
		arena_array(list->arena, most, sizeof(*statements));

	for (size_t i = 0; i < source->logins_count; i++) {
		struct listed_login *same =
			login_list_find(list, source->secrets[i].name);

		if (same != NULL)
			same->selected = true;
	}
	select_stopped(observer, list, out);
	size_t of_logins = login_list_ask(list, statements);
	size_t of_objects =
		login_target_ask_objects(source, &list->server, statements + of_logins);
	if (of_logins + of_objects > 0 &&
	    !db_batch(observer->target, statements, of_logins + of_objects, list->arena,
		      err))
		return false;
	login_list_read(list, statements);
	login_target_read_objects(statements + of_logins, of_objects, list->arena, out);
	return true;
}

static uint64_t hash_text(uint64_t hash, const char *text)
{
	/* FNV-1a */
	for (; text != NULL && *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * 1099511628211U;
	return (hash ^ 0xFF) * 1099511628211U;
}

/*
 * A hash of the names of the source's accounts that the target lacks; 0: it has them
 * all.
 */
static uint64_t hash_missing(const struct observed *observed)
{
	const struct observed_server *source = &observed->source.server;
	uint64_t hash = 0;

	for (unsigned i = 0; i < source->logins_count; i++) {
		const struct observed_login *login = &source->logins[i];

		if (login_on(&observed->target.server, login) == NULL)
			hash = hash_text(hash_text(hash == 0 ? 14695981039346656037U : hash,
						   login->user),
					 login->host);
	}
	return hash;
}

/*
 * A new account on the source reaches the target through the binlog. So it counts as
 * missing only once the link has applied everything up to the source's position at the
 * time when the account was first missing.
 */
static void note_progress(struct observer *observer, struct observed *observed)
{
	struct seen_logins *seen = &observer->seen_logins;
	const struct observed_link *link =
		observed_link(&observed->target, observer->manifest->replication.channel);
	uint64_t missing = hash_missing(observed);

	observed->target.logins_caught_up = FACT_UNKNOWN;
	if (missing == 0 || link == NULL || observed->source.binlog_file == NULL) {
		seen->file[0] = '\0';
		return;
	}
	if (seen->file[0] == '\0' || seen->missing != missing) {
		(void)snprintf(seen->file, sizeof(seen->file), "%s",
			       observed->source.binlog_file);
		seen->position = observed->source.binlog_position;
		seen->missing = missing;
	}
	observed->target.logins_caught_up =
		link->executed_file != NULL &&
				coordinates_compare(link->executed_file,
						    link->executed_position, seen->file,
						    seen->position) >= 0 ?
			FACT_YES :
			FACT_NO;
}

bool look_at_logins(struct observer *observer, const struct look *source_look,
		    const struct look *target_look, struct arena *arena,
		    struct observed *observed, struct error *err)
{
	struct login_list source, target;

	if (observer->manifest->accounts.include == NULL)
		return true;
	source = login_list_make(source_look, arena);
	target = login_list_make(target_look, arena);
	login_target_abilities(target_look, arena, &observed->target);
	if (!look_at_source(observer, source_look, &source, err) ||
	    !look_at_target(observer, &source, &target, &observed->target, err))
		return false;
	login_secrets_compare(observer, &source, &target);
	login_secrets_keep(observer, &source);
	publish(&source, &observed->source.server);
	publish(&target, &observed->target.server);
	note_progress(observer, observed);
	return true;
}
