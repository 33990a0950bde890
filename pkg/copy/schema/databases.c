/*
 * Decides which databases are copied, and which databases of the target may be dropped
 * for that; drops and creates them. Tables are left to tables.c.
 */
#include <string.h>

#include "base/text.h"
#include "copy/ledger/ledger.h"
#include "copy/schema/schema.h"
#include "copy/state.h"
#include "db/queries.h"
#include "sql/quote.h"

static bool is_listed(const char *const *names, const char *name)
{
	for (size_t i = 0; names != NULL && names[i] != NULL; i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

bool database_is_kept(const struct copy *copy, const char *name)
{
	return copy->earlier.resumes && is_listed(copy->earlier.ours, name) &&
	       is_listed(copy->databases, name);
}

bool databases_list(struct copy *copy, struct error *err)
{
	struct rows rows;
	size_t count = 0;

	if (copy->databases == NULL)
		copy->databases = copy->job->databases;
	if (!copy->job->all_databases)
		return true;
	if (!db_query(copy->control,
		      query_text(QUERY_DATABASES, db_server(copy->control), NULL,
				 copy->arena),
		      copy->arena, &rows, err))
		return false;
	const char **all = arena_array(copy->arena, rows.count + 1, sizeof(*all));
	for (size_t i = 0; i < rows.count; i++) {
		const char *name = rows_named(&rows, i, "database");

		/* A folder that is no database (#mysql50#): the plan reports it. */
		if (strcmp(name, RECORD_DATABASE) == 0 || query_is_stray(name))
			continue;
		if (!is_listed(copy->databases, name))
			log_fact(copy->pool.run.log, LOG_INFO, copy->job->step,
				 "%s was created on the source during the copy: it is "
				 "copied too",
				 name);
		all[count++] = name;
	}
	copy->databases = all;
	return true;
}

/* A copy of the list with one more name. */
static const char *const *with_name(const char *const *names, const char *name,
				    struct arena *arena)
{
	size_t count = 0;

	while (names[count] != NULL)
		count++;
	const char **longer = arena_array(arena, count + 2, sizeof(*longer));
	memcpy(longer, names, count * sizeof(*longer));
	longer[count] = arena_copy(arena, name);
	return longer;
}

/* The databases of the copy that exist on the target now, whoever created them. */
static bool find_present(struct copy *copy, struct arena *arena, struct rows *out,
			 struct error *err)
{
	return db_query(
		copy->target,
		arena_printf(arena,
			     "SELECT s.schema_name, (SELECT COUNT(*) FROM"
			     " information_schema.tables t WHERE CAST(t.table_schema AS BINARY) = s.schema_name)"
			     " + (SELECT COUNT(*) FROM information_schema.routines r"
			     " WHERE CAST(r.routine_schema AS BINARY) = s.schema_name)"
			     " + (SELECT COUNT(*) FROM information_schema.events e"
			     " WHERE CAST(e.event_schema AS BINARY) = s.schema_name)"
			     " FROM information_schema.schemata s WHERE s.schema_name IN (%s)",
			     query_databases(db_server(copy->target), copy->databases,
					     arena)),
		arena, out, err);
}

/*
 * Whether the database may be dropped: the user allowed it, or it is in the ledger of
 * an unfinished copy, or it is empty and in the list of one. A copy that dies between
 * CREATE DATABASE and the ledger leaves it empty.
 */
static bool may_go(struct copy *copy, const char *name, bool empty, bool *out,
		   struct error *err)
{
	*out = is_listed(copy->job->replace, name) || is_listed(copy->earlier.ours, name);
	if (*out || !empty)
		return true;
	if (!ledger_begun(copy->target, copy->job->record.name, name, out, err))
		return false;
	if (*out)
		copy->earlier.ours = with_name(copy->earlier.ours, name, copy->arena);
	return true;
}

bool schema_check_target(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows present;

	/*
	 * Reads the ledger before the record is written again: it shows what an
	 * unfinished copy left.
	 */
	if (!find_present(copy, arena, &present, err) ||
	    !ledger_databases(copy->target, copy->job->record.name, copy->arena,
			      &copy->earlier.ours, err))
		return false;
	copy->earlier.resumes = !copy->job->from_scratch && copy->earlier.ours[0] != NULL;
	for (size_t i = 0; i < present.count; i++) {
		const char *name = rows_value(&present, i, 0);
		const char *things = rows_value(&present, i, 1);
		bool goes;

		if (!may_go(copy, name, text_equal(things, "0"), &goes, err))
			return false;
		if (goes)
			continue;
		error_set(err, ERROR_FAILED,
			  "%s: %s exists, and extrepl did not put it there (%s tables "
			  "and stored objects)",
			  db_label(copy->target), quote_name(name, arena), things);
		return error_hint(err, "If it may go: --allow target-data.");
	}
	return true;
}

static bool drop_database(struct copy *copy, const char *name, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	log_fact(copy->pool.run.log, LOG_DEBUG, copy->job->step,
		 "dropping %s on the target", name);
	/*
	 * First the database, then its rows in the ledger: if this run dies in between,
	 * the next one still knows that it may drop the database.
	 */
	return db_executef(copy->target, err, "DROP DATABASE IF EXISTS %s",
			   quote_name(name, arena)) &&
	       ledger_forget_database(copy, name, err);
}

/* ALTER for a kept database: its charset may have changed on the source. */
static bool create_database(struct copy *copy, const struct database *database,
			    struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char *name = quote_name(database->name, arena);
	bool kept = database_is_kept(copy, database->name);
	bool mariadb = db_server(copy->target)->flavour == FLAVOUR_MARIADB;
	bool commented = mariadb && (kept || !text_empty(database->comment));
	/* Without a value the server's default applies, which may differ. */
	bool encrypts = !mariadb && db_server(copy->target)->version >= 80016;
	const char *options =
		arena_printf(arena, "CHARACTER SET %s COLLATE %s%s%s%s",
			     database->charset, database->collation,
			     commented ? " COMMENT " : "",
			     commented ? quote_plain(database->comment, arena) : "",
			     !encrypts           ? "" :
			     database->encrypted ? " ENCRYPTION = 'Y'" :
						   " ENCRYPTION = 'N'");

	if (kept)
		return db_executef(copy->target, err,
				   "CREATE DATABASE IF NOT EXISTS %s", name) &&
		       db_executef(copy->target, err, "ALTER DATABASE %s %s", name,
				   options);
	return db_executef(copy->target, err, "CREATE DATABASE %s %s", name, options) &&
	       ledger_add_database(copy, database->name, err);
}

static bool drop_databases(struct copy *copy, const char *const *names, struct error *err)
{
	for (; names != NULL && *names != NULL; names++) {
		if (!database_is_kept(copy, *names) && !drop_database(copy, *names, err))
			return false;
	}
	return true;
}

bool schema_replace(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	if (!drop_databases(copy, copy->earlier.ours, err) ||
	    !drop_databases(copy, copy->job->replace, err))
		return false;
	for (size_t i = 0; i < copy->catalog.databases_count; i++) {
		const struct database *database = &copy->catalog.databases[i];

		if (!create_database(copy, database, err))
			return error_wrap(err, "creating the database %s",
					  quote_name(database->name, arena));
	}
	return true;
}
