/*
 * Loading a manifest: every kind of error with its place, message and hint, and the
 * values of fields.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "manifest/load.h"
#include "manifest_show.h"
#include "manifest_text.h"

#define NO_HINT ""
#define SIXTY_FOUR "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg"

/*
 * What is refused, and with which error: the place without the file's name, the
 * message, the hint.
 */
struct refusal {
	const char *name;
	const char *yaml;
	const char *message;
	const char *hint;
};

/* clang-format off */
static struct refusal refusals[] = {
	/* The document */
	{ "an empty file is refused", "",
	  "1:1: there is nothing in it", "A manifest begins with version: 1." },
	{ "a file of comments is refused", "# nothing\n---\n",
	  "1:1: there is nothing in it", "A manifest begins with version: 1." },
	{ "a list is refused", "- version: 1\n",
	  "1:1: expected a mapping", "A manifest begins with version: 1." },
	{ "a second document is refused", AT_END("---\nversion: 1"),
	  "11:1: a second document begins here", "Write one replication per file." },
	{ "a tag is refused", IN_SOURCE("port: !!int 3306"),
	  "8:9: tags are not supported", "Remove the word that begins with !." },
	{ "an anchor is refused", IN_SOURCE("tls: &tls { mode: required }"),
	  "8:8: anchors are not supported", "Remove the word that begins with &." },
	{ "an alias is refused", IN_SOURCE("log_bin: *name"),
	  "8:12: aliases are not supported", "Write the value itself, or put it in quotes if it begins with *." },
	{ "a mapping as a key is refused", AT_END("{ a: b }: c"),
	  "11:1: a key must be a plain word", NO_HINT },
	{ "a 0 byte is refused", IN_SOURCE("log_bin: \"a\\0b\""),
	  "8:12: a text that contains a 0 byte", NO_HINT },
	{ "a tab as indentation is refused", IN_SOURCE("tls:\n\tmode: required"),
	  "9:1: not valid YAML: found character that cannot start any token", "Indent YAML with spaces, never with tabs." },

	/* The version comes first */
	{ "a later format is told apart", "version: 2\nnew: true\n",
	  "1:10: version: 2 is newer than this extrepl", "extrepl " EXTREPL_VERSION " reads version 1; see `extrepl version`." },
	{ "a later format is told apart, whatever follows", "version: 12\nnew: !tag 1\n",
	  "1:10: version: 12 is newer than this extrepl", "extrepl " EXTREPL_VERSION " reads version 1; see `extrepl version`." },
	{ "version 0 is refused", "version: 0\n",
	  "1:10: version: '0' is less than 1", NO_HINT },
	{ "a version that is no number is refused", "version: v1\n",
	  "1:10: version: 'v1' is not a number", NO_HINT },
	{ "a missing version is refused", "name: pair\n",
	  "1:1: version: required, but not set", "A manifest begins with version: 1." },

	/* Keys */
	{ "a misspelt key is refused", IN_SOURCE("prot: 3306"),
	  "8:3: source: there is no key 'prot'", "Did you mean port?" },
	{ "a misspelt key at the top is refused", AT_END("replicaton: {}"),
	  "11:1: there is no key 'replicaton'", "Did you mean replication?" },
	{ "a key in the wrong place is refused", IN_SOURCE("password: x"),
	  "8:3: source: there is no key 'password'", "Did you mean source.admin.password?" },
	{ "an unknown key is refused", IN_TARGET("zone: b"),
	  "11:3: target: there is no key 'zone'", "Known here: endpoint, port, admin, tls, aws, parameters, read_only." },
	{ "a key is found where it begins", IN_TARGET("zone:\n    - b"),
	  "11:3: target: there is no key 'zone'", "Known here: endpoint, port, admin, tls, aws, parameters, read_only." },
	{ "a path is no key", AT_END("copy.threads: 4"),
	  "11:1: there is no key 'copy.threads'", "Known here: version, name, source, target, copy, accounts, replication, cutover, allow, checks." },
	{ "an index is no key", IN_SOURCE("settings[0]: 4"),
	  "8:3: source: there is no key 'settings[0]'", "Did you mean settings?" },
	{ "a key that is there twice is refused", IN_SOURCE("port: 1\n  port: 2"),
	  "9:3: source: the key 'port' appears twice", "The first one is on line 8." },
	{ "an unknown key of an item is refused", IN_SOURCE("settings: [{ name: a, valeu: 1 }]"),
	  "8:25: source.settings[0]: there is no key 'valeu'", "Did you mean value?" },

