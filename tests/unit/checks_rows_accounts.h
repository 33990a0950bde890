/*
 * Rows for the checks of the accounts that are copied, and of definers of stored
 * objects.
 */
#ifndef TESTS_CHECKS_ROWS_ACCOUNTS_H
#define TESTS_CHECKS_ROWS_ACCOUNTS_H

#include "checks_pair.h"

static void admin_defines(struct pair *pair)
{
	pair->manifest.copy.definers = DEFINERS_ADMIN;
}

/* The replication account, which a healthy pair also has on the target. */
static void without_replication_account(struct pair *pair)
{
	struct observed_server *target = &pair->observed.target.server;

	for (unsigned i = 0; i < target->objects_count; i++) {
		if (text_equal(target->objects[i].name, "'repl'@'%'"))
			target->objects[i].kind = arena_copy(pair->arena, "nothing");
	}
}

static void carries_replication_account(struct pair *pair)
{
	static const char *const all[] = { "*", NULL };

	without_replication_account(pair);
	pair->manifest.accounts.include = all;
}

/* app@% with one grant, or none; the target's administrator may grant all. */
static void add_definer(struct pair *pair, struct observed_server *server,
			const char *grant)
{
	struct observed_target *target = &pair->observed.target;

	server->definers_known = FACT_YES;
	server->definers = arena_array(pair->arena, 1, sizeof(*server->definers));
	server->definers_count = 1;
	server->definers[0].user = arena_copy(pair->arena, "app");
	server->definers[0].host = arena_copy(pair->arena, "%");
	server->definers[0].grants =
		arena_array(pair->arena, 1, sizeof(*server->definers[0].grants));
	if (grant != NULL)
		server->definers[0].grants[server->definers[0].grants_count++] =
			arena_copy(pair->arena, grant);
	target->own_grants = arena_array(pair->arena, 2, sizeof(*target->own_grants));
	target->own_grants[0] = arena_copy(pair->arena, "SELECT ON *.*");
	target->own_grants[1] = arena_copy(pair->arena, "GRANT OPTION ON *.*");
	target->own_grants_count = 2;
}

/* clerk@% of accounts.include, whose password is carried as a hash. */
static void carries_clerk(struct pair *pair)
{
	struct observed_server *source = &pair->observed.source.server;

	source->logins = arena_array(pair->arena, 1, sizeof(*source->logins));
	source->logins_count = 1;
	source->logins[0].user = arena_copy(pair->arena, "clerk");
	source->logins[0].host = arena_copy(pair->arena, "%");
}

static void gives_clerk_a_password(struct pair *pair)
{
	static struct manifest_account_password passwords[] = { { .account = "clerk@%" } };

	carries_clerk(pair);
	pair->manifest.accounts.passwords = passwords;
	pair->manifest.accounts.passwords_count = 1;
}

static void definer_may_less(struct pair *pair)
{
	add_definer(pair, &pair->observed.source.server, "SELECT ON `shop`.*");
	add_definer(pair, &pair->observed.target.server, NULL);
}

static void definer_may_more(struct pair *pair)
{
	add_definer(pair, &pair->observed.source.server, "SELECT ON `shop`.*");
	add_definer(pair, &pair->observed.target.server, "SELECT ON *.*");
}

static void definer_is_gone(struct pair *pair)
{
	definer_may_less(pair);
	pair->observed.target.server.definers_count = 0;
}

static void gone_definer_is_taken(struct pair *pair)
{
	definer_is_gone(pair);
	add_privilege(pair, &pair->observed.target.server, "ALLOW_NONEXISTENT_DEFINER");
}

static void definers_must_fit(struct pair *pair)
{
	pair->manifest.copy.definers = DEFINERS_FAIL;
}

static void on_aurora(struct pair *pair)
{
	pair->observed.target.service = arena_copy(pair->arena, "aurora");
}

static void local_infile_unknown(struct pair *pair)
{
	struct observed_server *target = &pair->observed.target.server;

	for (unsigned i = 0; i < target->variables_count; i++) {
		if (text_equal(target->variables[i].name, "local_infile"))
			target->variables[i].name =
				arena_copy(pair->arena, "something_else");
	}
}

