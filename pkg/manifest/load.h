/*
 * The way from bytes to a manifest, without a file: for the fuzzer and the tests.
 */
#ifndef MANIFEST_LOAD_H
#define MANIFEST_LOAD_H

#include "manifest/manifest.h"

/*
 * bytes are followed by a 0 byte. path is for messages and manifest->path, and gives
 * manifest->folder.
 */
bool manifest_parse(const char *bytes, size_t length, const char *path,
		    struct arena *arena, const struct manifest **out,
		    struct error *err) MUST_CHECK;

#endif
