/*
 * Times as text, in UTC. Nothing here reads a clock.
 */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include <stdint.h>

/*
 * Seconds since 1970 of "2026-11-22T09:44:10Z" or "2026-11-22 09:44:10"; 0 for any
 * other text or NULL.
 */
int64_t calendar_seconds(const char *utc);

#endif
