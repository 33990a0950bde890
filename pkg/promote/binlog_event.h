/* What one event in a binlog does, according to SHOW BINLOG EVENTS. */
#ifndef PROMOTE_BINLOG_EVENT_H
#define PROMOTE_BINLOG_EVENT_H

#include <stdbool.h>
#include <stddef.h>

struct ignored_databases {
	const char *const *names;
	size_t count;
};

/*
 * True if the event changes something outside the ignored databases, or if that is
 * unknown. A rotation, an empty transaction, and the events that frame a transaction
 * change nothing.
 */
bool binlog_event_writes(const char *type, const char *info,
			 const struct ignored_databases *ignored);

#endif