	/* Shapes */
	{ "a text in place of a mapping is refused", IN_SOURCE("tls: required"),
	  "8:8: source.tls: expected a mapping", "Known here: mode, ca, cert, key." },
	{ "a text in place of a list is refused", AT_END("copy: { databases: repltest }"),
	  "11:20: copy.databases: expected a list", "Write it in brackets, with commas: [..., ...]." },
	{ "a mapping in place of settings is refused", IN_SOURCE("settings: { binlog_format: ROW }"),
	  "8:13: source.settings: expected a list", "Write [{ name: NAME, value: VALUE }]." },
	{ "a text in place of a setting is refused", IN_SOURCE("settings: [binlog_format]"),
	  "8:14: source.settings[0]: expected a mapping", "Write { name: NAME, value: VALUE }." },
	{ "a list in place of a text is refused", IN_SOURCE("log_bin: [a]"),
	  "8:12: source.log_bin: expected a single value, not a list", NO_HINT },
	{ "a mapping in place of a number is refused", IN_SOURCE("port: { a: 1 }"),
	  "8:9: source.port: expected a single value, not a mapping", NO_HINT },
	{ "a list in a list is refused", AT_END("copy: { databases: [[a]] }"),
	  "11:21: copy.databases[0]: expected a single value", NO_HINT },
	{ "an empty item is refused", AT_END("copy:\n  databases:\n  - a\n  -\n"),
	  "14:4: copy.databases[1]: this item is empty", NO_HINT },

	/* Required fields */
	{ "a missing source is refused", HEAD TARGET_PART,
	  "1:1: source: required, but not set", "Add source: the server to replicate from." },
	{ "a missing host is refused", HEAD "source: { port: 1 }\n" TARGET_PART,
	  "3:1: source.host: required, but not set", "Add host: the host name or address of the source." },
	{ "a host without a value is missing", HEAD "source:\n  host:\n" TARGET_PART,
	  "4:8: source.host: required, but not set", "Add host: the host name or address of the source." },
	{ "a missing password is refused", WITH_USER("name: repl"),
	  "6:3: source.replication_user.password: required, but not set",
	  "Write { env: NAME }, { file: PATH } or { command: [...] }." },
	{ "a setting without a value is refused", IN_SOURCE("settings: [{ name: sql_mode }]"),
	  "8:14: source.settings[0].value: required, but not set", "Add value: its value." },

