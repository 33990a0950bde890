/*
 * What must be true for the target's future clients before anything is frozen: they can
 * log in there, and find the settings that they expect.
 */
#include <inttypes.h>
#include <string.h>

#include "accounts/ready.h"
#include "base/text.h"
#include "promote/checks.h"

/* A setting that applications would find different on the other side. */
static void differs(const struct look *look, struct findings *out, const char *name)
{
	const struct observed *observed = look->facts->observed;
	const char *source = observed_value(&observed->source.server, name);
	const char *target = observed_value(&observed->target.server, name);

	if (source != NULL && target != NULL && !text_equal_nocase(source, target))
		finding_add(out, name,
			    arena_printf(look->arena,
					 "set %s in target.parameters, or accept it",
					 name),
			    "%s is '%s' on the source and '%s' on the target", name,
			    source, target);
}

void clients_settings(const struct look *look, struct findings *out)
{
	static const char *const names[] = { "sql_mode",
					     "character_set_server",
					     "collation_server",
					     "explicit_defaults_for_timestamp",
					     "transaction_isolation",
					     "tx_isolation" };

	for (size_t i = 0; look->wish == PROMOTE_FORWARD && i < ARRAY_SIZE(names); i++)
		differs(look, out, names[i]);
}

void clients_time_zone(const struct look *look, struct findings *out)
{
	const struct observed *observed = look->facts->observed;
	const char *source = observed->source.server.utc_offset;
	const char *target = observed->target.server.utc_offset;

	if (look->wish == PROMOTE_FORWARD && source != NULL && target != NULL &&
	    !text_equal(source, target))
		finding_add(out, NULL, "set time_zone in target.parameters, or accept it",
			    "session time is %s from UTC on the source and %s on the "
			    "target",
			    source, target);
}

void clients_packet(const struct look *look, struct findings *out)
{
	const struct observed *observed = look->facts->observed;
	uint64_t source = rows_number(observed_value(&observed->source.server,
						     "max_allowed_packet"),
				      0);
	uint64_t target = rows_number(observed_value(&observed->target.server,
						     "max_allowed_packet"),
				      source);

	if (look->wish == PROMOTE_FORWARD && target < source)
		finding_add(out, NULL, "raise max_allowed_packet in target.parameters",
			    "max_allowed_packet is %" PRIu64
			    " on the source and %" PRIu64 " on the target",
			    source, target);
}

void clients_secure_transport(const struct look *look, struct findings *out)
{
	const struct observed *observed = look->facts->observed;

	if (look->wish == PROMOTE_FORWARD &&
	    observed_is_on(&observed->target.server, "require_secure_transport") &&
	    !observed_is_on(&observed->source.server, "require_secure_transport"))
		finding_add(out, NULL,
			    "let the applications' clients use TLS, or set "
			    "require_secure_transport in target.parameters",
			    "the target accepts logins over TLS only "
			    "(require_secure_transport), the source also accepts "
			    "others");
}

void clients_accounts(const struct look *look, struct findings *out)
{
	const char *fault =
		look->wish != PROMOTE_FORWARD ?
			NULL :
			accounts_not_ready(look->facts->observed, look->arena);

	if (fault != NULL)
		finding_add(out, NULL,
			    arena_printf(look->arena,
					 "extrepl apply -f %s%s; or name it in accounts.exclude",
					 look->facts->manifest->path,
					 strstr(fault, "password") == NULL ?
						 "" :
						 " --allow target-data"),
			    "%s: it could not log in there as it does on the source",
			    fault);
}

static bool is_among(const struct rows *rows, const char *name)
{
	for (size_t i = 0; i < rows->count; i++) {
		if (text_equal(rows_value(rows, i, 0), name))
			return true;
	}
	return false;
}

void clients_logins(const struct look *look, struct findings *out)
{
	const struct manifest *manifest = look->facts->manifest;
	const struct rows *clients = &look->facts->clients;

	if (look->wish != PROMOTE_FORWARD || look->facts->known.count == 0)
		return;
	for (size_t i = 0; i < clients->count; i++) {
		const char *name = rows_value(clients, i, 0);

		if (is_among(&look->facts->known, name) ||
		    text_equal(name, manifest->source.replication_user.name))
			continue;
		finding_add(out, name,
			    arena_printf(look->arena,
					 "add \"%s@*\" to accounts.include, and "
					 "apply; or accept it, if it need not log in "
					 "on the target",
					 name),
			    "'%s' logs in on the source, and has no account on the target",
			    name);
	}
}

void clients_events(const struct look *look, struct findings *out)
{
	if (look->facts->events.count > 0 && look->wish == PROMOTE_FORWARD &&
	    !observed_is_on(&look->facts->observed->target.server, "event_scheduler"))
		finding_add(out, NULL, "set event_scheduler to ON in target.parameters",
			    "%zu event%s of the source would not run on the target: its "
			    "event_scheduler is off",
			    look->facts->events.count,
			    look->facts->events.count == 1 ? "" : "s");
}
