/*
 * What the files of pkg/observe share. Each server is queried in a thread of its own;
 * the facts are filled in afterwards, in the caller's thread.
 *
 * ask_* send the queries and keep the raw answers; fill_* are pure and turn answers
 * into facts.
 */
#ifndef OBSERVE_INTERNAL_H
#define OBSERVE_INTERNAL_H

#include "accounts/definition.h"
#include "observe/ask.h"
#include "observe/instance.h"
#include "observe/observe.h"

/* One server's raw answers. Their arena is released once the facts are filled in. */
struct look {
	struct arena *arena;
	const struct manifest *manifest;
	struct db_server server;
	struct answers answers;
	/*
	 * The variables that the manifest wants to change, and the server's answers
	 * when that was tried (source only).
	 */
	const char **tried;
	struct db_statement *tries;
	size_t tries_count;
	/* for observer_look_at_data: the databases to copy, NULL-terminated */
	const char *const *databases;
};

/*
 * release.c: false, ERROR_BLOCKED, for a server older than any release that extrepl
 * supports.
 */
bool release_is_known(const struct db *db, struct error *err) MUST_CHECK;

/* server.c: what both sides have in common. */
/* The server's spelling: gtid_mode for the gtid-mode of a parameter group. */
const char *variable_spelt(const char *name, struct arena *arena);
const char *variable_names(const struct manifest *manifest, struct arena *arena);
void fill_server(const struct look *look, const char *address, struct arena *arena,
		 struct observed_server *out);
/* roles.c: the privileges that granted but inactive roles would add. */
bool ask_roles(struct db *db, struct look *look, struct error *err) MUST_CHECK;
void fill_privileges(const struct look *look, struct arena *arena,
		     struct observed_server *out);
/* unanswered.c: the queries that were sent but not answered. */
void fill_unanswered(const struct look *look, struct arena *arena,
		     struct observed_server *out);
/* objects.c: adds one to the list. detail may be NULL. */
void add_object(struct observed_server *server, struct arena *arena, const char *kind,
		const char *name, const char *detail);

/*
 * A position in the source's binlog and the GTIDs of all transactions before it; file
 * NULL: none. Kept between looks.
 */
struct gtid_checkpoint {
	char *file;
	uint64_t position;
	char *gtid_set;
};

/*
 * The password hashes of an account and the result of comparing them:
 * account_password.c.
 */
struct account_hash {
	struct arena *arena; /* owns the texts below; NULL: nothing is known yet */
	char *hash, *second; /* authentication_string; of the older password, or NULL */
	const char *password; /* digest of the password that they were compared with */
	enum fact matches, second_matches;
};

/* The password hashes of one of the source's accounts: SECRET. */
struct login_secret {
	const char *name; /* `app`@`%` */
	struct account_factor *factors;
	size_t factors_count;
	/* hash of the older password, in hexadecimal digits; or NULL */
	const char *second;
};

/* What is kept about the accounts between looks: login_secrets.c. */
struct seen_logins {
	struct arena *arena; /* of the list; NULL: no look yet */
	struct login_secret *list;
	size_t count;
	bool mariadb; /* the source is MariaDB */
	/*
	 * binlog file and position of the source when exactly these accounts were first
	 * missing on the target; "": none is missing
	 */
	char file[512];
	uint64_t position;
	uint64_t missing; /* a hash of these accounts' names */
};
void seen_logins_forget(struct seen_logins *seen);

struct observer {
	const struct manifest *manifest;
	const struct logins *logins;
	struct run *run;
	struct db *source;
	struct db *target;
	struct instance_watch *instance;
	struct gtid_checkpoint checkpoint; /* applied.c */
	struct account_hash account;
	struct seen_logins seen_logins;
	bool without_source; /* observer_leave_source */
};

/* followup_queries.c */
bool look_further(struct observer *observer, struct arena *arena,
		  struct observed *observed, struct error *err) MUST_CHECK;

