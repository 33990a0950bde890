/*
 * extrepl's own AWS client as a command, for the test next to it: driver COMMAND
 * ARGUMENTS... Its result goes to standard output, one fact per line; the most detailed
 * log goes to standard error.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aws/iam_token.h"
#include "aws/rds.h"
#include "aws/secretsmanager.h"
#include "base/trust.h"

struct driver {
	struct aws *aws;
	struct arena *arena;
	char **arguments; /* behind the command, NULL-terminated */
};

static void tell(const char *name, const char *value)
{
	(void)printf("%s=%s\n", name, value == NULL ? "" : value);
}

static void tell_instance(const struct rds_instance *instance)
{
	static const char *const readiness[] = { "usable", "busy", "broken" };

	tell("id", instance->id);
	tell("status", instance->status);
	tell("readiness", readiness[rds_readiness(instance->status)]);
	tell("engine", instance->engine);
	tell("engine_version", instance->engine_version);
	tell("address", instance->address);
	(void)printf("port=%u\n", instance->port);
	tell("group", instance->parameter_group);
	tell("group_status", instance->parameter_status);
	tell("pending", instance->pending);
	tell("cause", instance->status_cause);
	(void)printf("retention=%u\nstorage=%llu\nmost_storage=%llu\nmulti_az=%d\n",
		     instance->backup_retention_days,
		     (unsigned long long)instance->storage_gib,
		     (unsigned long long)instance->most_storage_gib, instance->multi_az);
}

static bool do_key(const struct driver *driver, struct error *err)
{
	const struct aws_key *key;

	if (!aws_key(driver->aws, &key, err))
		return false;
	tell("origin", key->origin);
	tell("temporary", key->token.length > 0 ? "yes" : "no");
	tell("expires", key->expires_at > 0 ? "yes" : "no");
	return true;
}

/*
 * HOST [ID [ENDPOINT [again]]], the manifest's target.endpoint, aws.instance and
 * aws.endpoint; again: once more after a line on standard input, with the same client.
 */
static bool do_instance(const struct driver *driver, struct error *err)
{
	const char *id = driver->arguments[1];
	const char *endpoint = id == NULL ? NULL : driver->arguments[2];
	struct rds_instance instance;

	if (!rds_find_instance(driver->aws, driver->arguments[0],
			       text_empty(id) ? NULL : id,
			       text_empty(endpoint) ? NULL : endpoint, driver->arena,
			       &instance, err))
		return false;
	tell_instance(&instance);
	if (endpoint == NULL || driver->arguments[3] == NULL)
		return true;
	(void)fflush(stdout);
	(void)getchar();
	if (!rds_instance_read(driver->aws, instance.id, driver->arena, &instance, err))
		return false;
	tell_instance(&instance);
	return true;
}

/* ID SETTLE LIMIT [in-sync], in milliseconds. */
static bool do_await(const struct driver *driver, struct error *err)
{
	const struct rds_await await = { .settle_ms =
						 strtol(driver->arguments[1], NULL, 10),
					 .limit_ms =
						 strtol(driver->arguments[2], NULL, 10),
					 .in_sync = driver->arguments[3] != NULL };
	struct rds_instance instance;

	if (!rds_instance_await(driver->aws, driver->arguments[0], &await,
				driver->arena, &instance, err))
		return false;
	tell_instance(&instance);
	return true;
}

static bool do_group(const struct driver *driver, struct error *err)
{
	struct rds_group group;

	if (!rds_group_read(driver->aws, driver->arguments[0], driver->arena, &group, err))
		return false;
	tell("family", group.family);
	tell("default", group.is_default ? "yes" : "no");
	return true;
}

static bool do_create_group(const struct driver *driver, struct error *err)
{
	const struct rds_group group = { .name = driver->arguments[0],
					 .family = driver->arguments[1],
					 .description = "made by extrepl & its test" };

	return rds_group_create(driver->aws, &group, err);
}

static bool do_use_group(const struct driver *driver, struct error *err)
{
	return rds_instance_use_group(driver->aws, driver->arguments[0],
				      driver->arguments[1], err);
}

/* GROUP NAME...; also prints the number of all parameters. */
static bool do_parameters(const struct driver *driver, struct error *err)
{
	struct rds_parameter *all;
	size_t count;

	if (!rds_parameters_read(driver->aws, driver->arguments[0], driver->arena, &all,
				 &count, err))
		return false;
	(void)printf("count=%zu\n", count);
	for (char **name = driver->arguments + 1; *name != NULL; name++) {
		const struct rds_parameter *found =
			rds_parameter_named(all, count, *name);

		if (found == NULL)
			tell(*name, "is not there");
		else
			(void)printf("%s=%s %s %s %s\n", found->name,
				     found->value == NULL ? "(default)" : found->value,
				     found->dynamic ? "dynamic" : "static",
				     found->modifiable ? "modifiable" : "fixed",
				     found->source);
	}
	return true;
}

