/*
 * Reads AWS's two shared files with inih, and works around its limit on line length.
 * What the values mean is left to credentials_profile.c.
 */
#include "aws/profiles.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ini.h>

#include "base/text.h"

/*
 * Debian's inih truncates lines at 200 bytes, and a session token is longer. So inih
 * gets a placeholder for long values.
 */
#define LONGEST_LINE (16 * 1024)
#define LONG_VALUE 120
#define STANDS_FOR "\x01"

struct setting {
	enum profiles_file file;
	const char *profile, *name, *value;
	const struct setting *next;
};

struct profiles {
	struct arena *arena;
	const char *paths[PROFILES_FILES];
	const struct setting *settings; /* the last one first, because it wins */
	bool fault;                     /* a line that is too long */
};

/* A file that inih is reading, line by line. */
struct passing {
	struct profiles *profiles;
	enum profiles_file file;
	FILE *stream;
	const char *long_value; /* of inih's current line */
};

static void stream_release(FILE **stream)
{
	if (*stream != NULL)
		(void)fclose(*stream);
}

static char *trim(char *text)
{
	static const char blanks[] = " \t\r\n";

	text += strspn(text, blanks);
	for (size_t length = strlen(text);
	     length > 0 && strchr(blanks, text[length - 1]) != NULL;)
		text[--length] = '\0';
	return text;
}

/*
 * Turns a long line into "name=\x01" and keeps the value separately. A long comment
 * becomes an empty line.
 */
static bool shorten(struct passing *passing, char *line, char *out, size_t room)
{
	char *equals = strchr(line, '=');

	if (strchr("#;", *trim(line)) != NULL || equals == NULL) {
		(void)snprintf(out, room, "\n");
		return true;
	}
	*equals = '\0';
	if (strlen(line) > LONG_VALUE)
		return false;
	passing->long_value = arena_copy(passing->profiles->arena, trim(equals + 1));
	(void)snprintf(out, room, "%s=" STANDS_FOR "\n", line);
	return true;
}

/* Reads a line for inih, like fgets. */
static char *next_line(char *out, int room, void *stream)
{
	struct passing *passing = stream;
	char line[LONGEST_LINE];

	if (fgets(line, sizeof(line), passing->stream) == NULL)
		return NULL;
	bool whole = strchr(line, '\n') != NULL || feof(passing->stream);
	if (strlen(line) <= LONG_VALUE && strlen(line) < (size_t)room)
		(void)snprintf(out, (size_t)room, "%s", line);
	else if (!whole || !shorten(passing, line, out, (size_t)room))
		passing->profiles->fault = true;
	explicit_bzero(line, sizeof(line));
	return passing->profiles->fault ? NULL : out;
}

/*
 * "default", "profile x" or, in the credentials file, "x"; NULL for a section that is
 * not a profile.
 */
static const char *profile_of(enum profiles_file file, const char *section,
			      struct arena *arena)
{
	static const char prefix[] = "profile";
	char *name = arena_copy(arena, section);

	if (file == PROFILES_CREDENTIALS || text_equal(section, "default"))
		return name;
	if (!text_starts(name, prefix) || strchr(" \t", name[strlen(prefix)]) == NULL ||
	    name[strlen(prefix)] == '\0')
		return NULL;
	name = trim(name + strlen(prefix));
	size_t length = strlen(name);
	if (length >= 2 && (name[0] == '"' || name[0] == '\'') &&
	    name[length - 1] == name[0])
		return arena_copy_n(arena, name + 1, length - 2);
	return name;
}

static int take(void *arg, const char *section, const char *name, const char *value)
{
	struct passing *passing = arg;
	struct profiles *profiles = passing->profiles;
	const char *profile = profile_of(passing->file, section, profiles->arena);

	if (text_equal(value, STANDS_FOR))
		value = passing->long_value;
	if (profile == NULL)
		return 1;
	struct setting *setting = arena_alloc(profiles->arena, sizeof(*setting));
	*setting = (struct setting){
		.file = passing->file,
		.profile = profile,
		.name = arena_copy(profiles->arena, name),
		.value = arena_copy(profiles->arena, value),
		.next = profiles->settings,
	};
	profiles->settings = setting;
	return 1;
}

static bool load_file(struct profiles *profiles, enum profiles_file file,
		      struct error *err)
{
	const char *path = profiles->paths[file];
	CLEANUP(stream_release) FILE *stream = fopen(path, "re");
	struct passing passing = { .profiles = profiles, .file = file, .stream = stream };

	if (stream == NULL && (errno == ENOENT || errno == ENOTDIR))
		return true;
	if (stream == NULL)
		return error_set(err, ERROR_FAILED, "%s: %s", path, strerror(errno));
	int line = ini_parse_stream(next_line, &passing, take, &passing);
	if (ferror(stream))
		return error_set(err, ERROR_FAILED, "%s: %s", path, strerror(errno));
	if (profiles->fault)
		return error_set(err, ERROR_FAILED,
				 "%s: it has a line that is too long", path);
	if (line != 0)
		return error_set(err, ERROR_FAILED,
				 "%s, line %d: neither a [section] nor name = value",
				 path, line);
	return true;
}

static const char *path_of(const char *variable, const char *file, struct arena *arena)
{
	const char *path = getenv(variable);
	const char *home = getenv("HOME");

	if (home == NULL)
		home = "";
	if (text_empty(path))
		return arena_printf(arena, "%s/.aws/%s", home, file);
	return text_starts(path, "~/") ? arena_printf(arena, "%s%s", home, path + 1) :
					 path;
}

bool profiles_load(struct arena *arena, const struct profiles **out, struct error *err)
{
	struct profiles *profiles = arena_alloc(arena, sizeof(*profiles));

	profiles->arena = arena;
	profiles->paths[PROFILES_CREDENTIALS] =
		path_of("AWS_SHARED_CREDENTIALS_FILE", "credentials", arena);
	profiles->paths[PROFILES_CONFIG] = path_of("AWS_CONFIG_FILE", "config", arena);
	for (enum profiles_file file = 0; file < PROFILES_FILES; file++) {
		if (!load_file(profiles, file, err))
			return false;
	}
	*out = profiles;
	return true;
}

const char *profiles_chosen(void)
{
	const char *name = getenv("AWS_PROFILE");

	if (text_empty(name))
		name = getenv("AWS_DEFAULT_PROFILE");
	return text_empty(name) ? "default" : name;
}

bool profiles_have(const struct profiles *profiles, const char *profile)
{
	for (const struct setting *at = profiles->settings; at != NULL; at = at->next) {
		if (text_equal(at->profile, profile))
			return true;
	}
	return false;
}

const char *profiles_get_from(const struct profiles *profiles, enum profiles_file file,
			      const char *profile, const char *name)
{
	for (const struct setting *at = profiles->settings; at != NULL; at = at->next) {
		if (at->file == file && text_equal(at->profile, profile) &&
		    text_equal_nocase(at->name, name))
			return text_empty(at->value) ? NULL : at->value;
	}
	return NULL;
}

const char *profiles_get(const struct profiles *profiles, const char *profile,
			 const char *name)
{
	const char *value =
		profiles_get_from(profiles, PROFILES_CREDENTIALS, profile, name);

	if (value != NULL)
		return value;
	return profiles_get_from(profiles, PROFILES_CONFIG, profile, name);
}

const char *profiles_path(const struct profiles *profiles, enum profiles_file file)
{
	return profiles->paths[file];
}
