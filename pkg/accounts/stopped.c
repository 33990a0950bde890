/*
 * Parses the error of a stopped applier. The message quotes the statement; its accounts
 * are read from there.
 */
#include "accounts/stopped.h"

#include <string.h>

#include "accounts/grants.h"
#include "accounts/selection.h"
#include "base/text.h"
#include "sql/quote.h"

/* Messages longer than this may have been truncated by the server. */
#define WHOLE_MESSAGE 1000

/* All seen on MySQL 9.7 and MariaDB 10.11. */
/* clang-format off */
static const struct {
	unsigned code;
	const char *with; /* text that the message must contain, or NULL */
	enum account_stop_kind kind;
} errors[] = {
	{ 1396, "Operation CREATE ", STOP_EXISTS },
	{ 1396, NULL,                STOP_MISSING },  /* ALTER, DROP, RENAME */
	{ 1410, NULL,                STOP_MISSING },  /* GRANT: MySQL 8 */
	{ 1133, NULL,                STOP_MISSING },  /* GRANT, SET PASSWORD: MariaDB, MySQL 5.7 */
	{ 3523, NULL,                STOP_MISSING },  /* GRANT and REVOKE of a role: MySQL */
	{ 3530, NULL,                STOP_NO_GRANT }, /* SET DEFAULT ROLE: MySQL */
	{ 1959, "SET DEFAULT ROLE ", STOP_NO_GRANT }, /* the same: MariaDB */
	{ 1959, NULL,                STOP_MISSING },  /* of a role: MariaDB */
	{ 1269, NULL,                STOP_MISSING },  /* REVOKE ALL */
	{ 1141, NULL,                STOP_NO_GRANT },
	{ 1147, NULL,                STOP_NO_GRANT }, /* on a table: MySQL */
	{ 1403, NULL,                STOP_NO_GRANT }, /* on a routine: MySQL */
	{ 1962, NULL,                STOP_NO_GRANT }, /* of a role: MariaDB */
	{ 1524, NULL,                STOP_PLUGIN },
};
/* clang-format on */

static enum account_stop_kind kind_of(unsigned code, const char *message)
{
	for (size_t i = 0; i < ARRAY_SIZE(errors); i++) {
		if (errors[i].code == code &&
		    (errors[i].with == NULL || strstr(message, errors[i].with) != NULL))
			return errors[i].kind;
	}
	return STOP_OTHER;
}

static const char *after(const char *text, const char *words)
{
	const char *at = text == NULL ? NULL : strstr(text, words);

	return at == NULL ? NULL : at + strlen(words);
}

static void add_name(struct account_stop *stop, struct arena *arena, const char *user,
		     const char *host)
{
	if (user == NULL || account_stop_names(stop, user, host))
		return;
	stop->named = arena_one_more(arena, stop->named, stop->named_count,
				     sizeof(*stop->named));
	stop->named[stop->named_count++] =
		(struct stopped_name){ .user = user, .host = host };
}

/* 'o'brien'@'%','b'@'%' as in the message: not escaped inside the quotes. */
static void add_printed(struct account_stop *stop, struct arena *arena, const char *at)
{
	while (at != NULL && *at == '\'') {
		const char *user = at + 1;
		const char *middle = strstr(user, "'@'");
		const char *end = middle == NULL ? NULL : strchr(middle + 3, '\'');

		if (end == NULL) {
			end = strchr(user, '\'');
			if (end != NULL)
				add_name(stop, arena,
					 arena_copy_n(arena, user, (size_t)(end - user)),
					 NULL);
			return;
		}
		add_name(stop, arena, arena_copy_n(arena, user, (size_t)(middle - user)),
			 arena_copy_n(arena, middle + 3, (size_t)(end - middle - 3)));
		at = end[1] == ',' ? end + 2 : NULL;
	}
}

/*
 * Length of the word's first quoted part; without quotes, up to the character `until`.
 */
static size_t part_length(const char *word, char until)
{
	size_t i = 0;

	if (strchr("'\"`", word[0]) == NULL || word[0] == '\0') {
		while (word[i] != '\0' && word[i] != until)
			i++;
		return i;
	}
	for (i = 1; word[i] != '\0'; i++) {
		bool escaped = word[i] == '\\' && word[0] != '`' && word[i + 1] != '\0';
		bool doubled = word[i] == word[0] && word[i + 1] == word[0];

		if (escaped || doubled)
			i++;
		else if (word[i] == word[0])
			return i + 1;
	}
	return i;
}

/* 'app'@'%', app@localhost or reader, as written in a statement. */
static struct stopped_name written_name(const char *word, struct arena *arena)
{
	size_t length = part_length(word, '@'), ignored;
	struct stopped_name name = {
		.user = token_unquote(arena_copy_n(arena, word, length), arena, &ignored),
	};

