#include "observe/grants.h"

#include <ctype.h>
#include <string.h>

#include "base/attributes.h"
#include "base/text.h"

/* The first place outside quotes and parentheses where word begins, or NULL. */
static const char *find_plain(const char *text, const char *word)
{
	size_t length = strlen(word);
	char quote = '\0';
	int depth = 0;

	for (; *text != '\0'; text++) {
		if (quote != '\0') {
			if (*text == quote)
				quote = '\0';
		} else if (depth == 0 && strncmp(text, word, length) == 0) {
			return text;
		} else if (*text == '`' || *text == '\'' || *text == '"') {
			quote = *text;
		} else if (*text == '(') {
			depth++;
		} else if (*text == ')') {
			depth--;
		}
	}
	return NULL;
}

static const char *common_name(const char *privilege)
{
	static const struct {
		const char *newer;
		const char *common;
	} names[] = {
		{ "BINLOG MONITOR", "REPLICATION CLIENT" },
		{ "REPLICATION REPLICA", "REPLICATION SLAVE" },
		{ "REPLICA MONITOR", "SLAVE MONITOR" },
		{ "REPLICATION REPLICA ADMIN", "REPLICATION SLAVE ADMIN" },
		{ "ALL", "ALL PRIVILEGES" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (text_equal(privilege, names[i].newer))
			return names[i].common;
	}
	return privilege;
}

static void add(struct grants *grants, const char *privilege)
{
	for (unsigned i = 0; i < grants->count; i++) {
		if (text_equal(grants->list[i], privilege))
			return;
	}
	grants->list = arena_grow(grants->arena, grants->list,
				  grants->count * sizeof(*grants->list),
				  (grants->count + 1) * sizeof(*grants->list));
	grants->list[grants->count++] = arena_copy(grants->arena, privilege);
}

static char *upper_trimmed(struct arena *arena, const char *text, size_t length)
{
	while (length > 0 && text[0] == ' ') {
		text++;
		length--;
	}
	while (length > 0 && text[length - 1] == ' ')
		length--;
	char *copy = arena_copy_n(arena, text, length);
	for (char *c = copy; *c != '\0'; c++)
		*c = (char)toupper((unsigned char)*c);
	return copy;
}

/* The name of a database out of `na``me`.*; NULL for anything else. */
static const char *whole_database(struct arena *arena, const char *object, size_t length)
{
	struct text name = text_make(arena);

	if (length < 5 || object[0] != '`' || strncmp(object + length - 3, "`.*", 3) != 0)
		return NULL;
	for (size_t i = 1; i < length - 3; i++) {
		if (object[i] == '`' && object[i + 1] == '`')
			i++;
		text_add_n(&name, object + i, 1);
	}
	return name.bytes;
}

void grants_add(struct grants *grants, const char *line)
{
	const char *on, *to, *object, *end;
	const char *database = NULL;

	if (strncmp(line, "GRANT ", 6) != 0)
		return;
	line += 6;
	on = find_plain(line, " ON ");
	to = on == NULL ? NULL : find_plain(on, " TO ");
	if (to == NULL)
		return;
	object = on + 4;
	if (strncmp(object, "*.* ", 4) != 0) {
		database = whole_database(grants->arena, object, (size_t)(to - object));
		if (database == NULL)
			return;
	}
	for (const char *at = line; at < on; at = end + 1) {
		end = find_plain(at, ",");
		if (end == NULL || end > on)
			end = on;
		const char *privilege =
			common_name(upper_trimmed(grants->arena, at, (size_t)(end - at)));
		if (strchr(privilege, '(') != NULL)
			continue; /* of columns */
		add(grants, database == NULL ? privilege :
					       arena_printf(grants->arena, "%s ON %s.*",
							    privilege, database));
	}
	if (database == NULL && find_plain(to, " WITH GRANT OPTION") != NULL)
		add(grants, "GRANT OPTION");
}