/* GROUP NAME=VALUE... */
static bool do_set(const struct driver *driver, struct error *err)
{
	struct rds_parameter *all;
	struct rds_change changes[64];
	size_t count, changes_count = 0;

	if (!rds_parameters_read(driver->aws, driver->arguments[0], driver->arena, &all,
				 &count, err))
		return false;
	for (char **argument = driver->arguments + 1;
	     *argument != NULL && changes_count < ARRAY_SIZE(changes); argument++) {
		char *value = strchr(*argument, '=');

		*value++ = '\0';
		const struct rds_parameter *found =
			rds_parameter_named(all, count, *argument);
		if (found == NULL)
			return error_set(err, ERROR_FAILED, "no parameter %s", *argument);
		changes[changes_count++] =
			(struct rds_change){ .parameter = found, .value = value };
	}
	return rds_parameters_set(driver->aws, driver->arguments[0], changes,
				  changes_count, err);
}

static bool do_reboot(const struct driver *driver, struct error *err)
{
	return rds_instance_reboot(driver->aws, driver->arguments[0], err);
}

static bool do_create_snapshot(const struct driver *driver, struct error *err)
{
	return rds_snapshot_create(driver->aws, driver->arguments[0],
				   driver->arguments[1], err);
}

static bool do_snapshot(const struct driver *driver, struct error *err)
{
	struct rds_snapshot snapshot;

	if (!rds_snapshot_read(driver->aws, driver->arguments[0], driver->arena,
			       &snapshot, err))
		return false;
	tell("status", snapshot.status);
	(void)printf("percent=%u\n", snapshot.percent);
	return true;
}

static bool do_secret(const struct driver *driver, struct error *err)
{
	AUTO_SECRET secret = { .length = 0 };

	if (!secretsmanager_get(driver->aws, driver->arguments[0], driver->arguments[1],
				&secret, err))
		return false;
	tell("secret", secret.bytes);
	return true;
}

/* HOST USER; never prints the token itself. */
static bool do_token(const struct driver *driver, struct error *err)
{
	const struct iam_login login = { driver->arguments[0], 3306,
					 driver->arguments[1], driver->aws->api.region };
	const struct aws_key *key;
	AUTO_SECRET token = { .length = 0 };

	if (!aws_key(driver->aws, &key, err) ||
	    !iam_token_make(&login, key, run_now(), &token, err))
		return false;
	(void)printf("length=%zu\n", token.length);
	return true;
}

static const struct command_row {
	const char *name;
	int arguments; /* at least */
	bool (*run)(const struct driver *driver, struct error *err);
} commands[] = {
	/* clang-format off */
	{ "key",             0, do_key },
	{ "instance",        1, do_instance },
	{ "await",           3, do_await },
	{ "group",           1, do_group },
	{ "create-group",    2, do_create_group },
	{ "use-group",       2, do_use_group },
	{ "parameters",      1, do_parameters },
	{ "set",             2, do_set },
	{ "reboot",          1, do_reboot },
	{ "create-snapshot", 2, do_create_snapshot },
	{ "snapshot",        1, do_snapshot },
	{ "secret",          1, do_secret },
	{ "token",           2, do_token },
	/* clang-format on */
};

static const struct command_row *find(int count, char **words)
{
	for (size_t i = 0; count > 1 && i < ARRAY_SIZE(commands); i++) {
		if (text_equal(commands[i].name, words[1]) &&
		    count - 2 >= commands[i].arguments)
			return &commands[i];
	}
	return NULL;
}

static bool drive(const struct command_row *command, char **arguments, struct run *run,
		  struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	AUTO_AWS *aws = NULL;

	if (!aws_make(NULL, NULL, run, arena, &aws, err))
		return false;
	const struct driver driver = { .aws = aws, .arena = arena, .arguments = arguments };
	return command->run(&driver, err);
}

int main(int argc, char **argv)
{
	const struct command_row *command = find(argc, argv);
	struct log *log = log_make(stderr, LOG_TRACE, LOG_TEXT);
	struct run run;
	struct error err = { .kind = ERROR_NONE };

	if (command == NULL) {
		(void)fputs("usage: driver COMMAND ARGUMENTS...\n", stderr);
		return 64;
	}
	run_init(&run, log);
	trust_only_when_named(); /* as the program does for the client library's sake */
	bool done = http_library_init(&err) && drive(command, argv + 2, &run, &err);
	if (!done)
		(void)fprintf(stderr, "error: %s\nhint: %s\n", err.message, err.hint);
	http_library_end();
	log_release(log);
	return done ? 0 : error_exit_status(err.kind);
}