	if (word[length] == '@')
		name.host = token_unquote(word + length + 1, arena, &ignored);
	return name;
}

static void add_written(struct account_stop *stop, const struct tokens *tokens,
			size_t i, struct arena *arena)
{
	for (; i < tokens->count; i++) {
		const char *word = token_at(tokens, i);
		struct stopped_name name;

		if (strcmp(word, ",") == 0)
			continue;
		if (strcmp(token_at(tokens, i - 1), ",") != 0 &&
		    stop->named_count > 0 && strcmp(word, "WITH") == 0)
			return;
		name = written_name(word, arena);
		add_name(stop, arena, name.user, name.host);
	}
}

static size_t find_phrase(const struct tokens *tokens, size_t from, const char *words)
{
	while (from < tokens->count && !tokens_are(tokens, from, words))
		from++;
	return from;
}

/* `shop`.* for shop.*; NULL: the database is not named. */
static const char *canonical_object(const char *word, struct arena *arena)
{
	size_t length = part_length(word, '.'), ignored;

	if (strcmp(word, "*.*") == 0)
		return word;
	if (word[length] != '.')
		return NULL;
	const char *name = word + length + 1;
	return arena_printf(arena, "%s.%s",
			    quote_name(token_unquote(arena_copy_n(arena, word, length),
						     arena, &ignored),
				       arena),
			    strcmp(name, "*") == 0 ?
				    name :
				    quote_name(token_unquote(name, arena, &ignored),
					       arena));
}

/* Column names in brackets are quoted, privileges are not. */
static void add_canonical(struct text *line, const struct tokens *tokens, size_t from,
			  size_t to, struct arena *arena)
{
	bool columns = false;
	size_t ignored;

	for (size_t i = from; i < to; i++) {
		const char *word = token_at(tokens, i);
		bool mark = strcmp(word, "(") == 0 || strcmp(word, ")") == 0 ||
			    strcmp(word, ",") == 0;

		columns = strcmp(word, "(") == 0 || (columns && strcmp(word, ")") != 0);
		text_addf(line, " %s",
			  columns && !mark ?
				  quote_name(token_unquote(word, arena, &ignored), arena) :
				  word);
	}
}

static void add_roles(struct account_stop *stop, const struct tokens *tokens,
		      size_t from, size_t to, enum flavour flavour, struct arena *arena)
{
	bool admin = tokens_are(tokens, from, "ADMIN OPTION FOR");

	for (size_t i = admin ? from + 3 : from; i < to; i++) {
		if (strcmp(token_at(tokens, i), ",") == 0)
			continue;
		struct stopped_name role = written_name(token_at(tokens, i), arena);
		const char *name = quote_name(role.user, arena);

		if (flavour == FLAVOUR_MYSQL)
			name = arena_printf(arena, "%s@%s", name,
					    quote_name(role.host == NULL ? "%" : role.host,
						       arena));
		text_list_add(&stop->needed, arena_printf(arena, "ROLE %s", name));
		if (admin)
			text_list_add(&stop->needed,
				      arena_printf(arena, "ADMIN OPTION FOR %s", name));
	}
}

/* "REVOKE SELECT ON shop.* FROM app": the GRANT that it needs to exist. */
static void add_revoked(struct account_stop *stop, const struct tokens *tokens,
			enum flavour flavour, struct arena *arena)
{
	size_t from = find_phrase(tokens, 1, "FROM");
	size_t on = find_phrase(tokens, 1, "ON");
	struct text line = text_make(arena);

	if (on > from) {
		/*
		 * REVOKE ALL PRIVILEGES, GRANT OPTION does not need any grant to exist.
		 */
		if (!tokens_are(tokens, 1, "ALL"))
			add_roles(stop, tokens, 1, from, flavour, arena);
		return;
	}
	const char *object = canonical_object(token_at(tokens, from - 1), arena);
	if (object == NULL || tokens_are(tokens, 1, "PROXY"))
		return;
	text_add(&line, "GRANT");
	add_canonical(&line, tokens, 1, on, arena);
	text_add(&line, " ON");
	/* keep PROCEDURE and FUNCTION, drop the redundant TABLE */
	for (size_t i = on + 1; i + 1 < from; i++)
		if (strcmp(token_at(tokens, i), "TABLE") != 0)
			text_addf(&line, " %s", token_at(tokens, i));
	text_addf(&line, " %s TO ``", object);
	account_grants_add(&stop->needed, line.bytes, NULL, flavour);
}

static const char *statement_of(const char *message, struct arena *arena)
{
	const char *query = after(message, " Query: '");
	size_t length = query == NULL ? 0 : strlen(query);

	if (length < 2 || query[length - 1] != '\'' || strlen(message) > WHOLE_MESSAGE)
		return NULL;
	return arena_copy_n(arena, query, length - 1);
}

