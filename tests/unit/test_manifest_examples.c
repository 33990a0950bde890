/* The example manifests load, and are valid by extrepl's JSON schema. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>
#include <regex.h>
#include <yaml.h>

#include "base/text.h"
#include "files/files.h"
#include "manifest/manifest.h"

/*
 * A validator for the part of JSON Schema that extrepl's schema uses. It tests what an
 * editor would report about the examples, even if no validator is installed. An unknown
 * keyword fails the test.
 */
struct validation {
	yaml_document_t *document;
	struct arena *arena;
	const char *fault; /* NULL: valid so far */
};

static void validate(struct validation *validation, yaml_node_t *node, json_t *schema,
		     const char *path);

static void fault(struct validation *validation, const char *path, const char *what)
{
	if (validation->fault == NULL)
		validation->fault = arena_printf(validation->arena, "%s: %s", path, what);
}

static bool matches(const char *pattern, const char *text)
{
	regex_t compiled;

	assert_int_equal(regcomp(&compiled, pattern, REG_EXTENDED | REG_NOSUB), 0);
	bool found = regexec(&compiled, text, 0, NULL, 0) == 0;
	regfree(&compiled);
	return found;
}

/* The type that an editor gives a scalar, by YAML's core schema. */
static const char *type_of(const yaml_node_t *node)
{
	if (node->type == YAML_MAPPING_NODE)
		return "object";
	if (node->type == YAML_SEQUENCE_NODE)
		return "array";
	const char *text = (const char *)node->data.scalar.value;
	if (node->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
		return "string";
	if (matches("^-?[0-9]+$", text))
		return "integer";
	return matches("^(true|false)$", text) ? "boolean" : "string";
}

static bool type_fits(const char *wanted, const char *type)
{
	return strcmp(wanted, type) == 0 ||
	       (strcmp(wanted, "number") == 0 && strcmp(type, "integer") == 0);
}

static bool type_allowed(const json_t *wanted, const char *type)
{
	bool fits = false;

	if (json_is_string(wanted))
		return type_fits(json_string_value(wanted), type);
	for (size_t i = 0; i < json_array_size(wanted); i++)
		fits = fits ||
		       type_fits(json_string_value(json_array_get(wanted, i)), type);
	return fits;
}

static bool listed(const json_t *list, const char *text)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		if (strcmp(json_string_value(json_array_get(list, i)), text) == 0)
			return true;
	}
	return false;
}

static size_t length_of(const yaml_node_t *node)
{
	switch (node->type) {
	case YAML_MAPPING_NODE:
		return (size_t)(node->data.mapping.pairs.top -
				node->data.mapping.pairs.start);
	case YAML_SEQUENCE_NODE:
		return (size_t)(node->data.sequence.items.top -
				node->data.sequence.items.start);
	default:
		return node->data.scalar.length;
	}
}

static yaml_node_t *child(struct validation *validation, yaml_node_t *node,
			  const char *key)
{
	for (yaml_node_pair_t *pair = node->data.mapping.pairs.start;
	     pair < node->data.mapping.pairs.top; pair++) {
		yaml_node_t *name =
			yaml_document_get_node(validation->document, pair->key);
		if (strcmp((const char *)name->data.scalar.value, key) == 0)
			return yaml_document_get_node(validation->document, pair->value);
	}
	return NULL;
}

static void validate_keys(struct validation *validation, yaml_node_t *node,
			  const json_t *properties, const char *path)
{
	for (yaml_node_pair_t *pair = node->data.mapping.pairs.start;
	     pair < node->data.mapping.pairs.top; pair++) {
		yaml_node_t *name =
			yaml_document_get_node(validation->document, pair->key);
		const char *key = (const char *)name->data.scalar.value;
		const char *inner = arena_printf(validation->arena, "%s/%s", path, key);
		json_t *schema = json_object_get(properties, key);

		if (schema == NULL)
			fault(validation, inner, "not a property");
		else
			validate(validation,
				 yaml_document_get_node(validation->document, pair->value),
				 schema, inner);
	}
}

static void validate_word(struct validation *validation, yaml_node_t *node,
			  const char *word, const json_t *wanted, const char *path)
{
	const char *text = node->type == YAML_SCALAR_NODE ?
				   (const char *)node->data.scalar.value :
				   "";
	size_t length = length_of(node);
	size_t number = (size_t)json_integer_value(wanted);
	bool fine = true;

	if (strcmp(word, "type") == 0)
		fine = type_allowed(wanted, type_of(node));
	else if (strcmp(word, "enum") == 0)
		fine = listed(wanted, text);
	else if (strcmp(word, "pattern") == 0)
		fine = matches(json_string_value(wanted), text);
	else if (strcmp(word, "minimum") == 0)
		fine = strtoll(text, NULL, 10) >= json_integer_value(wanted);
	else if (strcmp(word, "maximum") == 0)
		fine = strtoll(text, NULL, 10) <= json_integer_value(wanted);
	else if (strncmp(word, "min", 3) == 0)
		fine = length >= number;
	else if (strncmp(word, "max", 3) == 0)
		fine = length <= number;
	else if (strcmp(word, "properties") == 0)
		validate_keys(validation, node, wanted, path);
	else if (strcmp(word, "additionalProperties") == 0)
		assert_true(json_is_false(wanted));
	else if (strcmp(word, "description") != 0 && strcmp(word, "default") != 0 &&
		 strcmp(word, "title") != 0 && strcmp(word, "$schema") != 0 &&
		 strcmp(word, "required") != 0 && strcmp(word, "items") != 0)
		fail_msg("the schema has a word that this test does not know: %s", word);
	if (!fine)
		fault(validation, path, word);
}

