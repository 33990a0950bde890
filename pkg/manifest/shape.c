/*
 * Compares the keys of the document with fields[]: unknown, repeated, or of the wrong
 * shape. The values are left to convert.c.
 */
#include "manifest/shape.h"

#include <string.h>

#include "base/text.h"

bool shape_secret_hint(struct error *err)
{
	return error_hint(err,
			  "Write { env: NAME }, { file: PATH } or { command: [...] }.");
}

/* The keys that a mapping (or item) may have. */
static const char **known_keys(const char *path, struct arena *arena, size_t *count)
{
	const char **keys = arena_array(arena, fields_count, sizeof(*keys));

	*count = 0;
	for (size_t i = 0; i < fields_count; i++) {
		if (field_is_child(&fields[i], path))
			keys[(*count)++] = field_key(&fields[i]);
	}
	return keys;
}

static bool hint_keys(const char *path, struct arena *arena, struct error *err)
{
	size_t count;
	const char **keys = known_keys(path, arena, &count);
	struct text list = text_make(arena);

	for (size_t i = 0; i < count; i++)
		text_addf(&list, "%s%s", i == 0 ? "" : ", ", keys[i]);
	return error_hint(err, "Known here: %s.", list.bytes);
}

/* A field of this name in another place: the key was probably indented wrongly. */
static const struct field *elsewhere(const char *key)
{
	for (size_t i = 0; i < fields_count; i++) {
		if (!field_in_item(&fields[i]) && strcmp(field_key(&fields[i]), key) == 0)
			return &fields[i];
	}
	return NULL;
}

static bool unknown_key(const struct document *document, const struct node *node,
			struct error *err)
{
	const char *outer = node->parent->path;
	const struct field *around = field_find(outer);
	const struct field *other = elsewhere(node->key);
	size_t count;
	const char **keys = known_keys(outer, document->arena, &count);
	const char *near = text_nearest(node->key, keys, count, sizeof(*keys));

	/* { hunter2 } is a mapping whose key is the password: do not show it. */
	if (around != NULL && around->kind == FIELD_SECRET) {
		(void)document_fault_at(document, node->key_line, node->key_column,
					outer, err, "there is no such key");
		return shape_secret_hint(err);
	}
	(void)document_fault_at(document, node->key_line, node->key_column, outer, err,
				"there is no key %s",
				document_quote(node->key, document->arena));
	if (near != NULL)
		return error_hint(err, "Did you mean %s?", near);
	if (other != NULL)
		return error_hint(err, "Did you mean %s?", other->path);
	return hint_keys(outer, document->arena, err);
}

static bool check_repeated(const struct document *document, const struct node *node,
			   struct error *err)
{
	for (const struct node *before = node->before; before != NULL;
	     before = before->before) {
		if (node->key == NULL || strcmp(before->key, node->key) != 0)
			continue;
		(void)document_fault_at(document, node->key_line, node->key_column,
					node->parent->path, err,
					"the key '%s' appears twice", node->key);
		return error_hint(err, "The first one is on line %u.", before->key_line);
	}
	return true;
}

static bool check_kind(const struct document *document, const struct field *field,
		       const struct node *node, struct error *err)
{
	bool mapping = field->kind == FIELD_MAPPING || field->kind == FIELD_SECRET;
	bool list = field->kind == FIELD_TEXTS || field->kind == FIELD_CONSENTS ||
		    field_has_items(field);

	if (node->empty)
		return true;
	if (mapping && node->kind != NODE_MAPPING) {
		(void)document_fault(document, node->path, err, "expected a mapping");
		return field->kind == FIELD_SECRET ?
			       shape_secret_hint(err) :
			       hint_keys(field->path, document->arena, err);
	}
	if (list && node->kind != NODE_LIST) {
		(void)document_fault(document, node->path, err, "expected a list");
		if (field->kind == FIELD_SETTINGS)
			return error_hint(err, "Write [{ name: NAME, value: VALUE }].");
		if (field->kind == FIELD_PASSWORDS)
			return error_hint(err,
					  "Write [{ account: USER@HOST, password: { env: "
					  "NAME } }].");
		if (field->kind == FIELD_HOOKS)
			return error_hint(err, "Write [{ at: opened, run: [COMMAND] }].");
		return error_hint(err, "Write it in brackets, with commas: [..., ...].");
	}
	if (!mapping && !list && node->kind != NODE_SCALAR) {
		(void)document_fault(document, node->path, err,
				     "expected a single value, not a %s",
				     node->kind == NODE_LIST ? "list" : "mapping");
		return false;
	}
	return true;
}

static bool check_item(const struct document *document, const struct field *list,
		       const struct node *node, struct error *err)
{
	bool mapping = field_has_items(list);

	if (node->empty)
		return document_fault(document, node->path, err, "this item is empty");
	if (mapping && node->kind != NODE_MAPPING) {
		(void)document_fault(document, node->path, err, "expected a mapping");
		return error_hint(err, "Write %s.",
				  list->kind == FIELD_HOOKS ?
					  "{ at: opened, run: [COMMAND] }" :
				  list->kind == FIELD_PASSWORDS ?
					  "{ account: USER@HOST, password: { env: NAME } }" :
					  "{ name: NAME, value: VALUE }");
	}
	if (!mapping && node->kind != NODE_SCALAR)
		return document_fault(document, node->path, err,
				      "expected a single value");
	return true;
}

bool shape_check(const struct document *document, struct error *err)
{
	/* The first node is the root. */
	for (const struct node *node = document->first->next; node != NULL;
	     node = node->next) {
		if (node->key == NULL) {
			if (!check_item(document, field_find(node->parent->path), node,
					err))
				return false;
			continue;
		}
		const struct field *field = field_find(node->path);
		/* A key that contains a dot or bracket is not a path. */
		if (field == NULL || strpbrk(node->key, ".[]") != NULL)
			return unknown_key(document, node, err);
		if (!check_repeated(document, node, err) ||
		    !check_kind(document, field, node, err))
			return false;
	}
	return true;
}
