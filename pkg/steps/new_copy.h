/*
 * Whether data that was copied is past mending by a link.
 */
#ifndef STEPS_NEW_COPY_H
#define STEPS_NEW_COPY_H

#include "plan/plan.h"

/* Why nothing but a new copy helps the manifest's data or its link, or NULL. */
const char *new_copy_is_needed(const struct world *world, struct arena *arena);

#endif
