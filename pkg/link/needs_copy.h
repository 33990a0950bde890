/* Can a link still bring the copied data up to date, or is a new copy needed? */
#ifndef LINK_NEEDS_COPY_H
#define LINK_NEEDS_COPY_H

#include "plan/plan.h"

/* Why only a new copy helps the manifest's data or its link; or NULL. */
const char *new_copy_is_needed(const struct facts *facts, struct arena *arena);

#endif