	/* Scalars */
	{ "a number with letters is refused", IN_SOURCE("port: 3306abc"),
	  "8:9: source.port: '3306abc' is not a number", NO_HINT },
	{ "a number in quotes is refused", IN_SOURCE("port: \"3306\""),
	  "8:9: source.port: expected a number, not a text", "Write it without quotes." },
	{ "an octal number is refused", IN_SOURCE("port: 010"),
	  "8:9: source.port: '010' begins with 0", "Write it without the 0: some programs read it as octal." },
	{ "a negative number is refused", IN_SOURCE("port: -1"),
	  "8:9: source.port: '-1' is not a number", NO_HINT },
	{ "a fraction is refused", AT_END("copy: { threads: 2.5 }"),
	  "11:18: copy.threads: '2.5' is not a number", NO_HINT },
	{ "port 0 is refused", IN_SOURCE("port: 0"),
	  "8:9: source.port: '0' is less than 1", NO_HINT },
	{ "port 65536 is refused", IN_TARGET("port: 65536"),
	  "11:9: target.port: '65536' is more than 65535", NO_HINT },
	{ "server_id 0 is refused", IN_SOURCE("server_id: 0"),
	  "8:14: source.server_id: '0' is less than 1", NO_HINT },
	{ "server_id 2^32 is refused", IN_SOURCE("server_id: 4294967296"),
	  "8:14: source.server_id: '4294967296' is more than 4294967295", NO_HINT },
	{ "a number beyond all numbers is refused", IN_SOURCE("server_id: 18446744073709551621"),
	  "8:14: source.server_id: '18446744073709551621' is more than 4294967295", NO_HINT },
	{ "maybe is no boolean", AT_END("replication: { tls: maybe }"),
	  "11:21: replication.tls: 'maybe' is neither true nor false", NO_HINT },
	{ "yes is no boolean", AT_END("replication: { tls: yes }"),
	  "11:21: replication.tls: 'yes' is neither true nor false", "Write true." },
	{ "Off is no boolean", AT_END("replication: { tls: Off }"),
	  "11:21: replication.tls: 'Off' is neither true nor false", "Write false." },
	{ "a boolean in quotes is refused", AT_END("replication: { tls: 'true' }"),
	  "11:21: replication.tls: expected a boolean, not a text", "Write it without quotes." },
	{ "a duration without a unit is refused", AT_END("copy: { lock_timeout: 10 }"),
	  "11:23: copy.lock_timeout: '10' has no unit", "Write 10s; ms, s, m, h and d are known." },
	{ "a duration in weeks is refused", AT_END("replication: { max_lag: 2w }"),
	  "11:25: replication.max_lag: '2w' is not a duration", "Write 2s; ms, s, m, h and d are known." },
	{ "a word as a duration is refused", AT_END("replication: { max_lag: long }"),
	  "11:25: replication.max_lag: 'long' is not a duration", "Write 10s; ms, s, m, h and d are known." },
	{ "a duration that is too short is refused", AT_END("copy: { lock_timeout: 999ms }"),
	  "11:23: copy.lock_timeout: '999ms' is less than 1s", NO_HINT },
	{ "a delay of more than a day is refused", AT_END("replication: { delay: 86401s }"),
	  "11:23: replication.delay: '86401s' is more than 1d", NO_HINT },
	{ "a duration beyond all numbers is refused", AT_END("replication: { max_lag: 213503982335d }"),
	  "11:25: replication.max_lag: '213503982335d' is more than 365d", NO_HINT },
	{ "a size without a unit is refused", AT_END("copy: { chunk_size: 32 }"),
	  "11:21: copy.chunk_size: '32' has no unit", "Write 32MiB; KiB, MiB and GiB are known." },
	{ "a size in powers of ten is refused", AT_END("copy: { chunk_size: 32MB }"),
	  "11:21: copy.chunk_size: '32MB' is not a size", "Write 32MiB; KiB, MiB and GiB are known." },
	{ "a size that is too big is refused", AT_END("copy: { chunk_size: 2GiB }"),
	  "11:21: copy.chunk_size: '2GiB' is more than 1GiB", NO_HINT },
	{ "a misspelt word is refused", IN_SOURCE("tls: { mode: verify_ca }"),
	  "8:16: source.tls.mode: 'verify_ca' is not one of disabled, preferred, required, verify-ca, verify-identity",
	  "Did you mean verify-ca?" },
	{ "a word in capitals is refused", IN_SOURCE("tls: { mode: REQUIRED }"),
	  "8:16: source.tls.mode: 'REQUIRED' is not one of disabled, preferred, required, verify-ca, verify-identity",
	  "Did you mean required?" },
	{ "a text of no characters is refused", IN_SOURCE("socket: ''"),
	  "8:11: source.socket: it is empty", NO_HINT },
	{ "a text that is too long is refused", WITH_USER("name: repl, host: " SIXTY_FOUR SIXTY_FOUR SIXTY_FOUR SIXTY_FOUR ", password: { env: A }"),
	  "6:41: source.replication_user.host: 'aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff...' is longer than 255 bytes",
	  NO_HINT },
	{ "a line break in a text is refused", IN_SOURCE("socket: \"/run\\nx\""),
	  "8:11: source.socket: '/run?x' has a line break or control character", NO_HINT },
	{ "a long value is shortened in the message",
	  IN_SOURCE("port: aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggg"),
	  "8:9: source.port: 'aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff...' is not a number", NO_HINT },

