/* Shared by the files that render a plan as text. */
#ifndef PLAN_RENDER_INTERNAL_H
#define PLAN_RENDER_INTERNAL_H

#include "base/text.h"
#include "plan/plan.h"

#define WIDTH 80
#define REASON_COLUMN 25 /* " + ", the name in 20 columns, and a blank */
#define DETAIL_COLUMN 8

/*
 * lines.c: adds each line of words, indented by column blanks. A long line is broken,
 * and its rest is indented by hang more.
 */
void render_lines(struct text *text, const char *words, size_t column, size_t hang);

/* Adds the part about the checks; nothing if none ran. */
void render_checks(struct text *text, const struct plan *plan, bool colour);
/* The number of checks with findings: a check that names ten tables counts once. */
size_t render_count_checks(const struct plan *plan, enum severity severity);

#endif
