/*
 * Parses a line of SHOW CREATE USER, of both flavours. One table has the options that
 * an account can have, each with its default.
 */
#include "accounts/definition.h"

#include <string.h>

#include "base/hex.h"
#include "base/text.h"

/* In the order in which both servers accept them. */
/* clang-format off */
static const struct option {
	const char *class;    /* the words that it starts with */
	const char *standard; /* the option with its default value */
	size_t words;         /* at most this many words are its value; 0: all up to the next option */
} known[] = {
	{ "REQUIRE",                  "REQUIRE NONE",                     0 },
	{ "MAX_QUERIES_PER_HOUR",     "MAX_QUERIES_PER_HOUR 0",           1 },
	{ "MAX_UPDATES_PER_HOUR",     "MAX_UPDATES_PER_HOUR 0",           1 },
	{ "MAX_CONNECTIONS_PER_HOUR", "MAX_CONNECTIONS_PER_HOUR 0",       1 },
	{ "MAX_USER_CONNECTIONS",     "MAX_USER_CONNECTIONS 0",           1 },
	{ "MAX_STATEMENT_TIME",       "MAX_STATEMENT_TIME 0.000000",      1 },
	{ "PASSWORD EXPIRE",          "PASSWORD EXPIRE DEFAULT",          0 },
	{ "ACCOUNT",                  "ACCOUNT UNLOCK",                   1 },
	{ "PASSWORD HISTORY",         "PASSWORD HISTORY DEFAULT",         1 },
	{ "PASSWORD REUSE INTERVAL",  "PASSWORD REUSE INTERVAL DEFAULT",  0 },
	{ "PASSWORD REQUIRE CURRENT", "PASSWORD REQUIRE CURRENT DEFAULT", 0 },
	{ "FAILED_LOGIN_ATTEMPTS",    "FAILED_LOGIN_ATTEMPTS 0",          1 },
	{ "PASSWORD_LOCK_TIME",       "PASSWORD_LOCK_TIME 0",             1 },
	{ "ATTRIBUTE",                "ATTRIBUTE '{}'",                   1 },
};
/* clang-format on */

static const struct option *option_at(const struct tokens *tokens, size_t i)
{
	for (size_t k = 0; k < ARRAY_SIZE(known); k++) {
		if (tokens_are(tokens, i, known[k].class) &&
		    /* REQUIRE CURRENT is not REQUIRE */
		    !(k == 0 && tokens_are(tokens, i, "REQUIRE CURRENT")))
			return &known[k];
	}
	return NULL;
}

static const struct option *option_of(const char *text)
{
	for (size_t k = 0; k < ARRAY_SIZE(known); k++) {
		size_t length = strlen(known[k].class);

		if (strncmp(text, known[k].class, length) == 0 &&
		    (text[length] == ' ' || text[length] == '\0'))
			return &known[k];
	}
	return NULL;
}

const char *option_class(const char *option)
{
	const struct option *found = option_of(option);

	return found == NULL ? option : found->class;
}

const char *option_default(const char *option)
{
	const struct option *found = option_of(option);

	return found == NULL ? option : found->standard;
}

static size_t word_count(const char *text)
{
	size_t count = 1;

	for (; *text != '\0'; text++)
		count += *text == ' ';
	return count;
}

/* Reads one option. Returns the place after it. */
static size_t read_option(const struct tokens *tokens, size_t i,
			  const struct option *option, struct text_list *out)
{
	size_t count = word_count(option->class);
	size_t end = i + count;

	if (option->words > 0)
		end += option->words;
	else
		while (end < tokens->count && option_at(tokens, end) == NULL &&
		       !tokens_are(tokens, end, "WITH"))
			end++;
	const char *text = tokens_join(tokens, i, end, out->arena);
	if (strcmp(text, option->standard) != 0)
		text_list_add(out, text);
	return end;
}

