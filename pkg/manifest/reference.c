/*
 * Prints docs/manifest.md: an introduction, then a table for each section of fields[].
 */
#include "manifest/reference.h"

#include <string.h>

#include "base/text.h"
#include "manifest/fields.h"
#include "manifest/scalar.h"

static const char opening[] =
	"# The manifest\n"
	"\n"
	"A manifest is one YAML document. It says what should be true of one replication: from which server, to which\n"
	"RDS instance, with which settings. `extrepl check -f FILE` says whether a manifest is valid, and contacts no\n"
	"server. `manifests/` has working examples.\n"
	"\n"
	"This page is made from the table with which extrepl reads manifests (`pkg/manifest/fields.c`). So is the JSON\n"
	"Schema for editors (`extrepl schema`, `schemas/replication.v1.schema.json`).\n"
	"\n"
	"- These are errors, reported with file, line and column: an unknown key, a key that appears twice, a second\n"
	"  document, tags, anchors and aliases.\n"
	"- A key without a value counts as absent. Numbers are decimal, without quotes. Booleans are `true` and `false`.\n"
	"- A duration is a number with a unit: `500ms`, `10s`, `5m`, `2h`, `1d`. A size too: `512KiB`, `32MiB`, `1GiB`.\n"
	"- `$` has no special meaning. To use templates, pipe the output of envsubst, kustomize or helm into `extrepl -f -`.\n"
	"- A password is read when a login needs it. One newline at its end is removed. It is never printed.\n"
	"- A key or word marked *not yet* belongs to the format, but this version refuses it as \"not supported yet\".\n";

static const char *kind_name(const struct field *field, struct arena *arena)
{
	struct text words = text_make(arena);

	switch (field->kind) {
	case FIELD_MAPPING:
	case FIELD_SECRET:
		return "mapping";
	case FIELD_INTEGER:
	case FIELD_POSITION:
		return "number";
	case FIELD_BOOLEAN:
		return "boolean";
	case FIELD_DURATION:
		return "duration";
	case FIELD_SIZE:
		return "size";
	case FIELD_TEXTS:
		return "list";
	case FIELD_SETTINGS:
	case FIELD_PASSWORDS:
	case FIELD_HOOKS:
		return "list of mappings";
	case FIELD_FILE:
		return "file";
	case FIELD_TEXT:
		return "text";
	case FIELD_WORD:
	case FIELD_CONSENTS:
		break;
	}
	for (size_t i = 0; field->words[i] != NULL; i++)
		text_addf(&words, "%s`%s`", i == 0 ? "" : ", ", field->words[i]);
	return field->kind == FIELD_WORD ?
		       words.bytes :
		       arena_printf(arena, "list of %s", words.bytes);
}

static const char *default_of(const struct field *field, struct arena *arena)
{
	if (field->required)
		return "required";
	if (field->derived != NULL)
		return field->derived;
	if (field->default_text != NULL)
		return arena_printf(arena, "`%s`",
				    field->default_text[0] == '\0' ? "\"\"" :
								     field->default_text);
	return "";
}

static void add_limits(struct text *page, const struct field *field)
{
	struct arena *arena = page->arena;

	switch (field->kind) {
	case FIELD_POSITION:
		text_addf(page, ", from %s", number_print(field, field->min, arena));
		break;
	case FIELD_INTEGER:
	case FIELD_DURATION:
	case FIELD_SIZE:
		if (field->min == field->max)
			text_addf(page, ": %s", number_print(field, field->min, arena));
		else
			text_addf(page, ", %s to %s",
				  number_print(field, field->min, arena),
				  number_print(field, field->max, arena));
		break;
	default:
		break;
	}
}

static void add_row(struct text *page, const struct field *field)
{
	struct arena *arena = page->arena;

	text_addf(page, "| `%s` | %s | %s | %s", field->path, kind_name(field, arena),
		  default_of(field, arena), field->meaning);
	add_limits(page, field);
	if (field->since == NOT_YET)
		text_add(page, "; *not yet*");
	else if (field->later != NULL)
		text_addf(page, "; `%s` *not yet*", field->later);
	text_add(page, " |\n");
}

/* The first component of a path: the section it is shown in. */
static bool same_section(const struct field *a, const struct field *b)
{
	size_t length = strcspn(a->path, ".");

	return length == strcspn(b->path, ".") && strncmp(a->path, b->path, length) == 0;
}

static bool is_leaf(const struct field *field)
{
	return field_key(field) == field->path && field->kind != FIELD_MAPPING;
}

static void add_heading(struct text *page, const struct field *field)
{
	text_addf(page, "\n## %s\n", field == fields ? "At the top" : field->path);
	text_add(page, "\n| key | value | default | meaning |\n|---|---|---|---|\n");
}

const char *manifest_reference(struct arena *arena)
{
	struct text page = text_make(arena);

	text_add(&page, opening);
	for (size_t i = 0; i < fields_count; i++) {
		const struct field *before = i == 0 ? NULL : &fields[i - 1];
		bool together =
			before != NULL && (same_section(before, &fields[i]) ||
					   (is_leaf(before) && is_leaf(&fields[i])));

		if (!together)
			add_heading(&page, &fields[i]);
		add_row(&page, &fields[i]);
	}
	return page.bytes;
}
