/*
 * Passwords that are not there for good: a secret that AWS rotates, and a token that
 * RDS takes for a quarter of an hour.
 */
#ifndef LOGINS_ROTATING_PASSWORD_H
#define LOGINS_ROTATING_PASSWORD_H

#include "logins/logins.h"

/*
 * Has the login ask for its password, where it is such a one; else nothing. All must
 * outlive it. rotating_release takes one that was never made.
 */
void rotating_make(struct rotating *rotating, const struct secret_reference *reference,
		   const struct manifest *manifest, struct run *run,
		   struct secret *secret, struct db_login *login);
void rotating_release(struct rotating *rotating);

#endif
