/*
 * Whether data that was copied is past mending by a link.
 */
#ifndef LINK_NEEDS_COPY_H
#define LINK_NEEDS_COPY_H

#include "plan/plan.h"

/* Why nothing but a new copy helps the manifest's data or its link, or NULL. */
const char *new_copy_is_needed(const struct facts *facts, struct arena *arena);

#endif
