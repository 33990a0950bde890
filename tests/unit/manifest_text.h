/* A manifest as text, with added lines. */
#ifndef TESTS_MANIFEST_TEXT_H
#define TESTS_MANIFEST_TEXT_H

#define HEAD "version: 1\nname: pair\n"
#define SOURCE_PART                                                                    \
	"source:\n"                                                                    \
	"  host: db001\n"                                                              \
	"  admin: { user: root, password: { env: SOURCE_PASSWORD } }\n"                \
	"  replication_user:\n"                                                        \
	"    { name: repl, password: { env: REPL_PASSWORD } }\n"
#define TARGET_PART                                                                    \
	"target:\n"                                                                    \
	"  endpoint: rds001.cs8xkvdfl8ru.ap-northeast-1.rds.amazonaws.com\n"           \
	"  admin: { user: awsuser, password: { env: RDS_PASSWORD } }\n"

/*
 * Adds text in source (line 8), in target (line 11), or at the end (line 11). Each
 * addition is one or more lines, without the last newline.
 */
#define IN_SOURCE(more) HEAD SOURCE_PART "  " more "\n" TARGET_PART
#define IN_TARGET(more) HEAD SOURCE_PART TARGET_PART "  " more "\n"
#define AT_END(more) HEAD SOURCE_PART TARGET_PART more "\n"
#define WITH_USER(user)                                                                \
	HEAD "source:\n"                                                               \
	     "  host: db001\n"                                                         \
	     "  admin: { user: root, password: { env: SOURCE_PASSWORD } }\n"           \
	     "  replication_user: { " user " }\n" TARGET_PART
#define WITH_PASSWORD(password)                                                        \
	HEAD "source:\n"                                                               \
	     "  host: db001\n"                                                         \
	     "  admin: { user: root, password: " password " }\n"                       \
	     "  replication_user: { name: repl, password: { env: REPL_PASSWORD } }\n" TARGET_PART
#define WITH_ENDPOINT(endpoint)                                                        \
	HEAD SOURCE_PART "target:\n"                                                   \
			 "  endpoint: " endpoint "\n"                                  \
			 "  admin: { user: awsuser, password: { env: RDS_PASSWORD } }\n"

#endif
