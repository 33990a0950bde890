/*
 * An action: one change that helps to put a step in place, as data. The plan shows it,
 * pkg/act carries it out, and the plan's id is computed from it, all from the same
 * members.
 *
 * The members are in lists: one for all actions, and one for each kind. The structs
 * below are made from these lists, and so is the table from which the id is computed
 * (id.c). For each member the list says whether another value makes another plan. So no
 * member can be forgotten.
 */
#ifndef PLAN_ACTION_H
#define PLAN_ACTION_H

#include <stdbool.h>
#include <stddef.h>

#include "sql/statements.h"

enum action_on { ON_SOURCE, ON_TARGET, ON_HOST, ON_AWS };
enum action_kind {
	ACTION_SQL, /* a statement */
	/* an rds_* procedure: on a separate connection, closed afterwards */
	ACTION_CALL,
	ACTION_FILE,    /* write content to path, completely and atomically */
	ACTION_COMMAND, /* run argv, then wait for the server to answer */
	ACTION_COPY,    /* the copy of the data */
	ACTION_RECORD,  /* extrepl's own record on the target */
	ACTION_AWS,     /* a call to AWS's API */
};

/* Which call an ACTION_AWS makes. */
enum aws_order {
	AWS_NOTHING,
	AWS_CREATE_GROUP,   /* create a parameter group: subject, of a family */
	AWS_SET_PARAMETERS, /* set parameters of the group subject */
	/* make the instance use the group subject; takes effect with a reboot */
	AWS_USE_GROUP,
	AWS_REBOOT,   /* reboot the instance subject */
	AWS_SNAPSHOT, /* take a snapshot named subject */
};

/* The IAM action that a call needs: "rds:ModifyDBParameterGroup". */
const char *order_permission(enum aws_order order);

/* What an ACTION_RECORD writes into the record. */
enum record_change {
	RECORD_NOTHING,
	RECORD_ADOPTS, /* the data is already there, with the manifest's coordinates */
	RECORD_LINK_STARTS, /* from now on, do not use the copy's coordinates again */
	/* the address that the link was given, and the digest of its password */
	RECORD_LINK_SET,
	RECORD_SOURCE_REPLACED, /* by the source that is in the manifest now */
	RECORD_GTIDS,           /* the source's GTIDs that are in the data now */
};

/* How a member is part of the plan's id. */
enum member_kind {
	MEMBER_TEXT,
	/* the text, but not if it holds figures that change by themselves */
	MEMBER_SHOWN,
	MEMBER_NUMBER,     /* an enum, a size or a bool; sizeof gives the length */
	MEMBER_NAMES,      /* array of names, NULL-terminated */
	MEMBER_PARAMETERS, /* a struct action_parameters */
	MEMBER_NOT_IN_ID,  /* about how it is shown or done, not about what is done */
};

/* clang-format off */
/* Members of every action. */
#define ACTION_MEMBERS(MEMBER)                                                           \
	MEMBER(enum action_on,   on,              MEMBER_NUMBER)                         \
	/* selects the member of the union below */                                      \
	MEMBER(enum action_kind, kind,            MEMBER_NUMBER)                         \
	/* as shown; SQL and CALL: also as sent, with secrets filled in */               \
	MEMBER(const char *,     text,            MEMBER_SHOWN)                          \
	/* the text holds figures that change by themselves */                           \
	MEMBER(bool,             volatile_text,   MEMBER_NUMBER)                         \
	/* later actions depend on its effect: observe again first */                    \
	MEMBER(bool,             reobserve_after, MEMBER_NUMBER)

/* ACTION_SQL, ACTION_CALL: where secrets go into the text. */
#define ACTION_STATEMENT_MEMBERS(MEMBER)                                                 \
	/* offset in text for the replication password, or NO_SECRET */                  \
	MEMBER(size_t, secret_at, MEMBER_NOT_IN_ID)                                      \
	/* of an account: where in text its password hash goes */                        \
	MEMBER(struct secret_places, places, MEMBER_NOT_IN_ID)

