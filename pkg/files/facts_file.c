/* Loads observed facts from a file, for an offline plan. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "files/files.h"

bool observed_load(const char *path, struct arena *arena, struct observed **out,
		   struct error *err)
{
	bool standard_input = text_equal(path, "-");
	FILE *file = standard_input ? stdin : fopen(path, "re");
	struct text text = text_make(arena);
	char buffer[8192];
	size_t got;

	if (file == NULL)
		return error_set(err, ERROR_MANIFEST, "%s: %s", path, strerror(errno));
	while ((got = fread(buffer, 1, sizeof(buffer), file)) > 0)
		text_add_n(&text, buffer, got);
	bool failed = ferror(file) != 0;
	if (!standard_input)
		(void)fclose(file);
	if (failed)
		return error_set(err, ERROR_MANIFEST, "%s: cannot be read", path);
	return observed_parse(text.bytes, text.length, path, arena, out, err);
}
