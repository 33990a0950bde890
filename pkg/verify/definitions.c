/*
 * Reads the definitions of both sides (databases, tables, stored objects) and reports
 * what differs. The comparison itself is in pkg/tables/differences.h; rows are left to
 * ranges.c.
 */
#include <string.h>

#include "base/text.h"
#include "db/queries.h"
#include "tables/definition.h"
#include "tables/differences.h"
#include "verify/internal.h"

/* How often to read both sides: the link may not have applied a change yet. */
#define READINGS 3

struct reading {
	struct db *db;
	const char *const *databases;
	struct arena *arena;
	struct catalog catalog;
	struct error error; /* when not ok */
	bool ok;
};

/* Keeps only databases of the job that the server has. */
static bool find_databases(struct reading *reading)
{
	struct rows rows;
	size_t count = 0;

	if (!db_query(reading->db,
		      arena_printf(reading->arena,
				   "SELECT schema_name FROM information_schema.schemata"
				   " WHERE schema_name IN (%s)",
				   query_databases(db_server(reading->db),
						   reading->databases, reading->arena)),
		      reading->arena, &rows, &reading->error))
		return false;
	const char **found = arena_array(reading->arena, rows.count + 1, sizeof(*found));
	for (size_t i = 0; reading->databases[i] != NULL; i++) {
		for (size_t row = 0; row < rows.count; row++) {
			if (text_equal(rows_value(&rows, row, 0), reading->databases[i]))
				found[count++] = reading->databases[i];
		}
	}
	reading->databases = found;
	return true;
}

static void *read_side(void *arg)
{
	struct reading *reading = arg;
	const char *const *wanted = reading->databases;

	/*
	 * If something was dropped while it was being read, read all again without it.
	 */
	for (int i = 1;; i++) {
		reading->databases = wanted;
		reading->ok =
			find_databases(reading) &&
			(reading->databases[0] == NULL ||
			 catalog_read(reading->db, reading->databases, reading->arena,
				      &reading->catalog, &reading->error));
		if (reading->ok || i == CATALOG_READINGS ||
		    !catalog_misses(&reading->error))
			return NULL;
	}
}

/*
 * Reads both sides at once, each into its own arena, which lives as long as the
 * workers.
 */
static bool read_both(struct verify *verify, struct error *err)
{
	struct reading readings[SIDES];
	pthread_t thread;

	for (enum side side = SOURCE; side < SIDES; side++)
		readings[side] = (struct reading){
			.db = verify->workers[0].db[side],
			.databases = verify->job->databases,
			.arena = side == SOURCE ? verify->arena : verify->workers[0].arena,
		};
	bool apart = pthread_create(&thread, NULL, read_side, &readings[TARGET]) == 0;
	(void)read_side(&readings[SOURCE]);
	if (apart)
		(void)pthread_join(thread, NULL);
	else
		(void)read_side(&readings[TARGET]);
	for (enum side side = SOURCE; side < SIDES; side++) {
		if (!readings[side].ok) {
			*err = readings[side].error;
			return false;
		}
		verify->catalog[side] = readings[side].catalog;
	}
	return true;
}

static const enum verify_fault faults[] = {
	[DIFFERENCE_MISSING] = FAULT_MISSING,
	[DIFFERENCE_EXTRA] = FAULT_EXTRA,
	[DIFFERENCE_CHANGED] = FAULT_DIFFERENT,
};

static bool is_counter(const struct difference *difference)
{
	return text_equal(difference->property, SEQUENCE_VALUE) ||
	       text_equal(difference->property, TABLE_COUNTER);
}

/* A counter may move between the readings of the two sides: removes those that do. */
static bool remove_moving(struct verify *verify, struct differences *found,
			  struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct moving *list = arena_array(arena, found->count + 1, sizeof(*list));
	size_t count = 0, at = 0, left = 0;

	for (size_t i = 0; i < found->count; i++)
		if (is_counter(&found->items[i]))
			list[count++].table = found->items[i].table;
	if (!counters_judge(&verify->workers[0], list, count, err))
		return false;
	for (size_t i = 0; i < found->count; i++)
		if (!is_counter(&found->items[i]) || !list[at++].follows)
			found->items[left++] = found->items[i];
	found->count = left;
	return true;
}

