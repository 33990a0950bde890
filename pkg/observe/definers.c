/*
 * The accounts that are definers of the objects to copy, with their grants on both
 * sides: an object runs with its definer's privileges. Queried only if copy.definers
 * keeps them, and only until the copy is done; one round trip per server.
 */
#include <string.h>

#include "accounts/grants.h"
#include "accounts/selection.h"
#include "base/text.h"
#include "observe/internal.h"
#include "sql/quote.h"
#include "sql/server_errors.h"

/* The names of all definers except the target's administrator, each once. */
static struct text_list definers_of(const struct observed *observed, struct arena *arena)
{
	const struct observed_server *source = &observed->source.server;
	struct text_list names = { .arena = arena };

	for (unsigned i = 0; i < source->objects_count; i++) {
		const struct observed_object *object = &source->objects[i];

		if (text_equal(object->kind, "definer") && object->detail != NULL &&
		    strchr(object->detail, '@') != NULL &&
		    !text_equal(object->detail, observed->target.server.user))
			text_list_add(&names, object->detail);
	}
	return names;
}

/* "app@%": the host comes after the last @. */
static void split(const char *definer, struct arena *arena, struct observed_login *out)
{
	const char *at = strrchr(definer, '@');

	out->user = arena_copy_n(arena, definer, (size_t)(at - definer));
	out->host = arena_copy(arena, at + 1);
}

static void fill_grants(const struct rows *rows, enum flavour flavour,
			struct arena *arena, struct observed_login *login)
{
	const char *name = account_name(login->user, login->host, arena);
	struct text_list grants = { .arena = arena };

	for (size_t i = 0; i < rows->count; i++)
		account_grants_add(&grants, clean_copy(arena, rows_value(rows, i, 0)),
				   name, flavour);
	login->grants = grants.items;
	login->grants_count = grants.count;
}

/* The list does not contain accounts that the server does not have. */
static bool look_at_side(struct db *db, const struct text_list *names,
			 struct arena *arena, struct observed_server *out,
			 struct error *err)
{
	const struct db_server *server = db_server(db);
	struct db_statement *shows = arena_array(arena, names->count, sizeof(*shows));
	struct observed_login *logins = arena_array(arena, names->count, sizeof(*logins));

	for (unsigned i = 0; i < names->count; i++) {
		split(names->items[i], arena, &logins[i]);
		const struct query_values values = {
			.names = quote_account(logins[i].user, logins[i].host, arena),
		};
		shows[i].sql = query_text(QUERY_LOGIN_GRANTS, server, &values, arena);
	}
	if (!db_batch(db, shows, names->count, arena, err))
		return false;
	out->definers = logins;
	out->definers_count = 0;
	out->definers_known = FACT_YES;
	for (unsigned i = 0; i < names->count; i++) {
		struct observed_login *login = &logins[out->definers_count];

		if (shows[i].done) {
			*login = logins[i];
			fill_grants(&shows[i].rows, server->flavour, arena, login);
			out->definers_count++;
		} else if (shows[i].error.code != SERVER_NO_SUCH_GRANT) {
			out->definers_known = FACT_NO;
		}
	}
	return true;
}

/* What the target's administrator may grant. */
static bool look_at_own_grants(struct db *db, struct arena *arena,
			       struct observed_target *out, struct error *err)
{
	static const enum query queries[] = { QUERY_GRANTS };
	struct answers answers = { 0 };
	struct text_list grants = { .arena = arena };

	if (!ask(db, queries, 1, NULL, arena, &answers, err))
		return false;
	const struct rows *rows = answer(&answers, QUERY_GRANTS);
	for (size_t i = 0; rows != NULL && i < rows->count; i++)
		account_grants_add(&grants, clean_copy(arena, rows_value(rows, i, 0)),
				   NULL, db_server(db)->flavour);
	out->own_grants = grants.items;
	out->own_grants_count = grants.count;
	return true;
}

bool look_at_definers(struct observer *observer, struct arena *arena,
		      struct observed *observed, struct error *err)
{
	const struct text_list names = definers_of(observed, arena);

	if (observer->manifest->copy.definers != DEFINERS_KEEP || names.count == 0)
		return true;
	return look_at_side(observer->source, &names, arena, &observed->source.server,
			    err) &&
	       look_at_side(observer->target, &names, arena, &observed->target.server,
			    err) &&
	       (observed->target.own_grants_count > 0 ||
		look_at_own_grants(observer->target, arena, &observed->target, err));
}
