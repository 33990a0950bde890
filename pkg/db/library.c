/*
 * Everything that differs between the two client libraries, and their set-up at the
 * start of the process.
 */
#include "db/internal.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>

#include "base/trust.h"

/*
 * The two client libraries have nearly the same interface. MariaDB Connector/C names
 * its package version in mysql.h, MySQL's libmysqlclient does not have that macro.
 */
#ifdef MARIADB_PACKAGE_VERSION_ID

#define LIBRARY "MariaDB Connector/C"

void library_thread(void)
{
}

/*
 * Connector/C has no MYSQL_OPT_SSL_MODE. With ENFORCE it requests TLS but continues in
 * clear text if the server has none, so `required` is certain only after tls_check has
 * seen a cipher. It has no verify-ca either: without VERIFY_SERVER_CERT some versions
 * verify nothing, and with it all versions also verify the host name.
 */
void library_set_tls_mode(MYSQL *mysql, enum db_tls_mode mode)
{
	my_bool on = mode != DB_TLS_DISABLED;
	my_bool verify = mode >= DB_TLS_VERIFY_CA;

	(void)mysql_options(mysql, MYSQL_OPT_SSL_ENFORCE, &on);
	(void)mysql_options(mysql, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verify);
}

/* Connector/C has only zlib. */
void library_set_compression(MYSQL *mysql, bool zlib)
{
	(void)zlib;
	(void)mysql_options(mysql, MYSQL_OPT_COMPRESS, NULL);
}

bool library_compressed(MYSQL *mysql)
{
	(void)mysql;
	return true;
}

int library_socket(MYSQL *mysql)
{
	return (int)mysql_get_socket(mysql);
}

#else

#define LIBRARY "libmysqlclient"

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

void library_set_tls_mode(MYSQL *mysql, enum db_tls_mode mode)
{
	static const unsigned modes[] = {
		[DB_TLS_DISABLED] = SSL_MODE_DISABLED,
		[DB_TLS_PREFERRED] = SSL_MODE_PREFERRED,
		[DB_TLS_REQUIRED] = SSL_MODE_REQUIRED,
		[DB_TLS_VERIFY_CA] = SSL_MODE_VERIFY_CA,
		[DB_TLS_VERIFY_IDENTITY] = SSL_MODE_VERIFY_IDENTITY,
	};
	bool clear_allowed = mode < DB_TLS_REQUIRED;

	(void)mysql_options(mysql, MYSQL_OPT_SSL_MODE, &modes[mode]);
	/* caching_sha2_password without TLS needs the server's public key. */
	(void)mysql_options(mysql, MYSQL_OPT_GET_SERVER_PUBLIC_KEY, &clear_allowed);
}

void library_set_compression(MYSQL *mysql, bool zlib)
{
	(void)mysql_options(mysql, MYSQL_OPT_COMPRESSION_ALGORITHMS,
			    zlib ? "zlib,uncompressed" : "zstd,uncompressed");
}

bool library_compressed(MYSQL *mysql)
{
	return mysql->net.compress;
}

int library_socket(MYSQL *mysql)
{
	return (int)mysql->net.fd;
}

#endif

/*
 * "MariaDB Connector/C 3.3.20": the running library, which may be newer than its
 * headers.
 */
static char version[64];

const char *db_library_version(void)
{
	return version;
}

bool db_library_init(struct error *err)
{
	(void)snprintf(version, sizeof(version), LIBRARY " %s", mysql_get_client_info());
	/*
	 * A TLS write to a socket that the peer has closed must fail, not kill the
	 * process.
	 */
	(void)signal(SIGPIPE, SIG_IGN);
	trust_only_when_named();
	if (mysql_library_init(0, NULL, NULL) != 0)
		return error_set(err, ERROR_BUG,
				 "the client library %s cannot be initialised",
				 db_library_version());
	return true;
}

/* Logins that nobody waits for: their threads are still in the library. */
static atomic_uint abandoned;

void library_login_abandoned(void)
{
	atomic_fetch_add(&abandoned, 1);
}

void library_login_ended(void)
{
	atomic_fetch_sub(&abandoned, 1);
}

bool db_logins_are_left(void)
{
	return atomic_load(&abandoned) > 0;
}

void db_library_end(void)
{
	if (!db_logins_are_left())
		mysql_library_end();
}
