/* Inserts a password or a hash into a statement, just before it is sent. */
#include "act/secret_places.h"

#include <string.h>

#include "base/text.h"
#include "secrets/password_hash.h"
#include "sql/quote.h"
#include "sql/statements.h"

/* The account's hash on the source, or its new password, as a literal. */
static const char *literal_for(const struct session *session,
			       const struct secret_place *place, struct arena *arena)
{
	const struct secret *fresh;

	if (place->new_user == NULL)
		return observer_login_secret(session->observer, place->account,
					     place->factor, place->second, arena);
	fresh = logins_account_password(session->logins, session->manifest,
					place->new_user, place->new_host);
	if (fresh == NULL)
		return NULL;
	return place->native_hash ?
		       quote_plain(password_native_hash(fresh, arena), arena) :
		       db_secret_literal(fresh, arena);
}

char *secret_places_fill(const struct session *session, const struct action *action,
			 struct arena *arena)
{
	struct text out = text_make(arena);
	size_t from = 0;

	for (size_t i = 0; i < action->statement.places.count; i++) {
		const struct secret_place *place = &action->statement.places.list[i];
		const char *literal = literal_for(session, place, arena);

		if (literal == NULL)
			return NULL;
		text_add_n(&out, action->text + from, place->at - from);
		text_add(&out, literal);
		from = place->at + strlen(SECRET_MARK);
	}
	text_add(&out, action->text + from);
	return out.bytes;
}
