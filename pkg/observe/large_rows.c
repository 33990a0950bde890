/*
 * Rows that would need a larger INSERT than the target accepts. LOAD DATA has no such
 * limit, so this is queried only if the target's local_infile is off: at most a few
 * tables with long columns, each for half a second. For tables that take longer, the
 * result is unknown.
 */
#include <inttypes.h>

#include "base/text.h"
#include "observe/internal.h"
#include "sql/quote.h"

/* "SELECT MAX(COALESCE(LENGTH(`a`), 0) + ...) AS bytes FROM `shop`.`big`" */
struct measure {
	const char *table; /* shop.big */
	struct text sum;
	const char *from;
};

static void add_column(const struct rows *rows, size_t row, struct measure *all,
		       size_t *count, struct arena *arena)
{
	const char *database = rows_named(rows, row, "database");
	const char *name = rows_named(rows, row, "name");
	const char *table = arena_printf(arena, "%s.%s", database, name);

	/* The columns of a table follow each other. */
	if (*count == 0 || !text_equal(all[*count - 1].table, table))
		all[(*count)++] = (struct measure){
			.table = table,
			.sum = text_make(arena),
			.from = quote_table(database, name, arena),
		};
	struct text *sum = &all[*count - 1].sum;
	text_addf(sum, "%sCOALESCE(LENGTH(%s), 0)", sum->length == 0 ? "" : " + ",
		  quote_name(rows_named(rows, row, "long_column"), arena));
}

static const char *statement(const struct measure *measure, bool mariadb,
			     struct arena *arena)
{
	return arena_printf(arena, "%sSELECT %sMAX(%s) AS bytes FROM %s",
			    mariadb ? "SET STATEMENT max_statement_time = 0.5 FOR " : "",
			    mariadb ? "" : "/*+ MAX_EXECUTION_TIME(500) */ ",
			    measure->sum.bytes, measure->from);
}

bool look_at_large_rows(struct observer *observer, struct observed *observed,
			const struct query_values *values, struct arena *scratch,
			struct arena *arena, struct error *err)
{
	static const enum query long_columns[] = { QUERY_LONG_COLUMNS };
	const struct observed_server *target = &observed->target.server;
	uint64_t packet = rows_number(observed_value(target, "max_allowed_packet"), 0);
	bool mariadb = observed->source.server.flavour == FLAVOUR_MARIADB;
	struct answers answers = { 0 };
	size_t count = 0;

	if (packet == 0 || observed_value(target, "local_infile") == NULL ||
	    observed_is_on(target, "local_infile"))
		return true;
	if (!ask(observer->source, long_columns, 1, values, scratch, &answers, err))
		return false;
	const struct rows *rows = answer(&answers, QUERY_LONG_COLUMNS);
	if (rows == NULL || rows->count == 0)
		return true;
	struct measure *all = arena_array(scratch, rows->count, sizeof(*all));
	for (size_t i = 0; i < rows->count; i++)
		add_column(rows, i, all, &count, scratch);
	struct db_statement *asked = arena_array(scratch, count, sizeof(*asked));
	for (size_t i = 0; i < count; i++)
		asked[i].sql = statement(&all[i], mariadb, scratch);
	if (!db_batch(observer->source, asked, count, scratch, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		uint64_t bytes =
			asked[i].done ? rows_number(rows_value(&asked[i].rows, 0, 0), 0) :
					0;

		/* An INSERT writes two hexadecimal digits per byte. */
		if (2 * bytes >= packet)
			add_object(&observed->source.server, arena, "large-row",
				   all[i].table, arena_printf(arena, "%" PRIu64, bytes));
	}
	return true;
}
