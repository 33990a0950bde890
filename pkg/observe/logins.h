/*
 * The accounts of accounts.include on both sides, and their password hashes.
 */
#ifndef OBSERVE_LOGINS_H
#define OBSERVE_LOGINS_H

#include "observe/internal.h"

enum { LOGIN_QUERIES = 4 };
/*
 * The queries about accounts in the first look at a server, at most LOGIN_QUERIES; none
 * without accounts.include.
 */
size_t login_queries(const struct manifest *manifest, enum query *out);

/*
 * Fills logins and what belongs to them on both sides; does nothing without
 * accounts.include. Needs the rest of the facts, and the answers of the first look at
 * both sides.
 */
bool look_at_logins(struct observer *observer, const struct look *source_look,
		    const struct look *target_look, struct arena *arena,
		    struct observed *observed, struct error *err) MUST_CHECK;

#endif
