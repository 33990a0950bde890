/*
 * The reference page of the format, docs/manifest.md, generated from fields[].
 */
#ifndef MANIFEST_REFERENCE_H
#define MANIFEST_REFERENCE_H

#include "base/arena.h"

/* Markdown, with a final newline. */
const char *manifest_reference(struct arena *arena);

#endif
