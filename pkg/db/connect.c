/*
 * Opens and closes a connection: options, login, compression, and the hook that ends a
 * blocked call. session.c then sets the session up.
 */
#include "db/internal.h"
#include "sql/server_errors.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define CONNECT_SECONDS 10
#define READ_SECONDS 60
#define LARGEST_PACKET ((unsigned long)1024 * 1024 * 1024)

/* Runs in the cancelling thread: the blocked call then sees its connection end. */
static void cancel_call(void *arg)
{
	struct db *db = arg;
	int fd = atomic_load(&db->socket);

	if (fd >= 0)
		(void)shutdown(fd, SHUT_RDWR);
}

/* "5.5.5-10.11.19-MariaDB-log", "8.0.39-0ubuntu0.22.04.1", "8.0.mysql_aurora.3.05.2" */
static void parse_version(const char *text, struct arena *arena, struct db_server *out)
{
	unsigned part[3] = { 0, 0, 0 };

	out->flavour =
		strcasestr(text, "mariadb") != NULL ? FLAVOUR_MARIADB : FLAVOUR_MYSQL;
	if (strncmp(text, "5.5.5-", 6) == 0 && text[6] >= '0' && text[6] <= '9')
		text += 6;
	(void)sscanf(text, "%u.%u.%u", &part[0], &part[1], &part[2]);
	out->version = part[0] * 10000 + part[1] * 100 + part[2];
	out->version_text = arena_printf(arena, "%u.%u.%u", part[0], part[1], part[2]);
}

