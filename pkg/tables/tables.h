/*
 * What the databases of a server contain: tables with their columns and definitions,
 * and stored objects (views, routines, triggers, events). A few queries read all of it,
 * however many there are.
 *
 * Read it in a session opened as SESSION_READ or SESSION_VERIFY: names and definitions
 * are then UTF-8, and stored objects are in the charset of their creator.
 */
#ifndef TABLES_TABLES_H
#define TABLES_TABLES_H

#include "base/arena.h"
#include "base/error.h"
#include "db/db.h"
#include "tables/properties.h"

/* How a value is written in an INSERT. */
enum literal {
	LITERAL_NUMBER, /* as it was read */
	LITERAL_REAL,   /* with an exponent, so that it is a DOUBLE from the start */
	LITERAL_QUOTED, /* in quotes; no byte of it needs an escape */
	LITERAL_HEX,    /* X'...': any byte */
};

/* How a value goes into the checksum of its row (digest.h). */
enum digest_form {
	DIGEST_VALUE, /* as it is read: digits, dates */
	/* as a number, with -0 as 0: MariaDB 10.11 stores no sign of zero */
	DIGEST_REAL,
	DIGEST_BYTES, /* as its bytes */
	DIGEST_LARGE, /* as a checksum of its own, because of its size */
};

/*
 * How the columns of a type are read and loaded so that no bit is lost. The two parts
 * of select enclose the column that is read; those of load enclose the value that is
 * loaded. load NULL: it is loaded directly.
 */
struct column_type {
	const char *names;     /* DATA_TYPEs of information_schema, blanks between */
	enum flavour flavour;  /* of the servers that have it; FLAVOUR_UNKNOWN: both */
	const char *select[2]; /* SQL before and after the column's name */
	const char *load[2];
	enum literal literal; /* how an INSERT writes it */
	/* load also encloses the literal of an INSERT, except for a zero date */
	bool wrapped;
	bool error_value; /* 0 is the ENUM's error value: storing it gives a warning */
	bool typed;       /* JSON: its text does not show all types (json.h) */
	enum digest_form digest; /* how it goes into a row's checksum */
};

/* How a zero date begins. */
#define ZERO_DATE "0000-"

/* NULL when the type is not known. */
const struct column_type *column_type_find(const char *name, enum flavour flavour);

struct column {
	const char *name;
	const char *data_type; /* as information_schema spells it: "int" */
	const struct column_type *type;
	const char *collation; /* NULL when it has none */
	bool generated;        /* computed by the server: neither read nor loaded */
	bool stored;           /* generated, and its value is stored in the row */
	bool nullable;         /* on this server */
	bool deep_json; /* the server can return the types of all nodes (JSON_TABLE) */
};

/* TABLE_BORROWING: shows rows of other tables or servers (ENGINES_BORROWING). */
enum table_kind { TABLE_BASE, TABLE_SEQUENCE, TABLE_VERSIONED, TABLE_BORROWING };

struct table {
	const char *database;
	const char *name;
	enum table_kind kind;
	const char *engine; /* "InnoDB" */
	const char *collation;
	const char *row_format; /* the actual one, specified or not; or NULL */
	/* of a sequence: "1001" or "1001, cycle 2"; changes all the time */
	const char *sequence_value;
	bool transactional; /* whether its engine is */
	uint64_t bytes;     /* of data, the server's estimate */
	uint64_t rows;      /* the same */
	/* SHOW CREATE TABLE, with lost characters restored (lost_characters.c) */
	const char *create;
	struct column *columns;
	size_t columns_count;
};

struct database {
	const char *name;
	const char *charset;
	const char *collation;
	const char *comment; /* MariaDB; "" when there is none */
	bool encrypted;      /* MySQL 8.0.16: the default of its tables */
};

enum stored_kind {
	STORED_LIBRARY,
	STORED_FUNCTION,
	STORED_PROCEDURE,
	STORED_PACKAGE,
	STORED_PACKAGE_BODY,
	STORED_VIEW,
	STORED_TRIGGER,
	STORED_EVENT,
	STORED_KINDS
};

struct stored_object {
	enum stored_kind kind;
	const char *database;
	const char *name;
	const char *create;    /* as the server shows it; bytes in charset */
	const char *statement; /* what creates it again; mostly the same as create */
	const char *charset;   /* character_set_client of its creator */
	const char *collation; /* collation_connection of its creator */
	const char *database_collation; /* NULL for views */
	const char *sql_mode;           /* NULL for views */
	const char *time_zone;          /* of events, else NULL */
	const char *table; /* of triggers: whose rows start it; else NULL */
	/* of events: its time is over (NOT PRESERVE), so no server creates it now */
	bool ended;
	/* of those: a UNIX time (seconds) at which it could still be created */
	const char *before_end;
};

/* "view", "stored procedure": for messages; "VIEW", "PROCEDURE": as SQL has it. */
const char *stored_kind_label(enum stored_kind kind);
const char *stored_kind_word(enum stored_kind kind);

struct catalog {
	struct db_server server; /* the server that it was read from */
	struct database *databases;
	size_t databases_count;
	struct table *tables; /* in order of database and name */
	size_t tables_count;
	/* in the order in which they can be created, except views over views */
	struct stored_object *stored_objects;
	size_t stored_objects_count;
	struct properties properties;
};

/*
 * ERROR_FAILED when a named database is missing or a column has a type that extrepl
 * does not know.
 */
bool catalog_read(struct db *db, const char *const *databases, struct arena *arena,
		  struct catalog *out, struct error *err) MUST_CHECK;

/*
 * Whether catalog_read failed because something was dropped after it was listed. The
 * next reading no longer lists it.
 */
bool catalog_misses(const struct error *err);
/* How often to read again while definitions keep changing. */
#define CATALOG_READINGS 20

/*
 * NULL when both are the same, apart from sizes and AUTO_INCREMENT counters; else what
 * differs: "table `a`.`b`".
 */
const char *catalog_difference(const struct catalog *a, const struct catalog *b,
			       struct arena *arena);

/* stored_objects.c: the part of catalog_read for stored objects. */
bool catalog_read_stored_objects(struct db *db, const char *schemas, struct arena *arena,
				 struct catalog *catalog, struct error *err) MUST_CHECK;

/* recode.c: converts a stored object's whole text to its creator's charset. */
bool stored_object_recode(struct db *db, struct stored_object *stored,
			  struct arena *arena, struct error *err) MUST_CHECK;

/*
 * lost_characters.c: the part of catalog_read for what SHOW CREATE TABLE does not show.
 */
bool catalog_mend_definition(struct db *db, struct table *table, struct arena *arena,
			     struct error *err) MUST_CHECK;

/* The row of the table, or NULL. */
struct table *catalog_table(const struct catalog *catalog, const char *database,
			    const char *name);

#endif
