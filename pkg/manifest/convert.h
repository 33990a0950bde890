/*
 * Converts raw texts to struct manifest, row by row of fields[], with defaults. Refuses
 * fields that are not supported yet.
 */
#ifndef MANIFEST_CONVERT_H
#define MANIFEST_CONVERT_H

#include "manifest/document.h"
#include "manifest/manifest.h"
#include "manifest/raw.h"

/* manifest->folder must be set: file names are relative to it. */
bool convert(const struct document *document, const struct raw *raw,
	     struct manifest *manifest, struct error *err) MUST_CHECK;

#endif
