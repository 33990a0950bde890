/* References to secrets: files, environment variables and commands. */
#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/text.h"
#include "secrets/secrets.h"

#define WHERE "source.admin.password"
#define REPL "source.replication_user.password"
#define COMMAND(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define SHELL(script) COMMAND("sh", "-c", script)
#define TEN "aaaaaaaaaa"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static char folder[] = "/tmp/extrepl-secrets-XXXXXX";

/*
 * A reference, and the resulting secret, or (secret NULL) the error. FOLDER in it is
 * the manifest's folder.
 */
static struct secret_case {
	const char *name;
	struct secret_reference reference;
	const char *secret;
	const char *error;
} cases[] = {
	/* clang-format off */
	{ "a variable's value is the secret", { .where = WHERE, .env = "T_GOOD" }, "hunter2", NULL },
	{ "one newline at a variable's end goes", { .where = WHERE, .env = "T_NEWLINES" }, "hunter2\n", NULL },
	{ "an absent variable is an error", { .where = WHERE, .env = "T_ABSENT" }, NULL,
	  WHERE ": the environment variable T_ABSENT is not set" },
	{ "an empty variable is an error", { .where = WHERE, .env = "T_EMPTY" }, NULL,
	  WHERE ": the environment variable T_EMPTY is empty" },
	{ "a variable that is too long is an error", { .where = WHERE, .env = "T_LONG" }, NULL,
	  WHERE ": it is longer than 1023 bytes" },

	{ "a file is relative to the manifest", { .where = WHERE, .file = "good" }, "hunter2", NULL },
	{ "a file may have no newline", { .where = WHERE, .file = "bare" }, "hunter2", NULL },
	{ "a line end of Windows goes", { .where = WHERE, .file = "windows" }, "hunter2", NULL },
	{ "only one newline goes", { .where = WHERE, .file = "newlines" }, "hunter2\n", NULL },
	{ "blanks belong to a secret", { .where = WHERE, .file = "blanks" }, " hunter2 ", NULL },
	{ "the longest secret fits", { .where = WHERE, .file = "longest" },
	  HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED TEN TEN "aaa", NULL },
	{ "a longer one does not", { .where = WHERE, .file = "longer" }, NULL, WHERE ": it is longer than 1023 bytes" },
	{ "a huge file is not read whole", { .where = WHERE, .file = "/dev/zero" }, NULL,
	  WHERE ": the file /dev/zero contains a 0 byte" },
	{ "an absent file is an error", { .where = WHERE, .file = "absent" }, NULL,
	  WHERE ": there is no file FOLDER/absent" },
	{ "an empty file is an error", { .where = WHERE, .file = "empty" }, NULL, WHERE ": the file empty is empty" },
	{ "a file of one newline is empty", { .where = WHERE, .file = "newline" }, NULL,
	  WHERE ": the file newline is empty" },
	{ "a folder is an error", { .where = WHERE, .file = "." }, NULL,
	  WHERE ": the file FOLDER/.: cannot be read: Is a directory" },

	{ "what a command prints is the secret", { .where = WHERE, .command = COMMAND("echo", "hunter2") }, "hunter2", NULL },
	{ "a command needs no shell", { .where = WHERE, .command = COMMAND("printf", "%s", "$HOME;`x`") }, "$HOME;`x`", NULL },
	{ "a command may take its time", { .where = WHERE, .command = SHELL("sleep 0.2; echo hunter2") }, "hunter2", NULL },
	{ "a command sees the environment", { .where = WHERE, .command = SHELL("echo $T_GOOD") }, "hunter2", NULL },
	{ "a command's standard input is empty", { .where = WHERE, .command = SHELL("cat; echo hunter2") }, "hunter2", NULL },
	{ "a helper left behind is not waited for", { .where = WHERE, .command = SHELL("sleep 20 2>/dev/null & echo hunter2") },
	  "hunter2", NULL },
	{ "a command that is not there is an error", { .where = WHERE, .command = COMMAND("no-such-command", "hunter2") }, NULL,
	  WHERE ": the command no-such-command cannot be run: No such file or directory" },
	{ "a failing command is an error", { .where = WHERE, .command = SHELL("echo hunter2; exit 3") }, NULL,
	  WHERE ": the command sh failed with exit status 3" },
	{ "a killed command is an error", { .where = WHERE, .command = SHELL("echo hunter2; kill -9 $$") }, NULL,
	  WHERE ": the command sh was ended by signal 9" },
	{ "a command without a word is an error", { .where = WHERE, .command = COMMAND("true") }, NULL,
	  WHERE ": the output of the command true is empty" },
	{ "a command without an end is an error", { .where = WHERE, .command = COMMAND("yes", "hunter2") }, NULL,
	  WHERE ": it is longer than 1023 bytes" },

	{ "a value is the secret", { .where = WHERE, .value = "hunter2" }, "hunter2", NULL },
	{ "a value keeps its newline", { .where = WHERE, .value = "hunter2\n" }, "hunter2\n", NULL },

	{ "a replication password of 32 bytes will do", { .where = REPL, .value = TEN TEN TEN "hu" }, TEN TEN TEN "hu", NULL },
	{ "a longer one will not", { .where = REPL, .value = TEN TEN TEN "hun" }, NULL,
	  REPL ": the manifest: it is longer than 32 bytes, which replication does not accept" },
	{ "a replication password has no line break", { .where = REPL, .file = "newlines" }, NULL,
	  REPL ": the file newlines: it has a line break, which replication does not accept" },
	{ "a replication password has no outer blanks", { .where = REPL, .file = "blanks" }, NULL,
	  REPL ": the file blanks: it begins or ends with a blank, which RDS removes" },
	/* clang-format on */
};

