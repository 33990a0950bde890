/*
 * What each session of extrepl is set to once it is connected: by then init_connect and
 * the server's globals have made it something else. What is not in this table is
 * inherited, and was tried: docs/reliability.md says how.
 */
#ifndef DB_SESSION_SETTINGS_H
#define DB_SESSION_SETTINGS_H

#include "db/db.h"

/* Bits of session_setting.kinds. */
#define KIND_LOOK (1U << SESSION_LOOK)
#define KIND_READ (1U << SESSION_READ)
#define KIND_WRITE (1U << SESSION_WRITE)
#define KIND_VERIFY (1U << SESSION_VERIFY)

enum session_way {
	SET_ALWAYS, /* in the one SET that all sessions begin with */
	/*
	 * Only where the session has another value: setting it takes a privilege, or it
	 * is not known to every server of this version.
	 */
	SET_IF_OTHER
};

enum session_refusal {
	REFUSAL_ENDS,    /* the session is of no use with another value */
	REFUSAL_IS_KNOWN /* it costs speed, or somebody else looks at it later */
};

struct session_setting {
	const char *name;     /* as the server calls it */
	const char *value;    /* as SQL */
	unsigned kinds;       /* which sessions are set so */
	enum flavour flavour; /* FLAVOUR_UNKNOWN: both */
	unsigned since;       /* the first version that has it */
	enum session_way way;
	enum session_refusal refusal;
	const char *why; /* what happens with another value */
};

extern const struct session_setting session_settings[];
extern const size_t session_settings_count;

/* The names of SET NAMES, which is no variable. */
const char *session_charset(enum session_kind kind);

#endif
