/*
 * Finds the system's certificate authorities once, then hides them from OpenSSL's own
 * search. pkg/db and pkg/aws pass them to the connections that verify.
 */
#include "base/trust.h"

#include <openssl/x509.h>
#include <stdlib.h>
#include <unistd.h>

static struct trust kept;
static bool is_kept;

/* The texts stay valid: setenv makes new ones. */
static struct trust look(void)
{
	const char *file = getenv(X509_get_default_cert_file_env());
	const char *folder = getenv(X509_get_default_cert_dir_env());
	struct trust found = { .named = file != NULL || folder != NULL };

	if (file == NULL)
		file = X509_get_default_cert_file();
	if (found.named || access(file, R_OK) == 0)
		found.file = file;
	found.folder = folder == NULL ? X509_get_default_cert_dir() : folder;
	return found;
}

struct trust trust_system(void)
{
	return is_kept ? kept : look();
}

void trust_only_when_named(void)
{
	if (is_kept)
		return;
	kept = look();
	is_kept = true;
	(void)setenv(X509_get_default_cert_file_env(), "/dev/null", 1);
	(void)setenv(X509_get_default_cert_dir_env(), "/dev/null", 1);
}
