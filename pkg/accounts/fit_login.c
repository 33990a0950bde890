/*
 * Decides which of its ways to log in an account of the source can use on the target.
 */
#include <string.h>

#include "accounts/fit.h"
#include "base/text.h"

/*
 * These plugins ask the operating system of the server; the target runs on another
 * host.
 */
static bool asks_the_host(const char *plugin)
{
	static const char *const plugins[] = {
		"unix_socket",
		"auth_socket",
		"gssapi",
		"pam",
		"auth_pam",
		"auth_pam_compat",
		"named_pipe",
		"authentication_pam",
		"authentication_kerberos",
		"auth_gssapi",
		"authentication_windows",
		NULL,
	};

	for (size_t i = 0; plugins[i] != NULL; i++) {
		if (text_equal(plugin, plugins[i]))
			return true;
	}
	return false;
}

static const char *factor_fault(const struct observed_target *target,
				const char *factor, struct arena *arena)
{
	const char *plugin = arena_copy_n(arena, factor, strcspn(factor, " "));
	const char *form = factor + strlen(plugin);

	if (asks_the_host(plugin))
		return arena_printf(arena,
				    "it logs in with %s, which asks the host that the server "
				    "runs on",
				    plugin);
	if (!text_list_has(target->login_plugins, target->login_plugins_count, plugin))
		return arena_printf(arena,
				    "it logs in with %s, which the target does not have",
				    plugin);
	if (text_equal(form, " $B$") && target->knows_pbkdf2 != FACT_YES)
		return "the target does not know the form $B$ of its password";
	return NULL;
}

const char *factors_fit(const struct observed *observed,
			const struct observed_login *login, unsigned *kept,
			struct arena *arena)
{
	const char *first = NULL;

	*kept = 0;
	/* Nobody logs in as a role. */
	if (login->factors_count == 0 || login->role == FACT_YES)
		return NULL;
	if (login->every_factor == FACT_YES && login->factors_count > 1)
		return "it logs in with several factors, of which only a password can be "
		       "carried";
	for (unsigned i = 0; i < login->factors_count && i < 32; i++) {
		const char *fault =
			factor_fault(&observed->target, login->factors[i], arena);

		if (fault == NULL)
			*kept |= 1U << i;
		else if (first == NULL)
			first = fault;
	}
	return *kept != 0 ? NULL : first;
}

bool target_refuses_hashes(const struct observed_server *target)
{
	return observed_is_on(target, "strict_password_validation") &&
	       (observed_value(target, "simple_password_check_minimal_length") != NULL ||
		observed_value(target, "cracklib_password_check_dictionary") != NULL);
}
