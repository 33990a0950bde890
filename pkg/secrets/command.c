#include "secrets/command.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/wait.h"

#define FIRST_LOOK_MS 1
#define LOOK_EVERY_MS 20

extern char **environ;

/* A running command: killed with all that it has started, and waited for, when it goes out of scope. */
struct child {
	pid_t pid;       /* 0: there is none, or it has ended */
	int status;      /* as of waitpid, when it has ended */
	int output;      /* -1: none */
};

void secret_bytes_wipe(struct secret_bytes *bytes)
{
	explicit_bzero(bytes, sizeof(*bytes));
}

static void child_end(struct child *child)
{
	if (child->output >= 0)
		(void)close(child->output);
	if (child->pid > 0) {
		(void)kill(-child->pid, SIGKILL);
		(void)waitpid(child->pid, NULL, 0);
	}
}

static bool child_ended(struct child *child)
{
	if (child->pid > 0 && waitpid(child->pid, &child->status, WNOHANG) == child->pid)
		child->pid = 0;
	return child->pid == 0;
}

enum more { MORE_LATER, MORE_NEVER, MORE_FAILED };

/* Takes what is there now. */
static enum more read_some(int fd, struct secret_bytes *bytes)
{
	for (;;) {
		size_t room = sizeof(bytes->bytes) - bytes->length;
		if (room == 0)
			return MORE_NEVER;
		ssize_t got = read(fd, bytes->bytes + bytes->length, room);
		if (got == 0)
			return MORE_NEVER;
		if (got > 0)
			bytes->length += (size_t)got;
		else if (errno == EAGAIN)
			return MORE_LATER;
		else if (errno != EINTR)
			return MORE_FAILED;
	}
}

bool command_read(int fd, struct run *run, int64_t limit_ms, struct secret_bytes *bytes,
		  struct error *err)
{
	struct wait wait = wait_start(run, limit_ms, FIRST_LOOK_MS, LOOK_EVERY_MS);

	do {
		enum more more = read_some(fd, bytes);

		if (more == MORE_NEVER)
			return true;
		if (more == MORE_FAILED)
			return error_set(err, ERROR_MANIFEST, "cannot be read: %s", strerror(errno));
	} while (wait_again(&wait));
	return run_goes_on(run, err) && error_set(err, ERROR_MANIFEST, "nothing came within %d s",
						  (int)(limit_ms / 1000));
}

static void actions_cleanup(posix_spawn_file_actions_t *actions)
{
	(void)posix_spawn_file_actions_destroy(actions);
}

static void attributes_cleanup(posix_spawnattr_t *attributes)
{
	(void)posix_spawnattr_destroy(attributes);
}

/* A process group of its own, so that it can be ended with its children; no signal blocked or ignored. */
static int spawn(const char *const *argv, int output, pid_t *pid)
{
	CLEANUP(actions_cleanup) posix_spawn_file_actions_t actions;
	CLEANUP(attributes_cleanup) posix_spawnattr_t attributes;
	sigset_t none, all;

	(void)posix_spawn_file_actions_init(&actions);
	(void)posix_spawnattr_init(&attributes);
	(void)posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	(void)posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
	(void)sigemptyset(&none);
	(void)sigfillset(&all);
	(void)posix_spawnattr_setsigmask(&attributes, &none);
	(void)posix_spawnattr_setsigdefault(&attributes, &all);
	(void)posix_spawnattr_setpgroup(&attributes, 0);
	(void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
							    POSIX_SPAWN_SETPGROUP);
	/* POSIX has no const here; argv is not written to. */
	char *const *arguments = (char *const *)(const void *)argv;
	return posix_spawnp(pid, argv[0], &actions, &attributes, arguments, environ);
}

static bool child_start(const char *const *argv, struct child *child, struct error *err)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0)
		return error_set(err, ERROR_FAILED, "no pipe: %s", strerror(errno));
	int failure = spawn(argv, ends[1], &child->pid);
	(void)close(ends[1]);
	child->output = ends[0];
	(void)fcntl(ends[0], F_SETFL, O_NONBLOCK);
	if (failure == 0)
		return true;
	child->pid = 0;
	return error_set(err, ERROR_MANIFEST, "the command %s cannot be run: %s", argv[0],
			 strerror(failure));
}

static bool check_status(const char *name, int status, struct error *err)
{
	if (WIFSIGNALED(status))
		return error_set(err, ERROR_MANIFEST, "the command %s was ended by signal %d", name,
				 WTERMSIG(status));
	if (WEXITSTATUS(status) != 0)
		return error_set(err, ERROR_MANIFEST, "the command %s failed with exit status %d", name,
				 WEXITSTATUS(status));
	return true;
}

bool command_run(const char *const *argv, struct run *run, int64_t limit_ms, struct secret_bytes *bytes,
		 struct error *err)
{
	CLEANUP(child_end) struct child child = { .output = -1 };
	struct wait wait = wait_start(run, limit_ms, FIRST_LOOK_MS, LOOK_EVERY_MS);
	bool ended;

	if (!run_goes_on(run, err) || !child_start(argv, &child, err))
		return false;
	do {
		/*
		 * The end of the child counts, not that of the pipe: a helper that it leaves behind may hold
		 * that open. What the child has written is in the pipe once it has ended.
		 */
		ended = child_ended(&child);
		if (read_some(child.output, bytes) == MORE_FAILED)
			return error_set(err, ERROR_MANIFEST, "reading from the command %s: %s", argv[0],
					 strerror(errno));
		if (ended)
			return check_status(argv[0], child.status, err);
		if (bytes->length == sizeof(bytes->bytes))
			return true;
	} while (wait_again(&wait));
	return run_goes_on(run, err) &&
	       error_set(err, ERROR_MANIFEST, "the command %s ran for more than %d s", argv[0],
			 (int)(limit_ms / 1000));
}
