/*
 * Finds the line and column of a path, and builds the error messages that point there.
 */
#include <ctype.h>
#include <stdarg.h>
#include <string.h>

#include "base/text.h"
#include "manifest/document.h"

#define LONGEST_QUOTE 60

const struct node *document_find(const struct document *document, const char *path)
{
	for (const struct node *node = document->first; node != NULL; node = node->next) {
		if (strcmp(node->path, path) == 0)
			return node;
	}
	return NULL;
}

bool document_has(const struct document *document, const char *path)
{
	const struct node *node = document_find(document, path);

	return node != NULL && !node->empty;
}

static bool fault(const struct document *document, unsigned line, unsigned column,
		  const char *path, struct error *err, const char *format, va_list args)
	PRINTF_LIKE(6, 0);

static bool fault(const struct document *document, unsigned line, unsigned column,
		  const char *path, struct error *err, const char *format, va_list args)
{
	const char *what = arena_vprintf(document->arena, format, args);

	return error_set(err, ERROR_MANIFEST, "%s:%u:%u: %s%s%s", document->name, line,
			 column, path, path[0] == '\0' ? "" : ": ", what);
}

/* The key of the nearest mapping around path, or the start of the document. */
static void place_around(const struct document *document, const char *path,
			 unsigned *line, unsigned *column)
{
	char *outer = arena_copy(document->arena, path);

	*line = *column = 1;
	for (char *cut; (cut = strrchr(outer, '.')) != NULL;) {
		*cut = '\0';
		const struct node *node = document_find(document, outer);
		if (node != NULL) {
			*line = node->key_line;
			*column = node->key_column;
			return;
		}
	}
}

bool document_fault(const struct document *document, const char *path,
		    struct error *err, const char *format, ...)
{
	const struct node *node = document_find(document, path);
	unsigned line, column;
	va_list args;

	if (node != NULL) {
		line = node->line;
		column = node->column;
	} else {
		place_around(document, path, &line, &column);
	}
	va_start(args, format);
	(void)fault(document, line, column, path, err, format, args);
	va_end(args);
	return false;
}

bool document_fault_at(const struct document *document, unsigned line, unsigned column,
		       const char *path, struct error *err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	(void)fault(document, line, column, path, err, format, args);
	va_end(args);
	return false;
}

const char *document_quote(const char *value, struct arena *arena)
{
	size_t length = strlen(value);
	size_t keep = length;

	if (length > LONGEST_QUOTE) {
		keep = LONGEST_QUOTE;
		/* Do not cut within a UTF-8 character. */
		while (keep > 0 && ((unsigned char)value[keep] & 0xC0) == 0x80)
			keep--;
	}
	char *copy = arena_copy_n(arena, value, keep);
	for (char *at = copy; *at != '\0'; at++) {
		if (iscntrl((unsigned char)*at))
			*at = '?';
	}
	const char *mark = strchr(copy, '\'') == NULL ? "'" : "\"";
	return arena_printf(arena, "%s%s%s%s", mark, copy, keep < length ? "..." : "",
			    mark);
}
