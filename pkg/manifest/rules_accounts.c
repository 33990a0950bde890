/* The rules of accounts. */
#include <string.h>

#include "base/text.h"
#include "manifest/rules.h"

static bool check_patterns(const struct document *document, const char *where,
			   const char *const *patterns, struct error *err)
{
	for (size_t i = 0; patterns != NULL && patterns[i] != NULL; i++) {
		const char *pattern = patterns[i];

		/*
		 * Refuse 'app'@'%' as in SQL. A quote inside a name is part of the
		 * name.
		 */
		if (strstr(pattern, "'@") == NULL && strstr(pattern, "@'") == NULL &&
		    strstr(pattern, "`@") == NULL && strstr(pattern, "@`") == NULL)
			continue;
		(void)document_fault(document,
				     arena_printf(document->arena, "%s[%zu]", where, i),
				     err, "%s is quoted",
				     document_quote(pattern, document->arena));
		return error_hint(err,
				  "Write user@host without inner quotes: \"app@%%\".");
	}
	return true;
}

bool rule_accounts(const struct document *document, struct manifest *manifest,
		   struct error *err)
{
	const struct manifest_accounts *accounts = &manifest->accounts;

	if (accounts->include == NULL &&
	    (accounts->exclude != NULL || accounts->passwords_count > 0)) {
		(void)document_fault(document, "accounts", err,
				     "include is not set, so no account is copied");
		return error_hint(err, "Write include: [\"*\"] for all of them.");
	}
	for (size_t i = 0; i < accounts->passwords_count; i++) {
		if (!rule_secret(document, &accounts->passwords[i].password, err))
			return false;
		if (strchr(accounts->passwords[i].account, '@') != NULL)
			continue;
		(void)document_fault(document,
				     arena_printf(document->arena,
						  "accounts.passwords[%zu].account", i),
				     err, "%s has no host",
				     document_quote(accounts->passwords[i].account,
						    document->arena));
		return error_hint(err, "Write user@host: \"app@%%\".");
	}
	return check_patterns(document, "accounts.include", accounts->include, err) &&
	       check_patterns(document, "accounts.exclude", accounts->exclude, err);
}