	/* Names and addresses */
	{ "a name in capitals is refused", "version: 1\nname: DB001\n" SOURCE_PART TARGET_PART,
	  "2:7: name: 'DB001' is not a name of at most 40 lower-case letters, digits and -, beginning with a letter", NO_HINT },
	{ "a name of 41 letters is refused", "version: 1\nname: aaaaaaaaaabbbbbbbbbbccccccccccdddddddddde\n" SOURCE_PART TARGET_PART,
	  "2:7: name: 'aaaaaaaaaabbbbbbbbbbccccccccccdddddddddde' is not a name of at most 40 lower-case letters, digits and -, "
	  "beginning with a letter", NO_HINT },
	{ "a port in a host is refused", WITH_ENDPOINT("rds001:3307"),
	  "9:13: target.endpoint: 'rds001:3307' has a port in it", "Write the port separately: port: 3307." },
	{ "a URL as a host is refused", WITH_ENDPOINT("https://rds001"),
	  "9:13: target.endpoint: 'https://rds001' is not a host name or address", NO_HINT },
	{ "a template's hole in a host is refused", WITH_ENDPOINT("${ENDPOINT}"),
	  "9:13: target.endpoint: '${ENDPOINT}' is not a host name or address", NO_HINT },
	{ "a relative socket is refused", IN_SOURCE("socket: mysqld.sock"),
	  "8:11: source.socket: 'mysqld.sock' is not an absolute path", NO_HINT },
	{ "a whole account as a user is refused", WITH_USER("name: \"'repl'@'%'\", password: { env: A }"),
	  "6:29: source.replication_user.name: \"'repl'@'%'\" is not a bare user name",
	  "Write name: repl and, next to it, host: \"%\"." },
	{ "a quote in a host pattern is refused", WITH_USER("name: repl, host: \"'%'\", password: { env: A }"),
	  "6:41: source.replication_user.host: \"'%'\" is not a host pattern", NO_HINT },

	/* Secrets: no message quotes one */
	{ "a bare password is refused", WITH_PASSWORD("hunter2"),
	  "5:34: source.admin.password: expected a mapping", "Write { env: NAME }, { file: PATH } or { command: [...] }." },
	{ "a password in braces is refused", WITH_PASSWORD("{ hunter2 }"),
	  "5:36: source.admin.password: there is no such key", "Write { env: NAME }, { file: PATH } or { command: [...] }." },
	{ "a password as an environment variable is refused", WITH_PASSWORD("{ env: hunter-2 }"),
	  "5:41: source.admin.password.env: the value is not the name of an environment variable", NO_HINT },
	{ "a password as a command is refused", WITH_PASSWORD("{ command: hunter2 }"),
	  "5:45: source.admin.password.command: expected a list", "Write it in brackets, with commas: [..., ...]." },
	{ "an empty secret is refused", WITH_PASSWORD("{ value: '' }"),
	  "5:43: source.admin.password.value: it is empty", NO_HINT },
	{ "two secrets are refused", WITH_PASSWORD("{ env: A, file: b }"),
	  "5:34: source.admin.password: both env and file are set", "Keep exactly one." },
	{ "no secret at all is refused", WITH_PASSWORD("{}"),
	  "5:34: source.admin.password: it names no source for the secret", "Write { env: NAME }, { file: PATH } or { command: [...] }." },
	{ "an empty command is refused", WITH_PASSWORD("{ command: [] }"),
	  "5:45: source.admin.password.command: the list is empty", NO_HINT },
	{ "a replication password of 33 bytes is refused",
	  WITH_USER("name: repl, password: { value: aaaaaaaaaabbbbbbbbbbccccccccccddd }"),
	  "6:54: source.replication_user.password.value: it is longer than 32 bytes, which replication does not accept", NO_HINT },
	{ "a replication password with a newline is refused",
	  WITH_USER("name: repl, password: { value: \"a\\nb\" }"),
	  "6:54: source.replication_user.password.value: it has a line break, which replication does not accept", NO_HINT },
	{ "a replication password with a blank before it is refused",
	  WITH_USER("name: repl, password: { value: ' hunter2' }"),
	  "6:54: source.replication_user.password.value: it begins or ends with a blank, which RDS removes", NO_HINT },
	{ "a replication password with a blank at its end is refused",
	  WITH_USER("name: repl, password: { value: 'hunter2 ' }"),
	  "6:54: source.replication_user.password.value: it begins or ends with a blank, which RDS removes", NO_HINT },

