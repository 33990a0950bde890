/*
 * Parses bytes into a manifest, without a file: also for the fuzzer and the tests.
 */
#ifndef MANIFEST_LOAD_H
#define MANIFEST_LOAD_H

#include "manifest/manifest.h"

/*
 * A 0 byte must follow the bytes. path is used for messages, manifest->path and
 * manifest->folder.
 */
bool manifest_parse(const char *bytes, size_t length, const char *path,
		    struct arena *arena, const struct manifest **out,
		    struct error *err) MUST_CHECK;

#endif
