#include "verification.h"

#include "base/text.h"
#include "plan/render.h"

/* Above that only tables that are not equal have a line. */
#define MOST_LINES 100

static const char *const marks[] = {
	[VERIFY_EQUAL] = "=",
	[VERIFY_UNDECIDED] = "?",
	[VERIFY_DIFFERENT] = "!",
};

static const char *const outcomes[] = {
	[VERIFY_EQUAL] = "equal",
	[VERIFY_UNDECIDED] = "undecided",
	[VERIFY_DIFFERENT] = "different",
};

/* Of rows; the last one of things that are defined. */
static const char *const fault_words[VERIFY_FAULTS] = {
	[FAULT_MISSING] = "missing on the target",
	[FAULT_EXTRA] = "only on the target",
	[FAULT_DIFFERENT] = "different",
	[FAULT_UNDECIDED] = "changing too often to be compared",
};

static void add_wrapped(struct text *text, const char *words)
{
	text_add(text, "        ");
	text_add_wrapped(text, words, 8, 8, 80);
	text_add(text, "\n");
}

/* "different  id 4711" */
static void add_named(struct text *text, const char *what, const char *name)
{
	text_addf(text, "        %-10s ", what);
	text_add_wrapped(text, name, 19, 19, 80);
	text_add(text, "\n");
}

/* "1 row", "2,000 rows" */
static const char *count_of(uint64_t count, const char *thing, struct arena *arena)
{
	return arena_printf(arena, "%s %s%s", text_count(arena, count), thing,
			    count == 1 ? "" : "s");
}

static const char *row_count(uint64_t count, struct arena *arena)
{
	return count_of(count, "row", arena);
}

/* "3 rows different, 1 row missing on the target" */
static const char *faults_text(const struct verify_table *table, struct arena *arena)
{
	struct text text = text_make(arena);

	for (int i = 0; i < VERIFY_FAULTS; i++) {
		if (table->faults[i] > 0)
			text_addf(&text, "%s%s %s", text.length == 0 ? "" : ", ",
				  row_count(table->faults[i], arena), fault_words[i]);
	}
	return text.bytes;
}

static void add_rows(struct text *text, const struct verify_table *table,
		     struct arena *arena)
{
	uint64_t all = 0, shown = 0;

	for (int i = 0; i < VERIFY_FAULTS; i++)
		all += table->faults[i];
	if (all > 0)
		add_wrapped(text, faults_text(table, arena));
	for (size_t i = 0; i < table->rows_count; i++) {
		shown += table->rows[i].count;
		add_named(text, verify_fault_name(table->rows[i].fault),
			  table->rows[i].key);
	}
	if (all > shown)
		text_addf(text, "        and %s more\n", text_count(arena, all - shown));
	for (uint64_t i = 0; i < table->ranges_count && i < VERIFY_SHOWN; i++)
		add_named(text, "in range", table->ranges[i]);
	if (table->ranges_count > VERIFY_SHOWN)
		text_addf(text, "        and %s more ranges\n",
			  text_count(arena, table->ranges_count - VERIFY_SHOWN));
}

static void add_table(struct text *text, const struct verify_table *table,
		      struct arena *arena)
{
	const char *name = arena_printf(arena, "%s.%s", table->database, table->name);

	text_addf(text, "  %s %-32s %s", marks[table->outcome], name,
		  row_count(table->source_rows, arena));
	if (table->target_rows != table->source_rows)
		text_addf(text, ", %s on the target",
			  text_count(arena, table->target_rows));
	text_add(text, "\n");
	add_rows(text, table, arena);
	if (table->note != NULL)
		add_wrapped(text, table->note);
}

static void add_definitions(struct text *text, const struct verify_result *result,
			    struct arena *arena)
{
	static const char *const signs[VERIFY_FAULTS] = { "-", "+", "~", "?" };

	for (size_t i = 0; i < result->definitions_count; i++) {
		const struct verify_definition *definition = &result->definitions[i];
		const char *words = definition->fault == FAULT_DIFFERENT ?
					    "is defined otherwise" :
					    arena_printf(arena, "is %s",
							 fault_words[definition->fault]);

		text_addf(text, "  %s %s %s\n", signs[definition->fault],
			  definition->object, words);
		if (definition->detail != NULL)
			add_wrapped(text, definition->detail);
	}
}

