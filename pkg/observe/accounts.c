/*
 * The accounts that accounts.include names, with the roles that they have, on both
 * sides; and what the target's administrator and its server can do with them.
 *
 * Two round trips a server, one more for each generation of roles that are not included
 * by themselves.
 */
#include "observe/accounts.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "accounts/definition.h"
#include "accounts/grants.h"
#include "accounts/selection.h"
#include "base/hex.h"
#include "base/text.h"
#include "secrets/password_hash.h"
#include "sql/quote.h"

/* An account of a server's list, and whether it is one of those that are looked at. */
struct listed {
	const char *user, *host, *name;
	const char *default_role, *second_hash;
	bool selected, looked_at;
};

/* What is gathered of one server. */
struct side {
	struct db *db;
	struct db_server server;
	struct arena *arena; /* of the round */
	struct listed *list;
	size_t count;
	struct observed_login *logins;
	struct login_secret *secrets;
	size_t logins_count;
};

static bool is_role(const struct rows *rows, size_t i)
{
	return text_equal(rows_named(rows, i, "is_role"), "Y");
}

static bool list_accounts(struct side *side, bool *refused, struct error *err)
{
	static const enum query queries[] = { QUERY_LOGINS };
	struct answers answers = { 0 };

	if (!ask(side->db, queries, 1, NULL, side->arena, &answers, err))
		return false;
	const struct rows *rows = answer(&answers, QUERY_LOGINS);
	*refused = rows == NULL;
	if (rows == NULL)
		return true;
	side->list = arena_array(side->arena, rows->count, sizeof(*side->list));
	for (size_t i = 0; i < rows->count; i++) {
		const char *host = is_role(rows, i) ? NULL : rows_named(rows, i, "host");
		const char *user = rows_named(rows, i, "user");

		/* MariaDB's PUBLIC is no role that could be made. */
		if (host == NULL && text_equal(user, "PUBLIC"))
			continue;
		side->list[side->count++] = (struct listed){
			.user = user == NULL ? "" : user,
			.host = host,
			.name = account_name(user == NULL ? "" : user, host, side->arena),
			.default_role = rows_named(rows, i, "default_role"),
			.second_hash = rows_named(rows, i, "second_hash"),
		};
	}
	return true;
}

static struct listed *find_listed(struct side *side, const char *name)
{
	for (size_t i = 0; i < side->count; i++) {
		if (strcmp(side->list[i].name, name) == 0)
			return &side->list[i];
	}
	return NULL;
}

static char **list_of(const struct text_list *texts, unsigned *count, struct arena *arena)
{
	*count = texts->count;
	for (unsigned i = 0; i < texts->count; i++)
		texts->items[i] = clean_copy(arena, texts->items[i]);
	return texts->items;
}

/* "caching_sha2_password $B$": the plugin, and the form of what it keeps. */
static const char *factor_text(const struct account_factor *factor, struct arena *arena)
{
	if (factor->hash == NULL)
		return arena_printf(arena, "%s empty", factor->plugin);
	if (text_starts(factor->hash, "244224")) /* $B$ */
		return arena_printf(arena, "%s $B$", factor->plugin);
	return factor->plugin;
}

static void fill_definition(struct side *side, const struct listed *listed,
			    const struct account_definition *definition,
			    struct observed_login *login, struct login_secret *secret)
{
	struct text_list factors = { .arena = side->arena };

	for (size_t i = 0; i < definition->factors_count; i++)
		text_list_add(&factors,
			      factor_text(&definition->factors[i], side->arena));
	login->factors = list_of(&factors, &login->factors_count, side->arena);
	login->every_factor = definition->every_factor ? FACT_YES : FACT_NO;
	login->options =
		list_of(&definition->options, &login->options_count, side->arena);
	if (definition->default_roles != NULL)
		login->default_roles = clean_copy(side->arena, definition->default_roles);
	secret->factors = definition->factors;
	secret->factors_count = definition->factors_count;
	secret->second = text_empty(listed->second_hash) ? NULL : listed->second_hash;
	login->second_password = secret->second != NULL ? FACT_YES : FACT_NO;
	login->role = FACT_NO;
	if (definition->factors_count == 1 && definition->factors[0].hash == NULL &&
	    text_list_has(login->options, login->options_count, "ACCOUNT LOCK") &&
	    text_list_has(login->options, login->options_count, "PASSWORD EXPIRE"))
		login->role = FACT_YES;
}

