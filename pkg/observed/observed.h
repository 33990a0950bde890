/*
 * What was found on both servers: the facts that judges and checks decide from, and
 * nothing else.
 *
 * Prints as YAML and loads from it (`extrepl observe`, `extrepl plan --observed`), so
 * that a bug report becomes a test. The zero value of every fact is "not known": a text
 * is NULL, a fact FACT_UNKNOWN. Texts are valid UTF-8 (what was not is replaced) and
 * hold no secret.
 */
#ifndef OBSERVED_OBSERVED_H
#define OBSERVED_OBSERVED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/flavour.h"

enum fact { FACT_UNKNOWN, FACT_NO, FACT_YES };

/* A server variable; the list holds those that some judge or check looks at. */
struct observed_variable {
	char *name;
	char *value; /* as SHOW GLOBAL VARIABLES prints it */
	/* can be SET without a restart; only asked where a change is wanted */
	enum fact dynamic;
};

struct observed_database {
	char *name;
	uint64_t tables; /* base tables */
	uint64_t views;
	uint64_t bytes; /* data and indexes, an estimate of the server's */
};

/* Something that a check names: kind says which list it would be on. */
struct observed_object {
	char *kind;   /* "no-key", "engine", "definer", "xa", "statement-session" ... */
	char *name;   /* "repltest.audit" */
	char *detail; /* "MyISAM", "'app'@'%'"; NULL: none */
};

/*
 * An account or a role that accounts.include names, without anything secret. The texts
 * are as pkg/accounts makes them.
 */
struct observed_login {
	char *user;
	char *host;     /* NULL: a role of MariaDB */
	enum fact role; /* was made by CREATE ROLE, as far as can be seen */
	/*
	 * how it logs in: "caching_sha2_password"; "... $B$" where the form of what is
	 * kept matters, "... empty" where nothing is kept
	 */
	char **factors;
	unsigned factors_count;
	enum fact every_factor;    /* all of them are wanted, not any */
	enum fact second_password; /* it keeps an older one beside its own */
	char **options;            /* "REQUIRE SSL", what is not the default */
	unsigned options_count;
	char **grants; /* "SELECT ON `shop`.*" */
	unsigned grants_count;
	char *default_roles; /* "`reader`@`%`,`writer`@`%`", "`reader`"; NULL: none */
	/* of the target's: what it keeps of its password is what is wanted there */
	enum fact same_password;
};

struct observed_server {
	char *address; /* host:port as the manifest has it */
	enum flavour flavour;
	unsigned version; /* 80408 for 8.4.8 */
	char *version_text;
	char *uuid; /* server_uuid; MariaDB: server_uid, or NULL */
	char *hostname;
	uint64_t server_id;
	char *user;       /* CURRENT_USER() */
	char *client;     /* our own host as the server sees it */
	char *tls;        /* the cipher of our link; NULL: in clear */
	char *utc_offset; /* of NOW(): "00:00:00" */
	struct observed_variable *variables;
	unsigned variables_count;
	/*
	 * With active roles resolved, upper case: global ones as "REPLICATION SLAVE",
	 * of a database "SELECT ON shop.*", of a table of mysql "SELECT ON mysql.proc";
	 * partial revokes as "REVOKE SELECT ON shop.*"
	 */
	char **privileges;
	unsigned privileges_count;
	/* roles that are granted and not active, quoted: "`reader`@`%`" */
	char **inactive_roles;
	unsigned inactive_roles_count;
	/* as privileges, if those roles were active; only where there are any */
	char **role_privileges;
	unsigned role_privileges_count;
	/* without the system ones and extrepl's own */
	struct observed_database *databases;
	unsigned databases_count;
	struct observed_object *objects;
	unsigned objects_count;
	/*
	 * of accounts.include, and their roles; only looked at where it is there. The
	 * target's: those of the source's that it has
	 */
	enum fact logins_known;
	struct observed_login *logins;
	unsigned logins_count;
};

struct observed_binlog {
	char *file;
	uint64_t size;
};

struct observed_account {
	enum fact present; /* the very 'name'@'host' of the manifest */
	char *plugin;
	enum fact requires_tls;
	enum fact requires_certificate; /* X509 or more: RDS cannot do that */
	enum fact replication_slave;
	enum fact locked;
	enum fact password_expired;
	/*
	 * the manifest's: by what the account keeps of its password, where that can be
	 * read, else by one login; unknown where neither tells
	 */
	enum fact password_works;
	/* the account keeps an older password beside its own (RETAIN) */
	enum fact second_password;
	/* and it is that one which is the manifest's */
	enum fact password_is_second;
	char *password_note; /* why it is not known, or what the server said */
	char *other_hosts;   /* hosts of accounts with the same name, comma separated */
};