	/* Rules across fields */
	{ "a certificate without its key is refused", IN_SOURCE("tls: { cert: a.pem }"),
	  "8:8: source.tls: cert is set, but key is not", NO_HINT },
	{ "a CA without TLS is refused", IN_TARGET("tls: { mode: disabled, ca: a.pem }"),
	  "11:8: target.tls: ca is set, but mode is disabled", NO_HINT },
	{ "a path as log_bin is refused", IN_SOURCE("log_bin: /var/log/mysql/db001-bin"),
	  "8:12: source.log_bin: '/var/log/mysql/db001-bin' is a path", "Write the base name: db001-bin." },
	{ "an extension of log_bin is refused", IN_SOURCE("log_bin: db001-bin.000001"),
	  "8:12: source.log_bin: 'db001-bin.000001' has an extension", "The server removes it: write db001-bin." },
	{ "log_bin: ON is refused", IN_SOURCE("log_bin: ON"),
	  "8:12: source.log_bin: 'ON' is not a base name", "Write a name such as db001-bin, or remove the key." },
	{ "server_id among the settings is refused", IN_SOURCE("settings: [{ name: Server-ID, value: 1 }]"),
	  "8:22: source.settings[0].name: server_id has a field of its own", "Write source.server_id." },
	{ "another binlog_format is refused", IN_SOURCE("settings: [{ name: binlog_format, value: MIXED }]"),
	  "8:22: source.settings[0].name: binlog_format must be ROW", "Remove it: extrepl always requires ROW." },
	{ "a setting that is there twice is refused",
	  IN_SOURCE("settings: [{ name: sql_mode, value: '' }, { name: sql-mode, value: '' }]"),
	  "8:53: source.settings[1].name: sql_mode appears twice", NO_HINT },
	{ "an empty list of databases is refused", AT_END("copy: { databases: [] }"),
	  "11:20: copy.databases: the list is empty", "Remove it to use the default: all that are not system databases." },
	{ "a system database is refused", AT_END("copy: { databases: [a, MySQL] }"),
	  "11:24: copy.databases[1]: 'MySQL' is a system database", NO_HINT },
	{ "extrepl's own database is refused", AT_END("copy: { databases: [extrepl] }"),
	  "11:21: copy.databases[0]: 'extrepl' is where extrepl keeps its record", NO_HINT },
	{ "a database that is there twice is refused", AT_END("copy: { databases: [b, a, b] }"),
	  "11:20: copy.databases: 'b' appears twice", NO_HINT },
	{ "a binlog file without its position is refused", AT_END("copy: { adopt: { file: bin.000001 } }"),
	  "11:16: copy.adopt: file is set, but position is not", NO_HINT },
	{ "a position without its file is refused", AT_END("copy: { adopt: { position: 4 } }"),
	  "11:16: copy.adopt: position is set, but file is not", NO_HINT },
	{ "a base name as a binlog file is refused", AT_END("copy: { adopt: { file: db001-bin, position: 4 } }"),
	  "11:24: copy.adopt.file: 'db001-bin' is not the name of a binlog file, such as db001-bin.000431", NO_HINT },
	{ "a position before the first event is refused", AT_END("copy: { adopt: { file: b.000001, position: 3 } }"),
	  "11:44: copy.adopt.position: '3' is less than 4", NO_HINT },
	{ "a relative config file is refused", IN_SOURCE("config: { file: extrepl.cnf }"),
	  "8:19: source.config.file: 'extrepl.cnf' is not an absolute path", NO_HINT },
	{ "an empty restart command is refused", IN_SOURCE("config: { restart: [] }"),
	  "8:22: source.config.restart: the list is empty", NO_HINT },
	{ "a consent for one run is refused", AT_END("allow: [target-reboot, source-lock]"),
	  "11:24: allow[1]: 'source-lock' is not one of source-restart, target-reboot", "Give it for one run: --allow source-lock." },
	{ "a misspelt consent is refused", AT_END("allow: [source-restrat]"),
	  "11:9: allow[0]: 'source-restrat' is not one of source-restart, target-reboot", "Did you mean source-restart?" },
	{ "a check with capitals is refused", AT_END("checks: { accept: [No_Key] }"),
	  "11:20: checks.accept[0]: 'No_Key' is not the name of a check", NO_HINT },

