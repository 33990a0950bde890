/*
 * The table fields[] with the name, kind, default, limits and meaning of every key. The
 * meanings are the text of docs/manifest.md and of the JSON Schema.
 */
#include "manifest/fields.h"

#include <stddef.h>
#include <string.h>

#include "manifest/endpoint.h"

#define AT(place) offsetof(struct manifest, place)
#define V01 "0.1"

#define MS_SECOND 1000
#define MS_HOUR (3600 * MS_SECOND)
#define MS_DAY (24 * MS_HOUR)
#define MIB ((uint64_t)1024 * 1024)
#define MOST_ITEMS 1000

#define HOST_PATTERN "^[A-Za-z0-9._:-]+$"
#define HOST_EXPECTS "a host name or address"

static const char *const tls_text[] = {
	[TLS_DISABLED] = "disabled",
	[TLS_PREFERRED] = "preferred",
	[TLS_REQUIRED] = "required",
	[TLS_VERIFY_CA] = "verify-ca",
	[TLS_VERIFY_IDENTITY] = "verify-identity",
	NULL,
};
static const char *const definers_text[] = {
	[DEFINERS_KEEP] = "keep",
	[DEFINERS_ADMIN] = "admin",
	[DEFINERS_FAIL] = "fail",
	NULL,
};
static const char *const compress_text[] = {
	[COMPRESS_NONE] = "none",
	[COMPRESS_ZSTD] = "zstd",
	NULL,
};
static const char *const state_text[] = {
	[STATE_RUNNING] = "running",
	[STATE_STOPPED] = "stopped",
	[STATE_PROMOTED] = "promoted",
	NULL,
};
static const char *const coordinates_text[] = {
	[COORDINATES_AUTO] = "auto",
	[COORDINATES_FILE] = "file",
	[COORDINATES_GTID] = "gtid",
	NULL,
};
static const char *const moment_text[] = {
	[HOOK_FROZEN] = "frozen",
	[HOOK_OPENED] = "opened",
	[HOOK_FINALIZED] = "finalized",
	NULL,
};
static const char *const allow_text[] = { "source-restart", "target-reboot", NULL };

/* clang-format off */
#define PASSWORD_ROWS_AT(at, type, member, what) \
	{ at, FIELD_SECRET, NULL, V01, offsetof(type, member), .meaning = what ": exactly one of the keys below", .required = true }, \
	{ at ".env", FIELD_TEXT, NULL, V01, offsetof(type, member.env), .meaning = "the environment variable that contains it", \
	  .pattern = "^[A-Za-z_][A-Za-z0-9_]*$", .expects = "the name of an environment variable", .hidden = true }, \
	{ at ".file", FIELD_TEXT, NULL, V01, offsetof(type, member.file), .meaning = "the file that contains it; a relative path starts at the manifest's folder" }, \
	{ at ".command", FIELD_TEXTS, NULL, V01, offsetof(type, member.command), \
	  .meaning = "the command that prints it; it runs without a shell", .min = 1, .max = MOST_ITEMS, .hidden = true }, \
	{ at ".value", FIELD_TEXT, NULL, V01, offsetof(type, member.value), \
	  .meaning = "the password itself; nobody else should be able to read such a manifest", .max = 1023, .hidden = true }, \
	{ at ".iam", FIELD_BOOLEAN, "false", V01, offsetof(type, member.iam), \
	  .meaning = "log in with an RDS IAM token instead of a password; for the target's admin only" }, \
	{ at ".secretsmanager", FIELD_TEXT, NULL, V01, offsetof(type, member.secretsmanager), \
	  .meaning = "the name or ARN of the AWS Secrets Manager secret that contains it" }, \
	{ at ".key", FIELD_TEXT, NULL, V01, offsetof(type, member.key), \
	  .meaning = "with `secretsmanager`: the key in the secret's JSON whose value is the password", .derived = "the whole secret" }
