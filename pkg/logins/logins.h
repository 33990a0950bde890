/*
 * The manifest's three passwords, resolved, and the logins made from them. Wiped when
 * released.
 */
#ifndef LOGINS_LOGINS_H
#define LOGINS_LOGINS_H

#include <pthread.h>

#include "base/run.h"
#include "base/secret.h"
#include "db/db.h"
#include "manifest/manifest.h"

/* The source of a password that changes: see db_login. */
struct rotating {
	const struct secret_reference *reference;
	const struct manifest *manifest;
	struct run *run;
	struct secret *secret; /* the password read last; empty for a token */
	pthread_mutex_t lock;
	struct arena *arena;
	struct aws *aws; /* makes tokens; NULL: not made yet */
};

struct logins {
	struct rotating rotating[3];
	struct secret source_password, target_password, replication_password;
	/* of accounts.passwords, in its order */
	struct secret *account_passwords;
	size_t account_passwords_count;
	struct db_login source, target;
	/*
	 * as the replication user to the source, over TCP, with the link's TLS setting
	 */
	struct db_login replication;
};

/*
 * Resolves all three. ERROR_MANIFEST for a replication password that the target cannot
 * use: longer than 32 bytes, with a newline, or with outer blanks.
 */
bool logins_make(const struct manifest *manifest, struct run *run, struct arena *arena,
		 struct logins **out, struct error *err) MUST_CHECK;
/* The new password that accounts.passwords has for the account; NULL: none. */
const struct secret *logins_account_password(const struct logins *logins,
					     const struct manifest *manifest,
					     const char *user, const char *host);
void logins_release(struct logins *logins);

#endif
