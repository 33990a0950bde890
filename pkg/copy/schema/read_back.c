/*
 * Reads back from the target what the copy created, and compares it with the source's
 * snapshot by the code that verify uses. A server may answer OK and still change a
 * definition: it shortens an index or ignores a row format.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "copy/ledger/ledger.h"
#include "copy/schema/schema.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "tables/differences.h"

/* How many differences the error names; the log has all. */
#define SHOWN 3

/* Properties that depend on the target's configuration, and what to do. */
static const struct {
	const char *property, *hint;
} hints[] = {
	{ "row format",
	  "Set innodb_file_per_table to 1 in the target's parameter group, and"
	  " innodb_default_row_format as on the source; or change the table"
	  " there." },
	{ "time zone", "Give the event a named time zone on the source: SET time_zone "
		       "= '...', then ALTER EVENT ... ON SCHEDULE ..." },
};

static const char *hint_for(const struct differences *found)
{
	for (size_t i = 0; i < ARRAY_SIZE(hints); i++) {
		for (size_t j = 0; j < found->count; j++) {
			if (text_equal(found->items[j].property, hints[i].property))
				return hints[i].hint;
		}
	}
	return "Change on the source what the target cannot have, or allow it in the "
	       "target's parameter group.";
}

/* Leaves the copied databases: SHOW CREATE omits the current database from names. */
static bool read_target(struct copy *copy, struct arena *arena, struct catalog *out,
			struct error *err)
{
	return db_execute(copy->target, "USE `extrepl`", err) &&
	       catalog_read(copy->target, copy->databases, arena, out, err);
}

static const char *line_of(const struct copy *copy, const struct difference *item,
			   struct arena *arena)
{
	const char *warnings = warnings_of(copy, item->object, arena);
	const char *what = item->kind == DIFFERENCE_MISSING ? "missing on the target" :
			   item->kind == DIFFERENCE_EXTRA   ? "only on the target" :
							    difference_text(item, arena);

	return arena_printf(arena, "%s: %s%s%s%s", item->object, what,
			    warnings == NULL ? "" : " (the server warned: ",
			    warnings == NULL ? "" : warnings,
			    warnings == NULL ? "" : ")");
}

/* Removes the tables from the ledger, so that the next run creates them again. */
static bool forget(struct copy *copy, const struct differences *found, struct error *err)
{
	for (size_t i = 0; i < found->count; i++) {
		const struct table *table = found->items[i].table;

		if (table != NULL && table->kind != TABLE_SEQUENCE &&
		    !ledger_forget_table(copy, copy->target, table->database,
					 table->name, err))
			return false;
	}
	return true;
}

static bool refuse(struct copy *copy, const struct differences *found, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct text text = text_make(arena);

	for (size_t i = 0; i < found->count; i++) {
		const char *line = line_of(copy, &found->items[i], arena);

		log_fact(copy->pool.run.log, LOG_INFO, copy->job->step, "%s", line);
		if (i < SHOWN)
			text_addf(&text, "%s%s", i == 0 ? "" : "; ", line);
	}
	if (found->count > SHOWN)
		text_addf(&text, "; and %zu more", found->count - SHOWN);
	if (!forget(copy, found, err))
		return false;
	error_set(err, ERROR_FAILED, "%s has other definitions than the source: %s",
		  db_label(copy->target), text.bytes);
	return error_hint(err,
			  "%s Then run the same command: it continues from here, and "
			  "creates these tables again.",
			  hint_for(found));
}

/* Logs events that cannot be created because their time is over. */
static void take_ended(struct copy *copy, struct differences *found)
{
	size_t left = 0;

	for (size_t i = 0; i < found->count; i++) {
		if (found->items[i].kind != DIFFERENCE_ENDED) {
			found->items[left++] = found->items[i];
			continue;
		}
		log_fact(copy->pool.run.log, LOG_INFO, copy->job->step,
			 "%s is over, ON COMPLETION NOT PRESERVE: the target does not "
			 "create it",
			 found->items[i].object);
	}
	found->count = left;
}

/*
 * Skips tables that an earlier run created and checked; the check at the end covers
 * all.
 */
static void take_kept(const struct copy *copy, struct differences *found)
{
	size_t left = 0;

	for (size_t i = 0; i < found->count; i++) {
		const struct table *table = found->items[i].table;
		const struct task *task =
			table == NULL ?
				NULL :
				copy->tasks.by_table[table - copy->catalog.tables];

		if (task == NULL || !task->exists)
			found->items[left++] = found->items[i];
	}
	found->count = left;
}

static bool compare(struct copy *copy, bool only_columns, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const struct difference_rules rules = {
		.any_definer = copy->job->definers == COPY_DEFINERS_ADMIN,
		.only_columns = only_columns,
		.read_back = true,
	};
	struct differences found = { .arena = arena };
	struct catalog made;

	if (!read_target(copy, arena, &made, err))
		return error_wrap(err, "reading back what was created");
	differences_find(&copy->catalog, &made, &rules, &found);
	take_ended(copy, &found);
	if (only_columns)
		take_kept(copy, &found);
	return found.count == 0 || refuse(copy, &found, err);
}

bool read_back_tables(struct copy *copy, struct error *err)
{
	return compare(copy, true, err);
}

bool read_back_all(struct copy *copy, struct error *err)
{
	return compare(copy, false, err);
}
