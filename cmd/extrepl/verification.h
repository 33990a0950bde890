/*
 * The result of a comparison as text for people, and as JSON for programs.
 */
#ifndef EXTREPL_VERIFICATION_H
#define EXTREPL_VERIFICATION_H

#include <jansson.h>

#include "manifest/manifest.h"
#include "verify/verify.h"

const char *verification_text(const struct verify_result *result, struct arena *arena);

/* Every key is always present. result may be NULL if error is set. */
json_t *verification_json(const struct manifest *manifest,
			  const struct verify_result *result, const struct error *error);

#endif