struct observed_source {
	struct observed_server server;
	char *binlog_file; /* current coordinates; NULL when the binlog is off */
	uint64_t binlog_position;
	char *binlog_do_db, *binlog_ignore_db;
	char *gtid_set; /* gtid_executed; MariaDB: gtid_binlog_pos */
	char *gtid_purged;
	/*
	 * MariaDB, only asked where this source took the place of another: the last
	 * transaction that it has logged of each server in each domain; how far it came
	 * as a replica; gtid_purged is where its oldest binlog begins
	 */
	char *gtid_state, *gtid_replicated;
	/*
	 * The GTIDs of what our link has applied by file and position (MariaDB: its
	 * GTID position), as the source tells; only asked where the way is to change.
	 * NULL: not known, or not yet: MySQL's source tells it of its end alone, which
	 * the link has to come to
	 */
	char *gtid_at_applied;
	struct observed_binlog *binlogs;
	unsigned binlogs_count;
	struct observed_account account;
	/* tried: FLUSH TABLES needs RELOAD or FLUSH_TABLES */
	enum fact can_flush_tables;
	/* SET SESSION sql_log_bin = 0 is allowed (granted, not tried) */
	enum fact can_skip_binlog;
	enum fact is_replica;
	uint64_t replicas; /* connected ones other than the target */
	/* of those, how many log in as the replication user */
	uint64_t replicas_as_account;
};

struct observed_procedure {
	char *name; /* "rds_set_external_source" */
	unsigned parameters;
};

struct observed_link {
	char *channel; /* "" is the default one */
	char *source_host;
	unsigned source_port;
	char *source_user;
	enum fact tls;
	enum fact auto_position; /* MariaDB: Using_Gtid is not No */
	/* Yes, No, Connecting (MariaDB also Preparing) */
	char *io_running, *sql_running;
	unsigned io_errno, sql_errno;
	char *io_error, *sql_error;
	char *read_file; /* received up to here */
	uint64_t read_position;
	char *executed_file; /* applied up to here, in the source's binlog */
	uint64_t executed_position;
	char *retrieved_gtid_set;
	enum fact lag_known;
	uint64_t lag;   /* seconds */
	uint64_t delay; /* seconds */
	uint64_t source_server_id;
	char *source_uuid;       /* NULL before the first contact, and on MariaDB */
	char *replicate_filters; /* the set ones, for messages; NULL: none */
};

struct observed_record {
	char *name;
	char *channel;
	char *state; /* unfinished, complete, adopted, promoted */
	char *source_uuid;
	uint64_t source_server_id;
	char *source_hostname;
	char *file;
	uint64_t position;
	char *gtid_set;
	char *databases; /* names, one a line */
	char *started_at, *completed_at;
	char *link_started_at;
	char *link_address; /* "host:port" that extrepl last set the link to */
	/* the manifest's password is the one that the link was given last */
	enum fact link_password_current;
	/*
	 * the account on the source has the password that it had when the link was
	 * given its own: nobody has changed it since
	 */
	enum fact account_unchanged;
};

/* A parameter of the instance's parameter group. */
struct observed_parameter {
	char *name;        /* as RDS spells it: "gtid-mode" */
	char *value;       /* NULL: the engine's default */
	char *allowed;     /* "0,1", "1024-1073741824"; NULL: not said */
	enum fact dynamic; /* takes effect without a reboot */
	enum fact modifiable;
	char *apply_method; /* how it was set last: "pending-reboot" */
};

/* What AWS's API tells of the target's instance. */
struct observed_instance {
	/* UNKNOWN: the API was not asked; NO: it did not tell, the note says why */
	enum fact known;
	char *note;
	/* IAM actions that were found to be denied: "rds:DescribeDBParameters" */
	char **denied;
	unsigned denied_count;
	char *region, *id, *class, *address;
	char *status, *status_cause;
	enum fact usable; /* by its status: available, backing-up, ... */
	enum fact broken; /* a human must mend it first: storage-full, failed, ... */
	char *engine, *engine_version;
	unsigned backup_retention_days;
	enum fact multi_az, iam_authentication;
	char *pending; /* "MultiAZ: true" */
	uint64_t storage_gib;
	uint64_t most_storage_gib; /* 0: it does not grow by itself */
	char *cluster, *replica_of;
	char *parameter_group;
	enum fact default_group; /* RDS's own, which cannot be changed */
	char *parameter_status;  /* "in-sync", "pending-reboot", "applying" */
	/* of the group those that the manifest names, and read_only */
	struct observed_parameter *parameters;
	unsigned parameters_count;
	enum fact parameters_known;
	/* the newest DB snapshot that extrepl made for this manifest */
	enum fact snapshots_known;
	char *snapshot, *snapshot_status;
	char *snapshot_at; /* "2026-11-22T09:44:10Z" */
	unsigned snapshot_percent;
};

