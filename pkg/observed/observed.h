/*
 * The facts that were read from both servers. Judges and checks decide from these facts
 * and from the manifest, and from nothing else. pkg/observe fills them in, unless a
 * member says otherwise.
 *
 * The facts print as YAML and load from it (`extrepl observe`, `extrepl plan
 * --observed`), so a bug report becomes a test. The zero value always means "not
 * known": NULL for a text, FACT_UNKNOWN for a fact. Texts are valid UTF-8 (wrong bytes
 * are replaced) and contain no secret. Lists have a pointer and, in the next member,
 * their count.
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

/* A server variable. Only those that a judge or a check reads are in the list. */
struct observed_variable {
	char *name;  /* as the server spells it */
	char *value; /* as SHOW GLOBAL VARIABLES prints it */
	/*
	 * it can be SET without a restart; known on the source only, and only if the
	 * manifest wants another value
	 */
	enum fact dynamic;
};

struct observed_database {
	char *name;      /* as the server spells it */
	uint64_t tables; /* number of base tables */
	uint64_t views;  /* number of views */
	/*
	 * bytes of data and indexes, the server's estimate; set until the copy is done
	 */
	uint64_t bytes;
};

/*
 * Something that a check reports, for example a table without a key. kind says which
 * check it is for.
 */
struct observed_object {
	char *kind;   /* "no-key", "engine", "definer", "xa", "statement-session" ... */
	char *name;   /* "repltest.audit" */
	char *detail; /* "MyISAM", "'app'@'%'"; NULL: none */
};

/*
 * An account or role that accounts.include names, without secrets. pkg/accounts defines
 * the form of the texts.
 */
struct observed_login {
	char *user;     /* its name */
	char *host;     /* NULL: a role of MariaDB */
	enum fact role; /* it was created by CREATE ROLE, as far as the server shows */
	/*
	 * how it logs in: "caching_sha2_password". "... $B$" if the format of the
	 * stored hash matters, "... empty" if no hash is stored
	 */
	char **factors;
	unsigned factors_count;
	enum fact every_factor;    /* a login needs all factors, not just one */
	enum fact second_password; /* it also accepts an older password */
	char **options;            /* "REQUIRE SSL": options that are not the default */
	unsigned options_count;
	char **grants; /* "SELECT ON `shop`.*" */
	unsigned grants_count;
	char *default_roles; /* "`reader`@`%`,`writer`@`%`", "`reader`"; NULL: none */
	/* on the target: the stored hash is the wanted one */
	enum fact same_password;
};

struct observed_server {
	char *address;        /* "host:port", from the manifest */
	enum flavour flavour; /* MySQL or MariaDB */
	unsigned version;     /* 80408 for 8.4.8 */
	char *version_text;   /* "8.4.8" */
	char *uuid;           /* server_uuid; MariaDB: server_uid, or NULL */
	char *hostname;       /* the variable hostname */
	uint64_t server_id;   /* the variable server_id; 0: not set, or not known */
	char *user;           /* the administrator's account: CURRENT_USER() */
	char *client; /* the host that extrepl connects from, as the server sees it */
	char *tls;    /* the cipher of extrepl's own connection; NULL: no TLS */
	char *utc_offset; /* the difference of NOW() from UTC: "00:00:00" */
	struct observed_variable *variables; /* see struct observed_variable */
	unsigned variables_count;            /* of variables */
	/*
	 * the administrator's privileges, in upper case, with those of active roles.
	 * Global: "REPLICATION SLAVE"; on a database: "SELECT ON shop.*"; on a table of
	 * mysql: "SELECT ON mysql.proc"; a partial revoke: "REVOKE SELECT ON shop.*"
	 */
	char **privileges;
	unsigned privileges_count; /* of privileges */
	/* roles that are granted but not active, quoted: "`reader`@`%`" */
	char **inactive_roles;
	unsigned inactive_roles_count; /* of inactive_roles */
	/*
	 * what privileges would be if those roles were active; empty when there are
	 * none
	 */
	char **role_privileges;
	unsigned role_privileges_count; /* of role_privileges */
	/* all but the system databases and extrepl's own */
	struct observed_database *databases;
	unsigned databases_count; /* of databases */
	/* what checks report; most of it is read only until the copy is done */
	struct observed_object *objects;
	unsigned objects_count; /* of objects */
	/*
	 * the accounts of accounts.include, and their roles; read only if the manifest
	 * has that key. On the target: those of the source's accounts that it has
	 */
	enum fact logins_known;
	struct observed_login *logins;
	unsigned logins_count;
	/*
	 * the accounts that are definers of the objects to copy and that the server
	 * has; only user, host and grants are set. Read only until the copy is done,
	 * and only if copy.definers keeps them
	 */
	enum fact definers_known;
	struct observed_login *definers;
	unsigned definers_count;
};

