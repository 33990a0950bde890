#include "copy/internal.h"

#include <inttypes.h>

#include "base/text.h"
#include "db/quote.h"

/* The names of the first few tables that a test picks, for a message. */
static const char *name_tables(const struct copy *copy,
			       bool (*picks)(const struct table *table), size_t *count,
			       struct arena *arena)
{
	enum { SHOWN = 5 };
	struct text names = text_make(arena);

	*count = 0;
	for (size_t i = 0; i < copy->catalog.tables_count; i++) {
		const struct table *table = &copy->catalog.tables[i];

		if (!picks(table))
			continue;
		if (++*count <= SHOWN)
			text_addf(&names, "%s%s", *count == 1 ? "" : ", ",
				  quote_table(table->database, table->name, arena));
	}
	if (*count > SHOWN)
		text_addf(&names, " and %zu more", *count - SHOWN);
	return names.bytes;
}

static bool is_versioned(const struct table *table)
{
	return table->kind == TABLE_VERSIONED;
}

static bool needs_lock(const struct table *table)
{
	return !table->transactional && table->kind != TABLE_SEQUENCE;
}

static bool check_versioned(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	size_t count;
	const char *names = name_tables(copy, is_versioned, &count, arena);

	if (count == 0)
		return true;
	error_set(err, ERROR_FAILED,
		  "system-versioned tables cannot be copied with their history: %s",
		  names);
	return error_hint(err,
			  "Load them by hand (copy.adopt), or ALTER TABLE ... DROP SYSTEM"
			  " VERSIONING on the source, which forgets the history.");
}

static bool check_locking(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	size_t count;
	const char *names = name_tables(copy, needs_lock, &count, arena);

	if (count == 0 || copy->job->source_lock_allowed)
		return true;
	error_set(err, ERROR_FAILED,
		  "%zu tables without transactions must be locked while they are copied: %s",
		  count, names);
	return error_hint(err,
			  "Accept that their writers wait: --allow source-lock; or ALTER TABLE ..."
			  " ENGINE=InnoDB.");
}

static bool check_block_ddl(struct copy *copy, struct error *err)
{
	const struct db_server *server = db_server(copy->control);

	if (!copy->job->block_ddl)
		return true;
	if (server->flavour != FLAVOUR_MYSQL || server->version < 80000)
		return error_set(err, ERROR_FAILED,
				 "%s: copy.block_ddl needs MySQL 8.0 or later",
				 db_label(copy->control));
	return db_execute(copy->control, "LOCK INSTANCE FOR BACKUP", err);
}

bool copy_check(struct copy *copy, struct error *err)
{
	return check_versioned(copy, err) && check_locking(copy, err) &&
	       programs_check(copy, err) && schema_check_target(copy, err) &&
	       check_block_ddl(copy, err);
}
