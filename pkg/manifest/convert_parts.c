/*
 * Parts that convert.c, hooks.c and account_passwords.c share: lists, the items of
 * lists, and the errors of both.
 */
#include <string.h>

#include "base/text.h"
#include "manifest/convert_internal.h"
#include "manifest/scalar.h"
#include "manifest/shape.h"

bool convert_missing(const struct conversion *conversion, const struct field *field,
		     const char *path, struct error *err)
{
	(void)document_fault(conversion->document, path, err, "required, but not set");
	if (field->kind == FIELD_SECRET)
		return shape_secret_hint(err);
	if (strcmp(path, "version") == 0)
		return error_hint(err, "A manifest begins with version: 1.");
	return error_hint(err, "Add %s: %s.", field_key(field), field->meaning);
}

bool convert_not_yet(const struct conversion *conversion, const struct field *field,
		     struct error *err)
{
	struct text words = text_make(conversion->arena);

	(void)document_fault(conversion->document, field->path, err, "not supported yet");
	if (field->later == NULL)
		return error_hint(err, "Remove it: extrepl %s cannot do this.",
				  EXTREPL_VERSION);
	for (size_t i = 0; field->words[i] != NULL; i++) {
		if (strcmp(field->words[i], field->later) != 0)
			text_addf(&words, "%s%s", words.length == 0 ? "" : " or ",
				  field->words[i]);
	}
	return error_hint(err, "Write %s: extrepl %s cannot do this.", words.bytes,
			  EXTREPL_VERSION);
}

void convert_store(const struct conversion *conversion, const struct field *field,
		   const void *value, size_t size)
{
	if (field->place != NOWHERE)
		memcpy((char *)conversion->manifest + field->place, value, size);
}

/* An absent list is neither too short nor too long. */
bool convert_check_items(const struct conversion *conversion, const struct field *field,
			 struct error *err)
{
	const struct node *node = document_find(conversion->document, field->path);

	if (node == NULL || node->empty)
		return true;
	if (field->max != 0 && node->items > field->max)
		return document_fault(conversion->document, field->path, err,
				      "the list has more than %zu items",
				      (size_t)field->max);
	if (node->items >= field->min)
		return true;
	(void)document_fault(conversion->document, field->path, err, "the list is empty");
	if (field->derived == NULL)
		return false;
	return error_hint(err, "Remove it to use the default: %s.", field->derived);
}

const char *convert_item_path(const struct conversion *conversion, const char *list,
			      unsigned index)
{
	return arena_printf(conversion->arena, "%s[%u]", list, index);
}

bool convert_each_text(const struct conversion *conversion, const struct field *field,
		       const char *path, char *const *words, unsigned count,
		       const char *const **out, struct error *err)
{
	/* A list's min and max are counts of items, not bytes of an item. */
	struct field word = *field;
	const char **texts =
		arena_array(conversion->arena, (size_t)count + 1, sizeof(*texts));

	word.min = word.max = 0;
	word.kind = FIELD_TEXT;
	for (unsigned i = 0; i < count; i++) {
		const struct leaf leaf = { conversion->document, &word,
					   convert_item_path(conversion, path, i),
					   words[i] };
		union scalar value;

		if (!scalar_parse(&leaf, &value, err))
			return false;
		texts[i] = value.text;
	}
	*out = texts;
	return true;
}

bool convert_item(const struct conversion *conversion, const char *item,
		  const char *key, const char *text, const char **out, struct error *err)
{
	const char *path = arena_printf(conversion->arena, "%s.%s", item, key);
	const struct leaf leaf = { conversion->document, field_find(path), path, text };
	union scalar value;

	if (!document_has(conversion->document, path))
		return !leaf.field->required ||
		       convert_missing(conversion, leaf.field, path, err);
	if (!scalar_parse(&leaf, &value, err))
		return false;
	*out = value.text;
	return true;
}

bool convert_list(const struct conversion *conversion, const struct field *field,
		  size_t size, convert_one one, struct error *err)
{
	struct raw_list raw = raw_list(conversion->raw, field->path);
	struct {
		void *items;
		size_t count;
	} list = { .count = raw.count };

	if (!convert_check_items(conversion, field, err))
		return false;
	list.items = arena_array(conversion->arena, raw.count, size);
	for (unsigned i = 0; i < raw.count; i++) {
		if (!one(conversion, &raw, i,
			 convert_item_path(conversion, field->path, i),
			 (char *)list.items + i * size, err))
			return false;
	}
	convert_store(conversion, field, &list, sizeof(list));
	return true;
}
