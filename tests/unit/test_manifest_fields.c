/*
 * The table of manifest fields: complete, and in step with the schema and the generated
 * pages.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "manifest/load.h"
#include "manifest/raw.h"
#include "manifest/reference.h"
#include "manifest/scalar.h"
#include "manifest_show.h"
#include "manifest_text.h"

#define SCHEMA_FILE "schemas/replication.v1.schema.json"
#define REFERENCE_FILE "docs/manifest.md"

static const struct manifest *load_text(const char *yaml, struct arena *arena)
{
	const struct manifest *manifest = NULL;
	struct error err = { 0 };

	if (!manifest_parse(yaml, strlen(yaml), "r.yaml", arena, &manifest, &err))
		fail_msg("%s\n%s", err.message, yaml);
	return manifest;
}

/*
 * Counts the leaves of libcyaml's table; each must be a row of fields[] with the same
 * shape.
 */
static size_t walk(const cyaml_schema_field_t *among, const char *path,
		   struct arena *arena)
{
	size_t count = 0;

	for (; among->key != NULL; among++) {
		const char *name =
			path[0] == '\0' ? among->key :
					  arena_printf(arena, "%s.%s", path, among->key);
		const struct field *field = field_find(name);

		if (field == NULL) {
			fail_msg("fields[] has no %s", name);
			return 0;
		}
		count++;
		switch (among->value.type) {
		case CYAML_MAPPING:
			assert_true(field->kind == FIELD_MAPPING ||
				    field->kind == FIELD_SECRET);
			count += walk(among->value.mapping.fields, name, arena);
			break;
		case CYAML_SEQUENCE:
			if (among->value.sequence.entry->type == CYAML_MAPPING) {
				assert_true(field_has_items(field));
				count += walk(among->value.sequence.entry->mapping.fields,
					      arena_printf(arena, "%s[]", name), arena);
			} else {
				assert_true(field->kind == FIELD_TEXTS ||
					    field->kind == FIELD_CONSENTS);
			}
			break;
		default:
			assert_int_equal(among->value.type, CYAML_STRING);
			assert_true(field->kind > FIELD_SECRET &&
				    field->kind < FIELD_TEXTS);
		}
	}
	return count;
}

static void every_leaf_has_a_field_and_every_field_a_leaf(void **state)
{
	AUTO_ARENA *arena = arena_make();

	(void)state;
	assert_int_equal(walk(raw_schema.mapping.fields, "", arena), fields_count);
}

static void no_path_comes_twice(void **state)
{
	(void)state;
	for (size_t i = 0; i < fields_count; i++) {
		if (field_find(fields[i].path) != &fields[i])
			fail_msg("%s comes twice", fields[i].path);
	}
}

static void no_two_fields_share_a_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < fields_count; i++) {
		for (size_t j = 0; j < i; j++) {
			if (fields[i].place == NOWHERE || field_in_item(&fields[i]) ||
			    field_in_item(&fields[j]) || fields[j].kind == FIELD_SECRET ||
			    fields[i].place != fields[j].place)
				continue;
			fail_msg("%s and %s share a place", fields[i].path,
				 fields[j].path);
		}
	}
}

static void every_field_is_explained(void **state)
{
	(void)state;
	for (size_t i = 0; i < fields_count; i++) {
		const struct field *field = &fields[i];

		assert_non_null(field->meaning);
		if (field->kind == FIELD_WORD || field->kind == FIELD_CONSENTS)
			assert_non_null(field->words);
		if ((field->pattern != NULL) != (field->expects != NULL))
			fail_msg("%s: pattern and expects belong together", field->path);
	}
}

/*
 * "a.b.c" and a value as YAML: { a: { b: { c: value } } }, added to the rest of a
 * manifest.
 */
static const char *manifest_with(const struct field *field, const char *value,
				 struct arena *arena)
{
	static const char *const parts[] = { "source", "target" };
	const char *rest = NULL;
	const char *head = NULL;
	struct text inner = text_make(arena);
	size_t closing = 0;

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		size_t length = strlen(parts[i]);
		if (strncmp(field->path, parts[i], length) == 0 &&
		    field->path[length] == '.') {
			head = parts[i];
			rest = field->path + length + 1;
		}
	}
	if (rest == NULL)
		rest = field->path;
	for (const char *dot; (dot = strchr(rest, '.')) != NULL; rest = dot + 1) {
		text_addf(&inner, "%.*s: { ", (int)(dot - rest), rest);
		closing++;
	}
	text_addf(&inner, "%s: %s", rest, value);
	for (; closing > 0; closing--)
		text_add(&inner, " }");
	if (head == NULL)
		return arena_printf(arena, "%s%s\n", HEAD SOURCE_PART TARGET_PART,
				    inner.bytes);
	if (strcmp(head, "source") == 0)
		return arena_printf(arena, "%s  %s\n%s", HEAD SOURCE_PART, inner.bytes,
				    TARGET_PART);
	return arena_printf(arena, "%s  %s\n", HEAD SOURCE_PART TARGET_PART, inner.bytes);
}

/* The base text already has the password mappings, so they cannot be added again. */
static bool below_a_secret(const struct field *field)
{
	return strstr(field->path, ".password.") != NULL;
}

