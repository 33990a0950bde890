/*
 * The result of a cut-over as JSON: extrepl/promotion/1. The cut-over itself is
 * pkg/promote.
 */
#ifndef EXTREPL_PROMOTION_H
#define EXTREPL_PROMOTION_H

#include <jansson.h>

#include "manifest/manifest.h"
#include "promote/promote.h"

/* Every key is always there. error: NULL when it was done. */
json_t *promotion_json(const struct manifest *manifest,
		       const struct promote_result *result, const struct error *error,
		       int status);
/* "works", "stopped", "absent", "unknown" */
const char *way_back_state(const struct way_back *back);
json_t *way_back_json(const struct way_back *back);

#endif
