/*
 * The certificate authorities that this machine trusts, as OpenSSL finds them: from the
 * environment (SSL_CERT_FILE, SSL_CERT_DIR), else from OpenSSL's built-in paths.
 */
#ifndef BASE_TRUST_H
#define BASE_TRUST_H

#include <stdbool.h>

struct trust {
	const char *file;   /* a file of certificates; NULL: there is none */
	const char *folder; /* a folder of certificates */
	bool named;         /* the environment named file or folder */
};

struct trust trust_system(void);

/*
 * After this call, OpenSSL itself finds no authorities. Otherwise MySQL's client
 * libraries would load all of them for every connection, even one that verifies
 * nothing: 900 KiB and 24 ms each. Connections that verify use those of trust_system.
 * Call it once, before a second thread starts. Children get the unchanged environment
 * (base/command.h).
 */
void trust_only_when_named(void);

#endif