static void read_statement(struct account_stop *stop, const char *statement,
			   enum flavour flavour, struct arena *arena)
{
	struct tokens tokens = tokens_make(statement, arena);
	size_t to = find_phrase(&tokens, 1, "TO");

	if (tokens_are(&tokens, 0, "REVOKE")) {
		add_written(stop, &tokens, find_phrase(&tokens, 1, "FROM") + 1, arena);
		if (stop->kind == STOP_NO_GRANT)
			add_revoked(stop, &tokens, flavour, arena);
	} else if (tokens_are(&tokens, 0, "DROP")) {
		/*
		 * MariaDB dropped the ones that it found, and would miss them the next
		 * time.
		 */
		add_written(stop, &tokens, tokens_are(&tokens, 2, "IF EXISTS") ? 4 : 2,
			    arena);
	} else if (tokens_are(&tokens, 0, "GRANT")) {
		add_written(stop, &tokens, to + 1, arena);
	} else if (tokens_are(&tokens, 0, "SET DEFAULT ROLE")) {
		size_t at = to < tokens.count ? to : find_phrase(&tokens, 1, "FOR");

		add_written(stop, &tokens, at + 1, arena);
		if (stop->kind == STOP_NO_GRANT && !tokens_are(&tokens, 3, "NONE") &&
		    !tokens_are(&tokens, 3, "ALL"))
			add_roles(stop, &tokens, 3, at, flavour, arena);
	} else if (tokens_are(&tokens, 0, "RENAME USER") && to + 1 < tokens.count) {
		struct stopped_name name = written_name(token_at(&tokens, to + 1), arena);

		stop->renamed_to =
			account_name(name.user, name.host == NULL ? "%" : name.host,
				     arena);
	}
}

/* `ap p`@`%` at this place, as in errors about roles. */
static void add_quoted(struct account_stop *stop, struct arena *arena, const char *at)
{
	if (at == NULL || *at != '`')
		return;
	struct tokens tokens = tokens_make(at, arena);
	/* the quote of the message itself follows */
	char *word = arena_copy(arena, token_at(&tokens, 0));
	size_t length = part_length(word, '@');
	if (word[length] == '@')
		length += 1 + part_length(word + length + 1, '\'');
	struct stopped_name name = written_name(arena_copy_n(arena, word, length), arena);
	add_name(stop, arena, name.user, name.host);
}

struct account_stop account_stop_parse(unsigned code, const char *message,
				       enum flavour flavour, struct arena *arena)
{
	struct account_stop stop = { .needed.arena = arena };
	const char *statement = statement_of(message, arena);

	if (message == NULL || code == 0)
		return stop;
	stop.kind = kind_of(code, message);
	if (stop.kind == STOP_OTHER)
		return stop;
	stop.drops = strstr(message, "Operation DROP ") != NULL;
	stop.role = strstr(message, " ROLE failed for ") != NULL;
	add_printed(&stop, arena, after(message, " failed for "));
	add_quoted(&stop, arena, after(message, "authorization ID "));
	if (stop.kind == STOP_MISSING)
		add_quoted(&stop, arena, after(message, "role specification "));
	if (statement != NULL)
		read_statement(&stop, statement, flavour, arena);
	return stop;
}

bool account_stop_names(const struct account_stop *stop, const char *user,
			const char *host)
{
	for (size_t i = 0; i < stop->named_count; i++) {
		const struct stopped_name *name = &stop->named[i];

		if (!text_equal(name->user, user))
			continue;
		if (text_equal(name->host, host) || (name->host == NULL && host == NULL))
			return true;
		/* Without a host it is a role, or an account for any host. */
		if (name->host == NULL && text_equal(host, "%"))
			return true;
		if (host == NULL && text_equal(name->host, "%"))
			return true;
	}
	return false;
}

/* Statements that never contain a password or a hash. */
static bool is_plain(const char *statement)
{
	static const char *const begin[] = { "REVOKE ", "DROP ", "RENAME ",
					     "SET DEFAULT ROLE " };

	for (size_t i = 0; i < ARRAY_SIZE(begin); i++) {
		if (text_starts(statement, begin[i]))
			return true;
	}
	return text_starts(statement, "GRANT ") &&
	       strcasestr(statement, "IDENTIFIED") == NULL;
}

char *account_stop_text(const char *message, struct arena *arena)
{
	static const char *const marks[] = { " Query: '", " Query: `" };
	char *copy = arena_copy(arena, message);

	for (size_t i = 0; copy != NULL && i < ARRAY_SIZE(marks); i++) {
		char *at = strstr(copy, marks[i]);

		if (at != NULL && !is_plain(at + strlen(marks[i])))
			*at = '\0';
	}
	return copy;
}
