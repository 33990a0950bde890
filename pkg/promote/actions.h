/*
 * The tables of the cut-over: what is done, in order, and what takes each of it back.
 * A table is data: --dry-run prints it, a run walks it, undoing walks it backwards, and
 * so does the run after one that was killed.
 */
#ifndef PROMOTE_ACTIONS_H
#define PROMOTE_ACTIONS_H

#include "plan/plan.h"

struct cutover_facts;

enum promote_kind {
	PROMOTE_SQL,         /* a statement whose result does not matter */
	PROMOTE_CALL,        /* an rds_* procedure, on a connection of its own */
	PROMOTE_LOCK,        /* a statement that others may wait behind: in attempts */
	PROMOTE_EMPTY,       /* a query that must have no row */
	PROMOTE_COORDINATES, /* the closed side's: remembered */
	PROMOTE_SAME,        /* read again, and the same */
	PROMOTE_PROOF, /* a write on the target that the way back is seen to pass */
	/* how long the outage will be; the backlog is driven to nothing */
	PROMOTE_EXPECT,
	PROMOTE_DRAIN,    /* the open side has applied all up to the coordinates */
	PROMOTE_COUNTERS, /* AUTO_INCREMENT and sequences of the open side are raised */
	PROMOTE_EVENTS,   /* those that were enabled on the closed side are enabled */
	PROMOTE_FILE,     /* an option file of the source's, for its next start */
	PROMOTE_HOOKS,    /* the manifest's commands of a moment */
	PROMOTE_SESSIONS, /* who is still connected to the closed side */
	PROMOTE_WRITERS,  /* sessions whose open transaction could outlive the freeze */
	PROMOTE_OWN_WRITES, /* what the source has written itself since the freeze */
};

enum promote_session {
	SESSION_PLAIN,
	SESSION_LOCK, /* the one that holds the lock on the closed side */
};

/* What the option file beside source.config.file says, for the source's next start. */
enum option_file {
	OPTIONS_NONE,
	OPTIONS_FILTER,    /* the way back's filter */
	OPTIONS_CLOSED,    /* that, and that the source is read-only */
	OPTIONS_READ_ONLY, /* only that: there is no way back any more */
};

struct promote_action {
	const char *part; /* "source.freeze" */
	enum action_on on;
	enum promote_session session;
	enum promote_kind kind;
	enum flavour flavour; /* of both sides; FLAVOUR_UNKNOWN: either */
	const char *text;     /* with {places}; for kinds without SQL what it does */
	const char *undo; /* with {places}; several are ';'-separated; NULL: nothing */
	/* NULL: always; else only with such facts */
	bool (*wanted)(const struct cutover_facts *facts);
	enum hook_moment moment; /* of PROMOTE_HOOKS */
	/* of PROMOTE_FILE: what it says then, and once it is undone */
	enum option_file options, options_undone;
	/* once it is done the other side is open, and nothing is undone any more */
	bool no_return;
};

struct promote_table {
	const struct promote_action *actions;
	size_t count;
};

extern const struct promote_table promote_forward, promote_backward, promote_again,
	promote_finally;

#endif