static bool fill_login(struct side *side, struct listed *listed,
		       const struct db_statement *created,
		       const struct db_statement *granted)
{
	struct observed_login *login = &side->logins[side->logins_count];
	struct login_secret *secret = &side->secrets[side->logins_count];
	struct text_list grants = { .arena = side->arena };
	struct account_definition definition;

	if (!granted->done ||
	    (created != NULL && (!created->done || created->rows.count == 0)))
		return false;
	*login = (struct observed_login){
		.user = clean_copy(side->arena, listed->user),
		.host = clean_copy(side->arena, listed->host),
		.role = FACT_YES,
	};
	*secret = (struct login_secret){ .name = listed->name };
	if (created != NULL) {
		if (!account_definition_parse(rows_value(&created->rows, 0, 0),
					      side->server.flavour, side->arena,
					      &definition))
			return false;
		fill_definition(side, listed, &definition, login, secret);
	}
	if (!text_empty(listed->default_role))
		login->default_roles =
			clean_copy(side->arena,
				   quote_name(listed->default_role, side->arena));
	for (size_t i = 0; i < granted->rows.count; i++)
		account_grants_add(&grants, rows_value(&granted->rows, i, 0),
				   listed->name, side->server.flavour);
	login->grants = list_of(&grants, &login->grants_count, side->arena);
	side->logins_count++;
	return true;
}

/* Asks for those that are selected and were not looked at yet. */
static bool look_at_selected(struct side *side, bool *complete, struct error *err)
{
	struct db_statement *statements =
		arena_array(side->arena, 2 * side->count + 1, sizeof(*statements));
	size_t count = 0;
	const char *as_hex =
		query_text(QUERY_HASHES_AS_HEX, &side->server, NULL, side->arena);

	if (as_hex != NULL)
		statements[count++].sql = as_hex;
	for (size_t i = 0; i < side->count; i++) {
		const struct query_values values = { .names = side->list[i].name };

		if (!side->list[i].selected || side->list[i].looked_at)
			continue;
		if (side->list[i].host != NULL)
			statements[count++].sql =
				query_text(QUERY_LOGIN_CREATED, &side->server, &values,
					   side->arena);
		statements[count++].sql = query_text(QUERY_LOGIN_GRANTS, &side->server,
						     &values, side->arena);
	}
	if (count == (as_hex != NULL ? 1U : 0U))
		return true;
	if (!db_batch(side->db, statements, count, side->arena, err))
		return false;
	count = as_hex != NULL ? 1 : 0;
	for (size_t i = 0; i < side->count; i++) {
		struct listed *listed = &side->list[i];
		const struct db_statement *created = NULL;

		if (!listed->selected || listed->looked_at)
			continue;
		if (listed->host != NULL)
			created = &statements[count++];
		listed->looked_at = true;
		if (!fill_login(side, listed, created, &statements[count++]))
			*complete = false;
	}
	return true;
}

/* The roles of those that were looked at belong to them. True: there were new ones. */
static bool select_roles(struct side *side)
{
	bool more = false;

	for (size_t i = 0; i < side->logins_count; i++) {
		for (unsigned g = 0; g < side->logins[i].grants_count; g++) {
			struct account_grant grant =
				account_grant_of(side->logins[i].grants[g], side->arena);
			struct listed *role = grant.kind == GRANT_ROLE ?
						      find_listed(side, grant.privilege) :
						      NULL;

			if (role == NULL || role->selected)
				continue;
			role->selected = true;
			more = true;
		}
	}
	return more;
}

static bool make_side(struct side *side, bool *complete, struct error *err)
{
	bool refused;

	if (!list_accounts(side, &refused, err))
		return false;
	*complete = !refused;
	side->logins = arena_array(side->arena, side->count + 1, sizeof(*side->logins));
	side->secrets = arena_array(side->arena, side->count + 1, sizeof(*side->secrets));
	return true;
}

