/*
 * Checks the shape of a document against fields[]: unknown keys, repeated keys, a text
 * instead of a list.
 */
#ifndef MANIFEST_SHAPE_H
#define MANIFEST_SHAPE_H

#include "manifest/document.h"
#include "manifest/fields.h"

bool shape_check(const struct document *document, struct error *err) MUST_CHECK;

/* Sets a hint that shows how to write a secret. Returns false. */
bool shape_secret_hint(struct error *err);

#endif