static const char *summary(const struct verify_result *result, struct arena *arena)
{
	const char *compared = arena_printf(arena, "%s tables, %s in %s",
					    text_count(arena, result->tables_count),
					    row_count(result->rows, arena),
					    text_duration(arena, result->elapsed_ms));
	size_t count = 0;

	for (size_t i = 0; i < result->tables_count; i++)
		count += result->tables[i].outcome == result->outcome;
	if (result->outcome == VERIFY_EQUAL)
		return arena_printf(arena, "Equal: %s.", compared);
	if (result->outcome == VERIFY_UNDECIDED)
		return arena_printf(arena,
				    "Undecided: %zu of %s. Compare again when less is"
				    " written, or with --table.",
				    count, compared);
	return arena_printf(arena, "Different: %s, the rows of %zu of %s.",
			    count_of(result->definitions_count, "definition", arena),
			    count, compared);
}

const char *verification_text(const struct verify_result *result, struct arena *arena)
{
	struct text text = text_make(arena);
	bool all = result->tables_count <= MOST_LINES;

	if (result->unlinked != NULL) {
		text_add(&text, "  link       ");
		text_add_wrapped(&text,
				 arena_printf(arena,
					      "%s: what the target lags behind in counts"
					      " as different",
					      result->unlinked),
				 13, 13, 80);
		text_add(&text, "\n");
	}
	text_add(&text, "\n");
	add_definitions(&text, result, arena);
	for (size_t i = 0; i < result->tables_count; i++) {
		if (all || result->tables[i].outcome != VERIFY_EQUAL)
			add_table(&text, &result->tables[i], arena);
	}
	text_addf(&text, "\n");
	text_add_wrapped(&text, summary(result, arena), 0, 0, 80);
	text_add(&text, "\n");
	return text.bytes;
}

static json_t *rows_json(const struct verify_table *table)
{
	json_t *list = json_array();

	for (size_t i = 0; i < table->rows_count; i++)
		json_array_append_new(list,
				      json_pack("{s:s, s:I, s:o}", "fault",
						verify_fault_name(table->rows[i].fault),
						"count", (json_int_t)table->rows[i].count,
						"key", text_json(table->rows[i].key)));
	return list;
}

static json_t *ranges_json(const struct verify_table *table)
{
	json_t *list = json_array();

	for (uint64_t i = 0; i < table->ranges_count && i < VERIFY_SHOWN; i++)
		json_array_append_new(list, text_json(table->ranges[i]));
	return list;
}

static json_t *table_json(const struct verify_table *table)
{
	const uint64_t *faults = table->faults;

	return json_pack("{s:o, s:o, s:s, s:I, s:I, s:o, s:I, s:I, s:I, s:I, s:b, s:o, s:I, s:o, s:o}",
			 "database", text_json(table->database), "table",
			 text_json(table->name), "outcome", outcomes[table->outcome],
			 "source_rows", (json_int_t)table->source_rows, "target_rows",
			 (json_int_t)table->target_rows, "key", text_json(table->key),
			 "missing", (json_int_t)faults[FAULT_MISSING], "extra",
			 (json_int_t)faults[FAULT_EXTRA], "different",
			 (json_int_t)faults[FAULT_DIFFERENT], "undecided",
			 (json_int_t)faults[FAULT_UNDECIDED], "complete",
			 table->complete, "rows", rows_json(table), "ranges_count",
			 (json_int_t)table->ranges_count, "ranges", ranges_json(table),
			 "note", text_json(table->note));
}

static json_t *tables_json(const struct verify_result *result)
{
	json_t *list = json_array();

	for (size_t i = 0; result != NULL && i < result->tables_count; i++)
		json_array_append_new(list, table_json(&result->tables[i]));
	return list;
}

static json_t *definitions_json(const struct verify_result *result)
{
	json_t *list = json_array();

	for (size_t i = 0; result != NULL && i < result->definitions_count; i++) {
		const struct verify_definition *definition = &result->definitions[i];

		json_array_append_new(list,
				      json_pack("{s:s, s:o, s:o}", "fault",
						verify_fault_name(definition->fault),
						"object", text_json(definition->object),
						"detail", text_json(definition->detail)));
	}
	return list;
}

json_t *verification_json(const struct manifest *manifest,
			  const struct verify_result *result, const struct error *error)
{
	return json_pack("{s:o, s:o, s:s, s:o, s:o, s:o, s:I, s:I, s:o}", "manifest",
			 text_json(manifest->path), "name", text_json(manifest->name),
			 "outcome", result == NULL ? "error" : outcomes[result->outcome],
			 "unlinked", text_json(result == NULL ? NULL : result->unlinked),
			 "definitions", definitions_json(result), "tables",
			 tables_json(result), "rows",
			 result == NULL ? (json_int_t)0 : (json_int_t)result->rows,
			 "milliseconds",
			 result == NULL ? (json_int_t)0 : (json_int_t)result->elapsed_ms,
			 "error", error_json(error));
}