static bool look_at_source(struct observer *observer, struct side *side,
			   struct observed_server *out, struct error *err)
{
	const struct manifest_accounts *accounts = &observer->manifest->accounts;
	bool complete;

	if (!make_side(side, &complete, err))
		return false;
	for (size_t i = 0; i < side->count; i++)
		side->list[i].selected =
			account_is_selected(accounts->include, accounts->exclude,
					    side->list[i].user, side->list[i].host);
	do {
		if (!look_at_selected(side, &complete, err))
			return false;
	} while (select_roles(side));
	out->logins = side->logins;
	out->logins_count = (unsigned)side->logins_count;
	out->logins_known = complete ? FACT_YES : FACT_NO;
	return true;
}

/* Those of the source's that are there. */
static bool look_at_target(struct side *side, const struct side *source,
			   struct observed_server *out, struct error *err)
{
	bool complete;

	if (!make_side(side, &complete, err))
		return false;
	for (size_t i = 0; i < source->logins_count; i++) {
		struct listed *same = find_listed(side, source->secrets[i].name);

		if (same != NULL)
			same->selected = true;
	}
	if (!look_at_selected(side, &complete, err))
		return false;
	out->logins = side->logins;
	out->logins_count = (unsigned)side->logins_count;
	out->logins_known = complete ? FACT_YES : FACT_NO;
	return true;
}

static bool keeps_the_same(const struct login_secret *target,
			   const struct login_secret *source)
{
	/* Of MariaDB's ways to log in the target may have fewer. */
	for (size_t i = 0; i < target->factors_count; i++) {
		bool found = false;

		for (size_t k = 0; k < source->factors_count && !found; k++)
			found = text_equal(target->factors[i].plugin,
					   source->factors[k].plugin) &&
				text_equal(target->factors[i].hash,
					   source->factors[k].hash);
		/* Where nothing is kept nobody logs in by it: a role, of any plugin. */
		if (!found && target->factors[i].hash == NULL &&
		    source->factors_count == 1 && source->factors[0].hash == NULL)
			found = true;
		if (!found)
			return false;
	}
	return true;
}

/*
 * The hash as the server keeps it, from its hexadecimal digits; NULL: holds a 0 byte.
 */
static char *hash_bytes(const char *hex, struct arena *arena)
{
	size_t length = hex == NULL ? 0 : strlen(hex) / 2;
	char *bytes = arena_alloc(arena, length + 1);

	for (size_t i = 0; i < length; i++)
		bytes[i] = (char)(hex_digit(hex[2 * i]) * 16 + hex_digit(hex[2 * i + 1]));
	return bytes;
}

static enum fact has_new_password(const struct login_secret *target,
				  const struct secret *password, struct arena *arena)
{
	if (target->factors_count != 1 || target->factors[0].hash == NULL)
		return FACT_NO;
	return password_matches_hash(password, target->factors[0].plugin,
				     hash_bytes(target->factors[0].hash, arena));
}

static void compare_passwords(const struct observer *observer,
			      const struct side *source, struct side *target)
{
	for (size_t t = 0; t < target->logins_count; t++) {
		const struct login_secret *secret = &target->secrets[t];
		struct observed_login *login = &target->logins[t];
		const struct secret *password =
			logins_account_password(observer->logins, observer->manifest,
						login->user, login->host);

		if (login->host == NULL) {
			login->same_password = FACT_YES;
			continue;
		}
		if (password != NULL) {
			login->same_password =
				has_new_password(secret, password, target->arena);
			continue;
		}
		for (size_t s = 0; s < source->logins_count; s++) {
			if (strcmp(source->secrets[s].name, secret->name) == 0)
				login->same_password =
					keeps_the_same(secret, &source->secrets[s]) ?
						FACT_YES :
						FACT_NO;
		}
	}
}

