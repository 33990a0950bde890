/*
 * Loads the text with libcyaml and finds a leaf or list in it by its path. Converting
 * the text is left to scalar.c.
 */
#include "manifest/raw.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Stored before each block: its capacity in bytes. The capacity doubles, so a long list
 * is not copied for every entry.
 */
union block {
	size_t room;
	max_align_t align;
};

static void *arena_memory(void *arena, void *old, size_t size)
{
	union block *block = old;
	size_t had = block == NULL ? 0 : block[-1].room;

	if (size == 0)
		return NULL;
	if (size <= had)
		return old;
	size_t room = size < had * 2 ? had * 2 : size;
	union block *fresh = arena_alloc(arena, sizeof(*fresh) + room);
	fresh->room = room;
	if (had > 0)
		memcpy(fresh + 1, old, had);
	return fresh + 1;
}

bool raw_load(const char *bytes, size_t length, struct arena *arena,
	      const struct raw **out, struct error *err)
{
	const cyaml_config_t config = {
		.log_fn = NULL,
		.mem_fn = arena_memory,
		.mem_ctx = arena,
		.log_level = CYAML_LOG_ERROR,
		.flags = CYAML_CFG_NO_ALIAS,
	};
	void *loaded = NULL;
	cyaml_err_t result = cyaml_load_data((const uint8_t *)bytes, length, &config,
					     &raw_schema, &loaded, NULL);

	if (result != CYAML_OK)
		return error_set(err, ERROR_MANIFEST, "libcyaml refuses it (error %d)",
				 (int)result);
	if (loaded == NULL)
		loaded = arena_alloc(arena, raw_schema.data_size);
	*out = loaded;
	return true;
}

/* The field of a mapping with the first component of path. */
static const cyaml_schema_field_t *component(const cyaml_schema_field_t *among,
					     const char *path)
{
	size_t length = strcspn(path, ".");

	for (; among->key != NULL; among++) {
		if (strncmp(among->key, path, length) == 0 && among->key[length] == '\0')
			return among;
	}
	return NULL;
}

/* The address of the value at path; NULL when a mapping above it is absent. */
static const unsigned char *member(const struct raw *raw, const char *path,
				   const cyaml_schema_field_t **field,
				   const unsigned char **within)
{
	const unsigned char *base = (const unsigned char *)raw;
	const cyaml_schema_field_t *among = raw_schema.mapping.fields;

	for (;;) {
		*field = component(among, path);
		if (*field == NULL)
			return NULL;
		const unsigned char *place = base + (*field)->data_offset;
		path += strcspn(path, ".");
		if (*path == '\0') {
			*within = base;
			return place;
		}
		path++;
		memcpy(&base, place, sizeof(base));
		if (base == NULL)
			return NULL;
		among = (*field)->value.mapping.fields;
	}
}

const char *raw_text(const struct raw *raw, const char *path)
{
	const cyaml_schema_field_t *field;
	const unsigned char *within;
	const unsigned char *place = member(raw, path, &field, &within);
	const char *text = NULL;

	if (place != NULL)
		memcpy(&text, place, sizeof(text));
	return text;
}

struct raw_list raw_list(const struct raw *raw, const char *path)
{
	struct raw_list list = { .count = 0 };
	const cyaml_schema_field_t *field;
	const unsigned char *within;
	const unsigned char *place = member(raw, path, &field, &within);

	if (place == NULL)
		return list;
	if (field->value.sequence.entry->type != CYAML_MAPPING)
		memcpy(&list.texts, place, sizeof(list.texts));
	else if (field->value.sequence.entry->data_size == sizeof(struct raw_hook))
		memcpy(&list.hooks, place, sizeof(list.hooks));
	else if (field->value.sequence.entry->mapping.fields[0].value.type ==
			 CYAML_STRING &&
		 strcmp(field->value.sequence.entry->mapping.fields[0].key, "account") ==
			 0)
		memcpy(&list.passwords, place, sizeof(list.passwords));
	else
		memcpy(&list.settings, place, sizeof(list.settings));
	if (list.settings != NULL || list.hooks != NULL || list.passwords != NULL ||
	    list.texts != NULL)
		memcpy(&list.count, within + field->count_offset, sizeof(list.count));
	return list;
}
