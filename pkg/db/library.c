#include "db/internal.h"

#include <openssl/x509.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Two client libraries share one interface, nearly. MariaDB Connector/C names its
 * package version in mysql.h, MySQL's libmysqlclient does not have that macro.
 */
#ifdef MARIADB_PACKAGE_VERSION_ID

const char *db_library_version(void)
{
	return "MariaDB Connector/C " MARIADB_PACKAGE_VERSION;
}

void library_thread(void)
{
}

/* Where this machine keeps the authorities that it trusts. */
static const char *system_ca_file, *system_ca_folder;

/*
 * Connector/C has OpenSSL load the system's authorities for every connection, even
 * where nothing is verified: 900 KiB and 24 ms each. OpenSSL asks these variables
 * first, so they lead it astray; who verifies names the system's place itself. Must run
 * before there is a second thread. Children get the environment as it was
 * (base/command.h).
 */
static void library_start(void)
{
	static const char file_variable[] = "SSL_CERT_FILE";
	static const char folder_variable[] = "SSL_CERT_DIR";
	const char *file = getenv(file_variable);
	const char *folder = getenv(folder_variable);

	system_ca_file = file != NULL ? file : X509_get_default_cert_file();
	system_ca_folder = folder != NULL ? folder : X509_get_default_cert_dir();
	(void)setenv(file_variable, "/dev/null", 1);
	(void)setenv(folder_variable, "/dev/null", 1);
}

static void set_authorities(MYSQL *mysql, const char *ca)
{
	if (ca != NULL) {
		(void)mysql_options(mysql, MYSQL_OPT_SSL_CA, ca);
		return;
	}
	if (access(system_ca_file, R_OK) == 0)
		(void)mysql_options(mysql, MYSQL_OPT_SSL_CA, system_ca_file);
	(void)mysql_options(mysql, MYSQL_OPT_SSL_CAPATH, system_ca_folder);
}

/*
 * Connector/C has no MYSQL_OPT_SSL_MODE: ENFORCE asks for TLS and goes on in clear when
 * the server has none, so that `required` is only certain once db_connect has seen a
 * cipher.
 */
void library_set_tls(MYSQL *mysql, const struct db_login *login)
{
	my_bool on = login->tls != DB_TLS_DISABLED;
	my_bool verify =
		login->tls == DB_TLS_VERIFY_CA || login->tls == DB_TLS_VERIFY_IDENTITY;

	(void)mysql_options(mysql, MYSQL_OPT_SSL_ENFORCE, &on);
	(void)mysql_options(mysql, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verify);
	if (!on)
		return;
	if (login->tls_cert != NULL)
		(void)mysql_options(mysql, MYSQL_OPT_SSL_CERT, login->tls_cert);
	if (login->tls_key != NULL)
		(void)mysql_options(mysql, MYSQL_OPT_SSL_KEY, login->tls_key);
	if (verify)
		set_authorities(mysql, login->tls_ca);
}

void library_set_compression(MYSQL *mysql)
{
	(void)mysql_options(mysql, MYSQL_OPT_COMPRESS, NULL);
}

int library_socket(MYSQL *mysql)
{
	return (int)mysql_get_socket(mysql);
}

bool library_set_charset(MYSQL *mysql, const struct db_server *server)
{
	/* The handshake named utf8mb4_general_ci, which every server knows. */
	(void)mysql;
	(void)server;
	return true;
}

#else

static void library_start(void)
{
}

static char version[64];

const char *db_library_version(void)
{
	(void)snprintf(version, sizeof(version), "libmysqlclient %s",
		       mysql_get_client_info());
	return version;
}

static pthread_key_t thread_key;
static pthread_once_t thread_once = PTHREAD_ONCE_INIT;

static void thread_end(void *unused)
{
	(void)unused;
	mysql_thread_end();
}

static void thread_key_make(void)
{
	(void)pthread_key_create(&thread_key, thread_end);
}

void library_thread(void)
{
	(void)pthread_once(&thread_once, thread_key_make);
	if (pthread_getspecific(thread_key) != NULL)
		return;
	(void)mysql_thread_init();
	(void)pthread_setspecific(thread_key, &thread_key);
}

void library_set_tls(MYSQL *mysql, const struct db_login *login)
{
	static const unsigned modes[] = {
		[DB_TLS_DISABLED] = SSL_MODE_DISABLED,
		[DB_TLS_PREFERRED] = SSL_MODE_PREFERRED,
		[DB_TLS_REQUIRED] = SSL_MODE_REQUIRED,
		[DB_TLS_VERIFY_CA] = SSL_MODE_VERIFY_CA,
		[DB_TLS_VERIFY_IDENTITY] = SSL_MODE_VERIFY_IDENTITY,
	};
	bool clear_allowed =
		login->tls == DB_TLS_DISABLED || login->tls == DB_TLS_PREFERRED;

	(void)mysql_options(mysql, MYSQL_OPT_SSL_MODE, &modes[login->tls]);
	/* caching_sha2_password in clear: with the server's public key. */
	(void)mysql_options(mysql, MYSQL_OPT_GET_SERVER_PUBLIC_KEY, &clear_allowed);
	if (login->tls_cert != NULL)
		(void)mysql_options(mysql, MYSQL_OPT_SSL_CERT, login->tls_cert);
	if (login->tls_key != NULL)
		(void)mysql_options(mysql, MYSQL_OPT_SSL_KEY, login->tls_key);
	if (login->tls >= DB_TLS_VERIFY_CA && login->tls_ca != NULL)
		(void)mysql_options(mysql, MYSQL_OPT_SSL_CA, login->tls_ca);
}

void library_set_compression(MYSQL *mysql)
{
	(void)mysql_options(mysql, MYSQL_OPT_COMPRESSION_ALGORITHMS,
			    "zstd,zlib,uncompressed");
}

int library_socket(MYSQL *mysql)
{
	return (int)mysql->net.fd;
}

/*
 * The handshake named utf8mb4_0900_ai_ci; a server that does not know it uses its own
 * default.
 */
bool library_set_charset(MYSQL *mysql, const struct db_server *server)
{
	if (server->flavour == FLAVOUR_MYSQL && server->version >= 80000)
		return true;
	return mysql_set_character_set(mysql, "utf8mb4") == 0;
}

#endif

bool db_library_init(struct error *err)
{
	/* TLS writes to a socket that the other side has closed must fail, not kill. */
	(void)signal(SIGPIPE, SIG_IGN);
	library_start();
	if (mysql_library_init(0, NULL, NULL) != 0)
		return error_set(err, ERROR_BUG, "the client library %s does not start",
				 db_library_version());
	return true;
}

void db_library_end(void)
{
	mysql_library_end();
}