	/* Not built yet: never ignored */
	{ "a hook without a moment", AT_END("cutover: { hooks: [{ run: [a] }] }"),
	  "11:20: cutover.hooks[0].at: required, but not set", "Add at: when it runs: `frozen`: the source is read-only; `opened`: the target accepts writes; `finalized`: the way back has ended." },
	{ "a hook without a command", AT_END("cutover: { hooks: [{ at: opened }] }"),
	  "11:20: cutover.hooks[0].run: required, but not set", "Add run: the command; it runs without a shell." },
	{ "a hook at an unknown moment", AT_END("cutover: { hooks: [{ at: openned, run: [a] }] }"),
	  "11:26: cutover.hooks[0].at: 'openned' is not one of frozen, opened, finalized", "Did you mean opened?" },
	{ "a hook whose command is a text", AT_END("cutover: { hooks: [{ at: opened, run: a b }] }"),
	  "11:39: cutover.hooks[0].run: expected a list", "Write it in brackets, with commas: [..., ...]." },
	{ "a hook with an empty command", AT_END("cutover: { hooks: [{ at: opened, run: [] }] }"),
	  "11:39: cutover.hooks[0].run: the list is empty", NO_HINT },
	{ "a hook that is a word", AT_END("cutover: { hooks: [opened] }"),
	  "11:20: cutover.hooks[0]: expected a mapping", "Write { at: opened, run: [COMMAND] }." },
	{ "hooks that are a mapping", AT_END("cutover: { hooks: { at: opened } }"),
	  "11:19: cutover.hooks: expected a list", "Write [{ at: opened, run: [COMMAND] }]." },
	{ "an unknown key of a hook", AT_END("cutover: { hooks: [{ at: opened, run: [a], undu: [b] }] }"),
	  "11:44: cutover.hooks[0]: there is no key 'undu'", "Did you mean undo?" },
	{ "an outage without a unit", AT_END("cutover: { max_outage: 5 }"),
	  "11:24: cutover.max_outage: '5' has no unit", "Write 5s; ms, s, m, h and d are known." },
	{ "a delay of less than a second", AT_END("replication: { delay: 1500ms }"),
	  "11:23: replication.delay: the servers delay by whole seconds only", "Write 1s, 90s, 1h." },
	{ "a channel with a blank", AT_END("replication: { channel: a b }"),
	  "11:25: replication.channel: 'a b' is not letters, digits, _, . and -", NO_HINT },
};