struct observed_binlog {
	char *file;    /* "db001-bin.000431" */
	uint64_t size; /* bytes */
};

struct observed_account {
	/*
	 * exactly the manifest's 'name'@'host' exists; the members below are about this
	 * account
	 */
	enum fact present;
	char *plugin;           /* its authentication plugin */
	enum fact requires_tls; /* REQUIRE SSL, or more */
	/* REQUIRE X509, or more: RDS cannot present a certificate */
	enum fact requires_certificate;
	enum fact replication_slave; /* it has the privilege REPLICATION SLAVE */
	enum fact locked;            /* ACCOUNT LOCK */
	enum fact password_expired;  /* the server demands a new password */
	/*
	 * the account has the manifest's password. Known from the stored hash if
	 * extrepl may read it, else from one login; unknown when neither gives an
	 * answer
	 */
	enum fact password_works;
	/* the account also accepts an older password (RETAIN CURRENT PASSWORD) */
	enum fact second_password;
	/* the manifest's password is that older one */
	enum fact password_is_second;
	/* why password_works is not known, or the server's message */
	char *password_note;
	/* the hosts of other accounts with this name, separated by commas */
	char *other_hosts;
	/*
	 * the source ends its session right after the login because init_connect fails
	 * for it. Known from one login, only if the source has an init_connect
	 */
	enum fact ended_at_login;
};

struct observed_source {
	struct observed_server server; /* facts that both sides have */
	char *binlog_file;        /* the current binlog file; NULL: the binlog is off */
	uint64_t binlog_position; /* the current position in binlog_file, bytes */
	/* the source's binlog filters; "" when there is none */
	char *binlog_do_db, *binlog_ignore_db;
	char *gtid_set;    /* gtid_executed; MariaDB: gtid_binlog_pos */
	char *gtid_purged; /* MySQL: gtid_purged; for MariaDB see gtid_state */
	/*
	 * MariaDB only, and only if this source replaced another. gtid_state: the last
	 * transaction that it logged, for each server in each domain. gtid_replicated:
	 * its last GTID position as a replica. In this case gtid_purged is the GTID
	 * position at which its oldest binlog begins
	 */
	char *gtid_state, *gtid_replicated;
	/*
	 * The GTIDs that the link has applied by file and position (MariaDB: its GTID
	 * position). Read only if the link will change to GTID. NULL: not known, or not
	 * known yet. A MySQL source knows this only for the end of its binlog, so the
	 * link must reach that end first
	 */
	char *gtid_at_applied;
	/*
	 * Read only while the record's coordinates were not used yet. binlog_kept: no
	 * RESET statement was executed since the snapshot. gtid_mode_kept (MySQL):
	 * gtid_mode was not changed since then. Both are UNKNOWN after a restart
	 */
	enum fact binlog_kept, gtid_mode_kept;
	struct observed_binlog *binlogs; /* all binlog files, oldest first */
	unsigned binlogs_count;          /* of binlogs */
	struct observed_account account; /* the replication user */
	/*
	 * FLUSH TABLES is allowed (RELOAD or FLUSH_TABLES), as an attempt showed; read
	 * only until the copy is done
	 */
	enum fact can_flush_tables;
	/* SET SESSION sql_log_bin = 0 is allowed, by the privileges; not tried */
	enum fact can_skip_binlog;
	/* the source itself replicates from another server; a way back does not count */
	enum fact is_replica;
	/*
	 * the channel of a way back, on which it follows a target of a cut-over; NULL:
	 * none
	 */
	char *way_back;
	/* the server_id that the way back last saw there; 0: not connected yet */
	uint64_t way_back_server_id;
	uint64_t replicas; /* how many replicas other than the target are connected */
	/* how many of those log in as the replication user */
	uint64_t replicas_as_account;
};

struct observed_procedure {
	char *name;          /* "rds_set_external_source" */
	unsigned parameters; /* how many parameters it takes */
};