/* The tables and routines that grants of the source name, as pairs for an IN. */
static void name_objects(const struct side *source, struct text *tables,
			 struct text *routines)
{
	for (size_t i = 0; i < source->logins_count; i++) {
		for (unsigned g = 0; g < source->logins[i].grants_count; g++) {
			struct account_grant grant =
				account_grant_of(source->logins[i].grants[g],
						 source->arena);
			struct text *out;
			size_t length;

			if (grant.object == NULL || grant.kind == GRANT_PROXY ||
			    !grant_names_object(grant.object))
				continue;
			const char *database =
				grant_database(grant.object, source->arena);
			const char *name = strstr(grant.object, database);
			out = grant.object[0] == '`' ? tables : routines;
			name += strlen(database) + 1;
			text_addf(out, "%s(%s, %s)", out->length == 0 ? "" : ", ",
				  quote_text(token_unquote(database, source->arena,
							   &length),
					     source->arena),
				  quote_text(token_unquote(name, source->arena, &length),
					     source->arena));
		}
	}
}

static bool look_at_objects(const struct side *source, struct side *target,
			    struct observed_target *out, struct error *err)
{
	struct text tables = text_make(target->arena);
	struct text routines = text_make(target->arena);
	struct text_list found = { .arena = target->arena };
	struct answers answers = { 0 };
	static const enum query ask_tables[] = { QUERY_GRANTED_TABLES };
	static const enum query ask_routines[] = { QUERY_GRANTED_ROUTINES };

	name_objects(source, &tables, &routines);
	const struct query_values of_tables = { .names = tables.bytes };
	const struct query_values of_routines = { .names = routines.bytes };
	if ((tables.length > 0 && !ask(target->db, ask_tables, 1, &of_tables,
				       target->arena, &answers, err)) ||
	    (routines.length > 0 && !ask(target->db, ask_routines, 1, &of_routines,
					 target->arena, &answers, err)))
		return false;
	const struct rows *rows = answer(&answers, QUERY_GRANTED_TABLES);
	for (size_t i = 0; rows != NULL && i < rows->count; i++)
		text_list_add(&found,
			      quote_table(rows_named(rows, i, "database"),
					  rows_named(rows, i, "name"), target->arena));
	rows = answer(&answers, QUERY_GRANTED_ROUTINES);
	for (size_t i = 0; rows != NULL && i < rows->count; i++)
		text_list_add(&found,
			      arena_printf(target->arena, "%s %s",
					   rows_named(rows, i, "type"),
					   quote_table(rows_named(rows, i, "database"),
						       rows_named(rows, i, "name"),
						       target->arena)));
	out->granted_objects =
		list_of(&found, &out->granted_objects_count, target->arena);
	return true;
}

static bool look_at_abilities(struct side *target, struct observed_target *out,
			      struct error *err)
{
	static const enum query queries[] = { QUERY_LOGIN_PLUGINS, QUERY_GRANTS,
					      QUERY_KNOWS_PBKDF2 };
	struct answers answers = { 0 };
	struct text_list plugins = { .arena = target->arena };
	struct text_list grants = { .arena = target->arena };
	const struct rows *rows;

	if (!ask(target->db, queries, ARRAY_SIZE(queries), NULL, target->arena,
		 &answers, err))
		return false;
	rows = answer(&answers, QUERY_LOGIN_PLUGINS);
	for (size_t i = 0; rows != NULL && i < rows->count; i++)
		text_list_add(&plugins, rows_value(rows, i, 0));
	rows = answer(&answers, QUERY_GRANTS);
	for (size_t i = 0; rows != NULL && i < rows->count; i++)
		account_grants_add(&grants, rows_value(rows, i, 0), NULL,
				   target->server.flavour);
	rows = answer(&answers, QUERY_KNOWS_PBKDF2);
	out->knows_pbkdf2 = rows != NULL && rows->count > 0 ? FACT_YES : FACT_NO;
	out->login_plugins = list_of(&plugins, &out->login_plugins_count, target->arena);
	out->own_grants = list_of(&grants, &out->own_grants_count, target->arena);
	return true;
}

/*
 * An account that is made on the source comes through the binlog. So one is missing
 * only once the link has applied all that the source had when it was first not seen.
 */
