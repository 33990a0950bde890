/*
 * MariaDB's GTID positions: "0-205-17,3-1-9", the last transaction of each domain. They
 * show how far a server has got, not which transactions it has.
 */
#ifndef OBSERVED_GTID_POSITION_H
#define OBSERVED_GTID_POSITION_H

#include <stdbool.h>
#include <stdint.h>

/*
 * True when the position is at least as far as the goal in every domain of the goal. An
 * empty goal is always reached, an unreadable goal never.
 */
bool gtid_position_reached(const char *position, const char *goal);

/*
 * True when both positions are equal in every domain of `domains`, which is a position
 * too.
 */
bool gtid_positions_meet(const char *a, const char *b, const char *domains);

/*
 * state is a gtid_binlog_state: the last logged transaction of each server in each
 * domain. True when the position is not after it.
 */
bool gtid_state_holds(const char *state, const char *position);

/*
 * Both are a gtid_binlog_state. True when `now` has a transaction of this server that
 * `then` lacks; by_others: of any server but this one. An unreadable state has moved.
 */
bool gtid_state_moved(const char *then, const char *now, uint64_t server, bool by_others);

/* True when both have a domain in common. */
bool gtid_positions_share_domain(const char *a, const char *b);

#endif
