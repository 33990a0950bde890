/* What is defined on both sides: databases, tables, programs. */
#include <string.h>

#include "base/text.h"
#include "db/queries.h"
#include "sql/quote.h"
#include "tables/header.h"
#include "tables/scan.h"
#include "verify/internal.h"
#include "verify/shape.h"

/* A change on its way is no difference: so often both sides are read again. */
#define READINGS 3

struct reading {
	struct db *db;
	const char *const *databases;
	struct arena *arena;
	struct catalog catalog;
	struct error error;
	bool ok;
};

/* Those of the job's databases that the server has. */
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

	/* What is dropped while it is read is not missed. */
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

/* Both sides at once, each on an arena of its own: they live as long as the workers. */
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

static void add(struct verify *verify, enum verify_fault fault, const char *object,
		const char *detail)
{
	struct verify_result *result = &verify->result;
	size_t count = result->definitions_count;

	result->definitions = arena_grow(verify->arena, result->definitions,
					 count * sizeof(*result->definitions),
					 (count + 1) * sizeof(*result->definitions));
	result->definitions[result->definitions_count++] =
		(struct verify_definition){ fault, object, detail };
}

static const struct database *find_database(const struct catalog *catalog,
					    const char *name)
{
	for (size_t i = 0; i < catalog->databases_count; i++) {
		if (text_equal(catalog->databases[i].name, name))
			return &catalog->databases[i];
	}
	return NULL;
}

static void compare_databases(struct verify *verify)
{
	for (size_t i = 0; verify->job->databases[i] != NULL; i++) {
		const char *name = verify->job->databases[i];
		const struct database *source =
			find_database(&verify->catalog[SOURCE], name);
		const struct database *target =
			find_database(&verify->catalog[TARGET], name);
		const char *object = arena_printf(verify->arena, "database %s",
						  quote_name(name, verify->arena));

		if (source == NULL && target != NULL)
			add(verify, FAULT_EXTRA, object, NULL);
		else if (source != NULL && target == NULL)
			add(verify, FAULT_MISSING, object, NULL);
		else if (source != NULL &&
			 !text_equal(source->collation, target->collation))
			add(verify, FAULT_DIFFERENT, object,
			    arena_printf(verify->arena,
					 "collation %s on the source, %s on the target",
					 source->collation, target->collation));
	}
}

static bool is_chosen(const struct verify *verify, const struct table *table)
{
	const char *const *tables = verify->job->tables;
	AUTO_ARENA *arena = arena_make();
	const char *name = arena_printf(arena, "%s.%s", table->database, table->name);

	for (size_t i = 0; tables != NULL && tables[i] != NULL; i++) {
		if (text_equal(tables[i], name))
			return true;
	}
	return tables == NULL;
}

static const char *table_object(const struct table *table, struct arena *arena)
{
	return arena_printf(arena, "%s %s",
			    table->kind == TABLE_SEQUENCE ? "sequence" : "table",
			    quote_table(table->database, table->name, arena));
}

static void add_result(struct verify *verify, const struct table *table)
{
	verify->result.tables[verify->result.tables_count++] = (struct verify_table){
		.database = table->database,
		.name = table->name,
		.complete = true,
	};
}

static void compare_tables(struct verify *verify)
{
	const struct catalog *source = &verify->catalog[SOURCE];
	const struct catalog *target = &verify->catalog[TARGET];

	verify->result.tables = arena_array(verify->arena, source->tables_count,
					    sizeof(*verify->result.tables));
	verify->result.tables_count = 0;
	for (size_t i = 0; i < source->tables_count; i++) {
		const struct table *table = &source->tables[i];
		const struct table *other =
			catalog_table(target, table->database, table->name);
		const char *object = table_object(table, verify->arena);

		if (!is_chosen(verify, table))
			continue;
		if (other == NULL) {
			add(verify, FAULT_MISSING, object, NULL);
			continue;
		}
		const char *difference = shape_difference(table, other, verify->arena);
		if (difference != NULL)
			add(verify, FAULT_DIFFERENT, object, difference);
		if (table->kind != TABLE_SEQUENCE && other->kind != TABLE_SEQUENCE)
			add_result(verify, table);
	}
	for (size_t i = 0; i < target->tables_count; i++) {
		const struct table *table = &target->tables[i];

		if (is_chosen(verify, table) &&
		    catalog_table(source, table->database, table->name) == NULL)
			add(verify, FAULT_EXTRA, table_object(table, verify->arena),
			    NULL);
	}
}

static const struct program *find_program(const struct catalog *catalog,
					  const struct program *program)
{
	for (size_t i = 0; i < catalog->programs_count; i++) {
		const struct program *other = &catalog->programs[i];

		if (other->kind == program->kind &&
		    text_equal(other->database, program->database) &&
		    text_equal(other->name, program->name))
			return other;
	}
	return NULL;
}

/* The statement without its status: on a replica an event is disabled. */
static const char *event_text(const char *create, struct arena *arena)
{
	static const char *const words[] = { " ENABLE", " DISABLE ON REPLICA",
					     " DISABLE ON SLAVE", " DISABLE" };
	const char *at = scan_find(create, " PRESERVE");

	if (at == NULL)
		return create;
	at += strlen(" PRESERVE");
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		if (text_starts(at, words[i]))
			return arena_printf(arena, "%.*s%s", (int)(at - create), create,
					    at + strlen(words[i]));
	}
	return create;
}

/* A definer may be another by the copy's policy. */
static const char *program_text(const struct verify *verify,
				const struct program *program, struct arena *arena)
{
	const char *text = program->create;

	if (program->kind == PROGRAM_EVENT)
		text = event_text(text, arena);
	return verify->job->any_definer ? header_without_definer(text, arena) : text;
}

static bool same_program(const struct verify *verify, const struct program *a,
			 const struct program *b)
{
	AUTO_ARENA *arena = arena_make();

	return text_equal(program_text(verify, a, arena), program_text(verify, b, arena)) &&
	       text_equal(a->sql_mode, b->sql_mode) &&
	       text_equal(a->time_zone, b->time_zone);
}

static void compare_programs(struct verify *verify)
{
	for (enum side side = SOURCE; side < SIDES; side++) {
		const struct catalog *catalog = &verify->catalog[side];

		for (size_t i = 0; i < catalog->programs_count; i++) {
			const struct program *program = &catalog->programs[i];
			const struct program *other =
				find_program(&verify->catalog[!side], program);
			const char *object =
				arena_printf(verify->arena, "%s %s",
					     program_kind_label(program->kind),
					     quote_table(program->database,
							 program->name, verify->arena));

			if (other == NULL)
				add(verify, side == SOURCE ? FAULT_MISSING : FAULT_EXTRA,
				    object, NULL);
			else if (side == SOURCE && !same_program(verify, program, other))
				add(verify, FAULT_DIFFERENT, object, NULL);
		}
	}
}

static bool compare_once(struct verify *verify, struct error *err)
{
	verify->result.definitions = NULL;
	verify->result.definitions_count = 0;
	if (!read_both(verify, err))
		return false;
	if (verify->job->tables == NULL)
		compare_databases(verify);
	compare_tables(verify);
	if (verify->job->tables == NULL)
		compare_programs(verify);
	return true;
}

bool definitions_compare(struct verify *verify, struct error *err)
{
	bool reached;

	for (int i = 1; i <= READINGS; i++) {
		bool compared = compare_once(verify, err);

		if (compared && verify->result.definitions_count == 0)
			return true;
		/* What is dropped while it is read is an error of the server's. */
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
