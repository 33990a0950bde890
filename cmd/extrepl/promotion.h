/*
 * The result of a cut-over as JSON: extrepl/promotion/1. pkg/promote does the cut-over.
 */
#ifndef EXTREPL_PROMOTION_H
#define EXTREPL_PROMOTION_H

#include <jansson.h>

#include "manifest/manifest.h"
#include "promote/promote.h"

/* Every key is always present. error: NULL if it succeeded. */
json_t *promotion_json(const struct manifest *manifest,
		       const struct promote_result *result, const struct error *error,
		       int status);
/* "works", "stopped", "absent", "unknown" */
const char *way_back_state(const struct way_back *back);
json_t *way_back_json(const struct way_back *back);

/*
 * True if the manifest says promoted and the promotion was finalized. Then nothing is
 * left to do, and the old source, which may be gone, is not contacted.
 */
bool is_done_for_good(struct session *session);
/*
 * After an observation failed: if the reason is that the old source of such a pair is
 * gone, err says so.
 */
void explain_gone_source(struct session *session, struct error *err);

#endif
