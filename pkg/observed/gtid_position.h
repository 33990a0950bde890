/*
 * MariaDB's GTID positions: "0-205-17,3-1-9", the last transaction of each domain. They
 * say how far, not which.
 */
#ifndef OBSERVED_GTID_POSITION_H
#define OBSERVED_GTID_POSITION_H

#include <stdbool.h>

/*
 * True when the position is at least as far as the goal in every domain of the goal. An
 * empty goal is reached by all, one that cannot be read by none.
 */
bool gtid_position_reached(const char *position, const char *goal);

/* Both are equally far in each domain that `domains` (a position, too) knows. */
bool gtid_positions_meet(const char *a, const char *b, const char *domains);

/*
 * A server's gtid_binlog_state tells, of each server in each domain, the last
 * transaction that it has logged. True when all of the position is within that.
 */
bool gtid_state_holds(const char *state, const char *position);

/* Both tell of a domain. */
bool gtid_positions_share_domain(const char *a, const char *b);

#endif
