/* Breaks text into lines for the plan in text form. */
#include <string.h>

#include "plan/render_internal.h"

void render_lines(struct text *text, const char *words, size_t column, size_t hang)
{
	for (const char *line = words; line != NULL;) {
		const char *end = strchr(line, '\n');
		const char *one = end == NULL ? line :
						arena_copy_n(text->arena, line,
							     (size_t)(end - line));

		text_addf(text, "%*s", (int)column, "");
		text_add_wrapped(text, one, column, column + hang, WIDTH);
		text_add(text, "\n");
		line = end == NULL ? NULL : end + 1;
	}
}
