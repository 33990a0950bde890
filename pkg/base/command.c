/*
 * Runs one child process: starts it, reads what it prints while it runs, and ends it
 * with everything it started. What the output means is left to the caller.
 */
#include "base/command.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/wait.h"

#define FIRST_LOOK_MS 1
#define LOOK_EVERY_MS 20
#define NO_STATUS (-1)

/*
 * A copy of the list only: setenv replaces entries of the list but leaves the old texts
 * alone.
 */
static char **kept_environment;

void command_keep_environment(void)
{
	size_t count = 0;

	while (environ[count] != NULL)
		count++;
	kept_environment = calloc(count + 1, sizeof(*kept_environment));
	if (kept_environment != NULL)
		memcpy(kept_environment, environ, count * sizeof(*kept_environment));
}

/*
 * A running command: killed with all that it has started, and waited for, when it goes
 * out of scope.
 */
struct child {
	pid_t pid;  /* 0: there is none, or it has ended */
	int status; /* as of waitpid, when it has ended */
	int output; /* -1: none */
};

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
	if (child->pid == 0)
		return true;
	pid_t ended = waitpid(child->pid, &child->status, WNOHANG);
	if (ended == child->pid)
		child->pid = 0;
	/* Other code has collected its status: it has ended, but how is unknown. */
	if (ended < 0 && errno == ECHILD) {
		child->pid = 0;
		child->status = NO_STATUS;
	}
	return child->pid == 0;
}

/*
 * Drops the first half to make room: the end of the output says why a program failed.
 */
static void forget_half(struct command_output *output)
{
	size_t kept = output->length - output->length / 2;

	memmove(output->bytes, output->bytes + output->length / 2, kept);
	output->length = kept;
}

/*
 * Reads what is there now; false when reading failed. What does not fit stays in the
 * pipe, unless only the end is wanted.
 */
static bool read_some(int fd, bool only_end, struct command_output *output)
{
	for (;;) {
		if (output->length == output->room && only_end)
			forget_half(output);
		if (output->length == output->room)
			return true;

		ssize_t got = read(fd, output->bytes + output->length,
				   output->room - output->length);

		if (got > 0)
			output->length += (size_t)got;
		else if (got == 0 || errno == EAGAIN)
			return true;
		else if (errno != EINTR)
			return false;
	}
}

static void actions_cleanup(posix_spawn_file_actions_t *actions)
{
	(void)posix_spawn_file_actions_destroy(actions);
}

static void attributes_cleanup(posix_spawnattr_t *attributes)
{
	(void)posix_spawnattr_destroy(attributes);
}

static void fd_cleanup(const int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
}

/*
 * The input as a file without a name, so writing it never blocks. -1 when it cannot be
 * created.
 */
static int input_file(const char *input)
{
	size_t length = strlen(input);
	int fd = memfd_create("input", MFD_CLOEXEC);

	if (fd < 0)
		return -1;
	if (write(fd, input, length) != (ssize_t)length || lseek(fd, 0, SEEK_SET) != 0) {
		(void)close(fd);
		return -1;
	}
	return fd;
}

/*
 * Starts the program in a process group of its own. No signal is blocked, and only a
 * hang-up may be ignored. Returns 0 or an errno.
 */
static int spawn(const struct command_line *command, int output, pid_t *pid)
{
	CLEANUP(actions_cleanup) posix_spawn_file_actions_t actions;
	CLEANUP(attributes_cleanup) posix_spawnattr_t attributes;
	CLEANUP(fd_cleanup) int input = -1;
	sigset_t none, all;
	struct sigaction hangup;

	(void)posix_spawn_file_actions_init(&actions);
	(void)posix_spawnattr_init(&attributes);
	if (command->input != NULL) {
		input = input_file(command->input);
		if (input < 0)
			return errno;
		(void)posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	} else {
		(void)posix_spawn_file_actions_addopen(&actions, STDIN_FILENO,
						       "/dev/null", O_RDONLY, 0);
	}
	(void)posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
	if (command->with_errors)
		(void)posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
	/* A connection that the child holds outlives extrepl, and so does its lock. */
	(void)posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
	(void)sigemptyset(&none);
	(void)sigfillset(&all);
	/* Under nohup, what extrepl starts must outlive the terminal too. */
	if (sigaction(SIGHUP, NULL, &hangup) == 0 && hangup.sa_handler == SIG_IGN)
		(void)sigdelset(&all, SIGHUP);
	(void)posix_spawnattr_setsigmask(&attributes, &none);
	(void)posix_spawnattr_setsigdefault(&attributes, &all);
	(void)posix_spawnattr_setpgroup(&attributes, 0);
	(void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK |
							    POSIX_SPAWN_SETSIGDEF |
							    POSIX_SPAWN_SETPGROUP);
	/* POSIX has no const here; argv is not written to. */
	char *const *arguments = (char *const *)(const void *)command->argv;
	return posix_spawnp(pid, command->argv[0], &actions, &attributes, arguments,
			    kept_environment != NULL ? kept_environment : environ);
}

static bool child_start(const struct command_line *command, struct child *child,
			struct error *err)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0)
		return error_set(err, ERROR_FAILED, "cannot create a pipe: %s",
				 strerror(errno));
	int failure = spawn(command, ends[1], &child->pid);
	(void)close(ends[1]);
	child->output = ends[0];
	(void)fcntl(ends[0], F_SETFL, O_NONBLOCK);
	if (failure == 0)
		return true;
	child->pid = 0;
	return error_set(err, command->kind, "the command %s cannot be run: %s",
			 command->argv[0], strerror(failure));
}

static bool check_status(const struct command_line *command, int status, struct error *err)
{
	if (status == NO_STATUS)
		return error_set(err, command->kind,
				 "the exit status of the command %s is not available",
				 command->argv[0]);
	if (WIFSIGNALED(status))
		return error_set(err, command->kind,
				 "the command %s was ended by signal %d",
				 command->argv[0], WTERMSIG(status));
	if (WEXITSTATUS(status) != 0)
		return error_set(err, command->kind,
				 "the command %s failed with exit status %d",
				 command->argv[0], WEXITSTATUS(status));
	return true;
}

bool command_run(const struct command_line *command, struct run *run,
		 struct command_output *output, struct error *err)
{
	CLEANUP(child_end) struct child child = { .output = -1 };
	struct wait wait =
		wait_start(run, command->limit_ms, FIRST_LOOK_MS, LOOK_EVERY_MS);
	bool ended;

	output->length = 0;
	if (!run_goes_on(run, err) || !child_start(command, &child, err))
		return false;
	do {
		/*
		 * Wait for the end of the child, not of the pipe: a background process
		 * that the child leaves may keep the pipe open. Once the child has
		 * ended, everything it wrote is in the pipe.
		 */
		ended = child_ended(&child);
		if (!read_some(child.output, command->only_end, output))
			return error_set(err, command->kind,
					 "reading from the command %s: %s",
					 command->argv[0], strerror(errno));
		if (ended)
			return check_status(command, child.status, err);
		if (output->length == output->room)
			return true;
	} while (wait_again(&wait));
	return run_goes_on(run, err) &&
	       error_set(err, command->kind, "the command %s ran for more than %d s",
			 command->argv[0], (int)(command->limit_ms / 1000));
}