#define PASSWORD_ROWS(at, member, what) PASSWORD_ROWS_AT(at, struct manifest, member, what)

#define TLS_ROWS(at, member, standard) \
	{ at, FIELD_MAPPING, NULL, V01, NOWHERE, .meaning = "TLS of extrepl's own connection to this server" }, \
	{ at ".mode", FIELD_WORD, standard, V01, AT(member.mode), \
	  .meaning = "how strictly TLS is required; the words are those of the mysql client's --ssl-mode", .words = tls_text }, \
	{ at ".ca", FIELD_FILE, NULL, V01, AT(member.ca), .meaning = "the file with the certificate authorities to trust", \
	  .derived = "the system's" }, \
	{ at ".cert", FIELD_FILE, NULL, V01, AT(member.cert), .meaning = "the client certificate" }, \
	{ at ".key", FIELD_FILE, NULL, V01, AT(member.key), .meaning = "the private key of the client certificate" }

#define SETTING_ROWS(at) \
	{ at "[].name", FIELD_TEXT, NULL, V01, offsetof(struct manifest_setting, name), .meaning = "its name", \
	  .required = true, .max = 64, .pattern = "^[A-Za-z][A-Za-z0-9_.-]*$", .expects = "the name of a setting" }, \
	{ at "[].value", FIELD_TEXT, NULL, V01, offsetof(struct manifest_setting, value), \
	  .meaning = "its value", .required = true, .may_be_empty = true }

