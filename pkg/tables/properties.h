/*
 * The properties of each object: the columns of information_schema. The table of all of
 * them (property_views.c) says which are compared, and why the others are not.
 *
 * A row is one object or a part of it: a table, one of its columns, a routine, one of
 * its parameters. Its values are kept as one text, so one comparison finds equal rows.
 */
#ifndef TABLES_PROPERTIES_H
#define TABLES_PROPERTIES_H

#include "base/arena.h"
#include "base/error.h"
#include "db/db.h"
#include "sql/zone_hours.h"

/* How different spellings of one value are normalized (spelling.c). */
enum spelling {
	SPELL_PLAIN,      /* as it is */
	SPELL_CHARSET,    /* utf8, utf8mb3: charsets and collations */
	SPELL_TYPE,       /* int(11), int */
	SPELL_EXPRESSION, /* current_timestamp(), CURRENT_TIMESTAMP */
	/*
	 * the same as information_schema prints it: MySQL keeps how the creating session
	 * wrote names and literals, and the table made from SHOW CREATE prints its words
	 */
	SPELL_PRINTED,
	/*
	 * like SPELL_PRINTED; but MariaDB 11 shows bytes here that older versions
	 * cannot, so the text of SHOW CREATE decides
	 */
	SPELL_DEFAULT,
	SPELL_EXTRA,
	SPELL_OPTIONS, /* create_options */
	SPELL_MODE,    /* sql_mode: without the modes that MySQL 8.0 has removed */
	SPELL_STATUS,  /* of events: a replica has them disabled */
	SPELL_DEFINER, /* the copy may be told to set another definer */
	SPELL_ZONE,    /* a name, and its offsets from UTC */
};

struct property_column {
	const char *name;       /* as information_schema has it */
	const char *label;      /* NULL: it is not compared */
	const char *reason;     /* why it is not compared */
	enum spelling spelling; /* how its values are normalized */
	const char *sql; /* an expression to read instead of the column, or NULL */
};

struct property_view {
	const char *name;                             /* "COLUMNS" */
	const char *object, *database, *owner, *part; /* SQL that names the row */
	const char *condition;
	const struct property_column *columns; /* ends with one without a name */
	const char *reason; /* why the view as a whole is not read, or NULL */
	/*
	 * True: a row that one side lacks is a difference. False: another comparison
	 * reports it, that of the lists of objects, or for columns that of SHOW CREATE
	 * TABLE.
	 */
	bool parts;
	bool late; /* created after the rows: indexes, histograms */
};

extern const struct property_view property_views[];
extern const size_t property_views_count;

struct property_row {
	const struct property_view *view;
	const char *object;   /* "table", "stored function" */
	const char *database; /* "shop" */
	const char *owner;    /* "orders"; of a database "" */
	const char *part;     /* "column `id`"; "" is the object itself */
	const char *values;   /* of the compared columns, see property_value */
};

struct properties {
	struct property_row *rows; /* sorted */
	size_t count;
};

/* The order of rows: by view, database, owner, part. */
int property_row_order(const void *left, const void *right);

/*
 * The value of the compared column with this index; NULL for SQL's NULL, which is not
 * ''. False when the server has no such column.
 */
bool property_value(const struct property_row *row, size_t index, struct arena *arena,
		    const char **out);

/* Reads the properties of the databases in the list. */
bool properties_read(struct db *db, const char *schemas, struct arena *arena,
		     struct properties *out, struct error *err) MUST_CHECK;

/*
 * The server's columns of the views above that no row of the table names:
 * "COLUMNS.NEW_ONE, ...", or "". For a test.
 */
bool properties_unknown(struct db *db, struct arena *arena, const char **out,
			struct error *err) MUST_CHECK;

/* Between the name and the offsets in an event's time zone property. */
#define ZONE_HOURS_WORDS ", minutes ahead of UTC through a year: "

/* How many rows of the object have this value: "PARAMETERS", ..., "collation". */
size_t properties_count(const struct properties *properties, const char *view,
			const char *object, const char *database, const char *owner,
			const char *label, const char *value);
/* Its different values, NULL-terminated; without those that are NULL. */
const char *const *properties_values(const struct properties *properties,
				     const char *view, const char *object,
				     const char *database, const char *owner,
				     const char *label, struct arena *arena);
/* The value of its first row, or NULL. */
const char *properties_first(const struct properties *properties, const char *view,
			     const char *object, const char *database,
			     const char *owner, const char *label, struct arena *arena);

/* Which differences in spelling are allowed between two servers. */
struct spelling_rules {
	bool any_definer; /* the copy sets another definer for stored objects */
	bool no_widths;   /* one of the servers shows integers without display widths */
	bool new_modes;   /* one is MySQL 5.7; the other has removed some SQL modes */
	bool mariadb;
	bool respelled; /* the versions differ, so they may print texts differently */
};
struct spelling_rules spelling_rules_of(const struct db_server *a,
					const struct db_server *b);

/*
 * The value in a spelling that all versions share. Definers, zones and states are
 * returned as they are.
 */
const char *spelling_of(enum spelling spelling, const char *value,
			const struct spelling_rules *rules, struct arena *arena);

/* spelling.c: whether both values mean the same, each in its own server's spelling. */
bool spelling_same(enum spelling spelling, const char *source, const char *target,
		   const struct spelling_rules *rules);

#endif
