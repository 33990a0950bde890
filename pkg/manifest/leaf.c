/*
 * The one error message for a value that its field refuses. It never quotes a secret.
 */
#include <stdarg.h>

#include "manifest/scalar.h"

bool leaf_refuse(const struct leaf *leaf, struct error *err, const char *format, ...)
{
	struct arena *arena = leaf->document->arena;
	const char *shown =
		leaf->field->hidden ? "the value" : document_quote(leaf->text, arena);
	va_list args;

	va_start(args, format);
	const char *what = arena_vprintf(arena, format, args);
	va_end(args);
	return document_fault(leaf->document, leaf->path, err, "%s %s", shown, what);
}