const struct field fields[] = {
	{ "version", FIELD_INTEGER, NULL, V01, NOWHERE, .meaning = "the version of the manifest's format", .required = true,
	  .min = 1, .max = 1 },
	{ "name", FIELD_TEXT, NULL, V01, AT(name), .meaning = "the name of this replication and of its record on the target: at most 40 lower-case letters, digits and -",
	  .required = true, .pattern = "^[a-z][a-z0-9-]{0,39}$",
	  .expects = "a name of at most 40 lower-case letters, digits and -, beginning with a letter" },

	{ "source", FIELD_MAPPING, NULL, V01, NOWHERE, .meaning = "the server to replicate from", .required = true },
	{ "source.host", FIELD_TEXT, NULL, V01, AT(source.host), .meaning = "the host name or address of the source",
	  .required = true, .max = 255, .pattern = HOST_PATTERN, .expects = HOST_EXPECTS },
	{ "source.port", FIELD_INTEGER, "3306", V01, AT(source.port), .meaning = "the source's port", .min = 1, .max = 65535 },
	{ "source.socket", FIELD_TEXT, NULL, V01, AT(source.socket),
	  .meaning = "a Unix socket for extrepl's own connection, used instead of host and port", .max = 107,
	  .pattern = "^/.*[^/]$", .expects = "an absolute path" },
	{ "source.admin", FIELD_MAPPING, NULL, V01, NOWHERE, .meaning = "the account that extrepl logs in with on the source",
	  .required = true },
	{ "source.admin.user", FIELD_TEXT, NULL, V01, AT(source.admin.user), .meaning = "its user name", .required = true, .max = 128 },
	PASSWORD_ROWS("source.admin.password", source.admin.password, "its password"),
	TLS_ROWS("source.tls", source.tls, "preferred"),
	{ "source.server_id", FIELD_INTEGER, NULL, V01, AT(source.server_id), .meaning = "the server_id that the source must have",
	  .min = 1, .max = UINT32_MAX, .derived = "the source's present value, if that is not 0" },
	{ "source.log_bin", FIELD_TEXT, NULL, V01, AT(source.log_bin), .meaning = "the base name that the source's binlog files must have",
	  .max = 255, .derived = "the source's present value, if the binlog is on" },
	{ "source.settings", FIELD_SETTINGS, NULL, V01, AT(source.settings),
	  .meaning = "further variables of the source to keep at a given value; binlog_format is always kept at ROW", .max = MOST_ITEMS },
	SETTING_ROWS("source.settings"),
	{ "source.config", FIELD_MAPPING, NULL, V01, NOWHERE, .meaning = "how to apply settings that need a restart of the source" },
	{ "source.config.file", FIELD_TEXT, NULL, V01, AT(source.config.file),
	  .meaning = "an option file that the server reads and that extrepl alone writes; its old content is replaced", .pattern = "^/.*[^/]$",
	  .expects = "an absolute path" },
	{ "source.config.restart", FIELD_TEXTS, NULL, V01, AT(source.config.restart),
	  .meaning = "the command that restarts the server; it runs without a shell", .min = 1, .max = MOST_ITEMS },
	{ "source.config.via", FIELD_TEXTS, NULL, V01, AT(source.config.via),
	  .meaning = "what to put before the commands when the source runs on another host: `[ssh, db001]`", .max = MOST_ITEMS },
	{ "source.config.timeout", FIELD_DURATION, "120s", V01, AT(source.config.timeout_ms),
	  .meaning = "how long the server may take to answer after a restart", .min = MS_SECOND, .max = MS_DAY },
	{ "source.replication_user", FIELD_MAPPING, NULL, V01, NOWHERE, .meaning = "the account on the source that the target replicates with",
	  .required = true },
	{ "source.replication_user.name", FIELD_TEXT, NULL, V01, AT(source.replication_user.name), .meaning = "its user name, without the host",
	  .required = true, .max = 96 },
	{ "source.replication_user.host", FIELD_TEXT, "%", V01, AT(source.replication_user.host),
	  .meaning = "its host pattern, which must cover the target's address", .max = 255, .pattern = "^[A-Za-z0-9._:/%-]+$",
	  .expects = "a host pattern" },
	PASSWORD_ROWS("source.replication_user.password", source.replication_user.password,
		      "its password, at most 32 bytes"),

	{ "target", FIELD_MAPPING, NULL, V01, NOWHERE, .meaning = "the Amazon RDS instance to replicate to", .required = true },
	{ "target.endpoint", FIELD_TEXT, NULL, V01, AT(target.endpoint), .meaning = "the endpoint of the instance",
	  .required = true, .max = 255, .pattern = HOST_PATTERN, .expects = HOST_EXPECTS },
	{ "target.port", FIELD_INTEGER, "3306", V01, AT(target.port), .meaning = "its port", .min = 1, .max = 65535 },
	{ "target.admin", FIELD_MAPPING, NULL, V01, NOWHERE, .meaning = "the account that extrepl logs in with on the target: the master user",
	  .required = true },
	{ "target.admin.user", FIELD_TEXT, NULL, V01, AT(target.admin.user), .meaning = "its user name", .required = true, .max = 128 },
	PASSWORD_ROWS("target.admin.password", target.admin.password, "its password"),
	TLS_ROWS("target.tls", target.tls, "required"),
	{ "target.aws", FIELD_MAPPING, NULL, V01, NOWHERE, .meaning = "how extrepl finds the instance in the AWS API" },
	{ "target.aws.region", FIELD_TEXT, NULL, V01, AT(target.aws.region), .meaning = "the AWS region",
	  .derive = endpoint_region, .derived = "from the endpoint" },
	{ "target.aws.instance", FIELD_TEXT, NULL, V01, AT(target.aws.instance), .meaning = "the DB instance identifier",
	  .derive = endpoint_instance, .derived = "from the endpoint" },
	{ "target.aws.endpoint", FIELD_TEXT, NULL, V01, AT(target.aws.endpoint),
	  .meaning = "the instance's endpoint as AWS reports it; set it when target.endpoint leads there through a tunnel or a TCP proxy",
	  .derived = "none: target.endpoint must lead to the instance's address" },
	{ "target.aws.endpoint_url", FIELD_TEXT, NULL, V01, AT(target.aws.endpoint_url), .meaning = "the URL of the RDS API",
	  .derived = "the region's" },
	{ "target.parameters", FIELD_SETTINGS, NULL, V01, AT(target.parameters),
	  .meaning = "parameters of the instance's parameter group to keep at a given value", .max = MOST_ITEMS },
	SETTING_ROWS("target.parameters"),
	{ "target.read_only", FIELD_BOOLEAN, "false", V01, AT(target.read_only),
	  .meaning = "keep the target read-only while it replicates" },

	{ "copy", FIELD_MAPPING, NULL, V01, NOWHERE, .meaning = "the initial copy of the data" },
	{ "copy.databases", FIELD_TEXTS, NULL, V01, AT(copy.databases), .meaning = "the databases to copy", .min = 1,
	  .derived = "all that are not system databases" },
	{ "copy.threads", FIELD_INTEGER, "4", V01, AT(copy.threads), .meaning = "how many sessions read from the source; as many write to the target", .min = 1, .max = 64 },
	{ "copy.lock_timeout", FIELD_DURATION, "60s", V01, AT(copy.lock_timeout_ms),
	  .meaning = "how long to try to get the read lock; each attempt blocks writers on the source for at most 300ms", .min = MS_SECOND, .max = MS_DAY },
	{ "copy.chunk_size", FIELD_SIZE, "32MiB", V01, AT(copy.chunk_size), .meaning = "roughly how much data one transaction loads",
	  .min = MIB, .max = 1024 * MIB },
	{ "copy.definers", FIELD_WORD, "keep", V01, AT(copy.definers),
	  .meaning = "definers of views, routines, triggers and events: `keep` leaves them as they are, `admin` makes the target's admin the definer, `fail` refuses any but the admin's own",
	  .words = definers_text },
	{ "copy.block_ddl", FIELD_BOOLEAN, "false", V01, AT(copy.block_ddl),
	  .meaning = "block DDL on the source while the copy runs (MySQL 8.0 and later)" },
	{ "copy.backup_first", FIELD_BOOLEAN, "false", V01, AT(copy.backup_first),
	  .meaning = "take a DB snapshot of the target before the first data is written" },
	{ "copy.compress", FIELD_WORD, "none", V01, AT(copy.compress),
	  .meaning = "compress the copy's connections, for slow networks. zstd is used where client and server support it, otherwise zlib; the log says which",
	  .words = compress_text },
	{ "copy.adopt", FIELD_MAPPING, NULL, V01, NOWHERE,
	  .meaning = "for data that you loaded by hand: the source's coordinates that belong to it" },
	{ "copy.adopt.file", FIELD_TEXT, NULL, V01, AT(copy.adopt.file), .meaning = "the source's binlog file", .max = 50,
	  .pattern = "^[^/]+[.][0-9]+$", .expects = "the name of a binlog file, such as db001-bin.000431" },
	{ "copy.adopt.position", FIELD_POSITION, NULL, V01, AT(copy.adopt.position), .meaning = "the position in that file",
	  .min = 4, .max = INT64_MAX },
	{ "copy.adopt.gtid", FIELD_TEXT, NULL, V01, AT(copy.adopt.gtid),
	  .meaning = "the GTID set (MariaDB: the GTID position); use it instead of file and position", .max = 65536,
	  .pattern = "^[0-9A-Za-z_:, -]+$", .expects = "GTIDs, such as 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5, or 0-1-100 of MariaDB" },

	{ "accounts", FIELD_MAPPING, NULL, V01, NOWHERE, .meaning = "the source's accounts to create on the target, which applications need after the cut-over; see docs/accounts.md" },
	{ "accounts.include", FIELD_TEXTS, NULL, V01, AT(accounts.include),
	  .meaning = "the accounts to create, with their roles: 'user@host', where * stands for any characters. [\"*\"] means all but the servers' own",
	  .min = 1, .max = MOST_ITEMS, .derived = "none" },
	{ "accounts.exclude", FIELD_TEXTS, NULL, V01, AT(accounts.exclude), .meaning = "accounts to leave out, of those that `include` names", .max = MOST_ITEMS },
	{ "accounts.passwords", FIELD_PASSWORDS, NULL, V01, AT(accounts.passwords),
	  .meaning = "new passwords for accounts whose password the target cannot take over", .max = MOST_ITEMS },
	{ "accounts.passwords[].account", FIELD_TEXT, NULL, V01, offsetof(struct manifest_account_password, account),
	  .meaning = "the account: 'user@host'", .required = true, .max = 400 },
	PASSWORD_ROWS_AT("accounts.passwords[].password", struct manifest_account_password, password, "its password"),

	{ "replication", FIELD_MAPPING, NULL, V01, NOWHERE, .meaning = "the link between the two servers" },
	{ "replication.state", FIELD_WORD, "running", V01, AT(replication.state), .meaning = "the state that the replication should be in",
	  .words = state_text },
	{ "replication.coordinates", FIELD_WORD, "auto", V01, AT(replication.coordinates),
	  .meaning = "how the link keeps its position: by GTID, or by binlog file and position; `auto` accepts either", .words = coordinates_text },
	{ "replication.source", FIELD_MAPPING, NULL, V01, NOWHERE, .meaning = "the source's address as the target sees it" },
	{ "replication.source.host", FIELD_TEXT, NULL, V01, AT(replication.source_host), .meaning = "its host name or address",
	  .max = 255, .pattern = HOST_PATTERN, .expects = HOST_EXPECTS,
	  .derive = derive_source_host, .derived = "source.host" },
	{ "replication.source.port", FIELD_INTEGER, NULL, V01, AT(replication.source_port), .meaning = "its port", .min = 1, .max = 65535,
	  .derive = derive_source_port, .derived = "source.port" },
	{ "replication.tls", FIELD_BOOLEAN, "true", V01, AT(replication.tls),
	  .meaning = "use TLS on the link; the replication account then requires it (REQUIRE SSL)" },
	{ "replication.delay", FIELD_DURATION, "0s", V01, AT(replication.delay_ms),
	  .meaning = "how far the target lags on purpose, in whole seconds", .max = MS_DAY },
	{ "replication.channel", FIELD_TEXT, "", V01, AT(replication.channel),
	  .meaning = "the replication channel, for a target with several sources; the server turns it into lower case", .max = 64,
	  .pattern = "^[0-9A-Za-z_.-]*$", .expects = "letters, digits, _, . and -", .may_be_empty = true },
	{ "replication.max_lag", FIELD_DURATION, "30s", V01, AT(replication.max_lag_ms), .meaning = "the largest lag that counts as healthy",
	  .min = MS_SECOND, .max = 365LL * MS_DAY },
	{ "replication.timeout", FIELD_DURATION, "300s", V01, AT(replication.timeout_ms),
	  .meaning = "how long `extrepl apply` waits without progress of the applied position", .min = MS_SECOND, .max = 365LL * MS_DAY },

	{ "cutover", FIELD_MAPPING, NULL, V01, NOWHERE, .meaning = "limits and options of `extrepl promote`" },
	{ "cutover.max_outage", FIELD_DURATION, "5s", V01, AT(cutover.max_outage_ms),
	  .meaning = "the longest outage to accept: promote does not begin if it expects a longer one, and undoes its changes if the outage becomes longer", .min = 100, .max = MS_HOUR },
	{ "cutover.way_back", FIELD_BOOLEAN, "true", V01, AT(cutover.way_back),
	  .meaning = "set up replication from the target back to the old source; promote proves that it works before it makes anything read-only" },
	{ "cutover.back", FIELD_MAPPING, NULL, V01, NOWHERE, .meaning = "the target's address as the source sees it" },
	{ "cutover.back.host", FIELD_TEXT, NULL, V01, AT(cutover.back_host), .meaning = "its host name or address",
	  .max = 255, .pattern = HOST_PATTERN, .expects = HOST_EXPECTS, .derive = derive_back_host, .derived = "target.endpoint" },
	{ "cutover.back.port", FIELD_INTEGER, NULL, V01, AT(cutover.back_port), .meaning = "its port", .min = 1, .max = 65535,
	  .derive = derive_back_port, .derived = "target.port" },
	{ "cutover.verify_within", FIELD_DURATION, "24h", V01, AT(cutover.verify_within_ms),
	  .meaning = "how old the last `extrepl verify` may be; its result must be \"equal\". 0s: no verify is required", .max = 365LL * MS_DAY },
	{ "cutover.end_sessions", FIELD_BOOLEAN, "false", V01, AT(cutover.end_sessions),
	  .meaning = "end the applications' sessions on the closed side once the other side accepts writes" },
	{ "cutover.hooks", FIELD_HOOKS, NULL, V01, AT(cutover.hooks), .meaning = "commands that `extrepl promote` runs at fixed moments",
	  .max = MOST_ITEMS },
	{ "cutover.hooks[].at", FIELD_WORD, NULL, V01, offsetof(struct manifest_hook, at),
	  .meaning = "when it runs: `frozen`: the source is read-only; `opened`: the target accepts writes; `finalized`: the way back has ended", .required = true,
	  .words = moment_text },
	{ "cutover.hooks[].run", FIELD_TEXTS, NULL, V01, offsetof(struct manifest_hook, run),
	  .meaning = "the command; it runs without a shell", .required = true, .min = 1, .max = MOST_ITEMS },
	{ "cutover.hooks[].timeout", FIELD_DURATION, NULL, V01, offsetof(struct manifest_hook, timeout_ms),
	  .meaning = "how long it may take", .derived = "10s", .min = 100, .max = MS_HOUR },
	{ "cutover.hooks[].undo", FIELD_TEXTS, NULL, V01, offsetof(struct manifest_hook, undo),
	  .meaning = "the command that undoes it", .min = 1, .max = MOST_ITEMS },

	{ "allow", FIELD_CONSENTS, NULL, V01, AT(allow), .meaning = "disruptive actions that you allow in every run", .max = MOST_ITEMS, .words = allow_text },
	{ "checks", FIELD_MAPPING, NULL, V01, NOWHERE, .meaning = "the preflight checks" },
	{ "checks.accept", FIELD_TEXTS, NULL, V01, AT(checks_accept), .meaning = "names of the warnings that you have read and accept",
	  .max = MOST_ITEMS, .pattern = "^[a-z][a-z0-9-]*$", .expects = "the name of a check" },
};
/* clang-format on */

