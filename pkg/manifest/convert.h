/*
 * From raw texts to struct manifest, row by row of fields[]: values and defaults. A
 * field that is not supported yet is refused.
 */
#ifndef MANIFEST_CONVERT_H
#define MANIFEST_CONVERT_H

#include "manifest/document.h"
#include "manifest/manifest.h"
#include "manifest/raw.h"

/* manifest->folder is set already: file names are relative to it. */
bool convert(const struct document *document, const struct raw *raw,
	     struct manifest *manifest, struct error *err) MUST_CHECK;

#endif
