/*
 * The manifest: the desired state of one replication, read from one YAML document.
 * docs/manifest.md explains each key; it is generated from fields.c.
 *
 * After manifest_load all defaults are filled in and all rules are checked. An absent
 * optional text is NULL. An absent optional number is 0 where 0 is not a valid value.
 */
#ifndef MANIFEST_MANIFEST_H
#define MANIFEST_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

/*
 * Where a secret comes from. Exactly one of env, file, command, value, iam and
 * secretsmanager is set.
 */
struct secret_reference {
	const char *where; /* the path in the manifest: "source.admin.password" */
	const char *env;   /* the name of an environment variable */
	const char *file;  /* relative to the manifest's folder */
	const char *const *command; /* NULL-terminated argv */
	const char *value;          /* the secret itself */
	/* a token of RDS's IAM database authentication; for the target's admin only */
	bool iam;
	/* the name or ARN of a secret in AWS Secrets Manager */
	const char *secretsmanager;
	/*
	 * with secretsmanager: the member of the secret's JSON; NULL: the whole secret
	 */
	const char *key;
};

enum tls_mode {
	TLS_DISABLED,
	TLS_PREFERRED,
	TLS_REQUIRED,
	TLS_VERIFY_CA,
	TLS_VERIFY_IDENTITY
};

struct manifest_tls {
	/* for extrepl's own connections; the link has replication.tls */
	enum tls_mode mode;
	/* files; absolute, or relative to the working directory; NULL: none */
	const char *ca, *cert, *key;
};

struct manifest_admin {
	const char *user; /* the account that extrepl logs in with */
	/* resolved by pkg/secrets when a login needs it */
	struct secret_reference password;
};

struct manifest_setting {
	const char *name;  /* in lower case, with _ instead of - */
	const char *value; /* as written */
};

struct manifest_config {
	/* the option file that extrepl writes; NULL: it writes none */
	const char *file;
	/* the command that restarts the server, NULL-terminated argv; NULL: none */
	const char *const *restart;
	/*
	 * what to put before commands, such as ssh and a host; NULL-terminated, or NULL
	 */
	const char *const *via;
	int64_t timeout_ms; /* how long a restart may take */
};

struct manifest_source {
	const char *host; /* a name or an address */
	unsigned port;
	const char *socket; /* used instead of host and port; NULL: none */
	struct manifest_admin admin;
	struct manifest_tls tls;
	uint32_t server_id; /* 0: any, as long as the source has one */
	/* the binlog's base name; NULL: any, as long as the binlog is on */
	const char *log_bin;
	struct manifest_setting *settings; /* more variables to set on the source */
	size_t settings_count;             /* of settings */
	struct manifest_config config;
	struct {
		const char *name;
		const char *host;
		struct secret_reference password;
		const char *label; /* 'repl'@'%', for messages */
	} replication_user;
};

struct manifest_target {
	const char *endpoint; /* the host name that extrepl connects to */
	unsigned port;
	struct manifest_admin admin;
	struct manifest_tls tls;
	struct {
		/* from the endpoint when absent; NULL: the endpoint does not say */
		const char *region;
		const char *instance;
		/*
		 * the instance's own endpoint, if target.endpoint is another name for
		 * it; or NULL
		 */
		const char *endpoint;
		/* the URL of the RDS API; NULL: the region's */
		const char *endpoint_url;
	} aws;
	struct manifest_setting *parameters; /* values of the parameter group */
	size_t parameters_count;             /* of parameters */
	bool read_only; /* keep the target read-only while it replicates */
};

enum definers { DEFINERS_KEEP, DEFINERS_ADMIN, DEFINERS_FAIL };
enum compress { COMPRESS_NONE, COMPRESS_ZSTD };

struct manifest_copy {
	/* NULL-terminated; NULL: all but the system databases */
	const char *const *databases;
	unsigned threads;        /* readers; there are as many writers */
	int64_t lock_timeout_ms; /* how long to try for the read lock */
	uint64_t chunk_size;     /* approximate bytes that one transaction loads */
	enum definers definers;  /* what to do with the definers of stored objects */
	bool block_ddl;          /* block DDL on the source while the copy runs */
	bool backup_first;       /* take a DB snapshot of the target first */
	enum compress compress;  /* of the copy's connections */
	struct {
		bool set;         /* any of the three below is set; by rules.c */
		const char *file; /* a binlog file, together with position; or NULL */
		uint64_t position;
		const char *gtid; /* a GTID set (MariaDB: a GTID position), or NULL */
	} adopt;
};

