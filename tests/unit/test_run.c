/* Runs that are cancelled, waiting, and commands. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/command.h"
#include "base/timer.h"
#include "base/wait.h"

#define SHELL(script) ((const char *const[]){ "sh", "-c", script, NULL })

/* A run that is cancelled by another thread after a tenth of a second. */
struct fixture {
	struct run run;
	struct error err;
	pthread_t thread;
};

static void *cancel_soon(void *run)
{
	(void)usleep(100 * 1000);
	run_cancel(run, SIGTERM);
	return NULL;
}

static struct fixture *make_fixture(struct fixture *fixture, bool cancelled_soon)
{
	*fixture = (struct fixture){ .err = { .kind = ERROR_NONE } };
	run_init(&fixture->run, NULL);
	if (cancelled_soon)
		assert_int_equal(pthread_create(&fixture->thread, NULL, cancel_soon,
						&fixture->run),
				 0);
	return fixture;
}

static void count_call(void *arg)
{
	++*(int *)arg;
}

static void cancelling_sets_the_flag_and_calls_the_hooks(void **state)
{
	struct fixture fixture;
	struct run *run = &make_fixture(&fixture, false)->run;
	int stays = 0, goes = 0, also = 0;
	struct run_hook first = { .cancel = count_call, .arg = &stays };
	struct run_hook second = { .cancel = count_call, .arg = &goes };
	struct run_hook third = { .cancel = count_call, .arg = &also };

	(void)state;
	assert_true(run_goes_on(run, &fixture.err));
	run_hook(run, &first);
	run_hook(run, &second);
	run_hook(run, &third);
	run_unhook(run, &second);
	run_cancel(run, SIGINT);
	assert_int_equal(stays, 1);
	assert_int_equal(goes, 0);
	assert_int_equal(also, 1);
	assert_false(run_goes_on(run, &fixture.err));
	assert_int_equal(fixture.err.kind, ERROR_INTERRUPTED);
}

static void a_signal_other_than_ctrl_c_terminates(void **state)
{
	struct fixture fixture;

	(void)state;
	run_cancel(&make_fixture(&fixture, false)->run, SIGTERM);
	assert_false(run_goes_on(&fixture.run, &fixture.err));
	assert_int_equal(fixture.err.kind, ERROR_TERMINATED);
}

static void a_run_ends_at_its_deadline(void **state)
{
	struct fixture fixture;

	(void)state;
	make_fixture(&fixture, false)->run.deadline = run_clock() + 1000;
	assert_true(run_goes_on(&fixture.run, &fixture.err));
	fixture.run.deadline = run_clock();
	assert_false(run_goes_on(&fixture.run, &fixture.err));
	assert_int_equal(fixture.err.kind, ERROR_WAITING);
}

static void waiting_looks_again_and_again_until_its_limit(void **state)
{
	struct fixture fixture;
	struct wait wait = wait_start(&make_fixture(&fixture, false)->run, 300, 10, 20);
	int looks = 0;

	(void)state;
	do
		looks++;
	while (wait_again(&wait));
	/* At 0, 10, 30, 50 ms and so on; a busy machine may skip some. */
	assert_in_range(looks, 2, 17);
	assert_true(wait_elapsed(&wait) >= 290);
	assert_false(wait_over(&wait, &fixture.err, "the source to answer"));
	assert_int_equal(fixture.err.kind, ERROR_WAITING);
	assert_non_null(strstr(fixture.err.message,
			       "without success for the source to answer"));
}

/* The machine's clock: in this test, each reading sets it back by an hour. */
static bool set_back;
/* NOLINTBEGIN(bugprone-reserved-identifier,cert-*): the linker's names. */
int __wrap_clock_gettime(clockid_t clock, struct timespec *out);
int __real_clock_gettime(clockid_t clock, struct timespec *out);
/* NOLINTEND(bugprone-reserved-identifier,cert-*) */
int __wrap_clock_gettime(clockid_t clock, struct timespec *out)
{
	static time_t hours;
	int result = __real_clock_gettime(clock, out);

	if (set_back && clock == CLOCK_REALTIME)
		out->tv_sec -= 3600 * hours++;
	return result;
}

static void no_wait_depends_on_the_time_of_day(void **state)
{
	pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	pthread_cond_t never;

	(void)state;
	set_back = true;
	int64_t began = run_clock(), later = run_clock();
	set_back = false;
	assert_true(later >= began);
	timer_cond_init(&never);
	(void)pthread_mutex_lock(&lock);
	while (timer_cond_wait(&never, &lock, began + 50))
		continue;
	(void)pthread_mutex_unlock(&lock);
	(void)pthread_cond_destroy(&never);
	assert_true(run_clock() - began >= 50);
}

static void cancelling_ends_a_pause(void **state)
{
	struct fixture fixture;
	struct wait wait =
		wait_start(&make_fixture(&fixture, true)->run, 0, 10 * 1000, 10 * 1000);

	(void)state;
	assert_false(wait_again(&wait));
	(void)pthread_join(fixture.thread, NULL);
	assert_in_range(wait_elapsed(&wait), 90, 9500);
	assert_false(wait_over(&wait, &fixture.err, "nothing"));
	assert_int_equal(fixture.err.kind, ERROR_TERMINATED);
}

