/*
 * The settings that each session of extrepl gets after connecting, because init_connect
 * or the server's globals may have changed them. Variables that are not in this table
 * are inherited; docs/reliability.md says how those were tested.
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
	SET_ALWAYS, /* in the single SET at the start of every session */
	/*
	 * Only if the session has another value, because setting it needs a privilege,
	 * or not every server of this version has it.
	 */
	SET_IF_OTHER
};

enum session_refusal {
	REFUSAL_ENDS,    /* the session cannot be used with another value */
	REFUSAL_IS_KNOWN /* it costs speed, or later code handles it */
};

struct session_setting {
	const char *name;     /* as the server calls it */
	const char *value;    /* the value, as SQL */
	unsigned kinds;       /* which sessions get it: bits KIND_* */
	enum flavour flavour; /* FLAVOUR_UNKNOWN: both */
	unsigned since;       /* the first version that has it: 80003 for 8.0.3 */
	enum session_way way; /* when it is set */
	enum session_refusal refusal; /* what to do when the server refuses it */
	const char *why; /* consequence of another value, for the error's hint */
};

extern const struct session_setting session_settings[];
extern const size_t session_settings_count;

/* The SET NAMES statement; it is not a variable. */
const char *session_charset(enum session_kind kind);

#endif
