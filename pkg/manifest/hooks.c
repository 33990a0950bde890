/*
 * Converts the hooks of the cut-over, the only list of mappings whose items have lists
 * of their own. Running the hooks is left to the promotion.
 */
#include <stddef.h>

#include "base/text.h"
#include "manifest/convert_internal.h"
#include "manifest/scalar.h"
#include "manifest/shape.h"

#define DEFAULT_TIMEOUT_MS (10 * 1000)

/* FIELD_HOOKS stores the count after the pointer. */
_Static_assert(offsetof(struct manifest, cutover.hooks_count) ==
		       offsetof(struct manifest, cutover.hooks) + sizeof(void *),
	       "hooks, hooks_count");

/* The field of one key of an item, and its path with the item's number. */
struct key {
	const struct field *field;
	const char *path;
};

static struct key key_of(const struct conversion *conversion, const char *item,
			 const char *name)
{
	struct key key = { .path = arena_printf(conversion->arena, "%s.%s", item, name) };

	key.field = field_find(key.path);
	return key;
}

static bool convert_text(const struct conversion *conversion, const struct key *key,
			 char *const *texts, unsigned count, const char *const **out,
			 struct error *err)
{
	const struct node *node = document_find(conversion->document, key->path);
	struct field word = *key->field;
	const char **words =
		arena_array(conversion->arena, (size_t)count + 1, sizeof(*words));

	word.kind = FIELD_TEXT;
	word.min = word.max = 0;
	if (node == NULL || node->empty)
		return !key->field->required ||
		       convert_missing(conversion, key->field, key->path, err);
	if (count == 0)
		return document_fault(conversion->document, key->path, err,
				      "the list is empty");
	for (unsigned i = 0; i < count; i++) {
		const struct leaf leaf = { conversion->document, &word,
					   arena_printf(conversion->arena, "%s[%u]",
							key->path, i),
					   texts[i] };
		union scalar value;

		if (!scalar_parse(&leaf, &value, err))
			return false;
		words[i] = value.text;
	}
	*out = words;
	return true;
}

static bool convert_hook(const struct conversion *conversion, const char *item,
			 const struct raw_hook *raw, struct manifest_hook *out,
			 struct error *err)
{
	struct key at = key_of(conversion, item, "at");
	struct key timeout = key_of(conversion, item, "timeout");
	struct key run = key_of(conversion, item, "run");
	struct key undo = key_of(conversion, item, "undo");
	struct leaf leaf = { conversion->document, at.field, at.path, raw->at };
	union scalar value;

	if (!document_has(conversion->document, at.path))
		return convert_missing(conversion, at.field, at.path, err);
	if (!scalar_parse(&leaf, &value, err))
		return false;
	out->at = (enum hook_moment)value.number;
	out->timeout_ms = DEFAULT_TIMEOUT_MS;
	if (document_has(conversion->document, timeout.path)) {
		leaf = (struct leaf){ conversion->document, timeout.field, timeout.path,
				      raw->timeout };
		if (!scalar_parse(&leaf, &value, err))
			return false;
		out->timeout_ms = value.milliseconds;
	}
	return convert_text(conversion, &run, raw->run, raw->run_count, &out->run, err) &&
	       convert_text(conversion, &undo, raw->undo, raw->undo_count, &out->undo,
			    err);
}

bool convert_hooks(const struct conversion *conversion, const struct field *field,
		   struct error *err)
{
	struct raw_list raw = raw_list(conversion->raw, field->path);
	struct {
		struct manifest_hook *items;
		size_t count;
	} hooks = { .count = raw.count };

	if (!convert_check_items(conversion, field, err))
		return false;
	hooks.items = arena_array(conversion->arena, raw.count, sizeof(*hooks.items));
	for (unsigned i = 0; i < raw.count; i++) {
		const char *item =
			arena_printf(conversion->arena, "%s[%u]", field->path, i);

		if (!convert_hook(conversion, item, &raw.hooks[i], &hooks.items[i], err))
			return false;
	}
	convert_store(conversion, field, &hooks, sizeof(hooks));
	return true;
}