static void write_file(const char *name, const char *text)
{
	AUTO_ARENA *arena = arena_make();
	FILE *file = fopen(arena_printf(arena, "%s/%s", folder, name), "w");

	assert_non_null(file);
	(void)fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static int set_up(void **state)
{
	AUTO_ARENA *arena = arena_make();
	char *big = arena_alloc(arena, 1025 + 1);

	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	memset(big, 'a', 1024);
	(void)setenv("T_GOOD", "hunter2", 1);
	(void)setenv("T_NEWLINES", "hunter2\n\n", 1);
	(void)setenv("T_EMPTY", "", 1);
	(void)setenv("T_LONG", big, 1);
	(void)unsetenv("T_ABSENT");
	write_file("good", "hunter2\n");
	write_file("bare", "hunter2");
	write_file("windows", "hunter2\r\n");
	write_file("newlines", "hunter2\n\n");
	write_file("newline", "\n");
	write_file("blanks", " hunter2 \n");
	write_file("empty", "");
	write_file("longer", big);
	big[1023] = '\n';
	big[1024] = '\0';
	write_file("longest", big);
	return mkfifo(arena_printf(arena, "%s/pipe", folder), 0600);
}

static int remove_one(const char *path, const struct stat *status, int kind,
		      struct FTW *where)
{
	(void)status;
	(void)kind;
	(void)where;
	return remove(path);
}

static int tear_down(void **state)
{
	(void)state;
	return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* "FOLDER/x" with the real folder. */
static const char *fill_in(const char *text, struct arena *arena)
{
	const char *at = strstr(text, "FOLDER");

	if (at == NULL)
		return text;
	return arena_printf(arena, "%.*s%s%s", (int)(at - text), text, folder,
			    at + strlen("FOLDER"));
}

static void resolves(void **state)
{
	const struct secret_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	AUTO_SECRET secret = { .length = 0 };
	const struct manifest manifest = { .folder = folder };
	struct run run;
	struct error err = { .kind = ERROR_NONE };
	int64_t began = run_clock();

	run_init(&run, NULL);
	bool done = secret_resolve(&row->reference, &manifest, &run, &secret, &err);
	assert_true(run_clock() - began < 5000);
	if (row->secret == NULL) {
		assert_false(done);
		assert_string_equal(err.message, fill_in(row->error, arena));
		assert_int_equal(err.kind, ERROR_MANIFEST);
		assert_null(strstr(err.message, "hunter"));
		assert_int_equal(secret.length, 0);
		return;
	}
	if (!done)
		fail_msg("%s", err.message);
	assert_int_equal(secret.length, strlen(row->secret));
	assert_string_equal(secret.bytes, row->secret);
}

/* After the command has written the id of its child, or cannot any more. */
static void *cancel_once_started(void *arg)
{
	struct stat written = { .st_size = 0 };

	for (int i = 0; i < 3000 && written.st_size == 0; i++) {
		(void)usleep(10 * 1000);
		(void)stat(getenv("T_PID"), &written);
	}
	run_cancel(arg, SIGINT);
	return NULL;
}

/* A dead process that is not reaped yet counts as dead. */
static bool alive(int pid, struct arena *arena)
{
	FILE *file = fopen(arena_printf(arena, "/proc/%d/stat", pid), "r");
	char state = 'X';

	if (file == NULL)
		return false;
	bool read = fscanf(file, "%*d %*s %c", &state) == 1;
	(void)fclose(file);
	return read && state != 'Z' && state != 'X';
}

static void cancelling_ends_a_command_and_what_it_started(void **state)
{
	static const char *const argv[] = { "sh", "-c",
					    "sleep 4711 & echo $! >\"$T_PID\"; wait",
					    NULL };
	AUTO_ARENA *arena = arena_make();
	const char *pid_file = arena_printf(arena, "%s/pid", folder);
	const struct secret_reference reference = { .where = WHERE, .command = argv };
	const struct manifest manifest = { .folder = folder };
	AUTO_SECRET secret = { .length = 0 };
	struct run run;
	struct error err = { 0 };
	pthread_t thread;
	int pid = 0;

	(void)state;
	(void)setenv("T_PID", pid_file, 1);
	run_init(&run, NULL);
	assert_int_equal(pthread_create(&thread, NULL, cancel_once_started, &run), 0);
	assert_false(secret_resolve(&reference, &manifest, &run, &secret, &err));
	(void)pthread_join(thread, NULL);
	assert_int_equal(err.kind, ERROR_INTERRUPTED);
	assert_string_equal(err.message, "interrupted");

	FILE *file = fopen(pid_file, "r");
	assert_non_null(file);
	assert_int_equal(fscanf(file, "%d", &pid), 1);
	(void)fclose(file);
	for (int i = 0; i < 100 && alive(pid, arena); i++)
		(void)usleep(10 * 1000);
	assert_false(alive(pid, arena));
}

static void a_cancelled_run_starts_no_command(void **state)
{
	static const char *const argv[] = { "touch", "started", NULL };
	const struct secret_reference reference = { .where = WHERE, .command = argv };
	const struct manifest manifest = { .folder = folder };
	AUTO_SECRET secret = { .length = 0 };
	struct run run;
	struct error err = { 0 };

	(void)state;
	run_init(&run, NULL);
	run_cancel(&run, SIGTERM);
	assert_false(secret_resolve(&reference, &manifest, &run, &secret, &err));
	assert_int_equal(err.kind, ERROR_TERMINATED);
	assert_int_not_equal(access("started", F_OK), 0);
}

static void *write_soon(void *path)
{
	(void)usleep(100 * 1000);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	(void)fputs("hunter2\n", file);
	(void)fclose(file);
	return NULL;
}

static void a_pipe_is_waited_for_until_somebody_writes(void **state)
{
	AUTO_ARENA *arena = arena_make();
	const struct secret_reference reference = { .where = WHERE, .file = "pipe" };
	const struct manifest manifest = { .folder = folder };
	AUTO_SECRET secret = { .length = 0 };
	struct run run;
	struct error err = { 0 };
	pthread_t thread;

	(void)state;
	run_init(&run, NULL);
	assert_int_equal(pthread_create(&thread, NULL, write_soon,
					arena_printf(arena, "%s/pipe", folder)),
			 0);
	bool resolved = secret_resolve(&reference, &manifest, &run, &secret, &err);
	(void)pthread_join(thread, NULL);
	assert_true(resolved);
	assert_string_equal(secret.bytes, "hunter2");
}

static void *cancel_soon(void *run)
{
	(void)usleep(100 * 1000);
	run_cancel(run, SIGINT);
	return NULL;
}

static void waiting_for_a_pipes_writer_ends_with_the_run(void **state)
{
	const struct secret_reference reference = { .where = WHERE, .file = "pipe" };
	const struct manifest manifest = { .folder = folder };
	AUTO_SECRET secret = { .length = 0 };
	struct run run;
	struct error err = { 0 };
	pthread_t thread;

	(void)state;
	run_init(&run, NULL);
	assert_int_equal(pthread_create(&thread, NULL, cancel_soon, &run), 0);
	assert_false(secret_resolve(&reference, &manifest, &run, &secret, &err));
	(void)pthread_join(thread, NULL);
	assert_int_equal(err.kind, ERROR_INTERRUPTED);
}

static void a_secret_knows_its_origin(void **state)
{
	static const char *const argv[] = { "pass", "show", NULL };
	AUTO_ARENA *arena = arena_make();

	(void)state;
	assert_string_equal(secret_origin(&(struct secret_reference){ .env = "A" }, arena),
			    "the environment variable A");
	assert_string_equal(secret_origin(&(struct secret_reference){ .file = "b" },
					  arena),
			    "the file b");
	assert_string_equal(secret_origin(&(struct secret_reference){ .command = argv },
					  arena),
			    "the output of the command pass");
	assert_string_equal(secret_origin(&(struct secret_reference){ .value = "c" },
					  arena),
			    "the manifest");
}

int main(void)
{
	static struct CMUnitTest tests[ARRAY_SIZE(cases) + 5];
	size_t count = 0;

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		tests[count++] = (struct CMUnitTest){ cases[i].name, resolves, NULL,
						      NULL, &cases[i] };
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(
		cancelling_ends_a_command_and_what_it_started);
	tests[count++] =
		(struct CMUnitTest)cmocka_unit_test(a_cancelled_run_starts_no_command);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(a_secret_knows_its_origin);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(
		a_pipe_is_waited_for_until_somebody_writes);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(
		waiting_for_a_pipes_writer_ends_with_the_run);
	return cmocka_run_group_tests_name("secrets", tests, set_up, tear_down);
}
