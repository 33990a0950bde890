/*
 * Differences between two servers' definitions: each names the object, its property,
 * and the value on either side.
 */
#ifndef TABLES_DIFFERENCE_LIST_H
#define TABLES_DIFFERENCE_LIST_H

#include "tables/tables.h"

enum difference_kind {
	DIFFERENCE_MISSING, /* the target lacks the object */
	DIFFERENCE_EXTRA,   /* only the target has it */
	DIFFERENCE_CHANGED, /* both have it; property, source and target are set */
	/*
	 * An event whose time is over (ON COMPLETION NOT PRESERVE). The target lacks it
	 * because no server creates such an event. Not counted as different.
	 */
	DIFFERENCE_ENDED,
};

struct difference {
	enum difference_kind kind;
	const char *object;        /* "table `shop`.`orders`" */
	const struct table *table; /* of the source, or NULL */
	/* when CHANGED: "column `id`, default"; values as text, NULL: no value */
	const char *property;
	const char *source, *target;
};

struct differences {
	struct arena *arena;
	struct difference *items; /* those of one object are neighbours */
	size_t count;
};

struct difference_rules {
	const char *const *tables; /* "database.table", NULL-terminated; NULL: all */
	bool any_definer;  /* stored objects may have another definer on the target */
	bool only_columns; /* of tables; their indexes are added later */
	/*
	 * The copy has just created the target: AUTO_INCREMENT counters must be at
	 * least those of the source's snapshot. False: rows have moved the counters
	 * since, and the values of sequences are compared, too.
	 */
	bool read_back;
};

/* Properties that change with the rows. */
#define SEQUENCE_VALUE "next value"
#define TABLE_COUNTER "AUTO_INCREMENT"

void differences_add(struct differences *list, const struct difference *item);
/* Whether the list has a difference of the object whose property begins with prefix. */
bool differences_named(const struct differences *list, const char *object,
		       const char *prefix);
/* Whether the rules want the table to be compared. */
bool difference_is_chosen(const struct difference_rules *rules, const char *database,
			  const char *table);
/* "table `shop`.`orders`" */
const char *table_label(const struct table *table, struct arena *arena);
/* "column `id`, default: 5 on the source, NULL on the target": printable and short. */
const char *difference_text(const struct difference *difference, struct arena *arena);

/*
 * The parts of differences_find. property_differences.c: databases, and what
 * information_schema reports about the parts of tables.
 */
void differences_of_properties(const struct catalog *source, const struct catalog *target,
			       const struct difference_rules *rules,
			       struct differences *out);
/* shape.c: what SHOW CREATE TABLE shows of a table that both sides have. */
void differences_of_shape(const struct table *source, const struct table *target,
			  const char *object, const struct difference_rules *rules,
			  const struct spelling_rules *spelling, struct differences *out);
/* stored_object_differences.c */
void differences_of_stored_objects(const struct catalog *source,
				   const struct catalog *target,
				   const struct difference_rules *rules,
				   struct differences *out);
const char *stored_object_label(const struct stored_object *stored, struct arena *arena);
const struct stored_object *catalog_stored_object(const struct catalog *catalog,
						  enum stored_kind kind,
						  const char *database, const char *name);

#endif
