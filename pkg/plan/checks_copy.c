/* What the copy would refuse when it starts: the plan reports it before. */
#include "base/text.h"
#include "plan/check_list.h"
#include "plan/facts.h"

void check_block_ddl(const struct facts *facts, struct findings *out)
{
	const struct observed_server *source = &facts->observed->source.server;

	if (facts->manifest->copy.block_ddl && source->version != 0 &&
	    (source->flavour != FLAVOUR_MYSQL || source->version < 80000))
		finding_add(out, NULL,
			    "take out copy.block_ddl: extrepl notices when a table is "
			    "altered while it is copied, and starts the copy again",
			    "copy.block_ddl needs MySQL 8.0 or later");
}

void check_source_lock(const struct facts *facts, struct findings *out)
{
	if ((facts->allowed & CONSENT_SOURCE_LOCK) != 0)
		return;
	FOR_OBJECTS(table, &facts->observed->source.server, "engine")
	{
		if (!engine_has_transactions(table->detail))
			finding_add(out, table->name,
				    arena_printf(out->arena,
						 "ALTER TABLE %s ENGINE = InnoDB on the source; "
						 "or, if its writers may wait: --allow source-lock",
						 table->name),
				    "its engine is %s: it must be locked while it is copied",
				    table->detail);
	}
}

/* Reports what check_source_lock has not reported. */
void check_engines(const struct facts *facts, struct findings *out)
{
	bool may_lock = (facts->allowed & CONSENT_SOURCE_LOCK) != 0;

	FOR_OBJECTS(table, &facts->observed->source.server, "engine")
	{
		bool memory = text_equal(table->detail, "MEMORY");

		if (!takes_engine(facts, table->detail) ||
		    (!may_lock && !engine_has_transactions(table->detail)))
			continue;
		finding_add(out, table->name,
			    arena_printf(out->arena,
					 "ALTER TABLE %s ENGINE = InnoDB on the source",
					 table->name),
			    "its engine is %s%s, and %s", table->detail,
			    may_lock ? ": it is copied under a lock" : "",
			    memory ? "empty after a restart of the target, which then stops "
				     "the replica (1032)" :
				     "not safe on RDS after a crash");
	}
}

void check_versioned(const struct facts *facts, struct findings *out)
{
	FOR_OBJECTS(table, &facts->observed->source.server, "versioned")
	{
		finding_add(out, table->name,
			    arena_printf(out->arena,
					 "ALTER TABLE %s DROP SYSTEM VERSIONING on the source, "
					 "which forgets the history; or load it by hand "
					 "(copy.adopt)",
					 table->name),
			    "a system-versioned table cannot be copied with its history");
	}
}

void check_borrowing(const struct facts *facts, struct findings *out)
{
	FOR_OBJECTS(table, &facts->observed->source.server, "borrowing")
	{
		finding_add(out, table->name,
			    "drop it on the source, or leave its database out of copy.databases",
			    "its engine is %s: its rows belong to other tables, and a "
			    "copy would have them twice",
			    table->detail);
	}
}
