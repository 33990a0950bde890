/*
 * A command line split into words without a shell, as AWS's tools split
 * credential_process: blanks separate, '...' holds everything, "..." everything but \"
 * and \\, and \ takes the next byte as it is.
 */
#ifndef AWS_WORDS_H
#define AWS_WORDS_H

#include "base/arena.h"
#include "base/error.h"

/* NULL-terminated. ERROR_FAILED when a quote is left open, or there is no word. */
bool words_split(const char *line, struct arena *arena, const char *const **out,
		 struct error *err) MUST_CHECK;

#endif
