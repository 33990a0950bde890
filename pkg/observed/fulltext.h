/*
 * The variables that determine which words of a row a FULLTEXT key has, when the server
 * builds it.
 */
#ifndef OBSERVED_FULLTEXT_H
#define OBSERVED_FULLTEXT_H

#include <stdbool.h>
#include <stddef.h>

extern const char *const fulltext_settings[];
extern const size_t fulltext_settings_count;

/* Whether the variable counts for keys of an engine ("InnoDB", "MyISAM", "Aria"). */
bool fulltext_setting_counts(const char *variable, const char *engine);

#endif
