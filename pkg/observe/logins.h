/*
 * The accounts of accounts.include on both sides, and what is kept of their passwords.
 */
#ifndef OBSERVE_LOGINS_H
#define OBSERVE_LOGINS_H

#include "observe/internal.h"

enum { LOGIN_QUERIES = 4 };
/*
 * What the first look at a server asks for them; none without accounts. At most so
 * many.
 */
size_t login_queries(const struct manifest *manifest, enum query *out);

/*
 * Fills logins and what belongs to them on both sides; nothing without accounts. Needs
 * the rest of the facts, and the answers of the first look at both.
 */
bool look_at_logins(struct observer *observer, const struct look *source_look,
		    const struct look *target_look, struct arena *arena,
		    struct observed *observed, struct error *err) MUST_CHECK;

#endif
