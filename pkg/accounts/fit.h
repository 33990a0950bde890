/*
 * What of the source's accounts can be on the target: what its administrator may grant
 * is read from his own grants, what its accounts can log in by from its plugins.
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
	LEFT_OUT_NOT, /* it can be made */
	LEFT_OUT_NOT_GRANTABLE,
	LEFT_OUT_SYSTEM_DATABASE, /* mysql.* */
	LEFT_OUT_PATTERN, /* of databases, where the target takes it for a name */
	LEFT_OUT_OBJECT,  /* a table or routine that the target lacks */
	LEFT_OUT_PROXY,
	LEFT_OUT_REVOKE,     /* a privilege with a partial revoke that cannot be kept */
	LEFT_OUT_ROLE,       /* the role is not carried */
	LEFT_OUT_ROLE_ADMIN, /* the target's administrator is not the role's */
	LEFT_OUT_REASONS
};

/* What becomes of the grants of one account. */
struct fitted_grants {
	/* not on the target yet, as the target has to be told */
	struct text_list missing;
	/* the same, once the copy has brought the objects that they name */
	struct text_list after_copy;
	struct text_list left_out[LEFT_OUT_REASONS]; /* as the source has them */
	/* the target's account has more: named, never revoked */
	struct text_list extra;
};
/* copy_open: tables and routines of the source are still to come. */
void grants_fit(const struct observed *observed, const struct observed_login *login,
		bool copy_open, struct arena *arena, struct fitted_grants *out);

/* The target's administrator may make this grant there, as it stands. */
bool grant_may_be_made(const struct observed *observed, const char *text,
		       struct arena *arena);

/*
 * fit_login.c: the ways to log in that work on the target, as a set of bits (1 <<
 * index). NULL: some do; else why nobody could log in: "the target has no plugin
 * mysql_native_password".
 */
const char *factors_fit(const struct observed *observed,
			const struct observed_login *login, unsigned *kept,
			struct arena *arena);

/*
 * MariaDB's plugins for passwords cannot look into a hash, and strictly refuse what
 * they cannot.
 */
bool target_refuses_hashes(const struct observed_server *target);

#endif
