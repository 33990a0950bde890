/*
 * What a link's error message names: the table, the row, and the error number that
 * people search for. errors.h has the meaning of the error.
 */
#ifndef LINK_APPLIER_ERROR_H
#define LINK_APPLIER_ERROR_H

#include "link/errors.h"

/* Adds the names from the message to the meaning and fix of a known error. */
void applier_error_explain(const char *message, struct arena *arena,
			   struct diagnosis *out);

/*
 * The inner error: 1236 in "13114: Got fatal error 1236 from source when reading data
 * from binary log".
 */
unsigned applier_error_known_as(unsigned code, const char *message);

#endif
