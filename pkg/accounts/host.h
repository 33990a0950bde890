/* Decides if the host part of an account matches an address. */
#ifndef ACCOUNTS_HOST_H
#define ACCOUNTS_HOST_H

#include "observed/observed.h"

/*
 * pattern as in an account: "%", "10.9.%", "10.9.0.0/255.255.0.0", "10.9.0.0/16", a
 * name or an address. host as the server sees it. Unknown if the pattern is for
 * addresses and only a name is known.
 */
enum fact host_covers(const char *pattern, const char *host);

/* The order in which a server tries accounts: true if it tries a before b. */
bool host_more_specific(const char *a, const char *b);

#endif
