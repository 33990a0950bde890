/*
 * Keeps sessions with the lab's servers open for the shell of the tests. Otherwise it
 * would start a client for every query, which takes a hundred times longer than the
 * query itself.
 *
 * It listens on a loopback port of its own, prints that port, and ends with its stdin.
 * A request is four texts, each ended by a NUL: the token (from the environment), an
 * option file of an account, `rows`, `raw` or `vertical`, and SQL. The answer is three:
 * 0 or 1, what a client in batch mode would have printed without headings, and the
 * error. Each request gets a fresh session: its state is reset after each request. A
 * test that needs a session that ends with its process, or that is killed in the middle
 * of a statement, uses a real client.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <mysql/mysql.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct session {
	struct session *next;
	MYSQL *mysql;
	char *account;
};

static const char *token;
static struct session *idle;
static pthread_mutex_t idle_lock = PTHREAD_MUTEX_INITIALIZER;

/*
 * ---- sessions
 * ------------------------------------------------------------------------------
 */

static bool session_connect(const char *account, MYSQL *mysql)
{
	mysql_options(mysql, MYSQL_READ_DEFAULT_FILE, account);
	mysql_options(mysql, MYSQL_READ_DEFAULT_GROUP, "client");
	mysql_options(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
#ifdef MARIADB_PACKAGE_VERSION_ID
	mysql_options(mysql, MYSQL_OPT_SSL_ENFORCE, &(my_bool){ 1 });
	mysql_options(mysql, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &(my_bool){ 0 });
#endif
	/*
	 * MySQL's library asks for a collation that MariaDB answers with its own
	 * default.
	 */
	return mysql_real_connect(mysql, NULL, NULL, NULL, NULL, 0, NULL,
				  CLIENT_MULTI_STATEMENTS) != NULL &&
	       mysql_set_character_set(mysql, "utf8mb4") == 0;
}

/* A session that is still alive, or a new one. On failure its mysql has the error. */
static struct session *session_take(const char *account, bool *connected)
{
	struct session *found;

	pthread_mutex_lock(&idle_lock);
	for (struct session **at = &idle; (found = *at) != NULL; at = &found->next) {
		if (strcmp(found->account, account) == 0) {
			*at = found->next;
			break;
		}
	}
	pthread_mutex_unlock(&idle_lock);
	if (found != NULL && mysql_ping(found->mysql) == 0) {
		*connected = true;
		return found;
	}
	if (found == NULL) {
		found = calloc(1, sizeof *found);
		if (found == NULL || (found->account = strdup(account)) == NULL)
			abort();
	} else {
		mysql_close(found->mysql);
	}
	found->mysql = mysql_init(NULL);
	*connected = session_connect(account, found->mysql);
	return found;
}

static void session_give_back(struct session *session)
{
	if (mysql_reset_connection(session->mysql) != 0) {
		mysql_close(session->mysql);
		free(session->account);
		free(session);
		return;
	}
	pthread_mutex_lock(&idle_lock);
	session->next = idle;
	idle = session;
	pthread_mutex_unlock(&idle_lock);
}

/*
 * ---- answers, in the form of a client in batch mode
 * ----------------------------------------
 */

enum form { ROWS, RAW, VERTICAL };

static void print_value(FILE *out, const char *value, unsigned long size, enum form form)
{
	if (value == NULL || form != ROWS) {
		fwrite(value != NULL ? value : "NULL", 1, value != NULL ? size : 4, out);
		return;
	}
	for (unsigned long i = 0; i < size; i++) {
		switch (value[i]) {
		case '\t':
			fputs("\\t", out);
			break;
		case '\n':
			fputs("\\n", out);
			break;
		case '\0':
			fputs("\\0", out);
			break;
		case '\\':
			fputs("\\\\", out);
			break;
		default:
			putc(value[i], out);
		}
	}
}

static void print_vertically(FILE *out, MYSQL_RES *result)
{
	MYSQL_FIELD *fields = mysql_fetch_fields(result);
	unsigned columns = mysql_num_fields(result);
	MYSQL_ROW row;

	for (unsigned long number = 1; (row = mysql_fetch_row(result)) != NULL; number++) {
		unsigned long *sizes = mysql_fetch_lengths(result);

		fprintf(out,
			"*************************** %lu. row ***************************\n",
			number);
		for (unsigned i = 0; i < columns; i++) {
			fprintf(out, "%s: ", fields[i].name);
			print_value(out, row[i], sizes[i], VERTICAL);
			putc('\n', out);
		}
	}
}

static void print_rows(FILE *out, MYSQL_RES *result, enum form form)
{
	unsigned columns = mysql_num_fields(result);
	MYSQL_ROW row;

	while ((row = mysql_fetch_row(result)) != NULL) {
		unsigned long *sizes = mysql_fetch_lengths(result);

		for (unsigned i = 0; i < columns; i++) {
			print_value(out, row[i], sizes[i], form);
			putc(i + 1 < columns ? '\t' : '\n', out);
		}
	}
}

/* Every statement up to the first that fails. */
static bool run_statements(MYSQL *mysql, const char *sql, enum form form, FILE *out)
{
	int more = mysql_real_query(mysql, sql, strlen(sql)) == 0 ? 0 : 1;

	for (; more == 0; more = mysql_next_result(mysql)) {
		MYSQL_RES *result = mysql_store_result(mysql);

		if (result != NULL && form == VERTICAL)
			print_vertically(out, result);
		else if (result != NULL)
			print_rows(out, result, form);
		mysql_free_result(result);
	}
	return mysql_errno(mysql) == 0;
}

/*
 * ---- requests
 * ------------------------------------------------------------------------------
 */

/* Sends the whole answer at once. The session is reset before anybody can read it. */
static char *answer_to(const char *account, enum form form, const char *sql, size_t *size)
{
	char *text = NULL;
	FILE *out = open_memstream(&text, size);
	bool connected;
	struct session *session = session_take(account, &connected);
	bool good;

	fprintf(out, "0%c", '\0');
	good = connected && run_statements(session->mysql, sql, form, out);
	putc('\0', out);
	if (!good)
		fprintf(out, "ERROR %u (%s): %s\n", mysql_errno(session->mysql),
			mysql_sqlstate(session->mysql), mysql_error(session->mysql));
	putc('\0', out);
	fclose(out);
	text[0] = good ? '0' : '1';
	session_give_back(session);
	return text;
}

static enum form form_named(const char *name)
{
	return strcmp(name, "vertical") == 0 ? VERTICAL :
	       strcmp(name, "raw") == 0      ? RAW :
					       ROWS;
}

static void send_whole(int peer, const char *text, size_t size)
{
	ssize_t sent;

	for (; size > 0 && (sent = write(peer, text, size)) > 0; size -= (size_t)sent)
		text += sent;
}

static void *serve(void *argument)
{
	FILE *peer = argument;
	char *texts[4] = { 0 }, *text;
	size_t sizes[4] = { 0 }, size;
	bool whole = true;

	mysql_thread_init();
	for (int i = 0; i < 4; i++)
		whole = whole && getdelim(&texts[i], &sizes[i], '\0', peer) > 0;
	if (whole && strcmp(texts[0], token) == 0) {
		text = answer_to(texts[1], form_named(texts[2]), texts[3], &size);
		send_whole(fileno(peer), text, size);
		free(text);
	}
	for (int i = 0; i < 4; i++)
		free(texts[i]);
	fclose(peer);
	mysql_thread_end();
	return NULL;
}

static void *accept_requests(void *argument)
{
	int listener = *(int *)argument, peer;

	while ((peer = accept(listener, NULL, NULL)) >= 0 || errno == EINTR) {
		FILE *stream = fdopen(peer, "r");
		pthread_t thread;

		if (stream != NULL && pthread_create(&thread, NULL, serve, stream) == 0)
			pthread_detach(thread);
	}
	return NULL;
}

int main(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof address;
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	pthread_t thread;

	token = getenv("SQL_SESSIONS_TOKEN");
	signal(SIGPIPE, SIG_IGN);
	if (token == NULL || mysql_library_init(0, NULL, NULL) != 0 ||
	    bind(listener, (struct sockaddr *)&address, size) != 0 ||
	    listen(listener, 64) != 0 ||
	    getsockname(listener, (struct sockaddr *)&address, &size) != 0 ||
	    pthread_create(&thread, NULL, accept_requests, &listener) != 0) {
		perror("sql_sessions");
		return 1;
	}
	printf("%d\n", ntohs(address.sin_port));
	fflush(stdout);
	while (getchar() != EOF)
		;
	_exit(0);
}
