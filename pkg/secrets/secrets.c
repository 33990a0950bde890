/*
 * Reads a secret from the place that the manifest names: environment, file, command,
 * value, or AWS. Passwords that change while extrepl runs are left to pkg/logins.
 */
#include "secrets/secrets.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aws/secretsmanager.h"
#include "base/command.h"
#include "base/text.h"
#include "base/wait.h"
#include "manifest/password.h"

#define LIMIT_MS (30 * 1000)
#define LONGEST 1023 /* longest password from the manifest, bytes */

/*
 * Room for the longest secret, its line end, and one byte to detect that there is more.
 */
struct secret_bytes {
	char bytes[LONGEST + 3];
	size_t length;
};

static void secret_bytes_wipe(struct secret_bytes *bytes)
{
	explicit_bzero(bytes, sizeof(*bytes));
}

static void fd_cleanup(const int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
}

static void bytes_set(struct secret_bytes *bytes, const char *text)
{
	size_t length = strlen(text);

	if (length > sizeof(bytes->bytes))
		length = sizeof(bytes->bytes);
	memcpy(bytes->bytes, text, length);
	bytes->length = length;
}

static bool from_environment(const char *name, struct secret_bytes *bytes,
			     struct error *err)
{
	const char *value = getenv(name);

	if (value == NULL)
		return error_set(err, ERROR_MANIFEST,
				 "the environment variable %s is not set", name);
	bytes_set(bytes, value);
	return true;
}

/*
 * Reads a file or a pipe. The writer of a pipe may be slow, or not have opened it yet,
 * so an end before the first byte does not count. fd is non-blocking.
 */
static bool read_fd(int fd, struct run *run, struct secret_bytes *bytes, struct error *err)
{
	struct wait wait = wait_start(run, LIMIT_MS, 1, 20);
	struct stat status;
	bool pipe = fstat(fd, &status) == 0 && S_ISFIFO(status.st_mode);
	bool written = false; /* there is or was a writer */

	do {
		size_t room = sizeof(bytes->bytes) - bytes->length;
		ssize_t got = read(fd, bytes->bytes + bytes->length, room);

		if (got < 0 && errno != EAGAIN && errno != EINTR)
			return error_set(err, ERROR_MANIFEST, "cannot be read: %s",
					 strerror(errno));
		if (got > 0)
			bytes->length += (size_t)got;
		written = written || got != 0;
		if ((got == 0 && (written || !pipe)) ||
		    bytes->length == sizeof(bytes->bytes))
			return true;
	} while (wait_again(&wait));
	return run_goes_on(run, err) &&
	       error_set(err, ERROR_MANIFEST, "%s within %d s",
			 pipe && !written ? "no program wrote to the pipe" :
					    "no data arrived",
			 LIMIT_MS / 1000);
}

static bool from_file(const char *file, const struct manifest *manifest,
		      struct run *run, struct secret_bytes *bytes, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char *path = file[0] == '/' ?
				   file :
				   arena_printf(arena, "%s/%s", manifest->folder, file);
	/* A pipe without a writer must not block. */
	CLEANUP(fd_cleanup) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0 && errno == ENOENT)
		return error_set(err, ERROR_MANIFEST, "there is no file %s", path);
	if (fd < 0)
		return error_set(err, ERROR_MANIFEST, "the file %s: %s", path,
				 strerror(errno));
	if (read_fd(fd, run, bytes, err))
		return true;
	return err->kind == ERROR_MANIFEST && error_wrap(err, "the file %s", path);
}

static bool from_command(const char *const *argv, struct run *run,
			 struct secret_bytes *bytes, struct error *err)
{
	const struct command_line command = { .argv = argv,
					      .limit_ms = LIMIT_MS,
					      .kind = ERROR_MANIFEST };
	struct command_output output = { .bytes = bytes->bytes,
					 .room = sizeof(bytes->bytes) };

	if (!command_run(&command, run, &output, err))
		return false;
	bytes->length = output.length;
	return true;
}

