/*
 * Resolves the manifest's three passwords and builds the logins from them. It connects
 * to nothing.
 */
#include "logins/logins.h"

#include <ctype.h>
#include <string.h>

#include "accounts/selection.h"
#include "base/text.h"
#include "logins/rotating_password.h"
#include "secrets/secrets.h"

/* Longest password that CHANGE REPLICATION SOURCE takes, bytes. */
#define REPLICATION_PASSWORD_BYTES 32

/*
 * RDS removes outer blanks, and the server's error about a newline would show the
 * password.
 */
static bool check_replication_password(const struct manifest *manifest,
				       const struct secret *password, struct error *err)
{
	const char *where = manifest->source.replication_user.password.where;
	const char *bytes = password->bytes;

	if (password->length > REPLICATION_PASSWORD_BYTES) {
		error_set(err, ERROR_MANIFEST,
			  "%s: it is %zu bytes long, a replica takes at most %d", where,
			  password->length, REPLICATION_PASSWORD_BYTES);
		return error_hint(err, "Give the replication user a shorter password.");
	}
	if (strpbrk(bytes, "\r\n") != NULL)
		return error_set(err, ERROR_MANIFEST, "%s: it holds a line break", where);
	if (strlen(bytes) != password->length)
		return error_set(err, ERROR_MANIFEST, "%s: it holds a zero byte", where);
	if (isspace((unsigned char)bytes[0]) ||
	    isspace((unsigned char)bytes[password->length - 1])) {
		error_set(err, ERROR_MANIFEST, "%s: it begins or ends with a blank",
			  where);
		return error_hint(err,
				  "RDS removes such blanks, so it could never log in.");
	}
	return true;
}

static void set_tls(struct db_login *login, const struct manifest_tls *tls)
{
	static const enum db_tls_mode modes[] = {
		[TLS_DISABLED] = DB_TLS_DISABLED,
		[TLS_PREFERRED] = DB_TLS_PREFERRED,
		[TLS_REQUIRED] = DB_TLS_REQUIRED,
		[TLS_VERIFY_CA] = DB_TLS_VERIFY_CA,
		[TLS_VERIFY_IDENTITY] = DB_TLS_VERIFY_IDENTITY,
	};

	login->tls = modes[tls->mode];
	login->tls_ca = tls->ca;
	login->tls_cert = tls->cert;
	login->tls_key = tls->key;
}

static void make_source(struct logins *logins, const struct manifest *manifest,
			struct arena *arena)
{
	const struct manifest_source *source = &manifest->source;

	logins->source = (struct db_login){
		.label = arena_printf(arena, "source %s:%u", source->host, source->port),
		.host = source->host,
		.port = source->port,
		.socket = source->socket,
		.user = source->admin.user,
		.password = &logins->source_password,
		.origin = secret_origin(&source->admin.password, arena),
	};
	set_tls(&logins->source, &source->tls);
}

static void make_target(struct logins *logins, const struct manifest *manifest,
			struct arena *arena)
{
	const struct manifest_target *target = &manifest->target;

	logins->target = (struct db_login){
		.label = arena_printf(arena, "target %s:%u", target->endpoint,
				      target->port),
		.host = target->endpoint,
		.port = target->port,
		.user = target->admin.user,
		.password = &logins->target_password,
		.origin = secret_origin(&target->admin.password, arena),
	};
	set_tls(&logins->target, &target->tls);
}

/*
 * Logs in as the target will: over TCP, with or without TLS, without verifying a
 * certificate.
 */
static void make_replication(struct logins *logins, const struct manifest *manifest,
			     struct arena *arena)
{
	const struct manifest_source *source = &manifest->source;

