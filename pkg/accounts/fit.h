/*
 * What part of the source's accounts the target can have. Its administrator's own
 * grants decide what can be granted there; its plugins decide how accounts can log in.
 */
#ifndef ACCOUNTS_FIT_H
#define ACCOUNTS_FIT_H

#include "accounts/tokens.h"
#include "observed/observed.h"

/* The target's account of the same name, or NULL. */
const struct observed_login *login_on(const struct observed_server *server,
				      const struct observed_login *login);

/* Why a grant is left out. */
enum left_out {
	LEFT_OUT_NOT, /* not left out: it can be made */
	LEFT_OUT_NOT_GRANTABLE,
	LEFT_OUT_SYSTEM_DATABASE, /* mysql.* */
	LEFT_OUT_PATTERN,         /* of databases, but the target takes it as a name */
	LEFT_OUT_OBJECT, /* a table or routine that does not exist on the target */
	LEFT_OUT_PROXY,
	/* a privilege with a partial revoke, which the target does not support */
	LEFT_OUT_REVOKE,
	LEFT_OUT_ROLE, /* the role is not copied */
	/* the target's administrator has no ADMIN OPTION for the role */
	LEFT_OUT_ROLE_ADMIN,
	LEFT_OUT_REASONS
};

/* What happens with the grants of one account. */
struct fitted_grants {
	/* not on the target yet; in the form that the target needs */
	struct text_list missing;
	/* the same, but they need objects that the copy will create */
	struct text_list after_copy;
	/* by reason; in the form that the source has */
	struct text_list left_out[LEFT_OUT_REASONS];
	/* what only the target's account has: reported, never revoked */
	struct text_list extra;
};
/* copy_open: the copy will still create tables and routines. */
void grants_fit(const struct observed *observed, const struct observed_login *login,
		bool copy_open, struct arena *arena, struct fitted_grants *out);

/* True if the target's administrator may make this grant there unchanged. */
bool grant_may_be_made(const struct observed *observed, const char *text,
		       struct arena *arena);

/*
 * fit_login.c: the ways to log in that work on the target, as a set of bits (1 <<
 * index). Returns NULL if there is one, else why nobody could log in: "the target has
 * no plugin mysql_native_password".
 */
const char *factors_fit(const struct observed *observed,
			const struct observed_login *login, unsigned *kept,
			struct arena *arena);

/*
 * MariaDB's password validation plugins cannot check a hash; with
 * strict_password_validation the server refuses hashes.
 */
bool target_refuses_hashes(const struct observed_server *target);

#endif
