/*
 * What a link's error message names: the table, the row, and the number
 * that people search for. What the error means is left to errors.h.
 */
#ifndef LINK_APPLIER_ERROR_H
#define LINK_APPLIER_ERROR_H

#include "link/errors.h"

/* Makes meaning and fix of a known error say what its message names. */
void applier_error_explain(const char *message, struct arena *arena,
			   struct diagnosis *out);

/*
 * The error within: 1236 of "13114: Got fatal error 1236 from source when reading data
 * from binary log".
 */
unsigned applier_error_known_as(unsigned code, const char *message);

#endif
