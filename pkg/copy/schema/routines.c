/*
 * Creates a function or procedure. A parameter without a collation gets one from the
 * session of its creator: without a character set that of the database in use, else the
 * default of its character set. The definition does not show it.
 */
#include <string.h>

#include "base/text.h"
#include "copy/schema/schema.h"
#include "copy/state.h"
#include "sql/quote.h"

/* The default collation of a charset, which differs between versions. */
struct charset_default {
	const char *older, *newer; /* collations */
	const char *set_older, *set_newer;
};

static const struct charset_default mysql_default = {
	"utf8mb4_general_ci",
	"utf8mb4_0900_ai_ci",
	"SET default_collation_for_utf8mb4 = utf8mb4_general_ci",
	"SET default_collation_for_utf8mb4 = utf8mb4_0900_ai_ci",
};
/* uca1400 applies to all Unicode charsets: utf8mb4 stands for them. */
static const struct charset_default mariadb_default = {
	"utf8mb4_general_ci",
	"utf8mb4_uca1400_ai_ci",
	"SET character_set_collations = ''",
	("SET character_set_collations = 'utf8mb3=uca1400_ai_ci,utf8mb4=uca1400_ai_ci,"
	 "ucs2=uca1400_ai_ci,utf16=uca1400_ai_ci,utf32=uca1400_ai_ci'"),
};

/* NULL: the server has no such setting. */
static const struct charset_default *charset_default_of(const struct copy *copy)
{
	const struct db_server *server = db_server(copy->target);

	if (server->flavour == FLAVOUR_MYSQL)
		return server->version >= 80011 ? &mysql_default : NULL;
	return server->version >= 110201 ? &mariadb_default : NULL;
}

struct making {
	struct copy *copy;
	const struct stored_object *stored;
	const char *sql;
	struct arena *arena;
};

/* How many parameters (or the returned value) have this collation on the source. */
static size_t count_parameters(const struct making *making, const char *collation)
{
	const struct stored_object *stored = making->stored;

	return properties_count(&making->copy->catalog.properties, "PARAMETERS",
				stored_kind_label(stored->kind), stored->database,
				stored->name, "collation", collation);
}

/* The creator's character set is set now. */
static const char *name_literal(const char *name, struct arena *arena)
{
	struct text out = text_make(arena);

	quote_add_utf8(&out, name, strlen(name));
	return out.bytes;
}

/* Whether those of the routine that was created have the same collations. */
static bool is_same(const struct making *making, bool *out, struct error *err)
{
	const struct stored_object *stored = making->stored;
	struct rows rows;

	if (!db_query(making->copy->target,
		      arena_printf(making->arena,
				   "SELECT collation_name, COUNT(*) FROM information_schema.parameters"
				   " WHERE specific_schema = %s AND specific_name = %s"
				   " AND routine_type = '%s' AND collation_name IS NOT NULL"
				   " GROUP BY collation_name",
				   name_literal(stored->database, making->arena),
				   name_literal(stored->name, making->arena),
				   stored_kind_word(stored->kind)),
		      making->arena, &rows, err))
		return false;
	*out = true;
	for (size_t i = 0; i < rows.count; i++)
		*out = *out && count_parameters(making, rows_value(&rows, i, 0)) ==
				       (size_t)rows_number(rows_value(&rows, i, 1), 0);
	return true;
}

/* Its name is sent in UTF-8. */
static bool drop(const struct making *making, struct error *err)
{
	struct db *target = making->copy->target;

	return db_execute(target, "SET character_set_client = utf8mb4", err) &&
	       db_executef(target, err, "DROP %s %s",
			   stored_kind_word(making->stored->kind),
			   quote_table(making->stored->database, making->stored->name,
				       making->arena)) &&
	       db_executef(target, err, "SET character_set_client = %s",
			   making->stored->charset);
}

/* *same: leave it as it is now. */
static bool make(const struct making *making, bool *same, struct error *err)
{
	return db_execute(making->copy->target, making->sql, err) &&
	       is_same(making, same, err);
}

/* With the default collations of older or newer versions, whichever it needs. */
static bool make_by_default(const struct making *making, bool *same, struct error *err)
{
	const struct charset_default *by = charset_default_of(making->copy);
	struct db *target = making->copy->target;

	if (by == NULL)
		return make(making, same, err);
	bool newer = count_parameters(making, by->newer) > 0;
	bool both = newer && count_parameters(making, by->older) > 0;

	return db_execute(target, newer ? by->set_newer : by->set_older, err) &&
	       make(making, same, err) &&
	       (*same || !both ||
		(drop(making, err) && db_execute(target, by->set_older, err) &&
		 make(making, same, err)));
}

bool routine_create(struct copy *copy, const struct stored_object *stored,
		    const char *sql, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const struct making making = { copy, stored, sql, arena };
	const char *const *collations =
		properties_values(&copy->catalog.properties, "PARAMETERS",
				  stored_kind_label(stored->kind), stored->database,
				  stored->name, "collation", arena);
	bool same;

	if (!make_by_default(&making, &same, err))
		return false;
	/* Each may be that of the database which was in use. */
	for (size_t i = 0; !same && collations[i] != NULL; i++)
		if (!drop(&making, err) ||
		    !db_executef(copy->target, err, "SET collation_database = %s",
				 collations[i]) ||
		    !make_by_default(&making, &same, err))
			return false;
	return true; /* reading it back names what still differs */
}
