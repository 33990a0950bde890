/*
 * Creates everything on the target except rows: databases, tables, keys, stored
 * objects. Refuses what cannot be copied before it creates any of it. Rows are left to
 * rows.h.
 */
#ifndef COPY_SCHEMA_SCHEMA_H
#define COPY_SCHEMA_SCHEMA_H

#include <stdbool.h>

#include "base/error.h"

struct arena;
struct copy;
struct db;
struct definition;
struct stored_object;
struct task;

/* check.c: what can be refused before anything changes. */
bool copy_check(struct copy *copy, struct error *err) MUST_CHECK;

/* circular.c: the source must not replicate from the target. */
bool circular_check(struct copy *copy, struct error *err) MUST_CHECK;

/* clear.c: drops what may not stay in the databases that are kept. */
bool clear_target(struct copy *copy, struct error *err) MUST_CHECK;

/* databases.c: what may be replaced on the target; replaces it. */
bool database_is_kept(const struct copy *copy, const char *name);
/* Reads copy->databases from the source, unless the job names them. */
bool databases_list(struct copy *copy, struct error *err) MUST_CHECK;
bool schema_check_target(struct copy *copy, struct error *err) MUST_CHECK;
bool schema_replace(struct copy *copy, struct error *err) MUST_CHECK;

/* tables.c */
bool schema_create_table(struct copy *copy, struct db *writer, struct task *task,
			 struct arena *arena, struct error *err) MUST_CHECK;
/* A digest of everything that determines how the table's rows are stored and read. */
const char *schema_digest(const struct task *task, struct arena *arena);
bool schema_create_sequences(struct copy *copy, struct error *err) MUST_CHECK;

/* Parses the definition of the task's table. */
bool schema_parse(const struct task *task, struct arena *arena, struct definition *out,
		  struct error *err) MUST_CHECK;
/* Runs a CREATE or ALTER; waits while another session's lock blocks it. */
bool schema_define(struct copy *copy, struct db *writer, const char *sql,
		   struct error *err) MUST_CHECK;

/* keys.c: adds what the target's own SHOW CREATE lacks. */
bool schema_add_keys(struct copy *copy, struct db *writer, const struct task *task,
		     struct error *err) MUST_CHECK;
bool schema_add_foreign_keys(struct copy *copy, struct db *writer,
			     const struct task *task, struct error *err) MUST_CHECK;

/* read_back.c: fails with an error that names what differs. */
/* Compares tables without what is added after the rows. */
bool read_back_tables(struct copy *copy, struct error *err) MUST_CHECK;
bool read_back_all(struct copy *copy, struct error *err) MUST_CHECK;
/* histograms.c: copies MySQL's histograms. */
bool histograms_read(struct copy *copy, struct error *err) MUST_CHECK;
bool histograms_make(struct copy *copy, struct error *err) MUST_CHECK;
/* event_zone.c: refuses events that the target would run at another hour. */
bool event_zone_find(struct copy *copy, struct error *err) MUST_CHECK;
/* warnings.c: records the warnings of the last statement for the object. */
void warnings_note(struct copy *copy, struct db *db, const char *object);
/* NULL: there were none. */
const char *warnings_of(const struct copy *copy, const char *object, struct arena *arena);

/* stored_objects.c */
bool stored_objects_create(struct copy *copy, struct error *err) MUST_CHECK;
/* "view `a`.`b`" */
const char *stored_objects_label(const struct stored_object *stored, struct arena *arena);
/*
 * Adds what to do to the target's error about a definer or a function. Returns false.
 */
bool stored_objects_explain(struct copy *copy, const struct stored_object *stored,
			    struct error *err);

/* trigger_columns.c: refuses triggers that name a column which their table lacks. */
bool trigger_columns_check(const struct copy *copy, struct error *err) MUST_CHECK;

/*
 * routines.c: executes the CREATE of a function or procedure, in the session that it
 * needs. The caller restores the session.
 */
bool routine_create(struct copy *copy, const struct stored_object *stored,
		    const char *sql, struct error *err) MUST_CHECK;

/* stored_objects_probe.c: finds early what would fail late. */
bool stored_objects_check(struct copy *copy, struct error *err) MUST_CHECK;
bool stored_objects_probe(struct copy *copy, struct error *err) MUST_CHECK;

#endif