/* A command, what it prints (NULL: it fails), or the error. */
static struct command_case {
	const char *name;
	struct command_line command;
	const char *printed;
	const char *error;
} command_cases[] = {
	/* clang-format off */
	{ "what it prints is the output",        { .argv = SHELL("echo a; echo b") },          "a\nb\n", NULL },
	{ "input goes in",                       { .argv = SHELL("cat"), .input = "from me" }, "from me", NULL },
	{ "input that nobody reads blocks nobody", { .argv = SHELL("echo b"), .input = "a" },  "b\n", NULL },
	{ "without input there is none",         { .argv = SHELL("cat; echo end") },           "end\n", NULL },
	{ "errors are not output",               { .argv = SHELL("echo a >&2; echo b") }, "b\n", NULL },
	{ "unless they are asked for",           { .argv = SHELL("echo a >&2; echo b"), .with_errors = true }, "a\nb\n", NULL },
	{ "what does not fit is cut off",        { .argv = SHELL("yes 0123456") },
	  "0123456\n0123456\n0123456\n0123456\n", NULL },
	{ "arguments are not looked at by a shell", { .argv = (const char *const[]){ "echo", "$HOME;", "*", NULL } }, "$HOME; *\n", NULL },
	{ "a failure has its status",            { .argv = SHELL("exit 3") }, NULL, "the command sh failed with exit status 3" },
	{ "a signal is named",                   { .argv = SHELL("kill -9 $$") }, NULL, "the command sh was ended by signal 9" },
	{ "a program that is not there",         { .argv = (const char *const[]){ "no-such-program", NULL } }, NULL,
	  "the command no-such-program cannot be run: No such file or directory" },
	{ "a limit holds",                       { .argv = SHELL("sleep 30"), .limit_ms = 1000 }, NULL,
	  "the command sh ran for more than 1 s" },
	{ "what a command leaves behind is not waited for", { .argv = SHELL("sleep 16 2>/dev/null & echo a") }, "a\n", NULL },
	/* clang-format on */
};

static void runs(void **state)
{
	const struct command_case *row = *state;
	struct command_line command = row->command;
	struct fixture fixture;
	char bytes[32];
	struct command_output output = { .bytes = bytes, .room = sizeof(bytes) };
	int64_t began = run_clock();

	command.kind = ERROR_DENIED;
	if (command.limit_ms == 0)
		command.limit_ms = 20 * 1000;
	bool ran = command_run(&command, &make_fixture(&fixture, false)->run, &output,
			       &fixture.err);
	assert_true(run_clock() - began < 15 * 1000);
	if (row->printed == NULL) {
		assert_false(ran);
		assert_int_equal(fixture.err.kind, ERROR_DENIED);
		assert_string_equal(fixture.err.message, row->error);
		return;
	}
	if (!ran)
		fail_msg("%s", fixture.err.message);
	assert_int_equal(output.length, strlen(row->printed));
	assert_memory_equal(bytes, row->printed, output.length);
}

/* Whether the process whose id is in the file still runs. */
static bool is_alive(const char *pid_file)
{
	char script[256];

	(void)snprintf(script, sizeof(script),
		       "grep -qs '^State:.[^Z]' /proc/$(cat %s)/status", pid_file);
	return system(script) == 0;
}

static void cancelling_ends_a_command_and_what_it_started(void **state)
{
	char pid_file[] = "/tmp/extrepl-run-XXXXXX", script[256];
	struct fixture fixture;
	char bytes[32];
	struct command_output output = { .bytes = bytes, .room = sizeof(bytes) };

	(void)state;
	(void)close(mkstemp(pid_file));
	(void)snprintf(script, sizeof(script), "sleep 4711 & echo $! >%s; wait",
		       pid_file);
	const struct command_line command = { .argv = SHELL(script),
					      .limit_ms = 20 * 1000 };
	assert_false(command_run(&command, &make_fixture(&fixture, true)->run, &output,
				 &fixture.err));
	(void)pthread_join(fixture.thread, NULL);
	assert_int_equal(fixture.err.kind, ERROR_TERMINATED);
	/* Its new parent may need a moment to reap it. */
	for (int i = 0; i < 100 && is_alive(pid_file); i++)
		(void)usleep(10 * 1000);
	assert_false(is_alive(pid_file));
	(void)unlink(pid_file);
}

static void commands_get_the_environment_that_was_kept(void **state)
{
	struct fixture fixture;
	char bytes[32];
	struct command_output output = { .bytes = bytes, .room = sizeof(bytes) };
	const struct command_line command = { .argv = SHELL("echo $EXTREPL_TEST"),
					      .limit_ms = 20 * 1000 };

	(void)state;
	(void)setenv("EXTREPL_TEST", "before", 1);
	command_keep_environment();
	(void)setenv("EXTREPL_TEST", "after", 1);
	assert_true(command_run(&command, &make_fixture(&fixture, false)->run, &output,
				&fixture.err));
	assert_memory_equal(bytes, "before\n", output.length);
}

