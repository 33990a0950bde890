/*
 * The manifest: what should be true, as one YAML document says it (docs/manifest.md is
 * made from fields.c).
 *
 * After manifest_load the defaults are filled in and every rule holds, so the struct
 * *is* the desired state. Absent optional text is NULL; absent optional numbers are 0
 * where 0 is no valid value.
 */
#ifndef MANIFEST_MANIFEST_H
#define MANIFEST_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

/* Where a secret comes from: exactly one of these. */
struct secret_reference {
	const char *where; /* the path in the manifest: "source.admin.password" */
	const char *env;
	const char *file;           /* relative to the manifest's folder */
	const char *const *command; /* NULL-terminated argv */
	const char *value;
	bool iam; /* a token of RDS's IAM authentication: the target's only */
	const char *secretsmanager; /* the name or ARN of a secret of AWS */
	const char *key; /* the member of its JSON; NULL: it is taken whole */
};

enum tls_mode {
	TLS_DISABLED,
	TLS_PREFERRED,
	TLS_REQUIRED,
	TLS_VERIFY_CA,
	TLS_VERIFY_IDENTITY
};

struct manifest_tls {
	enum tls_mode mode;
	/* absolute, or relative to the working directory */
	const char *ca, *cert, *key;
};

struct manifest_admin {
	const char *user;
	struct secret_reference password;
};

struct manifest_setting {
	const char *name; /* lower case, '-' folded to '_' */
	const char *value;
};

struct manifest_config {
	const char *file;           /* NULL: extrepl may not write one */
	const char *const *restart; /* NULL-terminated argv, or NULL */
	const char *const *via;     /* NULL-terminated prefix, or NULL */
	int64_t timeout_ms;
};

struct manifest_source {
	const char *host;
	unsigned port;
	const char *socket;
	struct manifest_admin admin;
	struct manifest_tls tls;
	uint32_t server_id;  /* 0: whatever the source runs */
	const char *log_bin; /* NULL: whatever it runs */
	struct manifest_setting *settings;
	size_t settings_count;
	struct manifest_config config;
	struct {
		const char *name;
		const char *host;
		struct secret_reference password;
		const char *label; /* 'repl'@'%', for messages */
	} replication_user;
};

struct manifest_target {
	const char *endpoint;
	unsigned port;
	struct manifest_admin admin;
	struct manifest_tls tls;
	struct {
		/* from the endpoint when absent; NULL when that does not say */
		const char *region;
		const char *instance;
		/* the instance's own, where target.endpoint is another name; or NULL */
		const char *endpoint;
		const char *endpoint_url;
	} aws;
	struct manifest_setting *parameters;
	size_t parameters_count;
	bool read_only;
};

enum definers { DEFINERS_KEEP, DEFINERS_ADMIN, DEFINERS_FAIL };
enum compress { COMPRESS_NONE, COMPRESS_ZSTD };

struct manifest_copy {
	/* NULL-terminated; NULL: all that are not system databases */
	const char *const *databases;
	unsigned threads;
	int64_t lock_timeout_ms;
	uint64_t chunk_size; /* bytes */
	enum definers definers;
	bool block_ddl;
	bool backup_first;
	enum compress compress;
	struct {
		bool set;
		const char *file; /* with position, or NULL */
		uint64_t position;
		const char *gtid; /* or NULL */
	} adopt;
};

/* A new password for an account whose own cannot be carried. */
struct manifest_account_password {
	const char *account; /* "app@%" */
	struct secret_reference password;
};

/* Who logs in at the target tomorrow; include NULL: accounts are left alone. */
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
	const char *source_host; /* the address that the target uses */
	unsigned source_port;
	bool tls;
	int64_t delay_ms;
	const char *channel; /* "" is the default channel */
	int64_t max_lag_ms;
	int64_t timeout_ms;
};

enum hook_moment { HOOK_FROZEN, HOOK_OPENED, HOOK_FINALIZED };

/* A command that `extrepl promote` runs at a fixed moment, without a shell. */
struct manifest_hook {
	enum hook_moment at;
	const char *const *run;  /* NULL-terminated argv */
	const char *const *undo; /* the same, or NULL: nothing takes it back */
	int64_t timeout_ms;
};

/* What `extrepl promote` keeps to. */
struct manifest_cutover {
	int64_t max_outage_ms; /* longer: not begun, or undone */
	bool way_back;         /* the old source follows the target */
	/* the target's address as the source sees it */
	const char *back_host;
	unsigned back_port;
	int64_t verify_within_ms; /* 0: no verify is asked for */
	bool end_sessions;
	struct manifest_hook *hooks;
	size_t hooks_count;
};

enum consent {
	CONSENT_NONE = 0,
	CONSENT_SOURCE_RESTART = 1 << 0,
	CONSENT_TARGET_REBOOT = 1 << 1,
	CONSENT_SOURCE_LOCK = 1 << 2,
	CONSENT_TARGET_DATA = 1 << 3,
	/* the replication account has another password, which may be somebody's */
	CONSENT_SOURCE_PASSWORD = 1 << 4,
	CONSENT_PROMOTE = 1 << 5,
};

struct manifest {
	const char *path;   /* as given: "replication.yaml", "-" */
	const char *folder; /* of the file, for relative paths */
	const char *name;
	struct manifest_source source;
	struct manifest_target target;
	struct manifest_copy copy;
	struct manifest_accounts accounts;
	struct manifest_replication replication;
	struct manifest_cutover cutover;
	unsigned allow;                   /* consents: set of enum consent */
	const char *const *checks_accept; /* NULL-terminated names, or NULL */
	const char *warning;              /* NULL: none */
};

/* Whether the name stands in checks.accept. */
bool manifest_accepts(const struct manifest *manifest, const char *name);
/*
 * Beside the checks of the plan: generated values that the target cannot compute as the
 * source did, which only the copy finds.
 */
#define ACCEPT_GENERATED "generated-values"

/* "source-restart" and back; NULL, CONSENT_NONE when there is none. */
const char *consent_name(enum consent consent);
enum consent consent_parse(const char *name);

/* The JSON Schema of the format, as text with a final newline. */
const char *manifest_schema(struct arena *arena);

#endif
