/*
 * Moments as text, in UTC. Nothing here looks at a clock.
 */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include <stdint.h>

/*
 * "2026-11-22T09:44:10Z", "2026-11-22 09:44:10": seconds since 1970; 0 when it is no
 * such text, or NULL.
 */
int64_t calendar_seconds(const char *utc);

#endif
