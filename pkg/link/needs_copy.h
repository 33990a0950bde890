/*
 * Whether the copied data can still be brought up to date by a link, or needs a new
 * copy.
 */
#ifndef LINK_NEEDS_COPY_H
#define LINK_NEEDS_COPY_H

#include "plan/plan.h"

/* Why nothing but a new copy helps the manifest's data or its link, or NULL. */
const char *new_copy_is_needed(const struct facts *facts, struct arena *arena);

#endif