static bool read_bytes(const struct secret_reference *reference,
		       const struct manifest *manifest, struct run *run,
		       struct secret_bytes *bytes, struct error *err)
{
	if (reference->env != NULL)
		return from_environment(reference->env, bytes, err);
	if (reference->file != NULL)
		return from_file(reference->file, manifest, run, bytes, err);
	if (reference->command != NULL)
		return from_command(reference->command, run, bytes, err);
	if (reference->value == NULL)
		return error_set(err, ERROR_BUG, "it names no source for the secret");
	bytes_set(bytes, reference->value);
	return true;
}

/*
 * Removes one line end; that of a Windows file has two bytes. A value in the manifest
 * stays unchanged.
 */
static void strip_newline(const struct secret_reference *reference,
			  struct secret_bytes *bytes)
{
	if (reference->value != NULL)
		return;
	if (bytes->length > 0 && bytes->bytes[bytes->length - 1] == '\n') {
		bytes->length--;
		if (bytes->length > 0 && bytes->bytes[bytes->length - 1] == '\r')
			bytes->length--;
	}
}

static bool check(const struct secret_reference *reference,
		  const struct secret_bytes *bytes, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char *origin = secret_origin(reference, arena);

	if (bytes->length == 0)
		return error_set(err, ERROR_MANIFEST, "%s is empty", origin);
	if (memchr(bytes->bytes, '\0', bytes->length) != NULL)
		return error_set(err, ERROR_MANIFEST, "%s contains a 0 byte", origin);
	if (!text_equal(reference->where, "source.replication_user.password"))
		return true;
	const char *fault = password_fault(bytes->bytes, bytes->length);
	return fault == NULL || error_set(err, ERROR_MANIFEST, "%s: %s", origin, fault);
}

/*
 * Reads a secret in AWS again each time, because RDS rotates the secrets that it
 * manages.
 */
static bool from_aws(const struct secret_reference *reference,
		     const struct manifest *manifest, struct run *run,
		     struct secret *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	AUTO_AWS *aws = NULL;

	return aws_make(manifest->target.aws.region, NULL, run, arena, &aws, err) &&
	       secretsmanager_get(aws, reference->secretsmanager, reference->key, out,
				  err);
}

static bool check_aws(const struct secret_reference *reference,
		      const struct secret *secret, struct error *err)
{
	if (!text_equal(reference->where, "source.replication_user.password"))
		return true;
	const char *fault = password_fault(secret->bytes, secret->length);
	AUTO_ARENA *arena = arena_make();
	return fault == NULL || error_set(err, ERROR_MANIFEST, "%s: %s",
					  secret_origin(reference, arena), fault);
}

static bool resolve(const struct secret_reference *reference,
		    const struct manifest *manifest, struct run *run,
		    struct secret *out, struct error *err)
{
	CLEANUP(secret_bytes_wipe) struct secret_bytes bytes = { .length = 0 };

	if (reference->iam) {
		secret_wipe(out);
		return true;
	}
	if (reference->secretsmanager != NULL)
		return from_aws(reference, manifest, run, out, err) &&
		       check_aws(reference, out, err);
	if (!read_bytes(reference, manifest, run, &bytes, err))
		return false;
	strip_newline(reference, &bytes);
	if (!check(reference, &bytes, err))
		return false;
	if (bytes.length > LONGEST || !secret_set(out, bytes.bytes, bytes.length))
		return error_set(err, ERROR_MANIFEST, "it is longer than %d bytes",
				 LONGEST);
	return true;
}

bool secret_resolve(const struct secret_reference *reference,
		    const struct manifest *manifest, struct run *run,
		    struct secret *out, struct error *err)
{
	if (resolve(reference, manifest, run, out, err))
		return true;
	/* An interrupt is not an error of the reference. */
	if (err->kind == ERROR_INTERRUPTED || err->kind == ERROR_TERMINATED)
		return false;
	return error_wrap(err, "%s", reference->where);
}

const char *secret_origin(const struct secret_reference *reference, struct arena *arena)
{
	if (reference->env != NULL)
		return arena_printf(arena, "the environment variable %s", reference->env);
	if (reference->file != NULL)
		return arena_printf(arena, "the file %s", reference->file);
	if (reference->command != NULL)
		return arena_printf(arena, "the output of the command %s",
				    reference->command[0]);
	if (reference->secretsmanager != NULL)
		return arena_printf(arena, "AWS Secrets Manager's secret %s",
				    reference->secretsmanager);
	return reference->iam ? "an IAM token" : "the manifest";
}
