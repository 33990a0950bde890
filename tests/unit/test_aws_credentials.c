/*
 * Where the AWS client finds its key: environment, shared files, processes. Each case
 * is a row.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "aws/credentials.h"
#include "aws/profiles.h"
#include "base/text.h"

#define TEN "aaaaaaaaaa"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN
#define LONG_TOKEN                                                                     \
	HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED "+/=="
#define KEY(name)                                                                      \
	"aws_access_key_id=" name "\naws_secret_access_key=secret-of-" name "\n"
#define PROCESS(json) "[default]\ncredential_process=echo '" json "'\n"

static char folder[] = "/tmp/extrepl-aws-XXXXXX";

/*
 * An environment (NAME=VALUE, separated by blanks), the two shared files, and the
 * resulting key or error. FOLDER is the home. No case needs the network.
 */
static struct credentials_case {
	const char *name;
	const char *environment, *credentials, *config;
	const char *id, *token, *origin;
	const char *error;
} cases[] = {
	/* clang-format off */
	{ "the environment comes first", "AWS_ACCESS_KEY_ID=E AWS_SECRET_ACCESS_KEY=secret-of-E AWS_PROFILE=default",
	  "[default]\n" KEY("C"), NULL, "E", "", "the environment", NULL },
	{ "with a token", "AWS_ACCESS_KEY_ID=E AWS_SECRET_ACCESS_KEY=secret-of-E AWS_SESSION_TOKEN=t", NULL, NULL,
	  "E", "t", "the environment", NULL },
	{ "or its old name", "AWS_ACCESS_KEY_ID=E AWS_SECRET_ACCESS_KEY=secret-of-E AWS_SECURITY_TOKEN=t", NULL, NULL,
	  "E", "t", "the environment", NULL },
	{ "half a key is an error", "AWS_ACCESS_KEY_ID=E", "[default]\n" KEY("C"), NULL, NULL, NULL, NULL,
	  "the environment has AWS_ACCESS_KEY_ID but no AWS_SECRET_ACCESS_KEY" },
	{ "an empty key is none", "AWS_ACCESS_KEY_ID=", "[default]\n" KEY("C"), NULL, "C", "",
	  "the profile default in FOLDER/.aws/credentials", NULL },

	{ "credentials come before config", NULL, "[default]\n" KEY("C"), "[default]\n" KEY("F"), "C", "",
	  "the profile default in FOLDER/.aws/credentials", NULL },
	{ "config may have a key", NULL, NULL, "[default]\n" KEY("F"), "F", "", "the profile default in FOLDER/.aws/config", NULL },
	{ "a profile is chosen by AWS_PROFILE", "AWS_PROFILE=p", "[default]\n" KEY("C") "[p]\n" KEY("P"), NULL, "P", "",
	  "the profile p in FOLDER/.aws/credentials", NULL },
	{ "or by AWS_DEFAULT_PROFILE", "AWS_DEFAULT_PROFILE=p", "[default]\n" KEY("C") "[p]\n" KEY("P"), NULL, "P", "",
	  "the profile p in FOLDER/.aws/credentials", NULL },
	{ "in config it is [profile NAME]", "AWS_PROFILE=p", NULL, "[p]\n" KEY("X") "[profile p]\n" KEY("P"), "P", "",
	  "the profile p in FOLDER/.aws/config", NULL },
	{ "its name may be quoted", "AWS_PROFILE=p.q", NULL, "[profile   \"p.q\"]\n" KEY("P"), "P", "",
	  "the profile p.q in FOLDER/.aws/config", NULL },
	{ "a profile that is not there is an error", "AWS_PROFILE=q", "[default]\n" KEY("C"), NULL, NULL, NULL, NULL,
	  "there is no AWS profile q in FOLDER/.aws/config or FOLDER/.aws/credentials" },
	{ "half a key in a file is an error", NULL, "[default]\naws_access_key_id=C\n", NULL, NULL, NULL, NULL,
	  "the AWS profile default: it has no aws_secret_access_key" },
	{ "files may be elsewhere", "AWS_SHARED_CREDENTIALS_FILE=FOLDER/.aws/config AWS_CONFIG_FILE=FOLDER/none", NULL,
	  "[default]\n" KEY("S"), "S", "", "the profile default in FOLDER/.aws/config", NULL },
	{ "also from the home", "AWS_SHARED_CREDENTIALS_FILE=~/.aws/config AWS_CONFIG_FILE=FOLDER/none", NULL,
	  "[default]\n" KEY("S"), "S", "", "the profile default in FOLDER/.aws/config", NULL },
	{ "a session token is long", NULL, "[default]\n" KEY("C") "aws_session_token = " LONG_TOKEN "\n[p]\n" KEY("P"), NULL,
	  "C", LONG_TOKEN, "the profile default in FOLDER/.aws/credentials", NULL },
	{ "so may be a comment", NULL, "# " LONG_TOKEN "\n[default]\n; x = " LONG_TOKEN "\n" KEY("C"), NULL, "C", "",
	  "the profile default in FOLDER/.aws/credentials", NULL },
	{ "blanks, comments and ends of Windows mean nothing", NULL,
	  "\r\n# x\r\n[default]\r\naws_access_key_id  =  C \r\naws_secret_access_key: secret-of-C ; x\r\n", NULL, "C", "",
	  "the profile default in FOLDER/.aws/credentials", NULL },
	{ "names have no case", NULL, "[default]\nAWS_Access_Key_ID=C\nAWS_SECRET_ACCESS_KEY=secret-of-C\n", NULL, "C", "",
	  "the profile default in FOLDER/.aws/credentials", NULL },
	{ "what is nested is not the profile's", NULL, NULL, "[default]\ns3 =\n  aws_access_key_id = X\n" KEY("F"), "F", "",
	  "the profile default in FOLDER/.aws/config", NULL },
	{ "the last of a name wins", NULL, "[default]\n" KEY("X") "[default]\n" KEY("C"), NULL, "C", "",
	  "the profile default in FOLDER/.aws/credentials", NULL },
	{ "a line that says nothing is an error", NULL, "[default]\nhello\n" KEY("C"), NULL, NULL, NULL, NULL,
	  "FOLDER/.aws/credentials, line 2: neither a [section] nor name = value" },

	{ "a process makes a key", NULL, NULL,
	  PROCESS("{\"Version\": 1, \"AccessKeyId\": \"R\", \"SecretAccessKey\": \"secret-of-R\", \"SessionToken\": \"t\"}"),
	  "R", "t", "the credential_process of the profile default", NULL },
	{ "keys of the credentials file come before it", NULL, "[default]\n" KEY("C"), PROCESS("{}"), "C", "",
	  "the profile default in FOLDER/.aws/credentials", NULL },
	{ "its version is 1", NULL, NULL, PROCESS("{\"AccessKeyId\": \"R\", \"SecretAccessKey\": \"s\"}"), NULL, NULL, NULL,
	  "the AWS profile default: credential_process: its Version is not 1" },
	{ "it prints JSON", NULL, NULL, PROCESS("secret-of-R"), NULL, NULL, NULL,
	  "the AWS profile default: credential_process: it is not a JSON object" },
	{ "with a key in it", NULL, NULL, PROCESS("{\"Version\": 1, \"AccessKeyId\": \"R\"}"), NULL, NULL, NULL,
	  "the AWS profile default: credential_process: AccessKeyId or SecretAccessKey is missing" },
	{ "that expires at a time", NULL, NULL,
	  PROCESS("{\"Version\": 1, \"AccessKeyId\": \"R\", \"SecretAccessKey\": \"s\", \"Expiration\": \"soon\"}"), NULL, NULL, NULL,
	  "the AWS profile default: credential_process: its Expiration is not a valid time" },
	{ "it is no shell's line", NULL, NULL, "[default]\ncredential_process=false || echo x\n", NULL, NULL, NULL,
	  "the AWS profile default: credential_process: the command false failed with exit status 1" },

	{ "a role needs a key", NULL, NULL, "[default]\nrole_arn=arn:aws:iam::1:role/r\n", NULL, NULL, NULL,
	  "the AWS profile default: role_arn needs one of source_profile and credential_source" },
	{ "but not two", NULL, NULL, "[default]\nrole_arn=r\nsource_profile=p\ncredential_source=Environment\n", NULL, NULL, NULL,
	  "the AWS profile default: role_arn needs one of source_profile and credential_source" },
	{ "from a profile that is there", NULL, NULL, "[default]\nrole_arn=r\nsource_profile=p\n", NULL, NULL, NULL,
	  "the AWS profile default: its source_profile is not there" },
	{ "and not itself", "AWS_PROFILE=p", NULL, "[profile p]\nrole_arn=r\nsource_profile=q\n[profile q]\nrole_arn=r\nsource_profile=p\n",
	  NULL, NULL, NULL,
	  "the AWS profile p: the AWS profile q: the AWS profile p: the AWS profile q: the AWS profile p: the AWS profile q: "
	  "its source_profile leads back to it, or too far" },
	{ "or from a known place", NULL, NULL, "[default]\nrole_arn=r\ncredential_source=Moon\n", NULL, NULL, NULL,
	  "the AWS profile default: no such credential_source: Moon" },
	{ "an MFA code cannot be asked for", NULL, "[p]\n" KEY("P"), "[default]\nrole_arn=r\nsource_profile=p\nmfa_serial=m\n",
	  NULL, NULL, NULL, "the AWS profile default: it needs an MFA code" },
	{ "nor can one sign on", NULL, NULL, "[default]\nsso_start_url=https://x\n", NULL, NULL, NULL,
	  "the AWS profile default: extrepl cannot sign in with IAM Identity Center" },
	{ "a web identity needs a role", "AWS_WEB_IDENTITY_TOKEN_FILE=FOLDER/none", NULL, NULL, NULL, NULL, NULL,
	  "a web identity needs a role (AWS_ROLE_ARN)" },
	{ "and its file", "AWS_WEB_IDENTITY_TOKEN_FILE=FOLDER/none AWS_ROLE_ARN=r", NULL, NULL, NULL, NULL, NULL,
	  "the token in FOLDER/none: No such file or directory" },

	{ "a container is asked on this machine alone", "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://192.0.2.1/", NULL, NULL,
	  NULL, NULL, NULL,
	  "the container's credentials: AWS_CONTAINER_CREDENTIALS_FULL_URI is neither an https URL nor an address of this machine" },
	{ "not on one that begins like it", "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1.evil.invalid/", NULL, NULL,
	  NULL, NULL, NULL,
	  "the container's credentials: AWS_CONTAINER_CREDENTIALS_FULL_URI is neither an https URL nor an address of this machine" },
	{ "nor with it as a user", "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1@192.0.2.1/", NULL, NULL,
	  NULL, NULL, NULL,
	  "the container's credentials: AWS_CONTAINER_CREDENTIALS_FULL_URI is neither an https URL nor an address of this machine" },
	{ "nor with it as a password's user", "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://localhost:x@192.0.2.1/", NULL, NULL,
	  NULL, NULL, NULL,
	  "the container's credentials: AWS_CONTAINER_CREDENTIALS_FULL_URI is neither an https URL nor an address of this machine" },
	{ "nobody answers there", "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1:1/secret?path", NULL, NULL, NULL, NULL, NULL,
	  "the container's credentials: http://127.0.0.1:1 cannot be reached: Couldn't connect to server" },
	{ "nowhere is a key", NULL, NULL, NULL, NULL, NULL, NULL, "there are no AWS credentials" },
	/* clang-format on */
};

