/*
 * Which certificate authorities this machine trusts, as OpenSSL finds them: where the
 * environment says (SSL_CERT_FILE, SSL_CERT_DIR), otherwise where OpenSSL was built to
 * look.
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
 * From here on OpenSSL finds no authorities on its own. MySQL's client libraries would
 * otherwise load all of them for every connection, even one that verifies nothing: 900
 * KiB and 24 ms each. Connections that verify use those of trust_system. Call it once,
 * before there is a second thread. Children get the unchanged environment
 * (base/command.h).
 */
void trust_only_when_named(void);

#endif
