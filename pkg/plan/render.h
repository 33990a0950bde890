/*
 * How a plan is shown: as text for people, as JSON for programs. Both print a secret as
 * <secret>.
 */
#ifndef PLAN_RENDER_H
#define PLAN_RENDER_H

#include <jansson.h>

#include "base/text.h"
#include "plan/plan.h"

/*
 * The plan as text, in lines of at most 80 columns; colour: with ANSI colours. Ends
 * with a newline.
 */
const char *plan_text(const struct plan *plan, bool colour, struct arena *arena);

/* The two lines with source and target at the top of plan and status. */
void render_servers(struct text *text, const struct manifest *manifest,
		    const struct observed *observed, struct arena *arena);

/*
 * The object for one manifest in "plans" of extrepl/plan/1: every key is always
 * present. plan is NULL if there is an error, and can be NULL without an error if
 * nothing is left to do.
 */
json_t *plan_json(const struct manifest *manifest, const struct plan *plan,
		  const struct error *error);
/* An error as JSON: exit status of its kind, message, hint; null for NULL. */
json_t *error_json(const struct error *error);
/* A string, or null for NULL; text that is not UTF-8 is replaced. */
json_t *text_json(const char *text);

#endif
