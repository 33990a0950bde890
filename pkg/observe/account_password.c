/*
 * What the source's grant tables show about the replication account's password, without
 * a login: is it the manifest's password, and is it still the one that the link uses?
 */
#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "observe/internal.h"
#include "secrets/password_digest.h"
#include "secrets/password_hash.h"

/* The row of exactly this account, or -1. */
static long row_of_account(const struct rows *rows, const struct manifest *manifest)
{
	for (size_t i = 0; rows != NULL && i < rows->count; i++) {
		if (text_equal(rows_named(rows, i, "user"),
			       manifest->source.replication_user.name) &&
		    text_equal_nocase(rows_named(rows, i, "host"),
				      manifest->source.replication_user.host))
			return (long)i;
	}
	return -1;
}

/*
 * True if the last result still applies: a look should not repeat thousands of hash
 * rounds.
 */
static bool is_known(const struct account_hash *known, const struct secret *password,
		     const char *hash, const char *second)
{
	return known->hash != NULL && text_equal(known->hash, hash) &&
	       text_equal(known->second, second) &&
	       password_digest_matches(password, known->password);
}

static void compute(struct account_hash *known, const struct secret *password,
		    const char *plugin, const char *hash, const char *second)
{
	account_hash_forget(known);
	known->arena = arena_make();
	known->hash = arena_copy(known->arena, hash);
	known->second = arena_copy(known->arena, second);
	known->password = password_digest(password, known->arena);
	known->matches = password_matches_hash(password, plugin, hash);
	known->second_matches = text_empty(second) ?
					FACT_NO :
					password_matches_hash(password, plugin, second);
}

void account_hash_forget(struct account_hash *known)
{
	arena_release(known->arena);
	*known = (struct account_hash){ 0 };
}

static const char *mark_of(const char *hash, struct arena *arena)
{
	AUTO_SECRET secret = { .length = 0 };

	return text_empty(hash) || !secret_set(&secret, hash, strlen(hash)) ?
		       NULL :
		       password_digest(&secret, arena);
}

const char *observer_account_digest(const struct observer *observer, struct arena *arena)
{
	const struct account_hash *known = &observer->account;

	return known->hash == NULL || known->matches != FACT_YES ?
		       NULL :
		       mark_of(known->hash, arena);
}

/* Compares the hash with the digest recorded when the link got its password. */
static void compare_with_records(const struct look *target, const char *hash,
				 struct observed_target *out)
{
	const struct rows *rows = answer(&target->answers, QUERY_RECORDS);
	AUTO_SECRET secret = { .length = 0 };

	if (rows == NULL || text_empty(hash) || !secret_set(&secret, hash, strlen(hash)))
		return;
	for (unsigned i = 0; i < out->records_count && i < rows->count; i++) {
		const char *noted = rows_named(rows, i, "account_hash");

		if (!text_empty(noted))
			out->records[i].account_unchanged =
				password_digest_matches(&secret, noted) ? FACT_YES :
									  FACT_NO;
	}
}

void fill_account_password(struct observer *observer, const struct look *source,
			   const struct look *target, struct observed *out)
{
	const struct rows *rows = answer(&source->answers, QUERY_ACCOUNTS);
	const struct secret *password = &observer->logins->replication_password;
	struct observed_account *account = &out->source.account;
	long row = row_of_account(rows, observer->manifest);

	if (row < 0 || password->length == 0)
		return;
	const char *hash = rows_named(rows, (size_t)row, "hash");
	const char *second = rows_named(rows, (size_t)row, "second_hash");
	if (text_empty(hash))
		return;
	if (!is_known(&observer->account, password, hash, second))
		compute(&observer->account, password, account->plugin, hash, second);
	account->second_password = text_empty(second) ? FACT_NO : FACT_YES;
	account->password_works = observer->account.matches;
	if (observer->account.second_matches == FACT_YES) {
		account->password_works = FACT_YES;
		account->password_is_second = FACT_YES;
	}
	compare_with_records(target, hash, &out->target);
}