/* applier_errors.c: fills sql_error of the link from its workers' messages. */
bool look_at_applier_errors(struct observer *observer, struct arena *arena,
			    struct observed *observed, struct error *err) MUST_CHECK;
/* The message without the statement, which may contain a password hash. */
char *applier_error_text(const char *message, struct arena *arena);

/* own_writes.c: fills target.own_writes and own_write. */
bool look_at_own_writes(struct observer *observer, struct arena *arena,
			struct observed *observed, struct error *err) MUST_CHECK;

/* since_snapshot.c: fills source.binlog_kept and gtid_mode_kept. */
bool look_at_binlog_kept(struct observer *observer, struct observed *observed,
			 struct error *err) MUST_CHECK;

/* applied.c: fills source.gtid_at_applied. */
bool look_at_applied(struct observer *observer, struct arena *arena,
		     struct observed *observed, struct error *err) MUST_CHECK;
void gtid_checkpoint_forget(struct gtid_checkpoint *checkpoint);

/* source.c */
bool ask_source(struct db *db, struct look *look, struct error *err) MUST_CHECK;
void fill_source(const struct look *look, const struct manifest *manifest,
		 struct arena *arena, struct observed_source *out);
/* The binlogs, the coordinates and the GTIDs of the source. */
void fill_binlogs(const struct look *look, struct arena *arena,
		  struct observed_source *out);
/*
 * A copy without the line breaks that a server puts into a long set. NULL stays NULL.
 */
char *gtid_copy(struct arena *arena, const char *set);
/* Needs both sides: the target is not one of the "other" replicas. */
void fill_replicas(const struct look *source, const struct manifest *manifest,
		   struct observed *observed);

/* account.c */
/*
 * Whether all tables may be locked; queried with the data, because only a copy needs
 * it.
 */
enum fact source_may_flush(const struct look *look);
void fill_account(const struct look *look, const struct manifest *manifest,
		  struct arena *arena, struct observed_account *out);

/* account_password.c: fills the password facts of source.account and of the records. */
void fill_account_password(struct observer *observer, const struct look *source,
			   const struct look *target, struct observed *out);
void account_hash_forget(struct account_hash *known);

/* target.c, link.c */
bool ask_target(struct db *db, struct look *look, struct error *err) MUST_CHECK;
void fill_target(const struct look *look, const struct logins *logins,
		 struct arena *arena, struct observed_target *out);
void fill_links(const struct look *look, struct arena *arena,
		struct observed_target *out);

/* data.c */
bool ask_source_data(struct db *db, struct look *look, struct error *err) MUST_CHECK;
bool ask_target_data(struct db *db, struct look *look, struct error *err) MUST_CHECK;
void fill_data(const struct look *look, struct arena *arena, struct observed_server *out);
/* data.c: the answers that are lists of objects, for the queries that were sent. */
void fill_lists(const struct look *look, struct arena *arena,
		struct observed_server *out);
/* data_followup.c: after fill_data of both. */
bool look_at_data_again(struct observer *observer, const char *const *databases,
			struct arena *arena, struct observed *observed,
			struct error *err) MUST_CHECK;
/* password_policy.c: needs the variables of both. */
void fill_password_policy(const struct logins *logins, const struct manifest *manifest,
			  struct arena *arena, struct observed *out);
/* large_rows.c: after fill_data of both. */
bool look_at_large_rows(struct observer *observer, struct observed *observed,
			const struct query_values *values, struct arena *scratch,
			struct arena *arena, struct error *err) MUST_CHECK;
/* definers.c: after fill_data of both. */
bool look_at_definers(struct observer *observer, struct arena *arena,
		      struct observed *observed, struct error *err) MUST_CHECK;
/* After fill_data of the source. */
void fill_collations(const struct look *look, struct arena *arena,
		     struct observed *observed);
const char *const *wanted_databases(const struct manifest *manifest,
				    const struct observed *observed, struct arena *arena);

/* connections.c: opens the connection if there is none, or if it is lost. */
bool observer_connect(struct db **db, const struct db_login *login, struct run *run,
		      struct error *err) MUST_CHECK;

#endif
