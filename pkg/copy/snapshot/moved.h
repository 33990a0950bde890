/*
 * Tables that were given another name after the snapshot. Reading a table that was
 * created or rebuilt since then fails (1412), but not one that only has another name now:
 * RENAME TABLE, EXCHANGE PARTITION, RENAME COLUMN; on MariaDB, one whose columns were
 * moved by an instant ALTER. Its rows would be copied under the
 * new name, and the replica would then rename them once more.
 */
#ifndef COPY_SNAPSHOT_MOVED_H
#define COPY_SNAPSHOT_MOVED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "db/db.h"
#include "tables/table_names.h"

struct copy;
struct table;

/* In struct copy; guarded by pool.lock once the workers run. */
struct moved_tables {
	/*
	 * At the snapshot; when last looked. Until the first look, only the counts of
	 * `now` are valid: those of `then`.
	 */
	struct table_names then, now;
	bool altered; /* a statement that can rename was executed since the snapshot */
};

/* Before the snapshot is taken. */
bool moved_begin(struct copy *copy, struct error *err) MUST_CHECK;
/* After it: *difference is a table that was renamed in between, or NULL. */
bool moved_settle(struct copy *copy, const char **difference,
		  struct error *err) MUST_CHECK;
/*
 * While a reader has the table's metadata lock: that it is the table of the snapshot.
 * Else an error with the code SERVER_TABLE_CHANGED. reader: NULL while it has more of a
 * result to read. Any worker may call it.
 */
bool moved_check(struct copy *copy, struct db *reader, const struct table *table,
		 struct error *err) MUST_CHECK;
void moved_release(struct moved_tables *moved);

#endif
