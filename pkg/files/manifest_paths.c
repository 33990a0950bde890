/* Finds and loads all manifests that -f names. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "files/files.h"

struct list {
	struct arena *arena;
	const char **paths;
	size_t count, room;
};

static void list_add(struct list *list, const char *path)
{
	if (list->count == list->room) {
		size_t room = list->room == 0 ? 16 : list->room * 2;

		list->paths = arena_grow(list->arena, list->paths,
					 list->room * sizeof(*list->paths),
					 room * sizeof(*list->paths));
		list->room = room;
	}
	list->paths[list->count++] = path;
}

static void folder_cleanup(DIR **folder)
{
	if (*folder != NULL)
		(void)closedir(*folder);
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_manifest(const char *name)
{
	const char *dot = strrchr(name, '.');

	return name[0] != '.' && (text_equal(dot, ".yaml") || text_equal(dot, ".yml"));
}

static bool add_folder(struct list *list, const char *path, struct error *err)
{
	CLEANUP(folder_cleanup) DIR *folder = opendir(path);
	size_t first = list->count;
	size_t length = strlen(path);

	if (folder == NULL)
		return error_set(err, ERROR_MANIFEST, "%s: cannot be read: %s", path,
				 strerror(errno));
	while (length > 1 && path[length - 1] == '/')
		length--;
	/* cppcheck-suppress readdirCalled -- the stream is ours alone */
	for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		if (is_manifest(entry->d_name))
			list_add(list, arena_printf(list->arena, "%.*s/%s", (int)length,
						    path, entry->d_name));
	}
	if (list->count == first)
		return error_set(err, ERROR_MANIFEST,
				 "%s: there is no *.yaml or *.yml in it", path);
	qsort(list->paths + first, list->count - first, sizeof(*list->paths),
	      compare_paths);
	return true;
}

/* Refuses two manifests with the same link or the same record. */
static bool check_pair(const struct manifest *one, const struct manifest *other,
		       struct error *err)
{
	if (!text_equal_nocase(one->target.endpoint, other->target.endpoint) ||
	    one->target.port != other->target.port)
		return true;
	if (text_equal(one->name, other->name))
		return error_set(err, ERROR_MANIFEST,
				 "%s: the same target and name as in %s", other->path,
				 one->path);
	if (text_equal_nocase(one->replication.channel, other->replication.channel)) {
		(void)error_set(err, ERROR_MANIFEST,
				"%s: the same target and channel as in %s", other->path,
				one->path);
		return error_hint(err, "A target has one replication per channel.");
	}
	return true;
}

static bool expand(const char *const *paths, size_t paths_count, struct list *list,
		   struct error *err)
{
	bool standard_input = false;

	for (size_t i = 0; i < paths_count; i++) {
		struct stat status;

		if (text_equal(paths[i], "-")) {
			if (standard_input)
				return error_set(err, ERROR_USAGE, "-f - is given twice");
			standard_input = true;
		} else if (stat(paths[i], &status) == 0 && S_ISDIR(status.st_mode)) {
			if (!add_folder(list, paths[i], err))
				return false;
			continue;
		}
		list_add(list, paths[i]);
	}
	return true;
}

/* Loads the next manifest of the list and compares it with those before it. */
static bool load_next(const struct list *list, size_t number,
		      const struct manifest **manifests, struct error *err)
{
	if (!manifest_load(list->paths[number], list->arena, &manifests[number], err))
		return false;
	for (size_t i = 0; i < number; i++) {
		if (manifests[i] != NULL &&
		    !check_pair(manifests[i], manifests[number], err))
			return false;
	}
	return true;
}

bool manifest_load_all(const char *const *paths, size_t paths_count, struct arena *arena,
		       const struct manifest ***out, size_t *count, struct error *err)
{
	struct list list = { .arena = arena };

	if (!expand(paths, paths_count, &list, err))
		return false;
	const struct manifest **manifests =
		arena_array(arena, list.count, sizeof(struct manifest *));
	for (size_t i = 0; i < list.count; i++) {
		if (!load_next(&list, i, manifests, err))
			return false;
	}
	*out = manifests;
	*count = list.count;
	return true;
}

bool manifest_load_each(const char *const *paths, size_t paths_count, struct arena *arena,
			manifest_told *told, void *arg, struct error *err)
{
	struct list list = { .arena = arena };

	if (!expand(paths, paths_count, &list, err))
		return false;
	const struct manifest **manifests =
		arena_array(arena, list.count, sizeof(struct manifest *));
	for (size_t i = 0; i < list.count; i++) {
		struct error wrong = { 0 };

		if (load_next(&list, i, manifests, &wrong))
			told(list.paths[i], manifests[i], NULL, arg);
		else
			told(list.paths[i], NULL, &wrong, arg);
	}
	return true;
}
