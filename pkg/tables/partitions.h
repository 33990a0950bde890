/*
 * Partitions. A row may be in a partition where it does not belong (EXCHANGE PARTITION
 * ... WITHOUT VALIDATION). A query by the key does not find it, because the server
 * reads only the partition where the row should be. So each partition is read
 * separately, or the table without any condition on the key.
 */
#ifndef TABLES_PARTITIONS_H
#define TABLES_PARTITIONS_H

#include "tables/keys.h"

bool table_is_partitioned(const struct table *table);

/*
 * The names of each table's partitions, in the catalog's order: NULL-terminated, or
 * NULL for a table without partitions. Queries the server only if a table has
 * partitions.
 */
bool partitions_read(struct db *db, const struct catalog *catalog, struct arena *arena,
		     const char *const ***out, struct error *err) MUST_CHECK;

/* Whether both have the same names, in the same order. */
bool partitions_equal(const char *const *a, const char *const *b);

#endif
