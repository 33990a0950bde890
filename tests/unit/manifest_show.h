/* A field's value in a loaded manifest, as text, for rows of a test to compare. */
#ifndef TESTS_MANIFEST_SHOW_H
#define TESTS_MANIFEST_SHOW_H

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "manifest/fields.h"

static inline const char *show_texts(const char *const *texts, struct arena *arena)
{
	struct text text = text_make(arena);

	if (texts == NULL)
		return "(none)";
	for (size_t i = 0; texts[i] != NULL; i++)
		text_addf(&text, "%s%s", i == 0 ? "" : " ", texts[i]);
	return text.bytes;
}

static inline const char *show_settings(const struct manifest_setting *settings,
					size_t count, struct arena *arena)
{
	struct text text = text_make(arena);

	for (size_t i = 0; i < count; i++)
		text_addf(&text, "%s%s=%s", i == 0 ? "" : " ", settings[i].name,
			  settings[i].value);
	return count == 0 ? "(none)" : text.bytes;
}

static inline const char *show_hooks(const struct manifest_hook *hooks, size_t count,
				     struct arena *arena)
{
	static const char *const moments[] = { "frozen", "opened", "finalized" };
	struct text text = text_make(arena);

	for (size_t i = 0; i < count; i++)
		text_addf(&text, "%s%s: %s, undo: %s, %" PRId64 " ms", i == 0 ? "" : "; ",
			  moments[hooks[i].at], show_texts(hooks[i].run, arena),
			  show_texts(hooks[i].undo, arena), hooks[i].timeout_ms);
	return count == 0 ? "(none)" : text.bytes;
}

static inline const char *show_consents(unsigned consents, struct arena *arena)
{
	struct text text = text_make(arena);

	for (unsigned bit = 1; bit <= CONSENT_PROMOTE; bit <<= 1) {
		if ((consents & bit) != 0)
			text_addf(&text, "%s%s", text.length == 0 ? "" : " ",
				  consent_name((enum consent)bit));
	}
	return consents == 0 ? "(none)" : text.bytes;
}

static inline const char *show(const struct manifest *manifest, const char *path,
			       struct arena *arena)
{
	const struct field *field = field_find(path);

	if (field == NULL || field->place == NOWHERE)
		return "(no such field)";
	const char *place = (const char *)manifest + field->place;
	switch (field->kind) {
	case FIELD_INTEGER:
		return arena_printf(arena, "%u", *(const unsigned *)(const void *)place);
	case FIELD_WORD:
		return field->words[*(const unsigned *)(const void *)place];
	case FIELD_POSITION:
	case FIELD_SIZE:
		return arena_printf(arena, "%" PRIu64,
				    *(const uint64_t *)(const void *)place);
	case FIELD_DURATION:
		return arena_printf(arena, "%" PRId64 " ms",
				    *(const int64_t *)(const void *)place);
	case FIELD_BOOLEAN:
		return *(const bool *)(const void *)place ? "true" : "false";
	case FIELD_TEXTS:
		return show_texts(*(const char *const *const *)(const void *)place,
				  arena);
	case FIELD_CONSENTS:
		return show_consents(*(const unsigned *)(const void *)place, arena);
	case FIELD_SETTINGS:
		return show_settings(
			*(const struct manifest_setting *const *)(const void *)place,
			*(const size_t *)(const void *)(place + sizeof(void *)), arena);
	case FIELD_PASSWORDS: {
		const struct manifest_account_password *items = *(
			const struct manifest_account_password *const *)(const void *)place;
		size_t count = *(const size_t *)(const void *)(place + sizeof(void *));
		const char *list = "";

		for (size_t i = 0; i < count; i++)
			list = arena_printf(arena, "%s%s%s", list, i == 0 ? "" : ", ",
					    items[i].account);
		return list;
	}
	case FIELD_HOOKS:
		return show_hooks(*(const struct manifest_hook *const *)(const void *)place,
				  *(const size_t *)(const void *)(place + sizeof(void *)),
				  arena);
	case FIELD_SECRET:
		return ((const struct secret_reference *)(const void *)place)->where;
	default: {
		const char *text = *(const char *const *)(const void *)place;
		return text == NULL ? "(none)" : text;
	}
	}
}

#endif
