/*
 * Turns what the client library and the server report into an error of extrepl: its
 * kind, a message without secrets, and a hint.
 */
#include "db/internal.h"
#include "sql/server_errors.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/*
 * True if the server refused a login because of the account, not because of the
 * connection.
 */
static bool denies_login(unsigned code)
{
	static const unsigned codes[] = {
		SERVER_DATABASE_ACCESS_DENIED,
		SERVER_ACCESS_DENIED,
		SERVER_HOST_BLOCKED,
		SERVER_HOST_NOT_PRIVILEGED,
		SERVER_PASSWORD_ANONYMOUS_USER,
		SERVER_PASSWORD_NO_MATCH,
		SERVER_SPECIFIC_ACCESS_DENIED,
		SERVER_UNSUPPORTED_AUTH_MODE,
		SERVER_SECURE_AUTH_MODE,
		SERVER_PLUGIN_NOT_LOADED,
		SERVER_ACCESS_DENIED_SOCKET,
		SERVER_MUST_CHANGE_PASSWORD,
		SERVER_PASSWORD_EXPIRED_LOGIN,
		SERVER_ACCOUNT_LOCKED,
		SERVER_TLS_REQUIRED,
		SERVER_BLOCKED_BY_PASSWORD,
		SERVER_ACCOUNT_LOCKED_MARIADB,
		CLIENT_NO_PLUGIN,
		CLIENT_PLUGIN_REFUSED,
	};

	for (size_t i = 0; i < ARRAY_SIZE(codes); i++) {
		if (codes[i] == code)
			return true;
	}
	return false;
}

/*
 * Shutdown, killed, idle for too long: after these errors the server closes the
 * connection.
 */
static bool ends_connection(unsigned code)
{
	return (code >= CLIENT_ERROR_FIRST && code <= CLIENT_ERROR_LAST) ||
	       code == SERVER_SHUTDOWN || code == SERVER_CONNECTION_KILLED ||
	       code == SERVER_IDLE_TOO_LONG || code == SERVER_SESSION_KILLED;
}

static bool mentions(const char *sql, const char *word)
{
	return strcasestr(sql, word) != NULL;
}

/*
 * Error 1064 and others quote the statement, so the server's text is not shown if the
 * statement contains a password. 3170 is safe: it only names a limit.
 */
static bool holds_secret(const char *sql)
{
	return mentions(sql, "IDENTIFIED") || mentions(sql, "PASSWORD") ||
	       mentions(sql, "rds_set_external");
}

static const char hourly_hint[] =
	"The account has reached its limit per hour. ALTER USER ... WITH "
	"MAX_QUERIES_PER_HOUR 0"
	" MAX_UPDATES_PER_HOUR 0 MAX_CONNECTIONS_PER_HOUR 0 removes the limit. Then "
	"run the same command again: what was copied is kept.";

/* Adds a hint if the statement was refused because of the account. */
static void hint_at_account(unsigned code, struct error *err)
{
	if (code == SERVER_LIMIT_OF_ACCOUNT)
		error_hint(err, hourly_hint);
	else if (code == SERVER_MUST_CHANGE_PASSWORD)
		error_hint(err, "The account's password has expired. Log in with a client "
				"and run SET PASSWORD, then change it also where the "
				"manifest reads it from.");
	else
		return;
	err->kind = ERROR_DENIED;
}

bool db_fault(struct db *db, const char *sql, struct error *err)
{
	unsigned code = mysql_errno(db->mysql);

	if (ends_connection(code))
		db->lost = true;
	if (db->lost && !run_goes_on(db->run, err))
		return false;
	if (code >= CLIENT_ERROR_FIRST && code <= CLIENT_ERROR_LAST)
		error_set(err, ERROR_UNREACHABLE, "%s: the connection was lost (%u)",
			  db->label, code);
	else if (db->lost)
		error_set(err, ERROR_UNREACHABLE,
			  "%s: the server ended the connection: %s (%u)", db->label,
			  mysql_error(db->mysql), code);
	else if (sql != NULL && holds_secret(sql) && code != SERVER_CAPACITY_EXCEEDED)
		error_set(err, ERROR_FAILED, "%s: the statement was refused (%u)",
			  db->label, code);
	else
		error_set(err, ERROR_FAILED, "%s: %s (%u)", db->label,
			  mysql_error(db->mysql), code);
	hint_at_account(code, err);
	err->code = code;
	return false;
}

/* The system's error number that the library appends in brackets, or 0. */
static int bracketed_number(const char *text)
{
	const char *bracket = strrchr(text, '(');

	return bracket == NULL ? 0 : atoi(bracket + 1);
}

/* MySQL's library itself refuses what tls_check refuses with MariaDB's. */
static bool lacks_tls(unsigned code, const char *text)
{
	return code == CLIENT_TLS && strstr(text, "SSL is required") != NULL;
}

