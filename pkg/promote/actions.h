/*
 * The tables of the cut-over: its actions, in order, and what undoes each. A table is
 * data. --dry-run prints it, a run walks it forward, an undo walks it backward. So does
 * the run after one that was killed.
 */
#ifndef PROMOTE_ACTIONS_H
#define PROMOTE_ACTIONS_H

#include "plan/plan.h"

struct cutover_facts;

enum promote_kind {
	PROMOTE_SQL,   /* a statement whose result does not matter */
	PROMOTE_CALL,  /* an rds_* procedure, on a connection of its own */
	PROMOTE_LOCK,  /* a statement that can block others: tried in short attempts */
	PROMOTE_EMPTY, /* a query that must return no row */
	PROMOTE_COORDINATES, /* reads and keeps the coordinates of the closed side */
	PROMOTE_SAME,        /* reads them again: they must be the same */
	PROMOTE_PROOF, /* a write on the target that must arrive over the way back */
	/* reduces the backlog to zero and estimates the outage */
	PROMOTE_EXPECT,
	/* waits until the open side has applied everything up to the coordinates */
	PROMOTE_DRAIN,
	PROMOTE_COUNTERS, /* raises AUTO_INCREMENT and sequences of the open side */
	/* enables on the open side the events that were enabled on the closed side */
	PROMOTE_EVENTS,
	PROMOTE_FILE,     /* an option file on the source, for its next start */
	PROMOTE_HOOKS,    /* the manifest's commands for one moment */
	PROMOTE_SESSIONS, /* sessions still connected to the closed side */
	/* ends sessions whose open transaction could survive the freeze */
	PROMOTE_WRITERS,
	PROMOTE_OWN_WRITES, /* what the source itself has written since the freeze */
};

enum promote_session {
	SESSION_PLAIN,
	SESSION_LOCK, /* the session that holds the lock on the closed side */
};

/* What the option file next to source.config.file sets for the source's next start. */
enum option_file {
	OPTIONS_NONE,
	OPTIONS_FILTER,    /* the way back's filter */
	OPTIONS_CLOSED,    /* the filter, and that the source is read-only */
	OPTIONS_READ_ONLY, /* only read-only: there is no way back any more */
};

struct promote_action {
	const char *part; /* "source.freeze" */
	enum action_on on;
	enum promote_session session;
	enum promote_kind kind;
	enum flavour flavour; /* both sides must have it; FLAVOUR_UNKNOWN: any */
	const char *text; /* SQL with {places}; for kinds without SQL, a description */
	/* SQL with {places}, separated by ';'; NULL: nothing to undo */
	const char *undo;
	/* NULL: always done; else only if it returns true for the facts */
	bool (*wanted)(const struct cutover_facts *facts);
	enum hook_moment moment; /* for PROMOTE_HOOKS only */
	/*
	 * for PROMOTE_FILE only: what the file sets after the action, and after its
	 * undo
	 */
	enum option_file options, options_undone;
	/* this action opens the other side: after it nothing is undone */
	bool no_return;
};

struct promote_table {
	const struct promote_action *actions;
	size_t count;
};

extern const struct promote_table promote_forward, promote_backward, promote_again,
	promote_finally;

#endif
