/*
 * Searches, splits, joins and prints lists of names. Sorting and quoting them for SQL
 * is left to others.
 */
#include "base/names.h"

#include <string.h>

#include "base/text.h"

struct names names_make(size_t room, struct arena *arena)
{
	return (struct names){ .list = arena_array(arena, room + 1, sizeof(char *)) };
}

bool names_have(const char *const *list, const char *name)
{
	for (; list != NULL && *list != NULL; list++) {
		if (text_equal(*list, name))
			return true;
	}
	return false;
}

bool names_among(const char *const *list, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (text_equal(list[i], name))
			return true;
	}
	return false;
}

struct names names_of_lines(const char *lines, struct arena *arena)
{
	size_t room = 1;

	for (const char *at = lines; at != NULL && *at != '\0'; at++)
		room += *at == '\n';
	struct names names = names_make(room, arena);
	for (struct text_line line; text_next_line(&lines, &line);) {
		if (line.length > 0)
			names.list[names.count++] =
				arena_copy_n(arena, line.begins, line.length);
	}
	return names;
}

bool name_is_a_line(const char *name, const char *lines)
{
	size_t length = strlen(name);

	for (struct text_line line; text_next_line(&lines, &line);) {
		if (line.length == length && memcmp(line.begins, name, length) == 0)
			return true;
	}
	return false;
}

const char *names_to_lines(const char *const *list, struct arena *arena)
{
	struct text text = text_make(arena);

	for (; list != NULL && *list != NULL; list++)
		text_addf(&text, "%s%s", text.length == 0 ? "" : "\n", *list);
	return text.bytes;
}

const char *all_names_text(const struct names *names, struct arena *arena)
{
	struct text text = text_make(arena);

	for (size_t i = 0; i < names->count; i++)
		text_addf(&text, "%s%s", i == 0 ? "" : ", ", names->list[i]);
	return names->count == 0 ? "no database" : text.bytes;
}

const char *names_text(const struct names *names, struct arena *arena)
{
	if (names->count > 3)
		return arena_printf(arena, "%zu databases", names->count);
	return all_names_text(names, arena);
}
