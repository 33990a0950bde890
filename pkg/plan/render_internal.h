/*
 * What the files that render a plan as text share.
 */
#ifndef PLAN_RENDER_INTERNAL_H
#define PLAN_RENDER_INTERNAL_H

#include "base/text.h"
#include "plan/plan.h"

#define WIDTH 80
#define REASON_COLUMN 25 /* "  + " and the name in 20 columns, and a blank */
#define DETAIL_COLUMN 8

/*
 * lines.c: adds each line of words, indented by column blanks; long lines are broken,
 * and their rest is indented by hang more.
 */
void render_lines(struct text *text, const char *words, size_t column, size_t hang);

/* The part on the checks; nothing when none ran. */
void render_checks(struct text *text, const struct plan *plan, bool colour);
/* Checks with findings, not findings: a check that names ten tables is one. */
size_t render_count_checks(const struct plan *plan, enum severity severity);

#endif