struct observed_target {
	struct observed_server server;
	char *service; /* "rds", "aurora"; NULL: no rds procedures */
	struct observed_procedure *procedures;
	unsigned procedures_count;
	enum fact read_replica;   /* an RDS-managed one */
	enum fact cluster_member; /* a reader of a Multi-AZ DB cluster */
	/* newest start row in rds_history of our kind of channel, UTC */
	char *last_start_at;
	struct observed_link *links; /* one a channel */
	unsigned links_count;
	enum fact links_known; /* NO: the status could not be read */
	char *gtid_set;        /* gtid_executed; MariaDB: gtid_slave_pos */
	/*
	 * it was written to since its link was taken away; only asked where the record
	 * tells of a link that was started, and there is none
	 */
	enum fact own_writes;
	char *own_write; /* an example; or why it is not known */
	struct observed_record *records;
	unsigned records_count;
	/*
	 * its default, and of the source's those that it knows; only looked at while
	 * the copy is open
	 */
	char **collations;
	unsigned collations_count;
	/* Of accounts, where accounts.include is there: */
	char **login_plugins; /* that its accounts can log in by */
	unsigned login_plugins_count;
	enum fact knows_pbkdf2; /* caching_sha2_password's $B$ form */
	char **own_grants;      /* its administrator's, as those of a login */
	unsigned own_grants_count;
	/* of the tables and routines that grants name, those that are there */
	char **granted_objects;
	unsigned granted_objects_count;
	/*
	 * its link has applied all that the source had when an account was first seen
	 * to be missing
	 */
	enum fact logins_caught_up;
	struct observed_instance instance;
};

struct observed {
	char *format;      /* "extrepl/observed/1" */
	char *observed_at; /* RFC 3339, UTC */
	struct observed_source source;
	struct observed_target target;
};

#define OBSERVED_FORMAT "extrepl/observed/1"

/* As YAML, with a final newline. */
bool observed_print(const struct observed *observed, struct arena *arena,
		    const char **out, struct error *err) MUST_CHECK;
/* Everything stays valid as long as the arena. Faults are ERROR_MANIFEST. */
bool observed_parse(const char *bytes, size_t length, const char *path,
		    struct arena *arena, struct observed **out,
		    struct error *err) MUST_CHECK;

/*
 * Two spellings of one variable: - and _ are one, and so are slave and replica, master
 * and source, in slave_exec_mode and the like.
 */
bool observed_same_variable(const char *a, const char *b);

/*
 * Questions that several judges and checks ask. NULL or false when not there. A
 * variable is found by either spelling.
 */
const struct observed_variable *observed_variable(const struct observed_server *server,
						  const char *name);
const char *observed_value(const struct observed_server *server, const char *name);
/* ON, 1, YES, TRUE */
bool observed_is_on(const struct observed_server *server, const char *name);
enum fact observed_privilege(const struct observed_server *server, const char *privilege);
const struct observed_database *observed_database(const struct observed_server *server,
						  const char *name);
const struct observed_procedure *observed_procedure(const struct observed_target *target,
						    const char *name);
const struct observed_link *observed_link(const struct observed_target *target,
					  const char *channel);
const struct observed_record *observed_record(const struct observed_target *target,
					      const char *name);
/*
 * True when the record tells of this very server: by server_uuid, else by its name, as
 * a change of server_id alone is no other server.
 */
bool observed_record_is_of(const struct observed_record *record,
			   const struct observed_server *source);
/* By name, in either spelling. */
const struct observed_parameter *observed_parameter(const struct observed_instance *instance,
						    const char *name);
bool observed_denied(const struct observed_instance *instance, const char *action);
/* Position of a binlog file in the source's list; -1 when it is not there. */
long observed_binlog(const struct observed_source *source, const char *file);

/*
 * The link has applied more than the source's binlog holds: the source was reset, or
 * lost its end. Also when both were looked at at once and the source is busy.
 */
bool observed_link_is_ahead(const struct observed_source *source,
			    const struct observed_link *link);

/*
 * Compares coordinates of one source: <0, 0, >0. Files by the number behind the last
 * dot.
 */
int coordinates_compare(const char *file_a, uint64_t position_a, const char *file_b,
			uint64_t position_b);

#endif
