/*
 * Walks fields[] and stores each value, or its default, in struct manifest. Rules that
 * involve several fields are left to rules.c, the conversion of lists to
 * convert_parts.c.
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
			return convert_not_yet(conversion, field, err);
	} else if (field->required) {
		return convert_missing(conversion, field, field->path, err);
	}
	if (field->kind == FIELD_FILE)
		value.text = relative_to(conversion->manifest->folder, value.text,
					 conversion->arena);
	convert_store(conversion, field, &value, scalar_size(field));
	return true;
}

static bool convert_texts(const struct conversion *conversion,
			  const struct field *field, struct error *err)
{
	struct raw_list raw = raw_list(conversion->raw, field->path);
	const char *const *texts;

	if (!convert_check_items(conversion, field, err))
		return false;
	if (raw.count == 0)
		return true;
	if (field->since == NOT_YET)
		return convert_not_yet(conversion, field, err);
	if (!convert_each_text(conversion, field, field->path, raw.texts, raw.count,
			       &texts, err))
		return false;
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
					   convert_item_path(conversion, field->path, i),
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

static bool convert_setting(const struct conversion *conversion,
			    const struct raw_list *raw, unsigned index,
			    const char *path, void *out, struct error *err)
{
	struct manifest_setting *setting = out;

	return convert_item(conversion, path, "name", raw->settings[index].name,
			    &setting->name, err) &&
	       convert_item(conversion, path, "value", raw->settings[index].value,
			    &setting->value, err);
}

static bool convert_settings(const struct conversion *conversion,
			     const struct field *field, struct error *err)
{
	if (!convert_list(conversion, field, sizeof(struct manifest_setting),
			  convert_setting, err))
		return false;
	if (field->since == NOT_YET && raw_list(conversion->raw, field->path).count > 0)
		return convert_not_yet(conversion, field, err);
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
