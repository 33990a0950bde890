/*
 * The result of a comparison as text. verification_json.c makes the JSON, pkg/verify
 * compares.
 */
#include "verification.h"

#include "base/text.h"
#include "plan/render.h"

/* If there are more tables, only those that are not equal get a line. */
#define MOST_LINES 100

static const char *const marks[] = {
	[VERIFY_EQUAL] = "=",
	[VERIFY_UNDECIDED] = "?",
	[VERIFY_DIFFERENT] = "!",
};

/* For rows; the last one is for definitions. */
static const char *const fault_text[VERIFY_FAULTS] = {
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
				  row_count(table->faults[i], arena), fault_text[i]);
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
	/* Equal, even though the rows were counted at different times. */
	if (table->target_rows != table->source_rows && table->outcome == VERIFY_EQUAL)
		text_add(text, ", and changing");
	else if (table->target_rows != table->source_rows)
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
					    "is defined differently" :
					    arena_printf(arena, "is %s",
							 fault_text[definition->fault]);

		text_addf(text, "  %s %s %s\n", signs[definition->fault],
			  definition->object, words);
		for (size_t j = 0; j < definition->details_count; j++)
			add_wrapped(text, definition->details[j]);
	}
	for (size_t i = 0; i < result->ended_count; i++) {
		text_addf(text, "  . %s is over\n", result->ended[i]);
		add_wrapped(text, "the target does not have it: no server creates an "
				  "event with ON COMPLETION NOT PRESERVE after its "
				  "end");
	}
}

/* "5 definitions and the rows of 1 table" */
static const char *what_differs(const struct verify_result *result, struct arena *arena)
{
	const char *definitions =
		count_of(result->definitions_count, "definition", arena);
	uint64_t tables = 0;

	for (size_t i = 0; i < result->tables_count; i++)
		tables += result->tables[i].outcome == result->outcome;
	if (tables == 0)
		return definitions;
	return arena_printf(arena, "%s%sthe rows of %s",
			    result->definitions_count == 0 ? "" : definitions,
			    result->definitions_count == 0 ? "" : " and ",
			    count_of(tables, "table", arena));
}

static void add_not_compared(struct text *text, const struct verify_result *result)
{
	for (size_t i = 0; i < result->not_compared_count; i++) {
		text_addf(text, "  . %s.* is not compared\n", result->not_compared[i]);
		add_wrapped(text, "it replicates, but is not in copy.databases: add it "
				  "there to compare it");
	}
}

static const char *not_compared_text(const struct verify_result *result,
				     struct arena *arena)
{
	if (result->not_compared_count == 0)
		return "";
	return arena_printf(arena, " %s that replicate%s not compared.",
			    count_of(result->not_compared_count, "database", arena),
			    result->not_compared_count == 1 ? "s was" : " were");
}

static const char *summary(const struct verify_result *result, struct arena *arena)
{
	const char *compared =
		arena_printf(arena, "%s, %s in %s",
			     count_of(result->tables_count, "table", arena),
			     row_count(result->rows, arena),
			     text_duration(arena, result->elapsed_ms));

	if (result->outcome == VERIFY_EQUAL)
		return arena_printf(arena, "Equal: %s.%s", compared,
				    not_compared_text(result, arena));
	return arena_printf(arena, "%s: %s. Compared: %s.%s%s",
			    result->outcome == VERIFY_UNDECIDED ? "Undecided" :
								  "Different",
			    what_differs(result, arena), compared,
			    result->outcome == VERIFY_UNDECIDED ?
				    " Compare again when less is written and altered, or"
				    " with --table." :
				    "",
			    not_compared_text(result, arena));
}

const char *verification_text(const struct verify_result *result, struct arena *arena)
{
	struct text text = text_make(arena);
	bool all = result->tables_count <= MOST_LINES;

	if (result->unlinked != NULL) {
		text_add(&text, "  link       ");
		text_add_wrapped(&text,
				 arena_printf(arena,
					      "%s: what the target has not applied "
					      "yet counts as different",
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
	add_not_compared(&text, result);
	text_addf(&text, "\n");
	text_add_wrapped(&text, summary(result, arena), 0, 0, 80);
	text_add(&text, "\n");
	return text.bytes;
}