static void validate(struct validation *validation, yaml_node_t *node, json_t *schema,
		     const char *path)
{
	const json_t *required = json_object_get(schema, "required");
	json_t *items = json_object_get(schema, "items");

	for (void *at = json_object_iter(schema); at != NULL;
	     at = json_object_iter_next(schema, at))
		validate_word(validation, node, json_object_iter_key(at),
			      json_object_iter_value(at), path);
	for (size_t i = 0; i < json_array_size(required); i++) {
		const char *key = json_string_value(json_array_get(required, i));
		if (node->type == YAML_MAPPING_NODE &&
		    child(validation, node, key) == NULL)
			fault(validation, path,
			      arena_printf(validation->arena, "%s is required", key));
	}
	for (size_t i = 0;
	     items != NULL && node->type == YAML_SEQUENCE_NODE && i < length_of(node);
	     i++)
		validate(validation,
			 yaml_document_get_node(validation->document,
						node->data.sequence.items.start[i]),
			 items, arena_printf(validation->arena, "%s/%zu", path, i));
}

/* NULL when it is valid. */
static const char *schema_fault(const char *yaml, struct arena *arena)
{
	yaml_parser_t parser;
	yaml_document_t document;
	struct validation validation = { .document = &document, .arena = arena };
	json_t *schema = json_loads(manifest_schema(arena), 0, NULL);

	assert_non_null(schema);
	assert_true(yaml_parser_initialize(&parser));
	yaml_parser_set_input_string(&parser, (const unsigned char *)yaml, strlen(yaml));
	assert_true(yaml_parser_load(&parser, &document));
	validate(&validation, yaml_document_get_root_node(&document), schema, "");
	yaml_document_delete(&document);
	yaml_parser_delete(&parser);
	json_decref(schema);
	return validation.fault;
}

static const char *file_text(const char *path, struct arena *arena)
{
	struct text text = text_make(arena);
	char chunk[4096];
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	for (size_t got; (got = fread(chunk, 1, sizeof(chunk), file)) > 0;)
		text_add_n(&text, chunk, got);
	(void)fclose(file);
	return text.bytes;
}

static struct example {
	const char *path;
} examples[] = {
	{ "manifests/minimal.yaml" }, { "manifests/full.yaml" },
	{ "manifests/gitops.yaml" },  { "manifests/mariadb.yaml" },
	{ "manifests/adopt.yaml" },
};

static void is_a_manifest(void **state)
{
	const char *path = ((const struct example *)*state)->path;
	AUTO_ARENA *arena = arena_make();
	const struct manifest *manifest;
	struct error err = { 0 };

	if (!manifest_load(path, arena, &manifest, &err))
		fail_msg("%s\n%s", err.message, err.hint);
	assert_null(manifest->warning);
	const char *yaml = file_text(path, arena);
	assert_true(text_starts(
		yaml,
		"# yaml-language-server: $schema=../schemas/replication.v1.schema.json\n"));
	const char *found = schema_fault(yaml, arena);
	if (found != NULL)
		fail_msg("%s: the schema refuses %s", path, found);
}

static void the_folder_loads_as_a_whole(void **state)
{
	AUTO_ARENA *arena = arena_make();
	const struct manifest **manifests;
	size_t count = 0;
	struct error err = { 0 };

	(void)state;
	if (!manifest_load_all(&(const char *){ "manifests" }, 1, arena, &manifests,
			       &count, &err))
		fail_msg("%s\n%s", err.message, err.hint);
	assert_int_equal(count, ARRAY_SIZE(examples));
}

/* Checks that the validator above can refuse. */
static void the_schema_refuses_what_is_wrong(void **state)
{
	static const struct {
		const char *yaml;
		const char *fault;
	} rows[] = {
		{ "{ version: 1, name: a, source: {}, target: {}, more: 1 }",
		  "/source: host is required" },
		{ "{ version: 2 }", "/version: maximum" },
		{ "{ version: 1, name: A }", "/name: pattern" },
		{ "{ version: 1, copy: { threads: '4' } }", "/copy/threads: type" },
		{ "{ version: 1, copy: { databases: [] } }", "/copy/databases: minItems" },
		{ "{ version: 1, copy: { lock_timeout: 10 } }",
		  "/copy/lock_timeout: type" },
		{ "{ version: 1, copy: { lock_timeout: 10x } }",
		  "/copy/lock_timeout: pattern" },
		{ "{ version: 1, replication: { state: on } }",
		  "/replication/state: enum" },
		{ "{ version: 1, allow: [source-lock] }", "/allow/0: enum" },
		{ "{ version: 1, prot: 1 }", "/prot: not a property" },
		{ "{ version: 1, source: { admin: { user: a, password: { env: A, file: b } } } }",
		  "/source/admin/password: maxProperties" },
	};
	AUTO_ARENA *arena = arena_make();

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const char *found = schema_fault(rows[i].yaml, arena);
		if (found == NULL || strcmp(found, rows[i].fault) != 0)
			fail_msg("%s: %s, not %s", rows[i].yaml,
				 found == NULL ? "accepted" : found, rows[i].fault);
	}
}

int main(void)
{
	static struct CMUnitTest tests[ARRAY_SIZE(examples) + 2];
	size_t count = 0;

	for (size_t i = 0; i < ARRAY_SIZE(examples); i++)
		tests[count++] = (struct CMUnitTest){ examples[i].path, is_a_manifest,
						      NULL, NULL, &examples[i] };
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(the_folder_loads_as_a_whole);
	tests[count++] =
		(struct CMUnitTest)cmocka_unit_test(the_schema_refuses_what_is_wrong);
	return cmocka_run_group_tests_name("example manifests", tests, NULL, NULL);
}
