/* Rules across fields, and rules that a range or a pattern cannot express. */
#ifndef MANIFEST_RULES_H
#define MANIFEST_RULES_H

#include "manifest/document.h"
#include "manifest/manifest.h"

/*
 * Also sets what depends on several fields: copy.adopt.set, the account's label,
 * setting names in one spelling, the channel in lower case.
 */
bool rules_check(const struct document *document, struct manifest *manifest,
		 struct error *err) MUST_CHECK;

/* The rules of rules_data.c and rules_link.c. */
typedef bool rule(const struct document *document, struct manifest *manifest,
		  struct error *err);
/* Checks that exactly one source of the secret is set. */
bool rule_secret(const struct document *document, const struct secret_reference *secret,
		 struct error *err) MUST_CHECK;
rule rule_accounts;
rule rule_log_bin, rule_settings, rule_parameters, rule_databases, rule_adopt, rule_link;

#endif
