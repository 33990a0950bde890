/*
 * Tries early, in extrepl's own database, whether the target will accept the definers
 * and functions of stored objects: the rows may take hours.
 */
#include <string.h>

#include "base/text.h"
#include "copy/schema/schema.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "tables/header.h"

/*
 * With copy.definers: fail, refuses any definer but the target's admin, before anything
 * changes.
 */
bool stored_objects_check(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;

	if (copy->job->definers != COPY_DEFINERS_FAIL ||
	    copy->catalog.stored_objects_count == 0)
		return true;
	if (!db_query(copy->target,
		      "SELECT SUBSTRING_INDEX(CURRENT_USER(), '@', 1),"
		      " SUBSTRING_INDEX(CURRENT_USER(), '@', -1)",
		      arena, &rows, err))
		return false;
	const char *admin =
		arena_printf(arena, "%s@%s", quote_name(rows_value(&rows, 0, 0), arena),
			     quote_name(rows_value(&rows, 0, 1), arena));
	for (size_t i = 0; i < copy->catalog.stored_objects_count; i++) {
		const struct stored_object *stored = &copy->catalog.stored_objects[i];
		const char *definer = header_definer(stored->create, arena);

		if (definer == NULL || strcmp(definer, admin) == 0)
			continue;
		error_set(err, ERROR_FAILED, "%s has the definer %s, not %s",
			  stored_objects_label(stored, arena), definer, admin);
		return error_hint(err,
				  "Change it, or choose copy.definers: keep or admin.");
	}
	return true;
}

/*
 * Whether this is the first stored object of its kind and definer; only these are
 * tried.
 */
static bool is_new_kind_of_trouble(const struct copy *copy, size_t index,
				   struct arena *arena)
{
	const struct stored_object *stored = &copy->catalog.stored_objects[index];
	const char *definer = header_definer(stored->create, arena);

	for (size_t i = 0; i < index; i++) {
		const struct stored_object *before = &copy->catalog.stored_objects[i];

		if (before->kind == stored->kind &&
		    text_equal(header_definer(before->create, arena), definer))
			return false;
	}
	return true;
}

static bool probe(struct copy *copy, const struct stored_object *stored, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	bool keep = copy->job->definers != COPY_DEFINERS_ADMIN;
	const char *definer = keep ? header_definer(stored->create, arena) : NULL;
	const char *prefix =
		definer == NULL ? "" : arena_printf(arena, "DEFINER=%s ", definer);
	const char *body =
		stored->kind == STORED_TRIGGER ?
			"BEFORE INSERT ON `extrepl`.`chunk` FOR EACH ROW SET @extrepl = 1" :
			"AS SELECT 1 AS `a`";
	const char *word = stored->kind == STORED_TRIGGER ? "TRIGGER" : "VIEW";

	if (!db_executef(copy->target, err, "CREATE %s%s `extrepl`.`probe` %s", prefix,
			 word, body))
		return stored_objects_explain(copy, stored, err);
	return db_executef(copy->target, err, "DROP %s `extrepl`.`probe`", word);
}

/*
 * Creates a view or trigger in extrepl's own database and drops it immediately, to find
 * a refused definer now and not after hours of copying.
 */
bool stored_objects_probe(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	/*
	 * A run that died here may have left them. If the server refuses the DROP, the
	 * probe below fails.
	 */
	struct db_statement rests[] = {
		{ .sql = "DROP VIEW IF EXISTS `extrepl`.`probe`" },
		{ .sql = "DROP TRIGGER IF EXISTS `extrepl`.`probe`" },
	};

	if (!db_batch(copy->target, rests, ARRAY_SIZE(rests), arena, err))
		return false;
	for (size_t i = 0; i < copy->catalog.stored_objects_count; i++) {
		if (is_new_kind_of_trouble(copy, i, arena) &&
		    !probe(copy, &copy->catalog.stored_objects[i], err))
			return false;
	}
	return true;
}
