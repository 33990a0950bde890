/* Loads one manifest from its file. */
#include "files/files.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "manifest/load.h"

#define LARGEST ((size_t)1024 * 1024)

static void file_cleanup(FILE **file)
{
	if (*file != NULL)
		(void)fclose(*file);
}

static bool unreadable(const char *path, int reason, struct error *err)
{
	if (reason == ENOENT) {
		(void)error_set(err, ERROR_MANIFEST, "%s: there is no such file", path);
		return error_hint(err, "Name the manifest: -f FILE.");
	}
	return error_set(err, ERROR_MANIFEST, "%s: cannot be read: %s", path,
			 strerror(reason));
}

static bool read_stream(FILE *file, const char *path, struct arena *arena,
			const char **bytes, size_t *length, mode_t *mode,
			struct error *err)
{
	struct stat status;

	if (fstat(fileno(file), &status) != 0)
		return unreadable(path, errno, err);
	if (S_ISDIR(status.st_mode))
		return unreadable(path, EISDIR, err);
	struct text text = text_make(arena);
	char chunk[8192];
	for (size_t got; (got = fread(chunk, 1, sizeof(chunk), file)) > 0;) {
		text_add_n(&text, chunk, got);
		if (text.length > LARGEST)
			return error_set(err, ERROR_MANIFEST,
					 "%s: larger than 1 MiB: this is not a "
					 "manifest",
					 path);
	}
	if (ferror(file))
		return unreadable(path, errno, err);
	*bytes = text.bytes;
	*length = text.length;
	*mode = file == stdin ? 0 : status.st_mode;
	return true;
}

static bool read_all(const char *path, struct arena *arena, const char **bytes,
		     size_t *length, mode_t *mode, struct error *err)
{
	if (text_equal(path, "-"))
		return read_stream(stdin, path, arena, bytes, length, mode, err);
	CLEANUP(file_cleanup) FILE *file = fopen(path, "re");
	if (file == NULL)
		return unreadable(path, errno, err);
	return read_stream(file, path, arena, bytes, length, mode, err);
}

/*
 * The warning when others can read a file that contains a password; NULL: no warning.
 */
static const char *warning_of(const struct manifest *manifest, mode_t mode,
			      struct arena *arena)
{
	const struct secret_reference *const secrets[] = {
		&manifest->source.admin.password,
		&manifest->source.replication_user.password,
		&manifest->target.admin.password,
	};

	if ((mode & S_IROTH) == 0)
		return NULL;
	for (size_t i = 0; i < ARRAY_SIZE(secrets); i++) {
		if (secrets[i]->value != NULL)
			return arena_printf(
				arena,
				"%s: %s.value is a password in a file that others can read "
				"(mode %04o): chmod o-r, or use env, file or command",
				manifest->path, secrets[i]->where,
				(unsigned)mode & 07777);
	}
	return NULL;
}

bool manifest_load(const char *path, struct arena *arena, const struct manifest **out,
		   struct error *err)
{
	const char *bytes = NULL;
	size_t length = 0;
	mode_t mode = 0;
	const struct manifest *parsed = NULL;

	if (!read_all(path, arena, &bytes, &length, &mode, err) ||
	    !manifest_parse(bytes, length, path, arena, &parsed, err))
		return false;
	struct manifest *manifest = arena_alloc(arena, sizeof(*manifest));
	*manifest = *parsed;
	manifest->warning = warning_of(manifest, mode, arena);
	*out = manifest;
	return true;
}
