/*
 * What one event of a binlog does, as SHOW BINLOG EVENTS shows it.
 */
#ifndef PROMOTE_BINLOG_EVENT_H
#define PROMOTE_BINLOG_EVENT_H

#include <stdbool.h>
#include <stddef.h>

struct ignored_databases {
	const char *const *names;
	size_t count;
};

/*
 * True when the event changes something outside the ignored databases, or when that
 * cannot be told. A rotation, an empty transaction and the frame of one change nothing.
 */
bool binlog_event_writes(const char *type, const char *info,
			 const struct ignored_databases *ignored);

#endif
