/*
 * Views, routines, triggers and events of two servers: compares their texts and finds
 * missing ones.
 */
#include <string.h>

#include "base/text.h"
#include "sql/quote.h"
#include "tables/difference_list.h"
#include "tables/header.h"
#include "tables/scan.h"

const char *stored_object_label(const struct stored_object *stored, struct arena *arena)
{
	return arena_printf(arena, "%s %s", stored_kind_label(stored->kind),
			    quote_table(stored->database, stored->name, arena));
}

const struct stored_object *catalog_stored_object(const struct catalog *catalog,
						  enum stored_kind kind,
						  const char *database, const char *name)
{
	for (size_t i = 0; i < catalog->stored_objects_count; i++) {
		const struct stored_object *stored = &catalog->stored_objects[i];

		if (stored->kind == kind && text_equal(stored->name, name) &&
		    text_equal(stored->database, database))
			return stored;
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

/*
 * MySQL keeps the semicolon after a body that was sent together with other statements.
 */
static const char *without_end(const char *text, struct arena *arena)
{
	size_t length = strlen(text);

	while (length > 0 && (text[length - 1] == ';' || text[length - 1] == ' ' ||
			      text[length - 1] == '\n'))
		length--;
	return arena_copy_n(arena, text, length);
}

/* any_definer: without the definer. */
static const char *text_of(const struct stored_object *stored, bool any_definer,
			   struct arena *arena)
{
	const char *text = stored->create;

	if (stored->kind == STORED_EVENT)
		text = event_text(text, arena);
	text = without_end(text, arena);
	return any_definer ? header_without_definer(text, arena) : text;
}

/* An excerpt that begins a little before the place where two texts differ. */
static const char *excerpt(const char *text, size_t at, struct arena *arena)
{
	enum { BEFORE = 20 };
	size_t from = at > BEFORE ? at - BEFORE : 0;

	while (from > 0 && ((unsigned char)text[from] & 0xC0) == 0x80)
		from--;
	return arena_printf(arena, "%s%s", from > 0 ? "..." : "", text + from);
}

static void compare_texts(const struct stored_object *source,
			  const struct stored_object *target,
			  const struct difference_rules *rules,
			  const struct spelling_rules *spelling, struct differences *out)
{
	const char *a = text_of(source, rules->any_definer, out->arena);
	const char *b = text_of(target, rules->any_definer, out->arena);
	size_t at = 0;

	if (strcmp(a, b) == 0)
		return;
	if (spelling->respelled &&
	    strcmp(spelling_of(SPELL_TYPE, a, spelling, out->arena),
		   spelling_of(SPELL_TYPE, b, spelling, out->arena)) == 0)
		return;
	while (a[at] == b[at])
		at++;
	differences_add(out, &(struct difference){
				     .kind = DIFFERENCE_CHANGED,
				     .object = stored_object_label(source, out->arena),
				     .property = "text",
				     .source = excerpt(a, at, out->arena),
				     .target = excerpt(b, at, out->arena),
			     });
}

static void add_lonely(enum difference_kind kind, const struct stored_object *stored,
		       struct differences *out)
{
	differences_add(out, &(struct difference){
				     .kind = kind,
				     .object = stored_object_label(stored, out->arena),
			     });
}

void differences_of_stored_objects(const struct catalog *source,
				   const struct catalog *target,
				   const struct difference_rules *rules,
				   struct differences *out)
{
	struct spelling_rules spelling =
		spelling_rules_of(&source->server, &target->server);

	for (size_t i = 0; i < source->stored_objects_count; i++) {
		const struct stored_object *stored = &source->stored_objects[i];
		const struct stored_object *other =
			catalog_stored_object(target, stored->kind, stored->database,
					      stored->name);

		if (other == NULL)
			add_lonely(stored->ended ? DIFFERENCE_ENDED : DIFFERENCE_MISSING,
				   stored, out);
		else
			compare_texts(stored, other, rules, &spelling, out);
	}
	for (size_t i = 0; i < target->stored_objects_count; i++) {
		const struct stored_object *stored = &target->stored_objects[i];

		if (catalog_stored_object(source, stored->kind, stored->database,
					  stored->name) == NULL)
			add_lonely(DIFFERENCE_EXTRA, stored, out);
	}
}