/* With the real folder for FOLDER. */
static const char *fill_in(const char *text, struct arena *arena)
{
	struct text filled = text_make(arena);
	const char *at;

	while ((at = strstr(text, "FOLDER")) != NULL) {
		text_add_n(&filled, text, (size_t)(at - text));
		text_add(&filled, folder);
		text = at + strlen("FOLDER");
	}
	text_add(&filled, text);
	return filled.bytes;
}

static void write_file(const char *name, const char *text)
{
	AUTO_ARENA *arena = arena_make();
	const char *path = arena_printf(arena, "%s/%s", folder, name);

	(void)unlink(path);
	if (text == NULL)
		return;
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	(void)fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

/* Only the AWS_... variables that the case sets. */
static void set_environment(const char *settings)
{
	AUTO_ARENA *arena = arena_make();

	for (char **at = environ; *at != NULL;) {
		const char *name = arena_copy_n(arena, *at, strcspn(*at, "="));

		if (text_starts(name, "AWS_"))
			(void)unsetenv(name);
		else
			at++;
	}
	(void)setenv("HOME", folder, 1);
	(void)setenv("AWS_EC2_METADATA_DISABLED", "true", 1);
	if (settings == NULL)
		return;
	char *text = arena_copy(arena, fill_in(settings, arena)), *rest = NULL;
	for (char *word = strtok_r(text, " ", &rest); word != NULL;
	     word = strtok_r(NULL, " ", &rest)) {
		char *value = strchr(word, '=');

		if (value == NULL)
			abort();
		*value++ = '\0';
		assert_int_equal(setenv(word, value, 1), 0);
	}
}

struct facts {
	struct arena *arena;
	struct run run;
	struct api api;
	struct credentials credentials;
};

static void world_start(struct facts *facts)
{
	memset(facts, 0, sizeof(*facts));
	facts->arena = arena_make();
	run_init(&facts->run, NULL);
	facts->api = (struct api){ .run = &facts->run,
				   .http = http_make(&facts->run, facts->arena),
				   .region = "eu-west-1" };
	facts->credentials.api = &facts->api;
}

static void world_end(struct facts *facts)
{
	credentials_wipe(&facts->credentials);
	http_release(facts->api.http);
	arena_release(facts->arena);
}

static void finds_the_key(void **state)
{
	const struct credentials_case *row = *state;
	struct facts facts;
	const struct aws_key *key = NULL;
	struct error err = { .kind = ERROR_NONE };

	world_start(&facts);
	set_environment(row->environment);
	write_file(".aws/credentials", row->credentials);
	write_file(".aws/config", row->config);
	bool done = credentials_get(&facts.credentials, &key, &err);
	if (row->error != NULL) {
		assert_false(done);
		assert_string_equal(err.message, fill_in(row->error, facts.arena));
		assert_null(strstr(err.message, "secret-of"));
	} else {
		if (!done)
			fail_msg("%s", err.message);
		assert_string_equal(key->id, row->id);
		assert_string_equal(key->secret.bytes,
				    arena_printf(facts.arena, "%s-%s", "secret-of",
						 row->id));
		assert_string_equal(key->token.bytes, row->token);
		assert_string_equal(key->origin, fill_in(row->origin, facts.arena));
		assert_int_equal(key->expires_at, 0);
	}
	world_end(&facts);
}

/*
 * A process with numbered keys that expire after this many seconds; it fails if the
 * file `broken` exists.
 */
static void use_process(int64_t seconds)
{
	AUTO_ARENA *arena = arena_make();

	write_file("count", "0");
	write_file("broken", NULL);
	write_file("process",
		   arena_printf(arena,
				"#!/bin/sh\ncd %s && test ! -e broken || exit 1\nn=$(($(cat count) + 1)); echo $n >count\n"
				"printf '{\"Version\": 1, \"AccessKeyId\": \"K%%s\", \"SecretAccessKey\": \"s\", \"SessionToken\": \"t\", "
				"\"Expiration\": \"%%s\"}' $n $(date -u -d '%lld seconds' +%%Y-%%m-%%dT%%H:%%M:%%SZ)\n",
				folder, (long long)seconds));
	assert_int_equal(chmod(arena_printf(arena, "%s/process", folder), 0700), 0);
	set_environment(NULL);
	write_file(".aws/credentials", NULL);
	write_file(".aws/config",
		   arena_printf(arena, "[default]\ncredential_process=%s/process\n",
				folder));
}

static const char *next_id(struct facts *facts)
{
	const struct aws_key *key;
	struct error err = { 0 };

	return credentials_get(&facts->credentials, &key, &err) ? key->id : NULL;
}

static void a_key_is_kept_until_it_nearly_expires(void **state)
{
	struct facts facts;

	(void)state;
	world_start(&facts);
	use_process(3600);
	assert_string_equal(next_id(&facts), "K1");
	assert_string_equal(next_id(&facts), "K1");
	assert_true(facts.credentials.key.expires_at > run_now() + 3500);
	facts.credentials.key.expires_at = run_now() + 200;
	assert_string_equal(next_id(&facts), "K2");
	assert_true(credentials_forget(&facts.credentials));
	assert_string_equal(next_id(&facts), "K3");
	world_end(&facts);
}

static void a_key_that_cannot_be_replaced_is_used_to_its_end(void **state)
{
	struct facts facts;

	(void)state;
	world_start(&facts);
	use_process(3600);
	assert_string_equal(next_id(&facts), "K1");
	write_file("broken", "");
	facts.credentials.key.expires_at = run_now() + 200;
	assert_string_equal(next_id(&facts), "K1");
	facts.credentials.key.expires_at = run_now() - 1;
	assert_null(next_id(&facts));
	write_file("broken", NULL);
	assert_string_equal(next_id(&facts), "K2");
	world_end(&facts);
}

static void a_lasting_key_that_is_refused_is_not_looked_for_again(void **state)
{
	struct facts facts;

	(void)state;
	world_start(&facts);
	set_environment("AWS_ACCESS_KEY_ID=E AWS_SECRET_ACCESS_KEY=s");
	assert_string_equal(next_id(&facts), "E");
	assert_false(credentials_forget(&facts.credentials));
	world_end(&facts);
}

static void a_line_without_an_end_is_an_error(void **state)
{
	struct facts facts;
	const struct aws_key *key;
	struct error err = { 0 };
	char *text;

	(void)state;
	world_start(&facts);
	set_environment(NULL);
	text = arena_alloc(facts.arena, 40000);
	memset(text, 'a', 39999);
	memset(text, '=', 2);
	memset(text, 'x', 1);
	write_file(".aws/credentials", text);
	assert_false(credentials_get(&facts.credentials, &key, &err));
	assert_non_null(strstr(err.message, "it has a line that is too long"));
	world_end(&facts);
}

static void a_cancelled_run_looks_nowhere(void **state)
{
	struct facts facts;
	const struct aws_key *key;
	struct error err = { 0 };

	(void)state;
	world_start(&facts);
	use_process(3600);
	run_cancel(&facts.run, SIGINT);
	assert_false(credentials_get(&facts.credentials, &key, &err));
	assert_int_equal(err.kind, ERROR_INTERRUPTED);
	world_end(&facts);
}

/* A time as AWS's replies have it, and seconds since 1970; -1: none. */
static void times_are_read(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds;
	} rows[] = {
		{ "2026-11-22T12:00:00Z", 1795348800 },
		{ "2026-11-22T12:00:00.123Z", 1795348800 },
		{ "2026-11-22T13:30:00+01:30", 1795348800 },
		{ "2026-11-22T07:00:00-0500", 1795348800 },
		{ "2026-11-22T12:00:00", -1 },
		{ "2026-11-22 12:00:00Z", -1 },
		{ "2026-11-22T12:00:00Zx", -1 },
		{ "2026-11-22T12:00:00+1", -1 },
		{ "", -1 },
		{ NULL, -1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		AUTO_KEY key = { .expires_at = -1 };

		assert_int_equal(aws_key_set_expiry(&key, rows[i].text),
				 rows[i].seconds >= 0);
		assert_int_equal(key.expires_at, rows[i].seconds);
	}
}

static int set_up(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct error err = { 0 };

	(void)state;
	(void)setenv("no_proxy", "*", 1);
	if (!http_library_init(&err) || mkdtemp(folder) == NULL)
		return -1;
	return mkdir(arena_printf(arena, "%s/.aws", folder), 0700);
}

static int tear_down(void **state)
{
	AUTO_ARENA *arena = arena_make();

	(void)state;
	http_library_end();
	/* NOLINTNEXTLINE(cert-env33-c): the folder is ours */
	return system(arena_printf(arena, "rm -rf %s", folder));
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(a_key_is_kept_until_it_nearly_expires),
		cmocka_unit_test(a_key_that_cannot_be_replaced_is_used_to_its_end),
		cmocka_unit_test(a_lasting_key_that_is_refused_is_not_looked_for_again),
		cmocka_unit_test(a_line_without_an_end_is_an_error),
		cmocka_unit_test(a_cancelled_run_looks_nowhere),
		cmocka_unit_test(times_are_read),
	};
	static struct CMUnitTest tests[ARRAY_SIZE(cases) + ARRAY_SIZE(others)];

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		tests[i] = (struct CMUnitTest){ cases[i].name, finds_the_key, NULL,
						NULL, &cases[i] };
	memcpy(tests + ARRAY_SIZE(cases), others, sizeof(others));
	return cmocka_run_group_tests_name("credentials of AWS", tests, set_up,
					   tear_down);
}
