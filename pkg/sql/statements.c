/*
 * Builds the text of each statement that changes a server. Sending it is left to
 * pkg/act.
 */
#include "sql/statements.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "sql/quote.h"
#include "sql/setting_value.h"

const char *statement_create_account(const char *user, const char *host,
				     const char *plugin, bool require_tls,
				     struct arena *arena)
{
	return arena_printf(arena, "CREATE USER %s IDENTIFIED%s%s BY " SECRET_MARK "%s",
			    quote_account(user, host, arena),
			    plugin == NULL ? "" : " WITH ", plugin == NULL ? "" : plugin,
			    require_tls ? " REQUIRE SSL" : "");
}

const char *statement_set_password(const char *user, const char *host, const char *plugin,
				   bool retain_current, struct arena *arena)
{
	return arena_printf(arena, "ALTER USER %s IDENTIFIED%s%s BY " SECRET_MARK "%s",
			    quote_account(user, host, arena),
			    plugin == NULL ? "" : " WITH ", plugin == NULL ? "" : plugin,
			    retain_current ? " RETAIN CURRENT PASSWORD" : "");
}

const char *statement_require_tls(const char *user, const char *host, bool require_tls,
				  struct arena *arena)
{
	return arena_printf(arena, "ALTER USER %s REQUIRE %s",
			    quote_account(user, host, arena),
			    require_tls ? "SSL" : "NONE");
}

const char *statement_unlock_account(const char *user, const char *host,
				     struct arena *arena)
{
	return arena_printf(arena, "ALTER USER %s ACCOUNT UNLOCK",
			    quote_account(user, host, arena));
}

const char *statement_grant_replication(const char *user, const char *host,
					struct arena *arena)
{
	return arena_printf(arena, "GRANT REPLICATION SLAVE ON *.* TO %s",
			    quote_account(user, host, arena));
}

const char *statement_log_to_binlog(bool on)
{
	return on ? "SET SESSION sql_log_bin = 1" : "SET SESSION sql_log_bin = 0";
}

const char *statement_set_variable(bool persist, const char *name, const char *value,
				   struct arena *arena)
{
	return arena_printf(arena, "SET %s %s = %s", persist ? "PERSIST" : "GLOBAL",
			    quote_name(name, arena), values_literal(value, arena));
}

/* The value as a literal, or unchanged if it is "<known after STEP>". */
static const char *literal_or_pending(const char *value, struct arena *arena)
{
	return value[0] == '<' ? value : quote_plain(value, arena);
}

const char *statement_set_external(const char *procedure,
				   const struct link_arguments *arguments,
				   struct arena *arena)
{
	struct text text = text_make(arena);

	text_addf(&text, "CALL mysql.%s(%s, %u, %s, " SECRET_MARK ", ", procedure,
		  quote_plain(arguments->host, arena), arguments->port,
		  quote_plain(arguments->user, arena));
	if (arguments->file != NULL && arguments->file[0] == '<')
		text_addf(&text, "%s, %s, ", arguments->file, arguments->file);
	else if (arguments->file != NULL)
		text_addf(&text, "%s, %" PRIu64 ", ",
			  quote_plain(arguments->file, arena), arguments->position);
	else if (arguments->gtid != NULL)
		text_addf(&text, "%s, ", literal_or_pending(arguments->gtid, arena));
	text_addf(&text, "%d", arguments->tls ? 1 : 0);
	if (arguments->delayed)
		text_addf(&text, ", %" PRIu64, arguments->delay);
	if (!text_empty(arguments->channel))
		text_addf(&text, ", %s", quote_plain(arguments->channel, arena));
	text_add(&text, ")");
	return text.bytes;
}

const char *statement_call(const char *procedure, const char *channel, struct arena *arena)
{
	return arena_printf(arena, "CALL mysql.%s(%s)", procedure,
			    text_empty(channel) ? "" : quote_plain(channel, arena));
}

const char *statement_call_number(const char *procedure, uint64_t number,
				  const char *channel, struct arena *arena)
{
	return arena_printf(arena, "CALL mysql.%s(%" PRIu64 "%s%s)", procedure, number,
			    text_empty(channel) ? "" : ", ",
			    text_empty(channel) ? "" : quote_plain(channel, arena));
}

const char *statement_add_gtids(const char *procedure, const char *uuid, uint64_t first,
				uint64_t last, struct arena *arena)
{
	return arena_printf(arena, "CALL mysql.%s(%s, %" PRIu64 ", %" PRIu64 ")",
			    procedure, quote_plain(uuid, arena), first, last);
}

const char *statement_add_gtid_set(const char *procedure, const char *set,
				   struct arena *arena)
{
	return arena_printf(arena, "CALL mysql.%s('+%s')", procedure, set);
}

const char *statement_forget_command(void)
{
	return "SET @cmd = NULL";
}

size_t statement_secret_at(const char *text)
{
	/* The last mark outside quotes: a name may contain the mark too. */
	size_t found = (size_t)-1;
	char quote = '\0';

	for (const char *at = text; *at != '\0'; at++) {
		if (quote != '\0') {
			if (*at == '\\' && quote != '`' && at[1] != '\0')
				at++;
			else if (*at == quote)
				quote = '\0';
		} else if (*at == '\'' || *at == '`' || *at == '"') {
			quote = *at;
		} else if (strncmp(at, SECRET_MARK, strlen(SECRET_MARK)) == 0) {
			found = (size_t)(at - text);
		}
	}
	return found;
}

char *statement_fill(const char *text, size_t secret_at, const struct secret *secret,
		     struct arena *arena)
{
	size_t tail = secret_at + strlen(SECRET_MARK);
	size_t tail_length = strlen(text + tail);
	/* In the worst case, every byte of the secret is doubled. */
	char *filled =
		arena_alloc(arena, secret_at + 2 * secret->length + 2 + tail_length + 1);
	char *at = filled;

	memcpy(at, text, secret_at);
	at += secret_at;
	*at++ = '\'';
	for (size_t i = 0; i < secret->length; i++) {
		if (secret->bytes[i] == '\'' || secret->bytes[i] == '\\')
			*at++ = secret->bytes[i];
		*at++ = secret->bytes[i];
	}
	*at++ = '\'';
	memcpy(at, text + tail, tail_length + 1);
	return filled;
}

void statement_wipe(char *statement)
{
	explicit_bzero(statement, strlen(statement));
}
