/*
 * Warnings of a server after a CREATE or ALTER, when it may have created something else
 * than requested. Reading back shows whether it did; the warnings then say why.
 */
#include "base/text.h"
#include "copy/schema/schema.h"
#include "copy/state.h"

struct ddl_warning {
	struct ddl_warning *next;
	const char *object; /* "table `a`.`b`" */
	const char *text;   /* "1478: ..." */
};

void warnings_note(struct copy *copy, struct db *db, const char *object)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;
	struct error unused = { 0 };

	/* If the warnings cannot be read, only a message is less detailed. */
	if (db_warnings(db) == 0 || !db_query(db, "SHOW WARNINGS", arena, &rows, &unused))
		return;
	(void)pthread_mutex_lock(&copy->pool.lock);
	for (size_t i = 0; i < rows.count; i++) {
		struct ddl_warning *warning = arena_alloc(copy->arena, sizeof(*warning));

		warning->object = arena_copy(copy->arena, object);
		warning->text =
			arena_printf(copy->arena, "%s: %s", rows_value(&rows, i, 1),
				     rows_value(&rows, i, 2));
		warning->next = copy->warnings;
		copy->warnings = warning;
	}
	(void)pthread_mutex_unlock(&copy->pool.lock);
}

const char *warnings_of(const struct copy *copy, const char *object, struct arena *arena)
{
	struct text text = text_make(arena);

	for (const struct ddl_warning *w = copy->warnings; w != NULL; w = w->next) {
		if (text_equal(w->object, object))
			text_addf(&text, "%s%s", text.length == 0 ? "" : "; ", w->text);
	}
	return text.length == 0 ? NULL : text.bytes;
}
