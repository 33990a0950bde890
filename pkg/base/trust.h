/*
 * Which certificate authorities this machine trusts, as OpenSSL finds them: where the
 * environment says (SSL_CERT_FILE, SSL_CERT_DIR), else where it was built to look.
 */
#ifndef BASE_TRUST_H
#define BASE_TRUST_H

#include <stdbool.h>

struct trust {
	const char *file; /* NULL: there is none */
	const char *folder;
	bool named; /* by the environment */
};

struct trust trust_system(void);

/*
 * From here on OpenSSL finds no authorities by itself, so that loading all of them
 * costs only those who name them: every client library of MySQL does so for every
 * connection, even to verify nothing, 900 KiB and 24 ms each. Who verifies takes
 * trust_system's. Once, before there is a second thread; children get the environment
 * as it was (base/command.h).
 */
void trust_only_when_named(void);

#endif