/* clang-format off */
static struct check_case accounts_rows[] = {
	{ "a definer that is not there", { "source has definer|shop.v|app@10.%" }, NULL, "definer", "existing accounts only", "accounts: { include: [\"app@10.%\"] }" },
	{ "an account's password that the target refuses", { "target has account-password-refused|app@%|validate_password length 8" }, NULL, "account-passwords", "validate_password length 8", "accounts.passwords" },
	{ "accounts that may not be made", { "target lacks CREATE USER" }, NULL, "accounts-privileges", "lacks CREATE USER", "GRANT CREATE USER ON *.* TO 'awsuser'@'%'" },
	{ "a long row and perhaps no LOAD DATA", { "source has large-row|shop.big|40000000" }, local_infile_unknown, "large-row", "40000000 bytes", "local_infile to 1" },
	{ "a long row with LOAD DATA", { "source has large-row|shop.big|40000000" }, NULL, NULL, NULL, NULL },
	{ "a hash that a strict target refuses", { "target sets strict_password_validation=ON", "target sets simple_password_check_minimal_length=8" }, carries_clerk, "account-passwords", "clerk@%", "set strict_password_validation to 0" },
	{ "the same without a plugin", { "target sets strict_password_validation=ON" }, carries_clerk, NULL, NULL, NULL },
	{ "the same with a new password", { "target sets strict_password_validation=ON", "target sets cracklib_password_check_dictionary=x" }, gives_clerk_a_password, NULL, NULL, NULL },
	{ "a definer that is not there, and what it may", { "source has definer|shop.v|app@%" }, definer_is_gone, "definer", "existing accounts only", "on the target: CREATE USER 'app'@'%' IDENTIFIED BY RANDOM PASSWORD ACCOUNT LOCK; GRANT SELECT ON `shop`.* TO `app`@`%`" },
	{ "a definer that is not there, where that is taken", { "source has definer|shop.v|app@%" }, gone_definer_is_taken, "definer-privileges", "1449", "GRANT SELECT ON `shop`.* TO `app`@`%`" },
	{ "a definer that may less on the target", { "source has definer|shop.v|app@%" }, definer_may_less, "definer-privileges", "1143, 1370, 1142", "GRANT SELECT ON `shop`.* TO `app`@`%` on the target" },
	{ "a definer that may more on the target", { "source has definer|shop.v|app@%" }, definer_may_more, NULL, NULL, NULL },
	{ "a definer that is there", { "source has definer|shop.v|app@10.%", "target has account|'app'@'10.%'" }, NULL, NULL, NULL, NULL },
	{ "any other definer is refused", { "source has definer|shop.v|app@10.%", "target lacks SET_ANY_DEFINER", "target has account|'app'@'10.%'" }, NULL, "definer", "its own only", "copy.definers: admin" },
	{ "RDS's own definer", { "source has definer|shop.v|rdsadmin@localhost" }, NULL, "definer", "RDS's own administrator", "copy.definers: admin" },
	{ "a definer that is replaced", { "source has definer|shop.v|app@10.%" }, admin_defines, NULL, NULL, NULL },
	{ "a definer that may not be replaced", { "source has definer|shop.v|app@10.%" }, definers_must_fit, "definer", "copy.definers is fail", "change the definer" },
	{ "an account that the target lacks", { "source has account|'app'@'%'" }, NULL, "account-changes", "1396", "accounts: { include" },
	{ "an account that the target has", { "source has account|'app'@'%'", "target has account|'app'@'%'" }, NULL, NULL, NULL, NULL },
	{ "the replication account, which the target lacks", { "source has account|'repl'@'%'" }, without_replication_account, "account-changes", "1396", "CREATE USER 'repl'@'%'" },
	{ "the same before it is made", { NULL }, without_replication_account, "account-changes", "1396", "accounts: { include: [\"repl@%\"] }" },
	{ "the replication account, which accounts.include is about", { NULL }, carries_replication_account, NULL, NULL, NULL },
	{ "an account and Aurora", { "source has account|'app'@'%'" }, on_aurora, NULL, NULL, NULL },
};
/* clang-format on */

#endif
