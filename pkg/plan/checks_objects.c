/*
 * Objects that a copy does not carry, or that the target cannot have: each is reported
 * before anything is done. A test of the servers' catalogues knows which kinds exist
 * (tests/integration/cases/14-kinds.sh).
 */
#include <string.h>

#include "base/text.h"
#include "plan/check_list.h"
#include "plan/facts.h"

#define STRAY "#mysql50#"

static bool holds_objects(const struct observed_object *directory)
{
	return directory->detail != NULL && !text_equal(directory->detail, "0");
}

void check_stray_directories(const struct facts *facts, struct findings *out)
{
	FOR_OBJECTS(directory, &facts->observed->source.server, "stray-directory")
	{
		const char *folder = directory->name + strlen(STRAY);

		if (!holds_objects(directory))
			finding_add(out, directory->name,
				    arena_printf(out->arena,
						 "move the folder %s out of the data directory, "
						 "or set ignore_db_dir = %s there",
						 folder, folder),
				    "a folder in the data directory that is not a "
				    "database: it is skipped");
	}
}

void check_old_names(const struct facts *facts, struct findings *out)
{
	const struct observed_server *source = &facts->observed->source.server;
	bool upgrades = source->flavour == FLAVOUR_MARIADB || source->version < 80000;

	FOR_OBJECTS(directory, source, "stray-directory")
	{
		const char *name = backquoted(directory->name, out->arena);

		if (holds_objects(directory))
			finding_add(out, directory->name,
				    upgrades ?
					    arena_printf(out->arena,
							 "ALTER DATABASE %s UPGRADE DATA "
							 "DIRECTORY NAME",
							 name) :
					    arena_printf(out->arena,
							 "move what it holds to a database "
							 "with another name, and DROP DATABASE %s",
							 name),
				    "it holds tables or programs, and its name is one of MySQL "
				    "5.0, which the target refuses (1102)");
	}
}

/* MariaDB before 10.6 has no sys database of its own. */
void check_sys_is_taken(const struct facts *facts, struct findings *out)
{
	const struct observed_server *source = &facts->observed->source.server;
	const struct observed_server *target = &facts->observed->target.server;
	bool taken =
		target->flavour == FLAVOUR_MYSQL ?
			target->version >= 50707 :
			target->flavour == FLAVOUR_MARIADB && target->version >= 100600;

	if (taken && observed_database(source, "sys") != NULL && is_wanted(facts, "sys"))
		finding_add(out, "sys",
			    "give it another name on the source (RENAME TABLE sys.x TO "
			    "other.x), or name the others in copy.databases",
			    "your database on the source, a system database on the "
			    "target");
}

void check_in_mysql(const struct facts *facts, struct findings *out)
{
	FOR_OBJECTS(object, &facts->observed->source.server, "in-mysql")
	{
		finding_add(out, object->name,
			    "move it to a database of its own, or set "
			    "replicate-wild-ignore-table for it in the parameter group",
			    "a %s of yours in a system database is not copied, and "
			    "its changes would stop the replica (1146)",
			    object->detail);
	}
}

void check_elsewhere(const struct facts *facts, struct findings *out)
{
	FOR_OBJECTS(object, &facts->observed->source.server, "elsewhere")
	{
		const char *database = object->detail;

		if (observed_database(&facts->observed->target.server, database) != NULL)
			continue;
		finding_add(out, object->name,
			    arena_printf(out->arena,
					 "add %s to copy.databases, or drop what refers to it",
					 database),
			    "it refers to %s, which is not copied: it could not be "
			    "created on the target, or not be written to there (1049, "
			    "1146, 1452)",
			    database);
	}
}

void check_loadable_functions(const struct facts *facts, struct findings *out)
{
	find_objects(out, &facts->observed->source.server, "loadable-function",
		     "write it as a stored function, or leave out what calls it",
		     "a loadable function (UDF), which RDS does not support: what "
		     "calls it fails there (1305)");
}

void check_foreign_servers(const struct facts *facts, struct findings *out)
{
	find_objects(out, &facts->observed->source.server, "foreign-server",
		     "CREATE SERVER it on the target, if something there needs it",
		     "a foreign server (CREATE SERVER) is not copied");
}

static bool in_wanted(const struct facts *facts, const char *name, struct arena *arena)
{
	const char *dot = strchr(name, '.');

	return dot == NULL ||
	       is_wanted(facts, arena_copy_n(arena, name, (size_t)(dot - name)));
}