/* A field's value after the manifest is loaded. */
static struct value {
	const char *name;
	const char *yaml;
	const char *path;
	const char *worth;
} values[] = {
	{ "a hook has ten seconds, unless it says otherwise",
	  AT_END("cutover: { hooks: [{ at: frozen, run: [a, b] }, { at: opened, run: [c], undo: [d, e], timeout: 3s }] }"),
	  "cutover.hooks", "frozen: a b, undo: (none), 10000 ms; opened: c, undo: d e, 3000 ms" },
	{ "the way back goes to the endpoint", AT_END(""), "cutover.back.host", "rds001.cs8xkvdfl8ru.ap-northeast-1.rds.amazonaws.com" },
	{ "the source's port is 3306 by default", AT_END(""), "source.port", "3306" },
	{ "a port that is said counts", IN_SOURCE("port: 3307"), "source.port", "3307" },
	{ "a key without a value counts as absent", IN_SOURCE("port:"), "source.port", "3306" },
	{ "a key that says null counts as absent", IN_SOURCE("port: ~"), "source.port", "3306" },
	{ "an empty mapping counts as absent", IN_SOURCE("tls: {}"), "source.tls.mode", "preferred" },
	{ "a mapping without a value counts as absent", AT_END("copy:"), "copy.threads", "4" },
	{ "a list without a value counts as absent", AT_END("copy: { databases: }"), "copy.databases", "(none)" },
	{ "the word null in quotes is a text", WITH_USER("name: 'null', password: { env: A }"),
	  "source.replication_user.name", "null" },
	{ "a number as a text stays as it is written", WITH_USER("name: 010, password: { env: A }"),
	  "source.replication_user.name", "010" },
	{ "the whole range of server_id is taken", IN_SOURCE("server_id: 4294967295"), "source.server_id", "4294967295" },
	{ "an absent server_id is 0", AT_END(""), "source.server_id", "0" },
	{ "the source's TLS is preferred by default", AT_END(""), "source.tls.mode", "preferred" },
	{ "the target's TLS is required by default", AT_END(""), "target.tls.mode", "required" },
	{ "verify-ca is content with the system's CAs", IN_TARGET("tls: { mode: verify-ca }"), "target.tls.mode", "verify-ca" },
	{ "the CA is relative to the manifest", IN_TARGET("tls: { mode: verify-ca, ca: rds.pem }"), "target.tls.ca", "conf/rds.pem" },
	{ "an absolute CA stays", IN_TARGET("tls: { mode: verify-ca, ca: /etc/rds.pem }"), "target.tls.ca", "/etc/rds.pem" },
	{ "the target reaches the source where extrepl does", IN_SOURCE("port: 3307"), "replication.source.port", "3307" },
	{ "the target may have another way to the source", AT_END("replication: { source: { host: 192.0.2.1, port: 1 } }"),
	  "replication.source.host", "192.0.2.1" },
	{ "the source's host is the link's default", AT_END(""), "replication.source.host", "db001" },
	{ "the region comes from the endpoint", AT_END(""), "target.aws.region", "ap-northeast-1" },
	{ "the instance comes from the endpoint", AT_END(""), "target.aws.instance", "rds001" },
	{ "the endpoint's own region may be said", IN_TARGET("aws: { region: ap-northeast-1, instance: rds001 }"),
	  "target.aws.region", "ap-northeast-1" },
	{ "another region may be said", IN_TARGET("aws: { region: eu-west-1 }"), "target.aws.region", "eu-west-1" },
	{ "the API may be elsewhere", IN_TARGET("aws: { endpoint_url: 'http://127.0.0.1:5000' }"),
	  "target.aws.endpoint_url", "http://127.0.0.1:5000" },
	{ "China's endpoints have a region too", WITH_ENDPOINT("rds001.c.cn-north-1.rds.amazonaws.com.cn"),
	  "target.aws.region", "cn-north-1" },
	{ "a cluster's endpoint names no instance", WITH_ENDPOINT("c1.cluster-x.eu-west-1.rds.amazonaws.com"),
	  "target.aws.instance", "(none)" },
	{ "an address has no region", WITH_ENDPOINT("127.0.0.1"), "target.aws.region", "(none)" },
	{ "an IPv6 address is a host", WITH_ENDPOINT("'2001:db8::1'"), "target.endpoint", "2001:db8::1" },
	{ "the account may come from anywhere by default", AT_END(""), "source.replication_user.host", "%" },
	{ "a duration in minutes is milliseconds", AT_END("copy: { lock_timeout: 2m }"), "copy.lock_timeout", "120000 ms" },
	{ "a duration in days is milliseconds", AT_END("replication: { max_lag: 1d }"), "replication.max_lag", "86400000 ms" },
	{ "a duration may be in quotes", AT_END("replication: { max_lag: '1h' }"), "replication.max_lag", "3600000 ms" },
	{ "a size is bytes", AT_END("copy: { chunk_size: 1GiB }"), "copy.chunk_size", "1073741824" },
	{ "names of settings are folded", IN_SOURCE("settings: [{ name: Sync-Binlog, value: 1 }]"), "source.settings", "sync_binlog=1" },
	{ "a setting may be empty", IN_SOURCE("settings: [{ name: sql_mode, value: '' }]"), "source.settings", "sql_mode=" },
	{ "settings may be a block", IN_SOURCE("settings:\n  - name: a\n    value: 1\n  - { name: b, value: 0x10 }"),
	  "source.settings", "a=1 b=0x10" },
	{ "a restart is a command", IN_SOURCE("config: { restart: [systemctl, restart, mysql] }"),
	  "source.config.restart", "systemctl restart mysql" },
	{ "no prefix may be said", IN_SOURCE("config: { via: [] }"), "source.config.via", "(none)" },
	{ "databases keep their order", AT_END("copy: { databases: [b, a] }"), "copy.databases", "b a" },
	{ "a database may be a number", AT_END("copy: { databases: [123] }"), "copy.databases", "123" },
	{ "consents add up", AT_END("allow: [target-reboot, source-restart]"), "allow", "source-restart target-reboot" },
	{ "no consent is the default", AT_END(""), "allow", "(none)" },
	{ "accepted checks are kept", AT_END("checks: { accept: [table-without-key] }"), "checks.accept", "table-without-key" },
	{ "a position may be big", AT_END("copy: { adopt: { file: b.000001, position: 5000000000 } }"),
	  "copy.adopt.position", "5000000000" },
	{ "stopped is a state", AT_END("replication: { state: stopped }"), "replication.state", "stopped" },
	{ "a delay of nothing is the default", AT_END("replication: { delay: 0ms }"), "replication.delay", "0 ms" },
	{ "a channel in small letters, as the server has it", AT_END("replication: { channel: Orders-2 }"), "replication.channel", "orders-2" },
	{ "the default channel may be said", AT_END("replication: { channel: '' }"), "replication.channel", "" },
	{ "the default of what is not built may be said", IN_TARGET("read_only: false"), "target.read_only", "false" },
	{ "a secret knows where it stands", AT_END(""), "target.admin.password", "target.admin.password" },
	{ "a command is a list of words", WITH_PASSWORD("{ command: [pass, show, 'a b'] }"),
	  "source.admin.password.command", "pass show a b" },
	{ "a literal block keeps its newline", WITH_PASSWORD("{ value: \"a\\n\" }"), "source.admin.password.value", "a\n" },
	{ "a document may begin and end with marks", "---\n" AT_END("..."), "name", "pair" },
};
/* clang-format on */

