/*
 * Whether the servers' password policies accept the manifest's passwords: the
 * replication account's on the source, those of accounts.passwords on the target. The
 * policies are read and applied here, because VALIDATE_PASSWORD_STRENGTH would send the
 * password to the server in a statement.
 */
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "observe/internal.h"

struct letters {
	uint64_t upper, lower, digits, others;
};

static struct letters count_letters(const struct secret *password)
{
	struct letters letters = { 0 };

	for (size_t i = 0; i < password->length; i++) {
		unsigned char byte = (unsigned char)password->bytes[i];

		letters.upper += isupper(byte) != 0;
		letters.lower += islower(byte) != 0;
		letters.digits += isdigit(byte) != 0;
		letters.others += isalnum(byte) == 0;
	}
	return letters;
}

/*
 * A variable of MySQL's component (validate_password.x) or plugin
 * (validate_password_x).
 */
static const char *rule(const struct observed_server *server, const char *name,
			struct arena *arena)
{
	const char *value =
		observed_value(server, arena_printf(arena, "validate_password.%s", name));

	return value != NULL ?
		       value :
		       observed_value(server,
				      arena_printf(arena, "validate_password_%s", name));
}

static uint64_t rule_number(const struct observed_server *server, const char *name,
			    struct arena *arena)
{
	return rows_number(rule(server, name, arena), 0);
}

/* NULL: the password is accepted, as far as can be known. */
static const char *refused_by_mysql(const struct observed_server *server,
				    const struct secret *password, struct arena *arena)
{
	const struct letters letters = count_letters(password);
	const char *policy = rule(server, "policy", arena);
	uint64_t mixed = rule_number(server, "mixed_case_count", arena);

	if (policy == NULL)
		return NULL;
	if (password->length < rule_number(server, "length", arena))
		return arena_printf(arena, "validate_password length %" PRIu64,
				    rule_number(server, "length", arena));
	if (text_equal_nocase(policy, "LOW") || text_equal(policy, "0"))
		return NULL;
	if (letters.upper < mixed || letters.lower < mixed)
		return arena_printf(arena, "validate_password mixed_case_count %" PRIu64,
				    mixed);
	if (letters.digits < rule_number(server, "number_count", arena))
		return arena_printf(arena, "validate_password number_count %" PRIu64,
				    rule_number(server, "number_count", arena));
	if (letters.others < rule_number(server, "special_char_count", arena))
		return arena_printf(arena,
				    "validate_password special_char_count %" PRIu64,
				    rule_number(server, "special_char_count", arena));
	return NULL;
}

/* MariaDB's plugin simple_password_check. */
static const char *refused_by_mariadb(const struct observed_server *server,
				      const struct secret *password, struct arena *arena)
{
	const struct letters letters = count_letters(password);
	const struct {
		const char *variable;
		uint64_t has;
	} rules[] = {
		{ "simple_password_check_minimal_length", password->length },
		{ "simple_password_check_digits", letters.digits },
		{ "simple_password_check_letters_same_case",
		  letters.upper < letters.lower ? letters.upper : letters.lower },
		{ "simple_password_check_other_characters", letters.others },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rules); i++) {
		const char *wanted = observed_value(server, rules[i].variable);

		if (rules[i].has < rows_number(wanted, 0))
			return arena_printf(arena, "%s %s", rules[i].variable, wanted);
	}
	return NULL;
}

static const char *refused_by(const struct observed_server *server,
			      const struct secret *password, struct arena *arena)
{
	const char *refused = refused_by_mysql(server, password, arena);

	return refused != NULL ? refused : refused_by_mariadb(server, password, arena);
}

static void fill_new_passwords(const struct logins *logins,
			       const struct manifest_accounts *accounts,
			       struct arena *arena, struct observed_server *target)
{
	for (size_t i = 0; i < logins->account_passwords_count; i++) {
		const struct secret *password = &logins->account_passwords[i];
		const char *refused = password->length == 0 ?
					      NULL :
					      refused_by(target, password, arena);

		if (refused != NULL)
			add_object(target, arena, "account-password-refused",
				   accounts->passwords[i].account, refused);
	}
}

void fill_password_policy(const struct logins *logins, const struct manifest *manifest,
			  struct arena *arena, struct observed *out)
{
	const struct secret *password = &logins->replication_password;

	fill_new_passwords(logins, &manifest->accounts, arena, &out->target.server);
	if (password->length == 0)
		return;
	const char *refused = refused_by(&out->source.server, password, arena);
	if (refused != NULL)
		add_object(&out->source.server, arena, "password-refused",
			   "the replication password", refused);
}