/* A socket of a server's connection is not marked close-on-exec by the client library. */
static void commands_inherit_nothing_that_is_open(void **state)
{
	struct fixture fixture;
	char bytes[64];
	struct command_output output = { .bytes = bytes, .room = sizeof(bytes) };
	const struct command_line command = {
		.argv = SHELL("ls /proc/self/fd | wc -l"),
		.limit_ms = 20 * 1000,
	};
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_true(command_run(&command, &make_fixture(&fixture, false)->run, &output,
				&fixture.err));
	(void)close(ends[0]);
	(void)close(ends[1]);
	/* The three, and the folder that ls reads. */
	assert_memory_equal(bytes, "4\n", output.length);
}

/* A restart prints a lot; its last output tells why it failed. */
static void of_a_command_that_says_much_the_end_is_kept(void **state)
{
	struct fixture fixture;
	char bytes[32];
	struct command_output output = { .bytes = bytes, .room = sizeof(bytes) };
	const struct command_line command = {
		.argv = SHELL("yes 0123456 | head -n 20000; echo over; exit 3"),
		.only_end = true,
		.kind = ERROR_FAILED,
		.limit_ms = 20 * 1000
	};

	(void)state;
	assert_false(command_run(&command, &make_fixture(&fixture, false)->run, &output,
				 &fixture.err));
	assert_string_equal(fixture.err.message,
			    "the command sh failed with exit status 3");
	assert_true(output.length >= 16);
	assert_memory_equal(bytes + output.length - 5, "over\n", 5);
}

static void a_command_has_a_status_whatever_the_parent_ignores(void **state)
{
	struct fixture fixture;
	char bytes[32];
	struct command_output output = { .bytes = bytes, .room = sizeof(bytes) };
	const struct command_line command = { .argv = SHELL("exit 0"),
					      .kind = ERROR_FAILED,
					      .limit_ms = 20 * 1000 };

	(void)state;
	(void)signal(SIGCHLD, SIG_IGN);
	bool ran = command_run(&command, &make_fixture(&fixture, false)->run, &output,
			       &fixture.err);
	(void)signal(SIGCHLD, SIG_DFL);
	assert_false(ran);
	assert_string_equal(fixture.err.message,
			    "the exit status of the command sh is not available");
}

static void a_hook_is_called_at_the_deadline(void **state)
{
	struct fixture fixture;
	struct run *run = &make_fixture(&fixture, false)->run;
	struct run inner;
	int calls = 0, inner_calls = 0;
	struct run_hook hook = { .cancel = count_call, .arg = &calls };
	struct run_hook inner_hook = { .cancel = count_call, .arg = &inner_calls };

	(void)state;
	run->deadline = run_clock() - 1;
	run_init(&inner, NULL);
	inner.deadline = run->deadline;
	run_hook(run, &hook);
	run_hook(&inner, &inner_hook);
	run_expire(run);
	run_follow(&inner, run);
	assert_int_equal(calls, 1);
	assert_int_equal(inner_calls, 1);
	assert_false(run_goes_on(&inner, &fixture.err));
	assert_int_equal(fixture.err.kind, ERROR_WAITING);
	run_follow(&inner, (run_cancel(run, SIGINT), run));
	assert_false(run_goes_on(&inner, &fixture.err));
	assert_int_equal(fixture.err.kind, ERROR_INTERRUPTED);
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(cancelling_sets_the_flag_and_calls_the_hooks),
		cmocka_unit_test(a_signal_other_than_ctrl_c_terminates),
		cmocka_unit_test(a_run_ends_at_its_deadline),
		cmocka_unit_test(waiting_looks_again_and_again_until_its_limit),
		cmocka_unit_test(no_wait_depends_on_the_time_of_day),
		cmocka_unit_test(cancelling_ends_a_pause),
		cmocka_unit_test(cancelling_ends_a_command_and_what_it_started),
		cmocka_unit_test(commands_get_the_environment_that_was_kept),
		cmocka_unit_test(commands_inherit_nothing_that_is_open),
		cmocka_unit_test(of_a_command_that_says_much_the_end_is_kept),
		cmocka_unit_test(a_command_has_a_status_whatever_the_parent_ignores),
		cmocka_unit_test(a_hook_is_called_at_the_deadline),
	};
	static struct CMUnitTest tests[ARRAY_SIZE(command_cases) + ARRAY_SIZE(others)];
	size_t count = 0;

	for (size_t i = 0; i < ARRAY_SIZE(command_cases); i++)
		tests[count++] = (struct CMUnitTest){ command_cases[i].name, runs, NULL,
						      NULL, &command_cases[i] };
	memcpy(tests + count, others, sizeof(others));
	return cmocka_run_group_tests_name("run", tests, NULL, NULL);
}
