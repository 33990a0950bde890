/*
 * The accounts of accounts.include on both sides, and what is kept of their passwords.
 */
#ifndef OBSERVE_ACCOUNTS_H
#define OBSERVE_ACCOUNTS_H

#include "observe/internal.h"

/* Fills logins and what belongs to them on both sides; nothing without accounts. */
bool look_at_logins(struct observer *observer, struct arena *arena,
		    struct observed *observed, struct error *err) MUST_CHECK;

#endif