/* Adds the differences of one object, one line for each property. */
static void add(struct verify *verify, const struct difference *items, size_t count)
{
	struct verify_result *result = &verify->result;
	struct verify_definition *out;

	result->definitions = arena_one_more(verify->arena, result->definitions,
					     result->definitions_count, sizeof(*out));
	out = &result->definitions[result->definitions_count++];
	*out = (struct verify_definition){ .fault = faults[items->kind],
					   .object = items->object };
	if (items->kind != DIFFERENCE_CHANGED)
		return;
	out->details = arena_array(verify->arena, count, sizeof(*out->details));
	out->details_count = count;
	for (size_t i = 0; i < count; i++)
		out->details[i] = difference_text(&items[i], verify->arena);
}

static void add_ended(struct verify *verify, const struct difference *item)
{
	struct verify_result *result = &verify->result;

	result->ended = arena_one_more(verify->arena, result->ended,
				       result->ended_count, sizeof(*result->ended));
	result->ended[result->ended_count++] = item->object;
}

static bool compare(struct verify *verify, bool again, struct error *err)
{
	struct difference_rules rules = { .tables = verify->job->tables,
					  .any_definer = verify->job->any_definer };
	struct differences found = { .arena = verify->arena };

	differences_find(&verify->catalog[SOURCE], &verify->catalog[TARGET], &rules,
			 &found);
	if (again && !remove_moving(verify, &found, err))
		return false;
	for (size_t i = 0, count; i < found.count; i += count) {
		count = 1;
		while (i + count < found.count &&
		       text_equal(found.items[i + count].object, found.items[i].object))
			count++;
		if (found.items[i].kind == DIFFERENCE_ENDED)
			add_ended(verify, &found.items[i]);
		else
			add(verify, &found.items[i], count);
	}
	return true;
}

static void add_result(struct verify *verify, const struct table *table)
{
	verify->result.tables[verify->result.tables_count++] = (struct verify_table){
		.database = table->database,
		.name = table->name,
		.complete = true,
	};
}

/* Tables whose rows are to be compared. */
static void list_tables(struct verify *verify)
{
	const struct difference_rules rules = { .tables = verify->job->tables };
	const struct catalog *source = &verify->catalog[SOURCE];

	verify->result.tables = arena_array(verify->arena, source->tables_count,
					    sizeof(*verify->result.tables));
	verify->result.tables_count = 0;
	for (size_t i = 0; i < source->tables_count; i++) {
		const struct table *table = &source->tables[i];
		const struct table *other = catalog_table(&verify->catalog[TARGET],
							  table->database, table->name);

		if (difference_is_chosen(&rules, table->database, table->name) &&
		    table->kind != TABLE_SEQUENCE && other != NULL &&
		    other->kind != TABLE_SEQUENCE)
			add_result(verify, table);
	}
}

static bool compare_once(struct verify *verify, bool again, struct error *err)
{
	verify->result.definitions = NULL;
	verify->result.definitions_count = 0;
	verify->result.ended = NULL;
	verify->result.ended_count = 0;
	if (!renamed_begin(verify, err) || !read_both(verify, err))
		return false;
	list_tables(verify);
	return compare(verify, again, err);
}

bool definitions_compare(struct verify *verify, struct error *err)
{
	bool reached, again = false;

	for (int i = 1; i <= READINGS; i++) {
		bool compared = compare_once(verify, again, err);

		again = again || compared;
		if (compared && verify->result.definitions_count == 0)
			return true;
		/*
		 * Goes on after a server's error: a table may have been dropped while
		 * being read.
		 */
		if (!compared &&
		    (err->code == 0 || err->kind != ERROR_FAILED || i == READINGS))
			return false;
		if (!link_catch_up(&verify->workers[0], &reached, err))
			return false;
		if (compared && !reached)
			return true;
	}
	return true;
}
