/*
 * Writes the option file and runs the restart on the source's host, without a shell.
 * The steps decide what is written, and why.
 */
#include "act/host.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/command.h"

#define FILE_LIMIT_MS (30 * 1000)
#define KEPT_OUTPUT 4096
#define SHOWN_OUTPUT 400

static bool run_command(const char *const *argv, const char *input, int64_t limit_ms,
			struct run *run, struct error *err)
{
	char printed[KEPT_OUTPUT] = "";
	struct command_line command = {
		.argv = argv,
		.input = input,
		.with_errors = true,
		.only_end = true,
		.limit_ms = limit_ms,
		.kind = ERROR_FAILED,
	};
	struct command_output output = { .bytes = printed, .room = sizeof(printed) - 1 };

	if (command_run(&command, run, &output, err))
		return true;
	while (output.length > 0 && strchr(" \n\r\t", printed[output.length - 1]) != NULL)
		output.length--;
	printed[output.length] = '\0';
	if (output.length > 0)
		error_hint(err, "It said: %s",
			   output.length > SHOWN_OUTPUT ?
				   printed + output.length - SHOWN_OUTPUT :
				   printed);
	return false;
}

bool host_run(const char *const *argv, int64_t limit_ms, struct run *run,
	      struct error *err)
{
	return run_command(argv, NULL, limit_ms, run, err);
}

static const char *const *with_prefix(const char *const *via, const char *a,
				      const char *b, const char *c, struct arena *arena)
{
	size_t count = 0;

	while (via[count] != NULL)
		count++;
	const char **argv = arena_array(arena, count + 4, sizeof(*argv));
	memcpy(argv, via, count * sizeof(*argv));
	argv[count] = a;
	argv[count + 1] = b;
	argv[count + 2] = c;
	return argv;
}

static bool write_remotely(const char *path, const char *fresh, const char *content,
			   const char *const *via, struct run *run, struct arena *arena,
			   struct error *err)
{
	/*
	 * Do not use shell syntax: ssh passes its arguments to a shell, but sudo and
	 * docker exec do not.
	 */
	return run_command(with_prefix(via, "tee", fresh, NULL, arena), content,
			   FILE_LIMIT_MS, run, err) &&
	       run_command(with_prefix(via, "mv", fresh, path, arena), NULL,
			   FILE_LIMIT_MS, run, err);
}

static bool write_all(int fd, const char *content)
{
	size_t length = strlen(content);

	for (size_t done = 0; done < length;) {
		ssize_t wrote = write(fd, content + done, length - done);

		if (wrote < 0 && errno != EINTR)
			return false;
		if (wrote > 0)
			done += (size_t)wrote;
	}
	return fchmod(fd, 0644) == 0 && fsync(fd) == 0;
}

static bool write_here(const char *path, const char *fresh, const char *content,
		       struct error *err)
{
	int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		return error_set(err, ERROR_FAILED, "%s: %s", fresh, strerror(errno));
	bool wrote = write_all(fd, content);
	int failure = errno;
	if (close(fd) != 0 && wrote) {
		wrote = false;
		failure = errno;
	}
	if (wrote && rename(fresh, path) == 0)
		return true;
	if (wrote)
		failure = errno;
	(void)unlink(fresh);
	return error_set(err, ERROR_FAILED, "%s: %s", path, strerror(failure));
}

bool host_write_file(const char *path, const char *content, const char *const *via,
		     struct run *run, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char *fresh = arena_printf(arena, "%s.extrepl-new", path);

	return via == NULL ? write_here(path, fresh, content, err) :
			     write_remotely(path, fresh, content, via, run, arena, err);
}