static void note_progress(struct observer *observer, struct observed *observed)
{
	struct seen_logins *seen = &observer->seen_logins;
	const struct observed_link *link =
		observed_link(&observed->target, observer->manifest->replication.channel);
	bool missing = observed->source.server.logins_count >
		       observed->target.server.logins_count;

	observed->target.logins_caught_up = FACT_UNKNOWN;
	if (!missing || link == NULL || observed->source.binlog_file == NULL) {
		seen->file[0] = '\0';
		return;
	}
	if (seen->file[0] == '\0') {
		(void)snprintf(seen->file, sizeof(seen->file), "%s",
			       observed->source.binlog_file);
		seen->position = observed->source.binlog_position;
	}
	observed->target.logins_caught_up =
		link->executed_file != NULL &&
				coordinates_compare(link->executed_file,
						    link->executed_position, seen->file,
						    seen->position) >= 0 ?
			FACT_YES :
			FACT_NO;
}

/* What act needs of the source's: kept until the next look. */
static void keep_secrets(struct observer *observer, const struct side *source)
{
	struct seen_logins *seen = &observer->seen_logins;

	seen_logins_forget(seen);
	seen->arena = arena_make();
	seen->mariadb = source->server.flavour == FLAVOUR_MARIADB;
	seen->list = arena_array(seen->arena, source->logins_count, sizeof(*seen->list));
	for (size_t i = 0; i < source->logins_count; i++) {
		const struct login_secret *from = &source->secrets[i];
		struct login_secret *to = &seen->list[seen->count++];

		to->name = arena_copy(seen->arena, from->name);
		to->second = arena_copy(seen->arena, from->second);
		to->factors_count = from->factors_count;
		to->factors = arena_array(seen->arena, from->factors_count,
					  sizeof(*to->factors));
		for (size_t k = 0; k < from->factors_count; k++) {
			to->factors[k].plugin =
				arena_copy(seen->arena, from->factors[k].plugin);
			to->factors[k].hash =
				arena_copy(seen->arena, from->factors[k].hash);
		}
	}
}

void seen_logins_forget(struct seen_logins *seen)
{
	for (size_t i = 0; i < seen->count; i++) {
		for (size_t k = 0; k < seen->list[i].factors_count; k++) {
			char *hash = seen->list[i].factors[k].hash;

			if (hash != NULL)
				explicit_bzero(hash, strlen(hash));
		}
	}
	arena_release(seen->arena);
	seen->arena = NULL;
	seen->list = NULL;
	seen->count = 0;
}

bool look_at_logins(struct observer *observer, struct arena *arena,
		    struct observed *observed, struct error *err)
{
	struct side source = { .db = observer->source, .arena = arena };
	struct side target = { .db = observer->target, .arena = arena };

	if (observer->manifest->accounts.include == NULL || observer->source == NULL)
		return true;
	source.server = *db_server(observer->source);
	target.server = *db_server(observer->target);
	if (!look_at_source(observer, &source, &observed->source.server, err) ||
	    !look_at_target(&target, &source, &observed->target.server, err) ||
	    !look_at_abilities(&target, &observed->target, err) ||
	    !look_at_objects(&source, &target, &observed->target, err))
		return false;
	compare_passwords(observer, &source, &target);
	keep_secrets(observer, &source);
	note_progress(observer, observed);
	return true;
}

/* 0x… where the target takes that, else the text itself. */
static const char *hash_literal(const struct observer *observer, const char *hex,
				struct arena *arena)
{
	const struct db_server *target = db_server(observer->target);

	if (target->flavour == FLAVOUR_MYSQL && target->version >= 80017)
		return arena_printf(arena, "0x%s", hex);
	return quote_plain(hash_bytes(hex, arena), arena);
}

const char *observer_login_secret(const struct observer *observer, const char *name,
				  unsigned factor, bool second, struct arena *arena)
{
	const struct seen_logins *seen = &observer->seen_logins;

	for (size_t i = 0; i < seen->count; i++) {
		const struct login_secret *secret = &seen->list[i];

		if (strcmp(secret->name, name) != 0 || factor >= secret->factors_count)
			continue;
		const char *hex = second ? secret->second : secret->factors[factor].hash;
		return hex == NULL ? NULL : hash_literal(observer, hex, arena);
	}
	return NULL;
}
