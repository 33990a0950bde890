/*
 * What prevents extrepl from creating the replication account on the source: the
 * password policy, a read-only source.
 */
#include "base/text.h"
#include "plan/check_list.h"
#include "plan/facts.h"

/* Only if the step would set the password. */
void check_password_policy(const struct facts *facts, struct findings *out)
{
	const struct observed_source *source = &facts->observed->source;

	if (source->account.present == FACT_YES &&
	    source->account.password_works != FACT_NO)
		return;
	FOR_OBJECTS(refused, &source->server, "password-refused")
	{
		finding_add(out, facts->manifest->source.replication_user.label,
			    "give source.replication_user another password",
			    "the source would refuse its password: %s is not met (1819)",
			    refused->detail);
	}
}

/* An account with one of these privileges can write to a read_only server. */
static bool writes_anyway(const struct observed_server *server)
{
	static const char *const mysql[] = { "SUPER", "CONNECTION_ADMIN", NULL };
	static const char *const mariadb[] = { "READ_ONLY ADMIN", "READ ONLY ADMIN",
					       NULL };
	/* Before 10.11, SUPER included it. */
	static const char *const mariadb_old[] = { "SUPER", "READ_ONLY ADMIN",
						   "READ ONLY ADMIN", NULL };

	return has_any(server, server->flavour != FLAVOUR_MARIADB ? mysql :
			       server->version >= 101100          ? mariadb :
								    mariadb_old);
}

void check_source_read_only(const struct facts *facts, struct findings *out)
{
	const struct observed_server *source = &facts->observed->source.server;
	bool super = observed_is_on(source, "super_read_only");

	if (!super && (!observed_is_on(source, "read_only") ||
		       source->privileges_count == 0 || writes_anyway(source)))
		return;
	finding_add(out, super ? "super_read_only" : "read_only",
		    arena_printf(out->arena,
				 "SET GLOBAL %s = 0 on the source for the time of the apply",
				 super ? "super_read_only" : "read_only"),
		    "ON on the source: the replication account cannot be made or changed "
		    "(1290)");
}
