/* The result of a comparison as JSON: extrepl/verify/1. */
#include "base/text.h"
#include "plan/render.h"
#include "verification.h"

static const char *const outcomes[] = {
	[VERIFY_EQUAL] = "equal",
	[VERIFY_UNDECIDED] = "undecided",
	[VERIFY_DIFFERENT] = "different",
};

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

		json_t *details = json_array();
		for (size_t j = 0; j < definition->details_count; j++)
			json_array_append_new(details, text_json(definition->details[j]));
		json_array_append_new(list,
				      json_pack("{s:s, s:o, s:o}", "fault",
						verify_fault_name(definition->fault),
						"object", text_json(definition->object),
						"details", details));
	}
	return list;
}

static json_t *ended_json(const struct verify_result *result)
{
	json_t *list = json_array();

	for (size_t i = 0; result != NULL && i < result->ended_count; i++)
		json_array_append_new(list, text_json(result->ended[i]));
	return list;
}

static json_t *not_compared_json(const struct verify_result *result)
{
	json_t *list = json_array();

	for (size_t i = 0; result != NULL && i < result->not_compared_count; i++)
		json_array_append_new(list, text_json(result->not_compared[i]));
	return list;
}

json_t *verification_json(const struct manifest *manifest,
			  const struct verify_result *result, const struct error *error)
{
	return json_pack("{s:o, s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:o}",
			 "manifest", text_json(manifest->path), "name",
			 text_json(manifest->name), "outcome",
			 result == NULL ? "error" : outcomes[result->outcome],
			 "unlinked", text_json(result == NULL ? NULL : result->unlinked),
			 "definitions", definitions_json(result), "ended_events",
			 ended_json(result), "not_compared", not_compared_json(result),
			 "tables", tables_json(result), "rows",
			 result == NULL ? (json_int_t)0 : (json_int_t)result->rows,
			 "milliseconds",
			 result == NULL ? (json_int_t)0 : (json_int_t)result->elapsed_ms,
			 "error", error_json(error));
}
