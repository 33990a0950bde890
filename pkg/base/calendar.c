/*
 * Reads the two forms in which servers and AWS write a time in UTC. It does not handle
 * time zones or leap seconds.
 */
#include "base/calendar.h"

#include <stdio.h>
#include <time.h>

#include "base/text.h"

int64_t calendar_seconds(const char *utc)
{
	struct tm parts = { .tm_isdst = 0 };

	if (text_empty(utc) ||
	    sscanf(utc, "%4d-%2d-%2d%*1[T ]%2d:%2d:%2d", &parts.tm_year, &parts.tm_mon,
		   &parts.tm_mday, &parts.tm_hour, &parts.tm_min, &parts.tm_sec) != 6)
		return 0;
	parts.tm_year -= 1900;
	parts.tm_mon -= 1;
	return timegm(&parts);
}
