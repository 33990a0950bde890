/*
 * Prints the JSON Schema of the format from fields[], for editors. Rules across fields
 * are not in it.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "manifest/fields.h"
#include "manifest/scalar.h"

static void put(json_t *object, const char *key, json_t *value)
{
	(void)json_object_set_new(object, key, value);
}

static void put_pattern(json_t *schema, const struct field *field)
{
	if (field->pattern != NULL)
		put(schema, "pattern", json_string(field->pattern));
}

static void describe_number(json_t *schema, const struct field *field)
{
	put(schema, "type", json_string("integer"));
	put(schema, "minimum", json_integer((json_int_t)field->min));
	put(schema, "maximum", json_integer((json_int_t)field->max));
	if (field->default_text != NULL)
		put(schema, "default",
		    json_integer(strtoll(field->default_text, NULL, 10)));
}

static void describe_text(json_t *schema, const struct field *field, const char *pattern)
{
	/* A setting may be written as 1 or true as well. */
	if (field_in_item(field) && field->may_be_empty)
		put(schema, "type", json_pack("[sss]", "string", "number", "boolean"));
	else
		put(schema, "type", json_string("string"));
	if (!field->may_be_empty && pattern == NULL)
		put(schema, "minLength", json_integer(1));
	if (pattern != NULL)
		put(schema, "pattern", json_string(pattern));
	if (pattern == field->pattern && field->max != 0)
		put(schema, "maxLength", json_integer((json_int_t)field->max));
	if (field->default_text != NULL)
		put(schema, "default", json_string(field->default_text));
}

static void describe_meaning(json_t *schema, const struct field *field)
{
	json_t *words = json_array();

	for (size_t i = 0; field->words[i] != NULL; i++)
		(void)json_array_append_new(words, json_string(field->words[i]));
	put(schema, "enum", words);
	if (field->default_text != NULL)
		put(schema, "default", json_string(field->default_text));
}

static void describe_list(json_t *schema, const struct field *field, json_t *items)
{
	put(schema, "type", json_string("array"));
	if (field->min > 0)
		put(schema, "minItems", json_integer((json_int_t)field->min));
	if (field->max > 0)
		put(schema, "maxItems", json_integer((json_int_t)field->max));
	put(schema, "items", items);
}

static void describe_mapping(json_t *schema)
{
	put(schema, "type", json_string("object"));
	put(schema, "additionalProperties", json_false());
	put(schema, "properties", json_object());
	put(schema, "required", json_array());
}

static json_t *text_item(const struct field *field)
{
	json_t *item = json_object();

	put(item, "type", json_string("string"));
	put_pattern(item, field);
	return item;
}

static json_t *describe(const struct field *field, struct arena *arena)
{
	json_t *schema = json_object();
	json_t *item = NULL;

	put(schema, "description",
	    json_string(arena_printf(arena, "%s%s", field->meaning,
				     field->since == NOT_YET ? " (not supported yet)" :
							       "")));
	switch (field->kind) {
	case FIELD_MAPPING:
		describe_mapping(schema);
		break;
	case FIELD_SECRET:
		describe_mapping(schema);
		put(schema, "minProperties", json_integer(1));
		put(schema, "maxProperties", json_integer(1));
		break;
	case FIELD_INTEGER:
	case FIELD_POSITION:
		describe_number(schema, field);
		break;
	case FIELD_BOOLEAN:
		put(schema, "type", json_string("boolean"));
		if (field->default_text != NULL)
			put(schema, "default",
			    json_boolean(text_equal(field->default_text, "true")));
		break;
	case FIELD_DURATION:
		describe_text(schema, field, "^(0|[1-9][0-9]*)(ms|s|m|h|d)$");
		break;
	case FIELD_SIZE:
		describe_text(schema, field, "^(0|[1-9][0-9]*)(KiB|MiB|GiB)$");
		break;
	case FIELD_WORD:
		describe_meaning(schema, field);
		break;
	case FIELD_TEXT:
	case FIELD_FILE:
		describe_text(schema, field, field->pattern);
		break;
	case FIELD_TEXTS:
		describe_list(schema, field, text_item(field));
		break;
	case FIELD_CONSENTS:
		item = json_object();
		describe_meaning(item, field);
		describe_list(schema, field, item);
		break;
	case FIELD_SETTINGS:
	case FIELD_PASSWORDS:
	case FIELD_HOOKS:
		item = json_object();
		describe_mapping(item);
		describe_list(schema, field, item);
		break;
	}
	return schema;
}

/*
 * Adds the schemas of all children of path, and theirs in turn. A parent comes before
 * its children in the table.
 */
static void add_children(json_t *schema, const char *path, struct arena *arena)
{
	json_t *properties = json_object_get(schema, "properties");
	json_t *required = json_object_get(schema, "required");

	for (const struct field *field = fields; field < fields + fields_count; field++) {
		if (!field_is_child(field, path))
			continue;
		json_t *child = describe(field, arena);
		put(properties, field_key(field), child);
		if (field->required)
			(void)json_array_append_new(required,
						    json_string(field_key(field)));
		if (field->kind == FIELD_MAPPING || field->kind == FIELD_SECRET)
			add_children(child, field->path, arena);
		else if (field_has_items(field))
			add_children(json_object_get(child, "items"),
				     arena_printf(arena, "%s[]", field->path), arena);
	}
	if (json_array_size(required) == 0)
		(void)json_object_del(schema, "required");
}

const char *manifest_schema(struct arena *arena)
{
	json_t *root = json_object();

	put(root, "$schema", json_string("http://json-schema.org/draft-07/schema#"));
	put(root, "title", json_string("extrepl replication manifest, version 1"));
	describe_mapping(root);
	add_children(root, "", arena);
	char *bytes = json_dumps(root, JSON_INDENT(2));
	json_decref(root);
	const char *text = arena_printf(arena, "%s\n", bytes == NULL ? "" : bytes);
	free(bytes);
	return text;
}