struct observed_link {
	char *channel;        /* "" is the default channel */
	char *source_host;    /* the address that the target connects to */
	unsigned source_port; /* its port */
	char *source_user;    /* the account that the target logs in with */
	enum fact tls;        /* the link is set to use TLS */
	/* the link goes by GTID: Auto_Position, or on MariaDB Using_Gtid is not No */
	enum fact auto_position;
	/*
	 * Of a stopped applier of MySQL: a worker has noted a later transaction than
	 * the applier. START REPLICA then looks for it in the relay logs
	 */
	enum fact workers_ahead;
	/* the two threads: "Yes", "No", "Connecting" (MariaDB also "Preparing") */
	char *io_running, *sql_running;
	/* the last error number of each thread; 0: none */
	unsigned io_errno, sql_errno;
	char *io_error, *sql_error; /* the text of that error */
	/* the binlog file of the source up to which the target has received */
	char *read_file;
	uint64_t read_position; /* the position in read_file */
	/* the binlog file of the source up to which the target has applied */
	char *executed_file;
	uint64_t executed_position; /* the position in executed_file */
	char *retrieved_gtid_set;   /* MySQL: the GTIDs that were received */
	/* NO: the server reports NULL, for example because a thread has stopped */
	enum fact lag_known;
	uint64_t lag;   /* seconds; valid when lag_known is YES */
	uint64_t delay; /* configured delay of the link, seconds */
	/* the server_id that the link last saw at the source */
	uint64_t source_server_id;
	char *source_uuid; /* NULL before the first contact, and on MariaDB */
	/* the replicate filters that are set, for messages; NULL: none */
	char *replicate_filters;
};

struct observed_record {
	char *name;    /* the manifest's name */
	char *channel; /* "" is the default channel */
	char *state;   /* "unfinished", "complete", "adopted" or "promoted" */
	/* server_uuid (MariaDB: server_uid) of the source that was copied */
	char *source_uuid;
	uint64_t source_server_id; /* its server_id */
	char *source_hostname;     /* its hostname */
	char *file;                /* the binlog file of the copy's snapshot */
	uint64_t position;         /* the position in file */
	char *gtid_set;            /* the GTIDs in the data; "": not known */
	/*
	 * when the snapshot was taken, by the source's clock, microseconds since 1970;
	 * when the source was started, s since 1970; how many RESET statements it
	 * had executed since then; 0: not known
	 */
	uint64_t snapshot_time, source_start, source_resets;
	char *databases; /* the databases that were copied, one name per line */
	char *started_at, *completed_at; /* of the copy, UTC */
	/* when the link was first started after the copy, UTC; NULL: not yet */
	char *link_started_at;
	char *link_address; /* "host:port" that extrepl last set the link to */
	/* the link was last set up with the manifest's password */
	enum fact link_password_current;
	/*
	 * nobody has changed the account's password on the source since the link was
	 * set up
	 */
	enum fact account_unchanged;
};

/* A parameter of the instance's parameter group. */
struct observed_parameter {
	char *name;  /* as RDS spells it: "gtid-mode" */
	char *value; /* NULL: it has the engine's default */
	/* the allowed values: "0,1", "1024-1073741824"; NULL: RDS does not say */
	char *allowed;
	enum fact dynamic;    /* a change takes effect without a reboot */
	enum fact modifiable; /* NO: RDS does not let anybody change it */
	/* how the value was last set: "pending-reboot", "immediate" */
	char *apply_method;
};

/* What AWS's API says about the target's instance. */
struct observed_instance {
	/*
	 * YES: the API answered. NO: it did not, and note says why. UNKNOWN: it was not
	 * queried
	 */
	enum fact known;
	char *note; /* why known is NO, or what else could not be read */
	/* IAM actions that AWS denied: "rds:DescribeDBParameters" */
	char **denied;
	unsigned denied_count; /* of denied */
	/* id: the DB instance identifier; address: its endpoint's host name */
	char *region, *id, *class, *address;
	/* DBInstanceStatus, and what StatusInfos adds; NULL: nothing */
	char *status, *status_cause;
	/* its status lets the server be used: available, backing-up, ... */
	enum fact usable;
	/* its status needs a human first: storage-full, failed, ... */
	enum fact broken;
	char *engine, *engine_version;  /* "mysql", "8.4.8" */
	unsigned backup_retention_days; /* 0: no automated backups, and no binlog */
	enum fact multi_az, iam_authentication; /* IAM database authentication is on */
	/*
	 * changes that wait for a maintenance window or reboot: "MultiAZ: true"; NULL:
	 * none
	 */
	char *pending;
	uint64_t storage_gib; /* allocated storage, GiB */
	/* the limit of storage autoscaling, GiB; 0: autoscaling is off */
	uint64_t most_storage_gib;
	/*
	 * the cluster it belongs to, and the instance it is a read replica of; NULL:
	 * none
	 */
	char *cluster, *replica_of;
	char *parameter_group; /* the name of its parameter group */
	/* it is a default group of RDS, which nobody can change */
	enum fact default_group;
	char *parameter_status; /* "in-sync", "pending-reboot", "applying" */
	/* those that the manifest names, and read_only */
	struct observed_parameter *parameters;
	unsigned parameters_count;  /* of parameters */
	enum fact parameters_known; /* YES: the list was read */
	/*
	 * YES: DB snapshots were read. The members below are about the newest that
	 * extrepl made for this manifest; NULL: there is none
	 */
	enum fact snapshots_known;
	/* its identifier, and its status: "creating", "available", "failed" */
	char *snapshot, *snapshot_status;
	char *snapshot_at;         /* its start: "2026-11-22T09:44:10Z" */
	unsigned snapshot_percent; /* its progress, per cent */
};

