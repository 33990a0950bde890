/*
 * Makes the SELECT, LOAD DATA and INSERT of a table from the types of its columns
 * (types.c).
 */
#include "tables/selection.h"

#include "base/text.h"
#include "sql/quote.h"
#include "tables/json.h"
#include "tables/scan.h"

static void add_between(struct text *out, const char *const parts[2], const char *middle)
{
	text_add(out, parts[0]);
	text_add(out, middle);
	text_add(out, parts[1]);
}

static const char *select_statement(const struct table *table,
				    const struct selection *selection,
				    struct arena *arena)
{
	struct text sql = text_make(arena);

	text_add(&sql, "SELECT ");
	for (size_t i = 0; i < selection->count; i++) {
		text_add(&sql, i == 0 ? "" : ", ");
		add_between(&sql, selection->columns[i]->type->select,
			    quote_name(selection->columns[i]->name, arena));
	}
	for (size_t i = 0; i < selection->typed_count; i++) {
		const struct column *column = selection->columns[selection->typed[i]];

		text_addf(&sql, ", %s",
			  json_types_expression(quote_name(column->name, arena),
						column->deep_json, arena));
	}
	text_addf(&sql, "%s FROM %s", selection->count == 0 ? "1" : "",
		  quote_table(table->database, table->name, arena));
	return sql.bytes;
}

/*
 * Without the hint, a server may read in the order of a smaller index, which makes
 * writing slower.
 */
static const char *order_hint(const struct table *table)
{
	const char *open = scan_find(table->create, "(");
	bool keyed = open != NULL && scan_find(open + 1, "PRIMARY KEY (") != NULL;

	return keyed ? " FORCE INDEX (PRIMARY)" : "";
}

static const char *load_statement(const struct table *table,
				  const struct selection *selection, struct arena *arena)
{
	struct text columns = text_make(arena);
	struct text sets = text_make(arena);

	for (size_t i = 0; i < selection->count; i++) {
		const struct column *column = selection->columns[i];
		const char *name = quote_name(column->name, arena);

		text_add(&columns, i == 0 ? "" : ", ");
		if (column->type->load[0] == NULL) {
			text_add(&columns, name);
			continue;
		}
		const char *variable = arena_printf(arena, "@v%zu", i);
		text_add(&columns, variable);
		text_addf(&sets, "%s%s = ", sets.length == 0 ? " SET " : ", ", name);
		if (column->type->wrapped)
			text_addf(&sets, "IF(%s LIKE '" ZERO_DATE "%%', %s, ", variable,
				  variable);
		add_between(&sets, column->type->load, variable);
		text_add(&sets, column->type->wrapped ? ")" : "");
	}
	return arena_printf(arena,
			    "LOAD DATA LOCAL INFILE 'extrepl' INTO TABLE %s CHARACTER SET binary"
			    " FIELDS TERMINATED BY X'09' ENCLOSED BY '' ESCAPED BY X'5C'"
			    " LINES TERMINATED BY X'0A' STARTING BY '' (%s)%s",
			    quote_table(table->database, table->name, arena),
			    selection->count == 0 ? "@nothing" : columns.bytes,
			    sets.bytes);
}

static const char *insert_statement(const struct table *table,
				    const struct selection *selection,
				    struct arena *arena)
{
	struct text sql = text_make(arena);

	text_addf(&sql, "INSERT INTO %s (",
		  quote_table(table->database, table->name, arena));
	for (size_t i = 0; i < selection->count; i++)
		text_addf(&sql, "%s%s", i == 0 ? "" : ", ",
			  quote_name(selection->columns[i]->name, arena));
	text_add(&sql, ") VALUES ");
	return sql.bytes;
}

/* CONVERT_TZ returns NULL for the zero date, so that is loaded unchanged. */
static const struct column_type timestamp_in_zone = {
	.names = "timestamp",
	.select = { "", "" },
	.load = { "CONVERT_TZ(", ", '+00:00', @@SESSION.time_zone)" },
	.literal = LITERAL_QUOTED,
	.wrapped = true,
};

static const struct column *shift(const struct column *column, struct arena *arena)
{
	if (!text_equal(column->data_type, "timestamp"))
		return column;
	struct column *shifted = arena_alloc(arena, sizeof(*shifted));
	*shifted = *column;
	shifted->type = &timestamp_in_zone;
	return shifted;
}

void selection_make(const struct table *table, bool shifted, struct arena *arena,
		    struct selection *out)
{
	size_t *typed = arena_array(arena, table->columns_count, sizeof(*typed));

	out->columns = arena_array(arena, table->columns_count, sizeof(*out->columns));
	out->count = 0;
	out->typed_count = 0;
	for (size_t i = 0; i < table->columns_count; i++) {
		if (table->columns[i].generated)
			continue;
		if (table->columns[i].type->typed)
			typed[out->typed_count++] = out->count;
		out->columns[out->count++] =
			shifted ? shift(&table->columns[i], arena) : &table->columns[i];
	}
	out->typed = typed;
	out->select = select_statement(table, out, arena);
	out->in_order = order_hint(table);
	out->load = load_statement(table, out, arena);
	out->insert = insert_statement(table, out, arena);
}