#define PATH "conf/r.yaml"

static void is_refused(void **state)
{
	const struct refusal *row = *state;
	AUTO_ARENA *arena = arena_make();
	const struct manifest *manifest = NULL;
	struct error err = { .kind = ERROR_NONE };

	assert_false(manifest_parse(row->yaml, strlen(row->yaml), PATH, arena,
				    &manifest, &err));
	assert_string_equal(err.message, arena_printf(arena, PATH ":%s", row->message));
	assert_string_equal(err.hint, row->hint);
	assert_int_equal(error_exit_status(err.kind), 78);
	assert_null(manifest);
	assert_null(strstr(err.message, "hunter"));
}

static void is_worth(void **state)
{
	const struct value *row = *state;
	AUTO_ARENA *arena = arena_make();
	const struct manifest *manifest = NULL;
	struct error err = { .kind = ERROR_NONE };

	if (!manifest_parse(row->yaml, strlen(row->yaml), PATH, arena, &manifest, &err))
		fail_msg("%s", err.message);
	assert_string_equal(show(manifest, row->path, arena), row->worth);
}

static void the_account_has_a_label(void **state)
{
	AUTO_ARENA *arena = arena_make();
	const struct manifest *manifest = NULL;
	struct error err = { 0 };
	const char *yaml = WITH_USER("name: repl, host: 10.1.%, password: { env: A }");

	(void)state;
	assert_true(manifest_parse(yaml, strlen(yaml), PATH, arena, &manifest, &err));
	assert_string_equal(manifest->source.replication_user.label, "'repl'@'10.1.%'");
	assert_string_equal(manifest->folder, "conf");
	assert_false(manifest->copy.adopt.set);
}

static void adopting_is_set_by_its_coordinates(void **state)
{
	AUTO_ARENA *arena = arena_make();
	const struct manifest *manifest = NULL;
	struct error err = { 0 };
	const char *yaml = AT_END("copy: { adopt: { file: b.000001, position: 4 } }");

	(void)state;
	assert_true(manifest_parse(yaml, strlen(yaml), PATH, arena, &manifest, &err));
	assert_true(manifest->copy.adopt.set);
}

static void a_long_list_stays_small(void **state)
{
	AUTO_ARENA *arena = arena_make();
	const struct manifest *manifest = NULL;
	struct error err = { 0 };
	struct text yaml = text_make(arena);

	(void)state;
	text_add(&yaml, AT_END("copy:\n  databases:"));
	for (int i = 0; i < 20000; i++)
		text_addf(&yaml, "  - d%d\n", i);
	size_t before = arena_used(arena);
	assert_true(manifest_parse(yaml.bytes, yaml.length, PATH, arena, &manifest, &err));
	assert_true(arena_used(arena) - before < (size_t)16 * 1024 * 1024);
}

int main(void)
{
	enum { REFUSALS = ARRAY_SIZE(refusals), VALUES = ARRAY_SIZE(values) };
	static struct CMUnitTest tests[REFUSALS + VALUES + 3];
	size_t count = 0;

	for (size_t i = 0; i < REFUSALS; i++)
		tests[count++] = (struct CMUnitTest){ refusals[i].name, is_refused,
						      NULL, NULL, &refusals[i] };
	for (size_t i = 0; i < VALUES; i++)
		tests[count++] = (struct CMUnitTest){ values[i].name, is_worth, NULL,
						      NULL, &values[i] };
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(the_account_has_a_label);
	tests[count++] =
		(struct CMUnitTest)cmocka_unit_test(adopting_is_set_by_its_coordinates);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(a_long_list_stays_small);
	return cmocka_run_group_tests_name("manifest", tests, NULL, NULL);
}
