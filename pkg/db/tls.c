/*
 * Sets the TLS options of a connection, and checks after connecting that TLS is really
 * in use.
 */
#include "db/internal.h"

#include "base/trust.h"

/* Trust only the manifest's CA, or all CAs that this machine trusts. */
static void set_authorities(MYSQL *mysql, const char *ca)
{
	const struct trust trust = trust_system();

	if (ca != NULL) {
		(void)mysql_options(mysql, MYSQL_OPT_SSL_CA, ca);
		return;
	}
	if (trust.file != NULL)
		(void)mysql_options(mysql, MYSQL_OPT_SSL_CA, trust.file);
	(void)mysql_options(mysql, MYSQL_OPT_SSL_CAPATH, trust.folder);
}

/*
 * Both libraries verify the certificate as soon as a CA is set, so set one only if
 * wanted.
 */
void tls_prepare(MYSQL *mysql, const struct db_login *login)
{
	library_set_tls_mode(mysql, login->tls);
	if (login->tls == DB_TLS_DISABLED)
		return;
	if (login->tls_cert != NULL)
		(void)mysql_options(mysql, MYSQL_OPT_SSL_CERT, login->tls_cert);
	if (login->tls_key != NULL)
		(void)mysql_options(mysql, MYSQL_OPT_SSL_KEY, login->tls_key);
	if (login->tls >= DB_TLS_VERIFY_CA)
		set_authorities(mysql, login->tls_ca);
}

bool tls_lacking(const struct db_login *login, struct error *err)
{
	error_set(err, ERROR_UNREACHABLE,
		  "%s: the server offers no TLS, but tls.mode requires it", login->label);
	return error_hint(err, "Enable TLS on the server, or choose a weaker tls.mode.");
}

bool tls_check(MYSQL *mysql, const struct db_login *login, struct arena *arena,
	       const char **cipher, struct error *err)
{
	const char *name = mysql_get_ssl_cipher(mysql);

	if (name != NULL && name[0] != '\0') {
		*cipher = arena_copy(arena, name);
		return true;
	}
	return login->tls < DB_TLS_REQUIRED || tls_lacking(login, err);
}
