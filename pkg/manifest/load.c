/*
 * Runs the steps from bytes to a manifest in order: read, check the version, check the
 * shape, convert, check the rules. Opening the file is left to pkg/files.
 */
#include "manifest/load.h"

#include <string.h>

#include "base/text.h"
#include "manifest/convert.h"
#include "manifest/document.h"
#include "manifest/raw.h"
#include "manifest/rules.h"
#include "manifest/shape.h"

#define FORMAT_VERSION "1"

/*
 * Checked first, because a manifest of a later version would look like one with typos.
 */
static bool check_version(const struct document *document, struct error *err)
{
	const char *version = document->version;

	if (version == NULL || version[0] == '0' ||
	    version[strspn(version, "0123456789")] != '\0' ||
	    strcmp(version, FORMAT_VERSION) == 0)
		return true;
	(void)document_fault(document, "version", err,
			     "%.20s is newer than this extrepl", version);
	return error_hint(err, "extrepl %s reads version %s; see `extrepl version`.",
			  EXTREPL_VERSION, FORMAT_VERSION);
}

static const char *folder_of(const char *path, struct arena *arena)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return ".";
	return slash == path ? "/" : arena_copy_n(arena, path, (size_t)(slash - path));
}

bool manifest_parse(const char *bytes, size_t length, const char *path,
		    struct arena *arena, const struct manifest **out, struct error *err)
{
	struct manifest *manifest = arena_alloc(arena, sizeof(*manifest));
	struct document document;
	const struct raw *raw;

	manifest->path = arena_copy(arena, path);
	manifest->folder = folder_of(path, arena);
	bool readable = document_read(bytes, length,
				      text_equal(path, "-") ? "<stdin>" : manifest->path,
				      arena, &document, err);
	if (document.version != NULL && !check_version(&document, err))
		return false;
	if (!readable || !shape_check(&document, err))
		return false;
	if (!raw_load(bytes, length, arena, &raw, err))
		return error_wrap(err, "%s", document.name);
	if (!convert(&document, raw, manifest, err) ||
	    !rules_check(&document, manifest, err))
		return false;
	*out = manifest;
	return true;
}
