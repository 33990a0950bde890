/*
 * MySQL's histograms, which the binlog does not carry. Their data are copied unchanged
 * if the target accepts them (8.0.31), else the target computes its own with as many
 * buckets.
 */
#include "base/text.h"
#include "copy/schema/schema.h"
#include "copy/state.h"
#include "db/queries.h"
#include "sql/quote.h"

enum { DATABASE, TABLE, COLUMN, DATA, BUCKETS, BY_ITSELF };

static bool is_copied(const struct copy *copy, const struct rows *rows, size_t row)
{
	return catalog_table(&copy->catalog, rows_value(rows, row, DATABASE),
			     rows_value(rows, row, TABLE)) != NULL;
}

static const char *statement(const struct copy *copy, const struct rows *rows,
			     size_t row, bool with_data, struct arena *arena)
{
	const char *start =
		arena_printf(arena, "ANALYZE TABLE %s UPDATE HISTOGRAM ON %s",
			     quote_table(rows_value(rows, row, DATABASE),
					 rows_value(rows, row, TABLE), arena),
			     quote_name(rows_value(rows, row, COLUMN), arena));
	bool by_itself = text_equal(rows_value(rows, row, BY_ITSELF), "true") &&
			 db_server(copy->target)->version >= 80300;

	if (with_data)
		return arena_printf(arena, "%s USING DATA %s", start,
				    quote_text(rows_value(rows, row, DATA), arena));
	return arena_printf(arena, "%s WITH %s BUCKETS%s", start,
			    rows_value(rows, row, BUCKETS),
			    by_itself ? " AUTO UPDATE" : "");
}

/* ANALYZE answers OK with a row that says what went wrong. */
static bool run(struct copy *copy, const char *sql, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;

	if (!db_query(copy->target, sql, arena, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		if (text_equal_nocase(rows_value(&rows, i, 2), "Error"))
			return error_set(err, ERROR_FAILED, "%s: %s",
					 db_label(copy->target), rows_value(&rows, i, 3));
	}
	return true;
}

static bool make(struct copy *copy, const struct rows *rows, size_t row, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	bool takes_data = db_server(copy->target)->version >= 80031;

	if (takes_data && run(copy, statement(copy, rows, row, true, arena), err))
		return true;
	if (db_lost(copy->target))
		return false;
	return run(copy, statement(copy, rows, row, false, arena), err) ||
	       error_wrap(err, "creating the histogram of %s.%s",
			  rows_value(rows, row, TABLE), rows_value(rows, row, COLUMN));
}

bool histograms_read(struct copy *copy, struct error *err)
{
	const struct db_server *source = db_server(copy->control);

	copy->histograms = (struct rows){ 0 };
	if (source->flavour != FLAVOUR_MYSQL || source->version < 80000)
		return true;
	return db_query(copy->control,
			arena_printf(copy->arena,
				     "SELECT schema_name, table_name, column_name, histogram,"
				     " JSON_UNQUOTE(JSON_EXTRACT(histogram, '$.\"number-of-buckets-specified\"')),"
				     " JSON_UNQUOTE(JSON_EXTRACT(histogram, '$.\"auto-update\"'))"
				     " FROM information_schema.column_statistics"
				     " WHERE schema_name IN (%s)",
				     query_databases(source, copy->databases,
						     copy->arena)),
			copy->arena, &copy->histograms, err) ||
	       error_wrap(err, "reading the histograms");
}

bool histograms_make(struct copy *copy, struct error *err)
{
	const struct rows *rows = &copy->histograms;

	for (size_t row = 0; row < rows->count; row++) {
		if (is_copied(copy, rows, row) && !make(copy, rows, row, err))
			return false;
	}
	return true;
}
