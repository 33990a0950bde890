/* A statement about accounts with its secrets filled in, just before it is sent. */
#ifndef ACT_SECRET_PLACES_H
#define ACT_SECRET_PLACES_H

#include "act/session.h"

/* Wipe it after sending. NULL: an account's password is no longer known. */
char *secret_places_fill(const struct session *session, const struct action *action,
			 struct arena *arena);

#endif