static void set_options(MYSQL *mysql, const struct db_login *login, bool zlib)
{
	unsigned connect =
		login->connect_seconds == 0 ? CONNECT_SECONDS : login->connect_seconds;
	unsigned silence = login->read_seconds == 0 ? READ_SECONDS : login->read_seconds;
	unsigned protocol =
		login->socket == NULL ? MYSQL_PROTOCOL_TCP : MYSQL_PROTOCOL_SOCKET;
	unsigned local_files = login->load_data;
	bool cleartext = true;
	unsigned long packet = LARGEST_PACKET;

	(void)mysql_options(mysql, MYSQL_OPT_CONNECT_TIMEOUT, &connect);
	(void)mysql_options(mysql, MYSQL_OPT_READ_TIMEOUT, &silence);
	(void)mysql_options(mysql, MYSQL_OPT_WRITE_TIMEOUT, &silence);
	(void)mysql_options(mysql, MYSQL_OPT_PROTOCOL, &protocol);
	(void)mysql_options(mysql, MYSQL_OPT_LOCAL_INFILE, &local_files);
	(void)mysql_options(mysql, MYSQL_OPT_MAX_ALLOWED_PACKET, &packet);
	(void)mysql_options(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	(void)mysql_options4(mysql, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name",
			     "extrepl");
	tls_prepare(mysql, login);
	if (login->cleartext)
		(void)mysql_options(mysql, MYSQL_ENABLE_CLEARTEXT_PLUGIN, &cleartext);
	if (login->compress)
		library_set_compression(mysql, zlib);
}

/*
 * A statement may be silent for hours, but a dead peer must be noticed: the kernel
 * sends keepalives after one minute of silence and gives up after two. Fails on a local
 * socket, which does not need this.
 */
static void watch_peer(int fd)
{
	static const struct {
		int level, option, value;
	} options[] = {
		{ SOL_SOCKET, SO_KEEPALIVE, 1 },
		{ IPPROTO_TCP, TCP_KEEPIDLE, 60 },
		{ IPPROTO_TCP, TCP_KEEPINTVL, 10 },
		{ IPPROTO_TCP, TCP_KEEPCNT, 6 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(options); i++)
		(void)setsockopt(fd, options[i].level, options[i].option,
				 &options[i].value, sizeof(options[i].value));
}

static bool log_in(struct db *db, const struct db_login *login, const char *password,
		   bool zlib, struct error *err)
{
	set_options(db->mysql, login, zlib);
	/*
	 * Until the login is done it may be abandoned, and no server may read a file.
	 */
	db_load_install(db->mysql, NULL);
	if (!login_try(db, login, password, err))
		return false;
	db_load_install(db->mysql, db);
	atomic_store(&db->socket, library_socket(db->mysql));
	/* A cancel before the socket was known found nothing to shut down. */
	if (!run_goes_on(db->run, err))
		return false;
	watch_peer(atomic_load(&db->socket));
	parse_version(mysql_get_server_info(db->mysql), db->arena, &db->server);
	db->server.connection_id = mysql_thread_id(db->mysql);
	own_session_add(db);
	return tls_check(db->mysql, login, db->arena, &db->server.tls, err) &&
	       db_session_prepare(db, err);
}

static bool connect_by(const struct db_login *login, const char *password, bool zlib,
		       struct run *run, struct db **out, struct error *err)
{
	library_thread();
	struct arena *arena = arena_make();
	struct db *db = arena_alloc(arena, sizeof(*db));

	db->arena = arena;
	db->run = run;
	db->label = arena_copy(arena, login->label);
	db->session = login->session;
	db->load_data = login->load_data;
	db->hook = (struct run_hook){ .cancel = cancel_call, .arg = db };
	atomic_init(&db->socket, -1);
	db->mysql = mysql_init(NULL);
	if (db->mysql == NULL)
		abort(); /* out of memory, as in the arena */
	run_hook(run, &db->hook);
	if (!log_in(db, login, password, zlib, err)) {
		db_close(db);
		return false;
	}
	*out = db;
	return true;
}

/*
 * If offered both, a server takes zlib. So connect again with zlib if it has no zstd.
 */
static bool connect_with(const struct db_login *login, const char *password,
			 struct run *run, struct db **out, struct error *err)
{
	struct db *db;

	if (!connect_by(login, password, false, run, &db, err))
		return false;
	if (login->compress && !library_compressed(db->mysql)) {
		db_close(db);
		if (!connect_by(login, password, true, run, &db, err))
			return false;
	}
	*out = db;
	return true;
}

/* The password may have been rotated since it was read: then there is a new one. */
static bool connect_asking(const struct db_login *login, struct run *run,
			   struct db **out, struct error *err)
{
	AUTO_SECRET secret = { .length = 0 };
	AUTO_SECRET other = { .length = 0 };
	struct error unused = { 0 };

	if (!login->ask(login->ask_arg, NULL, &secret, err))
		return false;
	if (connect_with(login, secret.bytes, run, out, err))
		return true;
	return err->kind == ERROR_DENIED && err->code == SERVER_ACCESS_DENIED &&
	       login->ask(login->ask_arg, &secret, &other, &unused) &&
	       connect_with(login, other.bytes, run, out, err);
}

bool db_connect(const struct db_login *login, struct run *run, struct db **out,
		struct error *err)
{
	const struct secret *password = login->password;

	if (!run_goes_on(run, err))
		return false;
	return login->ask != NULL ?
		       connect_asking(login, run, out, err) :
		       connect_with(login, password == NULL ? "" : password->bytes, run,
				    out, err);
}

/*
 * Ends the connection in the middle of a result with a TCP reset. After an orderly
 * close, the server would keep trying to send for a minute or two and hold its locks.
 */
static void break_off(int fd)
{
	static const struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

	if (fd < 0)
		return;
	(void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
	(void)shutdown(fd, SHUT_RDWR);
}

void db_close(struct db *db)
{
	if (db == NULL)
		return;
	/*
	 * Remove the hook first: otherwise it could shut down a file descriptor that
	 * was reused since.
	 */
	run_unhook(db->run, &db->hook);
	own_session_remove(db);
	struct error unused = { 0 };
	if (db->stream != NULL || !run_goes_on(db->run, &unused))
		break_off(atomic_load(&db->socket));
	if (db->stream != NULL)
		mysql_free_result(db->stream);
	if (db->mysql != NULL)
		mysql_close(db->mysql);
	arena_release(db->arena);
}