struct observed_target {
	struct observed_server server; /* facts that both sides have */
	char *service; /* "rds" or "aurora"; NULL: the server has no RDS procedures */
	/* RDS's procedures in the database mysql */
	struct observed_procedure *procedures;
	unsigned procedures_count; /* of procedures */
	enum fact read_replica;    /* it is a read replica that RDS manages */
	enum fact cluster_member;  /* it is a reader of a Multi-AZ DB cluster */
	/*
	 * the newest start in mysql.rds_history, UTC: of the default channel, or of a
	 * named channel, depending on the manifest
	 */
	char *last_start_at;
	struct observed_link *links; /* one for each channel */
	unsigned links_count;        /* of links */
	enum fact links_known;       /* NO: the replica status could not be read */
	char *gtid_set;              /* gtid_executed; MariaDB: gtid_slave_pos */
	/*
	 * somebody wrote to the target after its link was removed. Read only if the
	 * record says that a link was started and there is no link now
	 */
	enum fact own_writes;
	char *own_write; /* an example, or why own_writes is not known */
	/* extrepl's records on the target, of all manifests */
	struct observed_record *records;
	unsigned records_count; /* of records */
	/*
	 * the target's default collation, and those of the source's collations that the
	 * target has; read only until the copy is done
	 */
	char **collations;
	unsigned collations_count; /* of collations */
	/* The next members are set only if the manifest has accounts.include: */
	char **login_plugins; /* the authentication plugins that its accounts can use */
	unsigned login_plugins_count;
	enum fact knows_pbkdf2; /* it accepts caching_sha2_password's $B$ format */
	char **own_grants;      /* its administrator's grants, as in observed_login */
	unsigned own_grants_count;
	/* the tables and routines named in grants that exist */
	char **granted_objects;
	unsigned granted_objects_count;
	/*
	 * its link has applied everything up to the source's position at the time when
	 * an account was first missing
	 */
	enum fact logins_caught_up;
	struct observed_instance instance; /* from AWS's API */
};

struct observed {
	char *format;                  /* OBSERVED_FORMAT */
	char *observed_at;             /* when the look began; RFC 3339, UTC */
	struct observed_source source; /* the server that is replicated */
	struct observed_target target; /* the RDS instance */
};

#define OBSERVED_FORMAT "extrepl/observed/1"

/* As YAML, with a final newline. */
bool observed_print(const struct observed *observed, struct arena *arena,
		    const char **out, struct error *err) MUST_CHECK;
/*
 * The facts are valid as long as the arena. ERROR_MANIFEST: the text is not such YAML.
 */
bool observed_parse(const char *bytes, size_t length, const char *path,
		    struct arena *arena, struct observed **out,
		    struct error *err) MUST_CHECK;

/*
 * True for two spellings of one variable. - and _ are the same letter; slave and
 * replica, master and source are the same word: slave_exec_mode is replica_exec_mode.
 */
bool observed_same_variable(const char *a, const char *b);

/*
 * Look-ups that several judges and checks need. NULL or false: not found. A variable is
 * found by either of its names.
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
 * True when the record is about this server. The server_uuid decides, or the host name
 * where there is none: a server with a new server_id is still the same server.
 */
bool observed_record_is_of(const struct observed_record *record,
			   const struct observed_server *source);
/* Finds it by either of its names. */
const struct observed_parameter *observed_parameter(const struct observed_instance *instance,
						    const char *name);
bool observed_denied(const struct observed_instance *instance, const char *action);
/* Index of a binlog file in the source's list; -1: not there. */
long observed_binlog(const struct observed_source *source, const char *file);

/*
 * True when the link has applied more than the source's binlog contains: the source was
 * reset, or it lost the end of its binlog. Also true if a busy source was read a moment
 * before the target; pkg/observe then reads the source again.
 */
bool observed_link_is_ahead(const struct observed_source *source,
			    const struct observed_link *link);

/*
 * Compares coordinates of one source: <0, 0, >0. Files compare by the number after the
 * last dot.
 */
int coordinates_compare(const char *file_a, uint64_t position_a, const char *file_b,
			uint64_t position_b);

#endif
