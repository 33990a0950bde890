/*
 * Takes the snapshot without a lock, where the source reports to each reader the
 * coordinates of its own snapshot. If the readers' coordinates differ, snapshot.c takes
 * it with a lock.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "copy/snapshot/snapshot.h"
#include "copy/state.h"
#include "sql/quote.h"

/* How often to try: on a busy source a transaction may commit between two readers. */
#define TRIES 3

static const char method_name[] = "Binlog_snapshot_position";

/* The coordinates of a session's snapshot on MariaDB and Percona Server. */
static const char status_query[] =
	"SHOW STATUS WHERE Variable_name IN ('Binlog_snapshot_file', 'Binlog_snapshot_position')";
static const char xa_counter_query[] =
	"SHOW GLOBAL STATUS WHERE Variable_name IN ('Com_xa_prepare', 'Com_xa_commit')";

static const char *status_value(const struct rows *rows, const char *name)
{
	for (size_t i = 0; i < rows->count; i++) {
		if (text_equal_nocase(rows_value(rows, i, 0), name))
			return rows_value(rows, i, 1);
	}
	return NULL;
}

/* The prepared XA transactions and the counters of XA statements, as one text. */
static bool read_xa_state(struct copy *copy, struct arena *arena, const char **out,
			  bool *prepared, struct error *err)
{
	struct db_statement asked[] = { { .sql = "XA RECOVER" },
					{ .sql = xa_counter_query } };
	struct text state = text_make(arena);

	if (!db_batch(copy->control, asked, ARRAY_SIZE(asked), arena, err))
		return false;
	*prepared = !asked[0].done || !asked[1].done || asked[0].rows.count > 0;
	for (size_t i = 0; !*prepared && i < asked[1].rows.count; i++)
		text_addf(&state, "%s ", rows_value(&asked[1].rows, i, 1));
	*out = state.bytes;
	return true;
}

static bool begin_readers(struct copy *copy, struct error *err)
{
	for (unsigned i = 0; i < copy->workers.threads; i++) {
		if (!db_start(copy->workers.list[i].reader,
			      "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
			      err))
			return false;
	}
	for (unsigned i = 0; i < copy->workers.threads; i++) {
		if (!db_await(copy->workers.list[i].reader, err))
			return false;
	}
	return true;
}

static bool roll_back_readers(struct copy *copy, struct error *err)
{
	for (unsigned i = 0; i < copy->workers.threads; i++) {
		if (!db_execute(copy->workers.list[i].reader, "ROLLBACK", err))
			return false;
	}
	return true;
}

/* Reads the coordinates from all readers; *same: all report the same. */
static bool read_place(struct copy *copy, struct arena *arena, bool *same,
		       struct error *err)
{
	const char *file = NULL;
	const char *position = NULL;

	*same = true;
	for (unsigned i = 0; i < copy->workers.threads; i++) {
		struct rows rows;

		if (!db_query(copy->workers.list[i].reader, status_query, arena, &rows,
			      err))
			return false;
		const char *its_file = status_value(&rows, "Binlog_snapshot_file");
		const char *its_position =
			status_value(&rows, "Binlog_snapshot_position");
		if (i == 0) {
			file = its_file;
			position = its_position;
		}
		*same = *same && !text_empty(its_file) && text_equal(file, its_file) &&
			text_equal(position, its_position);
	}
	copy->snapshot.file = arena_copy(copy->arena, file);
	copy->snapshot.position = rows_number(position, 0);
	return true;
}

static bool read_gtid_set(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;

	if (db_server(copy->control)->flavour != FLAVOUR_MARIADB)
		return true;
	if (!db_query(copy->control,
		      arena_printf(arena, "SELECT BINLOG_GTID_POS(%s, %" PRIu64 ")",
				   quote_text(copy->snapshot.file, arena),
				   copy->snapshot.position),
		      copy->arena, &rows, err))
		return false;
	const char *gtids = rows_value(&rows, 0, 0);
	copy->snapshot.gtid_set = gtids == NULL ? "" : gtids;
	return true;
}

bool snapshot_take_lockless(struct copy *copy, bool *taken, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	/*
	 * Non-transactional tables need a lock; so does reading Percona's GTID set.
	 */
	if (db_server(copy->control)->flavour != FLAVOUR_MARIADB ||
	    copy->queue.locked_left > 0)
		return true;
	for (int i = 0; i < TRIES; i++) {
		const char *before, *after;
		bool prepared, still_prepared, same;

		if (!read_xa_state(copy, arena, &before, &prepared, err) ||
		    !begin_readers(copy, err) || !read_place(copy, arena, &same, err) ||
		    !read_xa_state(copy, arena, &after, &still_prepared, err))
			return false;
		if (same && !prepared && !still_prepared && strcmp(before, after) == 0) {
			copy->snapshot.method = method_name;
			copy->snapshot.lock_ms = 0;
			*taken = true;
			return read_gtid_set(copy, err);
		}
		if (!roll_back_readers(copy, err))
			return false;
	}
	return true;
}
