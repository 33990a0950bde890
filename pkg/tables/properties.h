/*
 * What a server's catalogue says of each object, property by property: the columns of
 * information_schema. A table of all of them (property_views.c) says which are compared
 * and why the others are not.
 *
 * A row is one object or a part of it: a table, one of its columns, a routine, one of
 * its parameters. Its values are kept as one text, so that equal rows are found equal
 * by one comparison.
 */
#ifndef TABLES_PROPERTIES_H
#define TABLES_PROPERTIES_H

#include "base/arena.h"
#include "base/error.h"
#include "db/db.h"
#include "sql/zone_hours.h"

/* How two spellings of one value are brought to one (spelling.c). */
enum spelling {
	SPELL_PLAIN,      /* as it is */
	SPELL_CHARSET,    /* utf8, utf8mb3: charsets and collations */
	SPELL_TYPE,       /* int(11), int */
	SPELL_EXPRESSION, /* current_timestamp(), CURRENT_TIMESTAMP */
	/* the same; MariaDB 11 shows bytes here that older ones cannot: see the text */
	SPELL_DEFAULT,
	SPELL_EXTRA,
	SPELL_OPTIONS, /* create_options */
	SPELL_MODE,    /* sql_mode: without the modes that MySQL 8.0 has removed */
	SPELL_STATUS,  /* of events: on a replica they do not run */
	SPELL_DEFINER, /* may be another by the copy's policy */
	SPELL_ZONE,    /* a name and what hours it has */
};

struct property_column {
	const char *name;       /* as information_schema has it */
	const char *label;      /* NULL: it is not compared */
	const char *reason;     /* why it is not compared */
	enum spelling spelling; /* how two values of it are brought to one spelling */
	const char *sql;        /* an expression in its place, or NULL */
};

struct property_view {
	const char *name;                             /* "COLUMNS" */
	const char *object, *database, *owner, *part; /* SQL that names the row */
	const char *condition;
	const struct property_column *columns; /* up to one without a name */
	const char *reason; /* why the view as a whole is not read, or NULL */
	/*
	 * A row that one side lacks is a difference. Else another comparison reports
	 * it: an object that of the lists of objects, a column that of SHOW CREATE
	 * TABLE.
	 */
	bool parts;
	bool late; /* made after the rows: indexes, histograms */
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
 * The value of the compared column with this index, without NULL and '' being one:
 * false when the server has no such column. NULL is SQL's.
 */
bool property_value(const struct property_row *row, size_t index, struct arena *arena,
		    const char **out);

/* Reads the properties of the databases in the list. */
bool properties_read(struct db *db, const char *schemas, struct arena *arena,
		     struct properties *out, struct error *err) MUST_CHECK;

/*
 * The server's columns of the views above that no row of the table names:
 * "COLUMNS.NEW_ONE, ...", or "". For the test that looks at all of them.
 */
bool properties_unknown(struct db *db, struct arena *arena, const char **out,
			struct error *err) MUST_CHECK;

/* Between the name and the hours in the property of an event. */
#define ZONE_HOURS_WORDS ", minutes ahead of UTC through a year: "

/* How many rows of the object have that value: "PARAMETERS", ..., "collation". */
size_t properties_count(const struct properties *properties, const char *view,
			const char *object, const char *database, const char *owner,
			const char *label, const char *value);
/* The value of its first row, or NULL. */
const char *properties_first(const struct properties *properties, const char *view,
			     const char *object, const char *database,
			     const char *owner, const char *label, struct arena *arena);

/* What decides how far two spellings may be apart. */
struct spelling_rules {
	bool any_definer; /* the copy's policy gives stored objects another one */
	bool no_widths;   /* one of both servers shows integers without their widths */
	bool new_modes;   /* one is MySQL 5.7, and the other has fewer SQL modes */
	bool mariadb;
	bool respelled; /* versions differ, and with them how texts are printed */
};
struct spelling_rules spelling_rules_of(const struct db_server *a,
					const struct db_server *b);

/* The spelling that all versions share; definers, zones and states have none. */
const char *spelling_of(enum spelling spelling, const char *value,
			const struct spelling_rules *rules, struct arena *arena);

/* spelling.c: whether both say the same, each as one of the two servers spells it. */
bool spelling_same(enum spelling spelling, const char *source, const char *target,
		   const struct spelling_rules *rules);

#endif
