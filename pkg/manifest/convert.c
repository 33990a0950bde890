/*
 * Walks fields[] and stores each value, or its default, in struct manifest. Rules that
 * involve several fields are left to rules.c.
 */
#include "manifest/convert.h"

#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "manifest/convert_internal.h"
#include "manifest/fields.h"
#include "manifest/scalar.h"
#include "manifest/shape.h"

/* FIELD_SETTINGS stores the count after the pointer. */
_Static_assert(offsetof(struct manifest, source.settings_count) ==
		       offsetof(struct manifest, source.settings) + sizeof(void *),
	       "settings, settings_count");
_Static_assert(offsetof(struct manifest, target.parameters_count) ==
		       offsetof(struct manifest, target.parameters) + sizeof(void *),
	       "parameters, parameters_count");

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

static bool not_yet(const struct conversion *conversion, const struct field *field,
		    struct error *err)
{
	struct text words = text_make(conversion->arena);

	(void)document_fault(conversion->document, field->path, err, "not supported yet");
	if (field->later == NULL)
		return error_hint(err, "Leave it out: extrepl %s cannot do this.",
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

static const char *relative_to(const char *folder, const char *path, struct arena *arena)
{
	if (path == NULL || path[0] == '/' || strcmp(folder, ".") == 0)
		return path;
	return arena_printf(arena, "%s/%s", folder, path);
}

static bool convert_scalar(const struct conversion *conversion,
			   const struct field *field, struct error *err)
{
	struct leaf leaf = { conversion->document, field, field->path, NULL };
	union scalar standard = { .big = 0 };
	union scalar value;

	leaf.text = field->derive == NULL ?
			    field->default_text :
			    field->derive(conversion->manifest, conversion->arena);
	if (leaf.text != NULL && !scalar_parse(&leaf, &standard, err))
		return false;
	value = standard;
	if (document_has(conversion->document, field->path)) {
		leaf.text = raw_text(conversion->raw, field->path);
		if (!scalar_parse(&leaf, &value, err))
			return false;
		bool later = field->later != NULL && strcmp(leaf.text, field->later) == 0;
		if (later ||
		    (field->since == NOT_YET && !scalar_equal(field, &value, &standard)))
			return not_yet(conversion, field, err);
	} else if (field->required) {
		return convert_missing(conversion, field, field->path, err);
	}
	if (field->kind == FIELD_FILE)
		value.text = relative_to(conversion->manifest->folder, value.text,
					 conversion->arena);
	convert_store(conversion, field, &value, scalar_size(field));
	return true;
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
	return error_hint(err, "Leave it out for the default: %s.", field->derived);
}

static const char *item_path(const struct conversion *conversion,
			     const struct field *list, unsigned index)
{
	return arena_printf(conversion->arena, "%s[%u]", list->path, index);
}

static bool convert_texts(const struct conversion *conversion,
			  const struct field *field, struct error *err)
{
	struct raw_list raw = raw_list(conversion->raw, field->path);
	/* min and max of a list count its items, not the bytes of one. */
	struct field item = *field;
	item.min = item.max = 0;
	item.kind = FIELD_TEXT;

	if (!convert_check_items(conversion, field, err))
		return false;
	if (raw.count == 0)
		return true;
	if (field->since == NOT_YET)
		return not_yet(conversion, field, err);
	const char **texts =
		arena_array(conversion->arena, (size_t)raw.count + 1, sizeof(*texts));
	for (unsigned i = 0; i < raw.count; i++) {
		const struct leaf leaf = { conversion->document, &item,
					   item_path(conversion, field, i),
					   raw.texts[i] };
		union scalar value;

		if (!scalar_parse(&leaf, &value, err))
			return false;
		texts[i] = value.text;
	}
	convert_store(conversion, field, &texts, sizeof(texts));
	return true;
}

static bool convert_consents(const struct conversion *conversion,
			     const struct field *field, struct error *err)
{
	struct raw_list raw = raw_list(conversion->raw, field->path);
	unsigned consents = 0;

	if (!convert_check_items(conversion, field, err))
		return false;
	for (unsigned i = 0; i < raw.count; i++) {
		const struct leaf leaf = { conversion->document, field,
					   item_path(conversion, field, i),
					   raw.texts[i] };
		union scalar value;

		if (!scalar_parse(&leaf, &value, err)) {
			if (consent_parse(raw.texts[i]) == CONSENT_NONE)
				return false;
			return error_hint(err, "Give it for one run: --allow %s.",
					  raw.texts[i]);
		}
		consents |= consent_parse(field->words[value.number]);
	}
	convert_store(conversion, field, &consents, sizeof(consents));
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

static bool convert_settings(const struct conversion *conversion,
			     const struct field *field, struct error *err)
{
	struct raw_list raw = raw_list(conversion->raw, field->path);
	struct {
		struct manifest_setting *items;
		size_t count;
	} settings = { .count = raw.count };

	if (!convert_check_items(conversion, field, err))
		return false;
	settings.items =
		arena_array(conversion->arena, raw.count, sizeof(*settings.items));
	for (unsigned i = 0; i < raw.count; i++) {
		const char *item = item_path(conversion, field, i);

		if (!convert_item(conversion, item, "name", raw.settings[i].name,
				  &settings.items[i].name, err) ||
		    !convert_item(conversion, item, "value", raw.settings[i].value,
				  &settings.items[i].value, err))
			return false;
	}
	if (field->since == NOT_YET && raw.count > 0)
		return not_yet(conversion, field, err);
	convert_store(conversion, field, &settings, sizeof(settings));
	return true;
}

static bool convert_mapping(const struct conversion *conversion,
			    const struct field *field, struct error *err)
{
	if (field->required && !document_has(conversion->document, field->path))
		return convert_missing(conversion, field, field->path, err);
	if (field->kind == FIELD_SECRET) {
		struct secret_reference reference = { .where = field->path };

		convert_store(conversion, field, &reference, sizeof(reference));
	}
	return true;
}

bool convert(const struct document *document, const struct raw *raw,
	     struct manifest *manifest, struct error *err)
{
	const struct conversion conversion = { document, raw, manifest, document->arena };

	for (const struct field *field = fields; field < fields + fields_count; field++) {
		bool fine = true;

		if (field_in_item(field))
			continue;
		switch (field->kind) {
		case FIELD_MAPPING:
		case FIELD_SECRET:
			fine = convert_mapping(&conversion, field, err);
			break;
		case FIELD_TEXTS:
			fine = convert_texts(&conversion, field, err);
			break;
		case FIELD_CONSENTS:
			fine = convert_consents(&conversion, field, err);
			break;
		case FIELD_SETTINGS:
			fine = convert_settings(&conversion, field, err);
			break;
		case FIELD_PASSWORDS:
			fine = convert_passwords(&conversion, field, err);
			break;
		case FIELD_HOOKS:
			fine = convert_hooks(&conversion, field, err);
			break;
		default:
			fine = convert_scalar(&conversion, field, err);
		}
		if (!fine) /* err is set: by the function for its kind */
			return false;
	}
	return true;
}
