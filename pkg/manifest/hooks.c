/*
 * Converts the hooks of the cut-over, the only list of mappings whose items have lists
 * of their own. Running the hooks is left to pkg/promote.
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

static bool convert_command(const struct conversion *conversion, const struct key *key,
			    char *const *words, unsigned count, const char *const **out,
			    struct error *err)
{
	const struct node *node = document_find(conversion->document, key->path);

	if (node == NULL || node->empty)
		return !key->field->required ||
		       convert_missing(conversion, key->field, key->path, err);
	if (count == 0)
		return document_fault(conversion->document, key->path, err,
				      "the list is empty");
	return convert_each_text(conversion, key->field, key->path, words, count, out,
				 err);
}

static bool convert_hook(const struct conversion *conversion, const struct raw_list *list,
			 unsigned index, const char *item, void *to, struct error *err)
{
	const struct raw_hook *raw = &list->hooks[index];
	struct manifest_hook *out = to;
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
	return convert_command(conversion, &run, raw->run, raw->run_count, &out->run,
			       err) &&
	       convert_command(conversion, &undo, raw->undo, raw->undo_count,
			       &out->undo, err);
}

bool convert_hooks(const struct conversion *conversion, const struct field *field,
		   struct error *err)
{
	return convert_list(conversion, field, sizeof(struct manifest_hook),
			    convert_hook, err);
}