static char *hash_of(const char *token, struct arena *arena)
{
	struct text hex = text_make(arena);
	size_t length;

	if (text_starts(token, "0x")) {
		for (const char *at = token + 2; *at != '\0'; at++) {
			char digit = *at >= 'a' && *at <= 'f' ? (char)(*at - 32) : *at;

			text_add_n(&hex, &digit, 1);
		}
	} else {
		const char *bytes = token_unquote(token, arena, &length);

		hex_add(&hex, bytes, length, HEX_UPPER);
	}
	return hex.length == 0 ? NULL : hex.bytes;
}

/* Adds a factor, without a password hash yet. */
static struct account_factor *add_factor(struct account_definition *out,
					 const char *plugin, struct arena *arena)
{
	size_t length;

	out->factors = arena_one_more(arena, out->factors, out->factors_count,
				      sizeof(*out->factors));
	struct account_factor *factor = &out->factors[out->factors_count++];
	*factor = (struct account_factor){ .plugin = token_unquote(plugin, arena,
								   &length) };
	return factor;
}

/*
 * IDENTIFIED WITH 'p' AS 'h' AND ..., VIA p USING 'h' OR ..., BY PASSWORD 'h'. Returns
 * the place after it.
 */
static size_t read_identified(const struct tokens *tokens, size_t i,
			      struct arena *arena, struct account_definition *out)
{
	if (tokens_are(tokens, i, "IDENTIFIED BY PASSWORD")) {
		add_factor(out, "mysql_native_password", arena)->hash =
			hash_of(token_at(tokens, i + 3), arena);
		return i + 4;
	}
	while (tokens_are(tokens, i, "IDENTIFIED") || tokens_are(tokens, i, "OR") ||
	       tokens_are(tokens, i, "AND")) {
		out->every_factor = out->every_factor || tokens_are(tokens, i, "AND");
		if (tokens_are(tokens, i, "AND"))
			i++;
		i += tokens_are(tokens, i, "IDENTIFIED") ? 2 : 1;
		struct account_factor *factor =
			add_factor(out, token_at(tokens, i++), arena);

		if (tokens_are(tokens, i, "AS") || tokens_are(tokens, i, "USING")) {
			factor->hash = hash_of(token_at(tokens, i + 1), arena);
			i += 2;
		}
	}
	return i;
}

static size_t read_default_roles(const struct tokens *tokens, size_t i,
				 struct arena *arena, struct account_definition *out)
{
	size_t end = i + 2;
	struct text roles = text_make(arena);

	while (end < tokens->count && token_at(tokens, end)[0] == '`') {
		text_addf(&roles, "%s%s", roles.length == 0 ? "" : ",",
			  token_at(tokens, end));
		end++;
		if (strcmp(token_at(tokens, end), ",") == 0)
			end++;
	}
	out->default_roles = roles.bytes;
	return end;
}

bool account_definition_parse(const char *line, enum flavour flavour,
			      struct arena *arena, struct account_definition *out)
{
	struct tokens tokens = tokens_make(line, arena);
	size_t i = 3;

	*out = (struct account_definition){ .options.arena = arena };
	if (!tokens_are(&tokens, 0, "CREATE USER") || tokens.count < 3)
		return false;
	i = read_identified(&tokens, i, arena, out);
	/* MariaDB prints nothing for an account without a password. */
	if (out->factors_count == 0 && flavour == FLAVOUR_MARIADB)
		(void)add_factor(out, "mysql_native_password", arena);
	while (i < tokens.count) {
		const struct option *option = option_at(&tokens, i);

		if (option != NULL)
			i = read_option(&tokens, i, option, &out->options);
		else if (tokens_are(&tokens, i, "DEFAULT ROLE"))
			i = read_default_roles(&tokens, i, arena, out);
		else
			i++;
	}
	return true;
}

const char *options_text(char *const *options, unsigned count, struct arena *arena)
{
	struct text out = text_make(arena);
	bool limits = false;

	for (size_t k = 0; k < ARRAY_SIZE(known); k++) {
		for (unsigned i = 0; i < count; i++) {
			if (option_of(options[i]) != &known[k])
				continue;
			bool limit = text_starts(options[i], "MAX_");

			text_addf(&out, "%s %s", limit && !limits ? " WITH" : "",
				  options[i]);
			limits = limits || limit;
		}
	}
	return out.bytes;
}