/* ACTION_FILE. */
#define ACTION_FILE_MEMBERS(MEMBER)                                                      \
	MEMBER(const char *,        path,    MEMBER_TEXT)                                \
	MEMBER(const char *,        content, MEMBER_TEXT)                                \
	/* prefix of the command that writes it on another host, or NULL */              \
	MEMBER(const char *const *, via,     MEMBER_NAMES)

/* ACTION_COMMAND. */
#define ACTION_COMMAND_MEMBERS(MEMBER)                                                   \
	MEMBER(const char *const *, argv, MEMBER_NAMES)

/* ACTION_COPY. */
#define ACTION_COPY_MEMBERS(MEMBER)                                                      \
	MEMBER(const char *const *, databases,    MEMBER_NAMES)                          \
	/* databases that may be dropped first; NULL: none */                            \
	MEMBER(const char *const *, replaced,     MEMBER_NAMES)                          \
	/* keep nothing of what an unfinished copy has loaded */                         \
	MEMBER(bool,                from_scratch, MEMBER_NUMBER)

/* ACTION_RECORD. */
#define ACTION_RECORD_MEMBERS(MEMBER)                                                    \
	MEMBER(enum record_change,  change,    MEMBER_NUMBER)                            \
	/* RECORD_ADOPTS: the databases that exist */                                    \
	MEMBER(const char *const *, databases, MEMBER_NAMES)                             \
	/* RECORD_GTIDS: grows while the link runs */                                    \
	MEMBER(const char *,        gtid_set,  MEMBER_NOT_IN_ID)

/* ACTION_AWS: enum aws_order says what they mean. */
#define ACTION_AWS_MEMBERS(MEMBER)                                                       \
	MEMBER(enum aws_order,           order,      MEMBER_NUMBER)                      \
	MEMBER(const char *,             subject,    MEMBER_TEXT)                        \
	MEMBER(const char *,             family,     MEMBER_TEXT)                        \
	MEMBER(struct action_parameters, parameters, MEMBER_PARAMETERS)

/* A parameter of AWS_SET_PARAMETERS. */
#define ACTION_PARAMETER_MEMBERS(MEMBER)                                                 \
	/* spelled as in RDS */                                                          \
	MEMBER(const char *, name,      MEMBER_TEXT)                                     \
	MEMBER(const char *, value,     MEMBER_TEXT)                                     \
	/* false: takes effect with the next reboot */                                   \
	MEMBER(bool,         immediate, MEMBER_NUMBER)
/* clang-format on */

#define ACTION_DECLARE(type, name, kind) type name;

struct action_parameter {
	ACTION_PARAMETER_MEMBERS(ACTION_DECLARE)
};
struct action_parameters {
	const struct action_parameter *list;
	size_t count;
};

struct secret_places {
	const struct secret_place *list;
	size_t count;
};
#define NO_SECRET ((size_t)-1)

struct action_statement {
	ACTION_STATEMENT_MEMBERS(ACTION_DECLARE)
};
struct action_file {
	ACTION_FILE_MEMBERS(ACTION_DECLARE)
};
struct action_command {
	ACTION_COMMAND_MEMBERS(ACTION_DECLARE)
};
struct action_copy {
	ACTION_COPY_MEMBERS(ACTION_DECLARE)
};
struct action_record {
	ACTION_RECORD_MEMBERS(ACTION_DECLARE)
};
struct action_aws {
	ACTION_AWS_MEMBERS(ACTION_DECLARE)
};

struct action {
	ACTION_MEMBERS(ACTION_DECLARE)
	union {
		struct action_statement statement; /* ACTION_SQL, ACTION_CALL */
		struct action_file file;
		struct action_command command;
		struct action_copy copy;
		struct action_record record;
		struct action_aws aws;
	};
};

#endif
