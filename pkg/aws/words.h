/*
 * Splits a command line into words without a shell, as AWS's tools split
 * credential_process: blanks separate words; '...' keeps everything, "..." everything
 * except \" and \\; \ keeps the next byte.
 */
#ifndef AWS_WORDS_H
#define AWS_WORDS_H

#include "base/arena.h"
#include "base/error.h"

/* NULL-terminated. ERROR_FAILED when a quote is not closed, or there is no word. */
bool words_split(const char *line, struct arena *arena, const char *const **out,
		 struct error *err) MUST_CHECK;

#endif