void check_tablespaces(const struct facts *facts, struct findings *out)
{
	FOR_OBJECTS(table, &facts->observed->source.server, "tablespace")
	{
		if (in_wanted(facts, table->name, out->arena))
			finding_add(out, table->name,
				    arena_printf(out->arena,
						 "ALTER TABLE %s TABLESPACE = "
						 "innodb_file_per_table",
						 table->name),
				    "it is in the general tablespace %s, which RDS "
				    "does not support (3510)",
				    table->detail);
	}
}

void check_data_directories(const struct facts *facts, struct findings *out)
{
	FOR_OBJECTS(table, &facts->observed->source.server, "data-directory")
	{
		if (in_wanted(facts, table->name, out->arena))
			finding_add(out, table->name,
				    "make it again without DATA DIRECTORY: CREATE TABLE, "
				    "INSERT ... SELECT, RENAME TABLE",
				    "its file is %s: the target has no such folder (1210, "
				    "3121)",
				    table->detail);
	}
}

void check_reference_systems(const struct facts *facts, struct findings *out)
{
	FOR_OBJECTS(system, &facts->observed->source.server, "reference-system")
	{
		const char *space = strchr(system->name, ' ');

		finding_add(out, system->name,
			    arena_printf(out->arena,
					 "DROP SPATIAL REFERENCE SYSTEM %s on the source, and "
					 "use one of EPSG's",
					 space == NULL ? system->name : space + 1),
			    "a spatial reference system of your own, which the target "
			    "does not have and RDS's master user may not create "
			    "(3548)");
	}
}

void check_database_options(const struct facts *facts, struct findings *out)
{
	FOR_OBJECTS(database, &facts->observed->source.server, "database-option")
	{
		finding_add(out, database->name,
			    arena_printf(out->arena,
					 "ALTER DATABASE %s %s on the target after the copy, if "
					 "it is wanted there",
					 backquoted(database->name, out->arena),
					 database->detail),
			    "its option %s is not copied", database->detail);
	}
}

void check_resource_groups(const struct facts *facts, struct findings *out)
{
	find_objects(out, &facts->observed->source.server, "resource-group",
		     "take RESOURCE_GROUP hints out of the applications",
		     "a resource group is not copied, and RDS has none");
}

/* The copy carries them if the target supports them. */
void check_libraries(const struct facts *facts, struct findings *out)
{
	const struct observed_server *target = &facts->observed->target.server;

	if (target->flavour == FLAVOUR_MYSQL && target->version >= 90200)
		return;
	FOR_OBJECTS(library, &facts->observed->source.server, "library")
	{
		finding_add(out, library->name,
			    arena_printf(out->arena,
					 "DROP LIBRARY %s on the source, or leave its database "
					 "out of copy.databases",
					 library->name),
			    "a library in %s, which the target's release does not "
			    "support",
			    library->detail);
	}
}

void check_foreign_languages(const struct facts *facts, struct findings *out)
{
	FOR_OBJECTS(routine, &facts->observed->source.server, "foreign-language")
	{
		finding_add(out, routine->name,
			    "accept it (checks.accept: [foreign-language]), or drop it on the "
			    "source",
			    "a routine in %s: it is copied, and fails when it is called, as "
			    "RDS has no component that runs it (6001)",
			    routine->detail);
	}
}

void check_broken_views(const struct facts *facts, struct findings *out)
{
	FOR_OBJECTS(view, &facts->observed->source.server, "broken-view")
	{
		finding_add(out, view->name,
			    arena_printf(out->arena,
					 "DROP VIEW %s on the source, or repair it",
					 view->detail),
			    "a view that is broken on the source (1356): what it refers to is "
			    "gone, or its definer may not read it");
	}
}

void check_corrupt_routines(const struct facts *facts, struct findings *out)
{
	FOR_OBJECTS(routine, &facts->observed->source.server, "corrupt-routine")
	{
		const char *kind = text_starts(routine->detail, "FUNCTION") ?
					   "FUNCTION" :
					   "PROCEDURE";

		finding_add(out, routine->name,
			    arena_printf(out->arena,
					 "DROP %s %s on the source, then make it again from "
					 "where you keep its text, if it is needed",
					 kind, routine->name),
			    "the source cannot read it itself (%s): its text is damaged in "
			    "mysql.proc, so that it cannot be made on the target",
			    routine->detail + strlen(kind) + 1);
	}
}
