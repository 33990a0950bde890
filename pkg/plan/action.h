/*
 * An action: one thing that is done to put a step in place, as data. The plan shows it,
 * pkg/act does it, and the plan's id is made of it, all from the same members.
 *
 * The members are in lists, one for all actions and one for each kind, from which the
 * structs below are made, and the table by which the id is computed (id.c). A list says
 * of each member whether another value is another plan. So a member cannot be left out.
 */
#ifndef PLAN_ACTION_H
#define PLAN_ACTION_H

#include <stdbool.h>
#include <stddef.h>

#include "sql/statements.h"

enum action_on { ON_SOURCE, ON_TARGET, ON_HOST, ON_AWS };
enum action_kind {
	ACTION_SQL,     /* a statement */
	ACTION_CALL,    /* an rds_* procedure: own connection, closed afterwards */
	ACTION_FILE,    /* write content to path, whole and atomically */
	ACTION_COMMAND, /* run argv, then wait for the server to answer */
	ACTION_COPY,    /* the copy of the data */
	ACTION_RECORD,  /* extrepl's own record on the target */
	ACTION_AWS,     /* a call of AWS's API */
};

/* What an ACTION_AWS calls for. */
enum aws_order {
	AWS_NOTHING,
	AWS_CREATE_GROUP,   /* a parameter group: subject, of a family */
	AWS_SET_PARAMETERS, /* of the group subject */
	AWS_USE_GROUP,      /* the instance uses the group subject, after a reboot */
	AWS_REBOOT,         /* the instance subject */
	AWS_SNAPSHOT,       /* subject: the snapshot's name */
};

/* "rds:ModifyDBParameterGroup": the IAM action that an order needs. */
const char *order_permission(enum aws_order order);

/* What an ACTION_RECORD notes. */
enum record_change {
	RECORD_NOTHING,
	RECORD_ADOPTS, /* the data is there already, with the manifest's coordinates */
	RECORD_LINK_STARTS, /* from now on the copy's coordinates are not used again */
	/* the address that the link was given, and the digest of its password */
	RECORD_LINK_SET,
	RECORD_SOURCE_REPLACED, /* by the manifest's source of now */
	RECORD_GTIDS,           /* the source's GTIDs that are in the data by now */
};

/* How a member goes into the plan's id. */
enum member_kind {
	MEMBER_TEXT,
	MEMBER_SHOWN,      /* the text, unless its figures move by themselves */
	MEMBER_NUMBER,     /* an enum, a size or a bool, by its size */
	MEMBER_NAMES,      /* NULL-terminated */
	MEMBER_PARAMETERS, /* a struct action_parameters */
	MEMBER_NOT_IN_ID,  /* how it is shown or done, and not what */
};

/* clang-format off */
/* Of every action. */
#define ACTION_MEMBERS(MEMBER)                                                           \
	MEMBER(enum action_on,   on,              MEMBER_NUMBER)                         \
	/* which member of the union below is set */                                     \
	MEMBER(enum action_kind, kind,            MEMBER_NUMBER)                         \
	/* as shown; of SQL and CALL also as sent, with the secrets filled in */         \
	MEMBER(const char *,     text,            MEMBER_SHOWN)                          \
	/* the text holds figures that move by themselves */                             \
	MEMBER(bool,             volatile_text,   MEMBER_NUMBER)                         \
	/* the actions after it depend on its effect: observe again first */             \
	MEMBER(bool,             reobserve_after, MEMBER_NUMBER)

/* ACTION_SQL, ACTION_CALL: what is missing in the text. */
#define ACTION_STATEMENT_MEMBERS(MEMBER)                                                 \
	/* offset in text where the replication password goes, or NO_SECRET */           \
	MEMBER(size_t, secret_at, MEMBER_NOT_IN_ID)                                      \
	/* of an account: where in text the digest of its password goes */               \
	MEMBER(struct secret_places, places, MEMBER_NOT_IN_ID)

/* ACTION_FILE. */
#define ACTION_FILE_MEMBERS(MEMBER)                                                      \
	MEMBER(const char *,        path,    MEMBER_TEXT)                                \
	MEMBER(const char *,        content, MEMBER_TEXT)                                \
	/* the prefix of the command that writes it on another host, or NULL */          \
	MEMBER(const char *const *, via,     MEMBER_NAMES)

/* ACTION_COMMAND. */
#define ACTION_COMMAND_MEMBERS(MEMBER)                                                   \
	MEMBER(const char *const *, argv, MEMBER_NAMES)

/* ACTION_COPY. */
#define ACTION_COPY_MEMBERS(MEMBER)                                                      \
	MEMBER(const char *const *, databases,    MEMBER_NAMES)                          \
	/* what may be dropped first; NULL: nothing */                                   \
	MEMBER(const char *const *, replaced,     MEMBER_NAMES)                          \
	/* nothing that an unfinished copy has loaded is kept */                         \
	MEMBER(bool,                from_scratch, MEMBER_NUMBER)

/* ACTION_RECORD. */
#define ACTION_RECORD_MEMBERS(MEMBER)                                                    \
	MEMBER(enum record_change,  change,    MEMBER_NUMBER)                            \
	/* RECORD_ADOPTS: what is there */                                               \
	MEMBER(const char *const *, databases, MEMBER_NAMES)                             \
	/* RECORD_GTIDS: it grows while the link runs */                                 \
	MEMBER(const char *,        gtid_set,  MEMBER_NOT_IN_ID)

/* ACTION_AWS: what they are is said at enum aws_order. */
#define ACTION_AWS_MEMBERS(MEMBER)                                                       \
	MEMBER(enum aws_order,           order,      MEMBER_NUMBER)                      \
	MEMBER(const char *,             subject,    MEMBER_TEXT)                        \
	MEMBER(const char *,             family,     MEMBER_TEXT)                        \
	MEMBER(struct action_parameters, parameters, MEMBER_PARAMETERS)

/* A parameter of AWS_SET_PARAMETERS. */
#define ACTION_PARAMETER_MEMBERS(MEMBER)                                                 \
	/* as RDS spells it */                                                           \
	MEMBER(const char *, name,      MEMBER_TEXT)                                     \
	MEMBER(const char *, value,     MEMBER_TEXT)                                     \
	/* else with the next reboot */                                                  \
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
