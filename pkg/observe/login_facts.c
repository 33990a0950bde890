/*
 * Turns SHOW CREATE USER and SHOW GRANTS of one account into facts, and keeps its
 * password hashes apart from these.
 */
#include <string.h>

#include "accounts/grants.h"
#include "base/hex.h"
#include "base/text.h"
#include "observe/login_list.h"
#include "sql/quote.h"

char **login_texts(const struct text_list *texts, unsigned *count, struct arena *arena)
{
	*count = texts->count;
	for (unsigned i = 0; i < texts->count; i++)
		texts->items[i] = clean_copy(arena, texts->items[i]);
	return texts->items;
}

static bool is_no_password(const char *hash, struct arena *arena)
{
	static const char *const none[] = { NO_PASSWORD_MYSQL, NO_PASSWORD_MARIADB };

	for (size_t i = 0; i < ARRAY_SIZE(none); i++) {
		struct text digits = text_make(arena);

		hex_add(&digits, none[i], strlen(none[i]), HEX_UPPER);
		if (text_equal(digits.bytes, hash))
			return true;
	}
	return false;
}

/* "caching_sha2_password $B$": the plugin and the format of the hash. */
static const char *factor_text(const struct account_factor *factor, struct arena *arena)
{
	if (factor->hash == NULL)
		return arena_printf(arena, "%s empty", factor->plugin);
	if (is_no_password(factor->hash, arena))
		return arena_printf(arena, "%s" NO_PASSWORD_FORM, factor->plugin);
	if (text_starts(factor->hash, "244224")) /* $B$ */
		return arena_printf(arena, "%s $B$", factor->plugin);
	return factor->plugin;
}

static void fill_definition(const struct listed_login *listed,
			    const struct account_definition *definition,
			    struct arena *arena, struct observed_login *login,
			    struct login_secret *secret)
{
	const char *second = rows_named(listed->rows, listed->row, "second_hash");
	struct text_list factors = { .arena = arena };

	for (size_t i = 0; i < definition->factors_count; i++)
		text_list_add(&factors, factor_text(&definition->factors[i], arena));
	login->factors = login_texts(&factors, &login->factors_count, arena);
	login->every_factor = definition->every_factor ? FACT_YES : FACT_NO;
	login->options = login_texts(&definition->options, &login->options_count, arena);
	if (definition->default_roles != NULL)
		login->default_roles = clean_copy(arena, definition->default_roles);
	secret->factors = definition->factors;
	secret->factors_count = definition->factors_count;
	secret->second = text_empty(second) ? NULL : second;
	login->second_password = secret->second != NULL ? FACT_YES : FACT_NO;
	login->role = FACT_NO;
	if (definition->factors_count == 1 && definition->factors[0].hash == NULL &&
	    text_list_has(login->options, login->options_count, "ACCOUNT LOCK") &&
	    text_list_has(login->options, login->options_count, "PASSWORD EXPIRE"))
		login->role = FACT_YES;
}

/*
 * Quotes a REQUIRE value again so that the line is a valid statement. MySQL prints the
 * value between quotes but does not escape quotes in it: ISSUER '/CN=it's a CA'.
 */
static const char *requoted(const char *line, const char *class, const char *value,
			    struct arena *arena)
{
	if (text_empty(value) || strpbrk(value, "'\\") == NULL)
		return line;
	const char *printed = arena_printf(arena, " %s '%s'", class, value);
	const char *at = strstr(line, printed);
	if (at == NULL)
		return line;
	return arena_printf(arena, "%.*s %s %s%s", (int)(at - line), line, class,
			    quote_plain(value, arena), at + strlen(printed));
}

static const char *created_line(const struct login_list *list,
				const struct listed_login *listed,
				const struct db_statement *created)
{
	static const char *const demands[][2] = {
		{ "SUBJECT", "x509_subject" },
		{ "ISSUER", "x509_issuer" },
		{ "CIPHER", "ssl_cipher" },
	};
	const char *line = rows_value(&created->rows, 0, 0);

	for (size_t i = 0;
	     list->server.flavour == FLAVOUR_MYSQL && i < ARRAY_SIZE(demands); i++)
		line = requoted(line, demands[i][0],
				rows_named(listed->rows, listed->row, demands[i][1]),
				list->arena);
	return line;
}

bool login_facts_fill(const struct login_list *list, const struct listed_login *listed,
		      const struct db_statement *created,
		      const struct db_statement *granted, struct observed_login *login,
		      struct login_secret *secret)
{
	const char *role = rows_named(listed->rows, listed->row, "default_role");
	struct arena *arena = list->arena;
	struct text_list grants = { .arena = arena };
	struct account_definition definition;

	if (!granted->done ||
	    (created != NULL && (!created->done || created->rows.count == 0)))
		return false;
	*login = (struct observed_login){
		.user = clean_copy(arena, listed->user),
		.host = clean_copy(arena, listed->host),
		.role = FACT_YES,
	};
	*secret = (struct login_secret){ .name = listed->name };
	if (created != NULL) {
		if (!account_definition_parse(created_line(list, listed, created),
					      list->server.flavour, arena, &definition))
			return false;
		fill_definition(listed, &definition, arena, login, secret);
	}
	if (!text_empty(role))
		login->default_roles = clean_copy(arena, quote_name(role, arena));
	for (size_t i = 0; i < granted->rows.count; i++)
		account_grants_add(&grants, rows_value(&granted->rows, i, 0),
				   listed->name, list->server.flavour);
	login->grants = login_texts(&grants, &login->grants_count, arena);
	return true;
}
