/*
 * Which table has which name, by InnoDB's ids: whether a table was renamed, or got other
 * partitions, while it was read. A reader of RENAME TABLE, EXCHANGE PARTITION or
 * REORGANIZE PARTITION gets rows of another table, or not all rows, without an error.
 */
#ifndef TABLES_TABLE_NAMES_H
#define TABLES_TABLE_NAMES_H

#include "db/db.h"
#include "tables/tables.h"

/* What InnoDB has: the id and the name of each table (or its file) and partition. */
struct table_names {
	struct arena *arena;
	struct rows rows; /* id, "database/table#p#partition", encoded as file names */
	bool unknown;     /* without PROCESS it cannot be read */
	/*
	 * table_names_count before the list was read. If it is the same later, and they
	 * were settled, the names are still true.
	 */
	uint64_t counted;
	bool settled; /* false: one of them was still being executed */
};

/* Replaces *out. Waits for no table's lock. */
bool table_names_read(struct db *db, struct table_names *out,
		      struct error *err) MUST_CHECK;
void table_names_release(struct table_names *names);
/* How many ALTER TABLE and RENAME TABLE all sessions have begun so far. */
bool table_names_count(struct db *db, uint64_t *out, struct error *err) MUST_CHECK;

/*
 * Whether the table's names and ids are the same in both, which are known. MySQL lists no
 * table in a shared tablespace: such a one is never the same.
 */
bool table_names_same(const struct table_names *then, const struct table_names *now,
		      const struct table *table);
/* InnoDB has the table, and neither list has it. */
bool table_names_lacks(const struct table_names *then, const struct table_names *now,
		       const struct table *table);
/*
 * What has the table's name now had another one then. A table that was built again, or
 * created meanwhile, has not moved.
 */
bool table_names_moved(const struct table_names *then, const struct table_names *now,
		       const struct table *table);
/*
 * Rows that had the table's name then are no longer found by it and its partitions: it
 * was renamed or dropped, or has other partitions now.
 */
bool table_names_left(const struct table_names *then, const struct table_names *now,
		      const struct table *table);
/* The new name of one that has another one now, or NULL; as InnoDB encodes it. */
const char *table_names_renamed(const struct table_names *then,
				const struct table_names *now);

#endif