	logins->replication = (struct db_login){
		.label = arena_printf(arena, "source %s:%u as %s", source->host,
				      source->port, source->replication_user.label),
		.host = source->host,
		.port = source->port,
		.user = source->replication_user.name,
		.password = &logins->replication_password,
		.session = SESSION_BARE,
		.tls = manifest->replication.tls ? DB_TLS_REQUIRED : DB_TLS_DISABLED,
		.origin = secret_origin(&source->replication_user.password, arena),
	};
}

/* Reports all failures at once, so that the user can fix them in one go. */
static bool resolve_all(struct logins *logins, const struct manifest *manifest,
			struct run *run, struct error *err)
{
	const struct {
		const struct secret_reference *reference;
		struct secret *secret;
	} all[] = {
		{ &manifest->source.admin.password, &logins->source_password },
		{ &manifest->target.admin.password, &logins->target_password },
		{ &manifest->source.replication_user.password,
		  &logins->replication_password },
	};
	AUTO_ARENA *arena = arena_make();
	struct text told = text_make(arena);
	struct error first = { 0 };

	for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
		struct error one = { 0 };

		if (secret_resolve(all[i].reference, manifest, run, all[i].secret, &one))
			continue;
		if (told.length == 0)
			first = one;
		text_addf(&told, "%s%s", told.length == 0 ? "" : "\n", one.message);
		if (one.kind == ERROR_INTERRUPTED || one.kind == ERROR_TERMINATED)
			break;
	}
	if (told.length == 0)
		return true;
	(void)error_set(err, first.kind, "%s", told.bytes);
	return first.hint[0] == '\0' ? false : error_hint(err, "%s", first.hint);
}

static bool resolve_account_passwords(struct logins *logins,
				      const struct manifest *manifest, struct run *run,
				      struct arena *arena, struct error *err)
{
	const struct manifest_accounts *accounts = &manifest->accounts;

	logins->account_passwords = arena_array(arena, accounts->passwords_count,
						sizeof(*logins->account_passwords));
	for (size_t i = 0; i < accounts->passwords_count; i++) {
		if (!secret_resolve(&accounts->passwords[i].password, manifest, run,
				    &logins->account_passwords[i], err))
			return false;
		logins->account_passwords_count++;
	}
	return true;
}

const struct secret *logins_account_password(const struct logins *logins,
					     const struct manifest *manifest,
					     const char *user, const char *host)
{
	for (size_t i = 0; i < logins->account_passwords_count; i++) {
		if (account_is_labelled(manifest->accounts.passwords[i].account, user,
					host))
			return &logins->account_passwords[i];
	}
	return NULL;
}

bool logins_make(const struct manifest *manifest, struct run *run, struct arena *arena,
		 struct logins **out, struct error *err)
{
	struct logins *logins = arena_alloc(arena, sizeof(*logins));

	if (!resolve_all(logins, manifest, run, err) ||
	    !resolve_account_passwords(logins, manifest, run, arena, err) ||
	    !check_replication_password(manifest, &logins->replication_password, err)) {
		logins_release(logins);
		return false;
	}
	make_source(logins, manifest, arena);
	make_target(logins, manifest, arena);
	make_replication(logins, manifest, arena);
	rotating_make(&logins->rotating[0], &manifest->source.admin.password, manifest,
		      run, &logins->source_password, &logins->source);
	rotating_make(&logins->rotating[1], &manifest->target.admin.password, manifest,
		      run, &logins->target_password, &logins->target);
	rotating_make(&logins->rotating[2], &manifest->source.replication_user.password,
		      manifest, run, &logins->replication_password, &logins->replication);
	*out = logins;
	return true;
}

void logins_release(struct logins *logins)
{
	if (logins == NULL)
		return;
	for (size_t i = 0; i < ARRAY_SIZE(logins->rotating); i++)
		rotating_release(&logins->rotating[i]);
	secret_wipe(&logins->source_password);
	secret_wipe(&logins->target_password);
	secret_wipe(&logins->replication_password);
	for (size_t i = 0; i < logins->account_passwords_count; i++)
		secret_wipe(&logins->account_passwords[i]);
}
