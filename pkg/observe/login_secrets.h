/*
 * The password hashes of accounts: compared between the sides, and kept for the steps
 * that act.
 */
#ifndef OBSERVE_LOGIN_SECRETS_H
#define OBSERVE_LOGIN_SECRETS_H

#include "observe/login_list.h"

/* Fills same_password of the target's accounts. */
void login_secrets_compare(const struct observer *observer,
			   const struct login_list *source, struct login_list *target);
/* Keeps the source's hashes until the next look. */
void login_secrets_keep(struct observer *observer, const struct login_list *source);

#endif