const size_t fields_count = ARRAY_SIZE(fields);

/* "source.settings[3].name" is described by "source.settings[].name". */
static bool path_matches(const char *path, const char *pattern)
{
	while (*path != '\0' && *path == *pattern) {
		if (*path == '[')
			path += strspn(path + 1, "0123456789");
		path++;
		pattern++;
	}
	return *path == *pattern;
}

const struct field *field_find(const char *path)
{
	for (size_t i = 0; i < fields_count; i++) {
		if (path_matches(path, fields[i].path))
			return &fields[i];
	}
	return NULL;
}

const char *field_key(const struct field *field)
{
	const char *dot = strrchr(field->path, '.');

	return dot == NULL ? field->path : dot + 1;
}

bool field_is_child(const struct field *field, const char *path)
{
	const char *key = field_key(field);

	if (key == field->path)
		return path[0] == '\0';
	size_t length = (size_t)(key - 1 - field->path);
	char parent[128];
	if (length >= sizeof(parent))
		return false;
	memcpy(parent, field->path, length);
	parent[length] = '\0';
	return path_matches(path, parent);
}

bool field_has_items(const struct field *field)
{
	return field->kind == FIELD_SETTINGS || field->kind == FIELD_HOOKS ||
	       field->kind == FIELD_PASSWORDS;
}

bool field_in_item(const struct field *field)
{
	return strchr(field->path, '[') != NULL;
}
