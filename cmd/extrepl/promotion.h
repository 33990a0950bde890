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

/*
 * A pair whose manifest says promoted, and whose promotion was finalized: nothing is
 * left to do, and the old source, which may be gone, is not contacted.
 */
bool is_done_for_good(struct session *session);
/*
 * A look failed: when that is because the old source of such a pair is gone, err says
 * so instead.
 */
void explain_gone_source(struct session *session, struct error *err);

#endif