/* A new password for an account whose own cannot be copied. */
struct manifest_account_password {
	const char *account; /* "app@%" */
	struct secret_reference password;
};

/*
 * The accounts to keep equal on the target; include NULL: extrepl does not change
 * accounts.
 */
struct manifest_accounts {
	/* NULL-terminated patterns, or NULL */
	const char *const *include, *const *exclude;
	struct manifest_account_password *passwords;
	size_t passwords_count;
};

enum replication_state { STATE_RUNNING, STATE_STOPPED, STATE_PROMOTED };
enum coordinates_mode { COORDINATES_AUTO, COORDINATES_FILE, COORDINATES_GTID };

struct manifest_replication {
	enum replication_state state;
	enum coordinates_mode coordinates;
	const char *source_host; /* the source's address as the target sees it */
	unsigned source_port;
	bool tls;            /* TLS on the link */
	int64_t delay_ms;    /* intended lag of the target */
	const char *channel; /* "" is the default channel */
	int64_t max_lag_ms;  /* the most lag that counts as healthy */
	int64_t timeout_ms;  /* how long apply waits without progress */
};

enum hook_moment { HOOK_FROZEN, HOOK_OPENED, HOOK_FINALIZED };

/* A command that `extrepl promote` runs at a fixed moment, without a shell. */
struct manifest_hook {
	enum hook_moment at;    /* when promote runs it */
	const char *const *run; /* NULL-terminated argv */
	/* the command that undoes it, the same form; NULL: there is none */
	const char *const *undo;
	int64_t timeout_ms; /* how long the command may take */
};

/* Settings of `extrepl promote`. */
struct manifest_cutover {
	/* promote does not start, or is undone, if the outage would be longer */
	int64_t max_outage_ms;
	bool way_back; /* set up replication from the target back to the old source */
	/* the target's address as the old source sees it */
	const char *back_host;
	unsigned back_port;
	/* how old the last `extrepl verify` may be; 0: none is required */
	int64_t verify_within_ms;
	bool end_sessions; /* end the applications' sessions on the closed side */
	struct manifest_hook *hooks;
	size_t hooks_count; /* of hooks */
};

enum consent {
	CONSENT_NONE = 0,
	CONSENT_SOURCE_RESTART = 1 << 0,
	CONSENT_TARGET_REBOOT = 1 << 1,
	CONSENT_SOURCE_LOCK = 1 << 2,
	CONSENT_TARGET_DATA = 1 << 3,
	/* change the replication account's password, which others may use */
	CONSENT_SOURCE_PASSWORD = 1 << 4,
	CONSENT_PROMOTE = 1 << 5,
};

struct manifest {
	const char *path;   /* as the user gave it: "replication.yaml", "-" */
	const char *folder; /* the folder of that file, for relative paths */
	const char *name;   /* of this replication, and of its record on the target */
	struct manifest_source source;
	struct manifest_target target;
	struct manifest_copy copy;
	struct manifest_accounts accounts;
	struct manifest_replication replication;
	struct manifest_cutover cutover;
	/* bits of enum consent; from the manifest, and --allow adds to them */
	unsigned allow;
	/* names of accepted warnings, NULL-terminated, or NULL */
	const char *const *checks_accept;
	const char *warning; /* a warning about the manifest itself; NULL: none */
};

/* True when checks.accept lists the name. */
bool manifest_accepts(const struct manifest *manifest, const char *name);
/*
 * A warning that is not a check of the plan, because only the copy finds it: the target
 * would compute a generated column's value differently.
 */
#define ACCEPT_GENERATED "generated-values"

/*
 * Converts a consent to its name, "source-restart", and back. NULL or CONSENT_NONE: no
 * such consent.
 */
const char *consent_name(enum consent consent);
enum consent consent_parse(const char *name);

/* The JSON Schema of the format, as text with a final newline. */
const char *manifest_schema(struct arena *arena);

#endif