static void every_default_means_what_it_says(void **state)
{
	AUTO_ARENA *arena = arena_make();
	const struct manifest *defaults = load_text(HEAD SOURCE_PART TARGET_PART, arena);
	size_t seen = 0;

	(void)state;
	for (size_t i = 0; i < fields_count; i++) {
		const struct field *field = &fields[i];
		if (field->default_text == NULL || below_a_secret(field) ||
		    strstr(field->path, "replication_user") != NULL)
			continue;
		bool plain = field->kind == FIELD_INTEGER || field->kind == FIELD_BOOLEAN;
		const char *value =
			plain ? field->default_text :
				arena_printf(arena, "'%s'", field->default_text);
		const struct manifest *said =
			load_text(manifest_with(field, value, arena), arena);

		assert_string_equal(show(said, field->path, arena),
				    show(defaults, field->path, arena));
		seen++;
	}
	assert_true(seen > 15);
}

/* A value that is not the default, for each kind. */
static const char *another_value(const struct field *field)
{
	switch (field->kind) {
	case FIELD_BOOLEAN:
		return strcmp(field->default_text, "true") == 0 ? "false" : "true";
	case FIELD_DURATION:
		return "7s";
	case FIELD_WORD:
		return field->words[1];
	case FIELD_PASSWORDS:
		return "[{ account: other@x, password: { env: A } }]";
	case FIELD_HOOKS:
		return "[{ at: opened, run: [other] }]";
	case FIELD_SETTINGS:
		return "[{ name: local_infile, value: 1 }]";
	default:
		return "other";
	}
}

static void assert_not_yet(const struct field *field, const char *yaml,
			   struct arena *arena)
{
	const struct manifest *manifest;
	struct error err = { 0 };

	if (manifest_parse(yaml, strlen(yaml), "r.yaml", arena, &manifest, &err))
		fail_msg("%s is not built and not refused\n%s", field->path, yaml);
	const char *tail = strstr(err.message, field->path);
	assert_non_null(tail);
	assert_string_equal(tail,
			    arena_printf(arena, "%s: not supported yet", field->path));
}

static void what_is_not_built_is_refused(void **state)
{
	AUTO_ARENA *arena = arena_make();

	(void)state;
	for (size_t i = 0; i < fields_count; i++) {
		const struct field *field = &fields[i];

		if (field->later != NULL)
			assert_not_yet(field, manifest_with(field, field->later, arena),
				       arena);
		if (field->since != NOT_YET || field_in_item(field))
			continue;
		const char *value = another_value(field);
		if (!below_a_secret(field))
			assert_not_yet(field, manifest_with(field, value, arena), arena);
		else if (text_starts(field->path, "source.admin"))
			assert_not_yet(field,
				       arena_printf(arena,
						    HEAD "source:\n  host: a\n  admin: { user: root, password: "
							 "{ %s: %s } }\n",
						    field_key(field), value),
				       arena);
	}
}

/* A fixed list, so that no field disappears from the table unnoticed. */
static void the_first_release_lacks_just_these(void **state)
{
	static const char *const lacking = "";
	AUTO_ARENA *arena = arena_make();
	struct text text = text_make(arena);

	(void)state;
	for (size_t i = 0; i < fields_count; i++) {
		if (fields[i].later != NULL)
			text_addf(&text, "%s=%s ", fields[i].path, fields[i].later);
		if (fields[i].since == NOT_YET)
			text_addf(&text, "%s ", fields[i].path);
	}
	assert_string_equal(text.bytes, lacking);
}

static const char *file_text(const char *path, struct arena *arena)
{
	struct text text = text_make(arena);
	char chunk[4096];
	FILE *file = fopen(path, "r");

	if (file == NULL)
		return "";
	for (size_t got; (got = fread(chunk, 1, sizeof(chunk), file)) > 0;)
		text_add_n(&text, chunk, got);
	(void)fclose(file);
	return text.bytes;
}

/*
 * A page generated from fields[] must be up to date; UPDATE=1 in the environment writes
 * it.
 */
static void check_made(const char *path, const char *wanted, struct arena *arena)
{
	if (getenv("UPDATE") != NULL) {
		FILE *file = fopen(path, "w");

		assert_non_null(file);
		(void)fputs(wanted, file);
		(void)fclose(file);
	}
	if (strcmp(file_text(path, arena), wanted) != 0)
		fail_msg("%s is not what fields[] makes: run this test with UPDATE=1",
			 path);
}

static void the_schema_file_is_up_to_date(void **state)
{
	AUTO_ARENA *arena = arena_make();

	(void)state;
	check_made(SCHEMA_FILE, manifest_schema(arena), arena);
}

static void the_reference_page_is_up_to_date(void **state)
{
	AUTO_ARENA *arena = arena_make();

	(void)state;
	check_made(REFERENCE_FILE, manifest_reference(arena), arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_leaf_has_a_field_and_every_field_a_leaf),
		cmocka_unit_test(no_path_comes_twice),
		cmocka_unit_test(no_two_fields_share_a_place),
		cmocka_unit_test(every_field_is_explained),
		cmocka_unit_test(every_default_means_what_it_says),
		cmocka_unit_test(what_is_not_built_is_refused),
		cmocka_unit_test(the_first_release_lacks_just_these),
		cmocka_unit_test(the_schema_file_is_up_to_date),
		cmocka_unit_test(the_reference_page_is_up_to_date),
	};

	return cmocka_run_group_tests_name("manifest fields", tests, NULL, NULL);
}
