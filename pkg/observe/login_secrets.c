/*
 * Compares the password hashes of both servers to find out whether the target's
 * accounts have the right passwords. Also keeps the source's hashes for the statements
 * that set them.
 */
#include "observe/login_secrets.h"

#include <string.h>

#include "base/hex.h"
#include "base/text.h"
#include "secrets/password_hash.h"
#include "sql/quote.h"

static bool keeps_the_same(const struct login_secret *target,
			   const struct login_secret *source)
{
	/*
	 * A MariaDB account can have several authentication plugins; the target's may
	 * have fewer.
	 */
	for (size_t i = 0; i < target->factors_count; i++) {
		bool found = false;

		for (size_t k = 0; k < source->factors_count && !found; k++)
			found = text_equal(target->factors[i].plugin,
					   source->factors[k].plugin) &&
				text_equal(target->factors[i].hash,
					   source->factors[k].hash);
		/* Without a hash nobody can log in: this is a role, with any plugin. */
		if (!found && target->factors[i].hash == NULL &&
		    source->factors_count == 1 && source->factors[0].hash == NULL)
			found = true;
		if (!found)
			return false;
	}
	return true;
}

/* The hash as the server keeps it, from its hexadecimal digits; "" if they are none. */
static const char *hash_bytes(const char *hex, struct arena *arena)
{
	size_t length = hex == NULL ? 0 : strlen(hex) / 2;
	char *bytes = arena_alloc(arena, length + 1);

	return hex_read(hex, length, bytes) ? bytes : "";
}

static enum fact has_new_password(const struct login_secret *target,
				  const struct secret *password, struct arena *arena)
{
	if (target->factors_count != 1 || target->factors[0].hash == NULL)
		return FACT_NO;
	return password_matches_hash(password, target->factors[0].plugin,
				     hash_bytes(target->factors[0].hash, arena));
}

void login_secrets_compare(const struct observer *observer,
			   const struct login_list *source, struct login_list *target)
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

void login_secrets_keep(struct observer *observer, const struct login_list *source)
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

/* 0x… if the target accepts that, else the text itself. */
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
