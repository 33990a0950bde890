/*
 * Passwords that change: a secret that AWS rotates, and a token that RDS accepts for 15
 * minutes.
 */
#ifndef LOGINS_ROTATING_PASSWORD_H
#define LOGINS_ROTATING_PASSWORD_H

#include "logins/logins.h"

/*
 * Makes the login read its password before each use, if it is such a password; else
 * does nothing. All arguments must outlive it. rotating_release accepts one that was
 * never made.
 */
void rotating_make(struct rotating *rotating, const struct secret_reference *reference,
		   const struct manifest *manifest, struct run *run,
		   struct secret *secret, struct db_login *login);
void rotating_release(struct rotating *rotating);

#endif
