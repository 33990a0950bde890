/*
 * The files that the command line names: manifests, folders of them, observed facts.
 * This only reads them; pkg/manifest and pkg/observed parse the bytes.
 */
#ifndef FILES_FILES_H
#define FILES_FILES_H

#include "manifest/manifest.h"
#include "observed/observed.h"

/*
 * Loads one file ("-": standard input). Strict: any fault is ERROR_MANIFEST (78) with
 * file, line and column in the message and, where there is one, a hint. A password
 * value in a file that others can read is not an error: manifest->warning has a warning
 * for the caller to log.
 */
bool manifest_load(const char *path, struct arena *arena, const struct manifest **out,
		   struct error *err) MUST_CHECK;

/*
 * All manifests that -f names: files, "-", and directories (their *.yaml and *.yml,
 * sorted). Loads all before it returns; the same target and channel twice is
 * ERROR_MANIFEST.
 */
bool manifest_load_all(const char *const *paths, size_t paths_count,
		       struct arena *arena, const struct manifest ***out, size_t *count,
		       struct error *err) MUST_CHECK;

/*
 * The same, one by one, and continues after a manifest with an error. told is called
 * for each with the manifest, or with NULL and the error. False, with err, only if the
 * files cannot be listed.
 */
typedef void manifest_told(const char *path, const struct manifest *manifest,
			   const struct error *error, void *arg);
bool manifest_load_each(const char *const *paths, size_t paths_count, struct arena *arena,
			manifest_told *told, void *arg, struct error *err) MUST_CHECK;

/*
 * Loads the output of `extrepl observe` ("-": standard input). Everything is valid as
 * long as the arena. Errors are ERROR_MANIFEST.
 */
bool observed_load(const char *path, struct arena *arena, struct observed **out,
		   struct error *err) MUST_CHECK;

#endif