static void describe_no_answer(MYSQL *mysql, const struct db_login *login,
			       int64_t waited_ms, unsigned code, struct error *err)
{
	const char *text = mysql_error(mysql);
	unsigned seconds = login->connect_seconds == 0 ? 10 : login->connect_seconds;
	bool too_long = waited_ms >= (int64_t)seconds * 1000 - 100;
	int system = bracketed_number(text);

	if (code == CLIENT_SOCKET_UNREACHABLE && login->socket != NULL)
		error_set(err, ERROR_UNREACHABLE, "%s: no server at the socket %s (%u)",
			  login->label, login->socket, code);
	else if (code == CLIENT_UNKNOWN_HOST)
		error_set(err, ERROR_UNREACHABLE, "%s: the host name %s is unknown (%u)",
			  login->label, login->host, code);
	else if (system == ECONNREFUSED)
		error_set(err, ERROR_UNREACHABLE, "%s: the connection was refused (%u)",
			  login->label, code);
	else if (system == EINPROGRESS) /* Connector/C does not read the real error */
		error_set(err, ERROR_UNREACHABLE,
			  "%s: the connection was refused, or there is no route (%u)",
			  login->label, code);
	else if (system == EHOSTUNREACH || system == ENETUNREACH)
		error_set(err, ERROR_UNREACHABLE, "%s: no route to the host (%u)",
			  login->label, code);
	else if ((code == CLIENT_SERVER_LOST || code == CLIENT_HOST_UNREACHABLE ||
		  code == CLIENT_SOCKET_UNREACHABLE) &&
		 too_long)
		error_set(err, ERROR_UNREACHABLE, "%s: no answer within %u s (%u)",
			  login->label, seconds, code);
	else if (code == CLIENT_SERVER_LOST || system == ECONNRESET)
		error_set(err, ERROR_UNREACHABLE,
			  "%s: the connection ended before the login (%u)",
			  login->label, code);
	else
		error_set(err, ERROR_UNREACHABLE, "%s: %s (%u)", login->label, text,
			  code);

	/* MariaDB's library hides what a server says before TLS is set up. */
	if (strstr(text, "before completion of TLS") != NULL)
		error_hint(err,
			   "The server is up, and ended the connection before TLS: it has "
			   "no connection left (1040, max_connections), or it blocks this "
			   "host (1129).");
	else if (code == CLIENT_TLS)
		error_hint(err,
			   "Does the server offer TLS, and is its certificate signed by tls.ca?");
	else if (login->socket != NULL)
		error_hint(err, "Is the server up, and is this its socket?");
	else if (strncmp(login->label, "target", 6) == 0)
		error_hint(err,
			   "Do the security group and routes let this machine reach port %u?",
			   login->port);
	else
		error_hint(err, "Is the server up, and may this machine reach port %u?",
			   login->port);
}

bool db_is_full(const struct error *err)
{
	return err->code == SERVER_TOO_MANY_CONNECTIONS ||
	       err->code == SERVER_TOO_MANY_OF_USER ||
	       err->code == SERVER_LIMIT_OF_ACCOUNT;
}

/* The server answers, so "cannot be reached" would mislead. */
static void describe_full(MYSQL *mysql, const struct db_login *login, struct error *err)
{
	unsigned code = mysql_errno(mysql);

	error_set(err, ERROR_DENIED, "%s: no room for another session of '%s': %s (%u)",
		  login->label, login->user, mysql_error(mysql), code);
	if (strstr(mysql_error(mysql), "per_hour") != NULL)
		error_hint(err, hourly_hint);
	else
		error_hint(err,
			   "Lower copy.threads, or raise max_connections or the "
			   "account's MAX_USER_CONNECTIONS. A copy needs one session "
			   "more than copy.threads on the target, and three more on "
			   "the source. Reading the facts needs one on each.");
}

bool db_login_fault(MYSQL *mysql, const struct db_login *login, int64_t waited_ms,
		    const struct run *run, struct error *err)
{
	unsigned code = mysql_errno(mysql);

	if (!run_goes_on(run, err))
		return false;
	if (code == SERVER_ACCESS_DENIED || code == SERVER_ACCESS_DENIED_SOCKET) {
		error_set(err, ERROR_DENIED, "%s: access denied for '%s' (%u)",
			  login->label, login->user, code);
		if (login->origin != NULL)
			error_hint(err,
				   "The password came from %s. The server gives the "
				   "same error if the account requires TLS or a client "
				   "certificate (REQUIRE).",
				   login->origin);
	} else if (db_is_full(&(struct error){ .code = code })) {
		describe_full(mysql, login, err);
	} else if (denies_login(code)) {
		error_set(err, ERROR_DENIED, "%s: login as '%s' was refused: %s (%u)",
			  login->label, login->user, mysql_error(mysql), code);
		if (code == CLIENT_NO_PLUGIN)
			error_hint(err,
				   "extrepl runs with %s, which lacks that plugin: "
				   "install the plugin, or use another one for the "
				   "account.",
				   db_library_version());
	} else if (lacks_tls(code, mysql_error(mysql))) {
		tls_lacking(login, err);
	} else if (code >= CLIENT_ERROR_FIRST && code <= CLIENT_ERROR_LAST) {
		describe_no_answer(mysql, login, waited_ms, code, err);
	} else {
		error_set(err, ERROR_UNREACHABLE, "%s: %s (%u)", login->label,
			  mysql_error(mysql), code);
	}
	err->code = code;
	return false;
}
