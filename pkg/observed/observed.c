/*
 * Prints the facts as YAML and loads them with libcyaml, in an arena. The members are
 * described in schema.c.
 */
#include "observed/observed.h"

#include <string.h>

#include "base/text.h"
#include "observed/schema.h"

/*
 * libcyaml reallocates without passing the old size, so each item has its size stored
 * before it.
 */
struct sized {
	size_t size;
	_Alignas(max_align_t) unsigned char bytes[];
};

static void *arena_memory(void *context, void *old, size_t size)
{
	if (size == 0)
		return NULL;
	struct sized *fresh = arena_alloc(context, sizeof(struct sized) + size);

	fresh->size = size;
	if (old != NULL) {
		const struct sized *before =
			(const struct sized *)((const char *)old -
					       offsetof(struct sized, bytes));

		memcpy(fresh->bytes, before->bytes,
		       before->size < size ? before->size : size);
	}
	return fresh->bytes;
}

static cyaml_config_t configuration(struct arena *arena)
{
	return (cyaml_config_t){
		.mem_fn = arena_memory,
		.mem_ctx = arena,
		.log_fn = NULL,
		.log_level = CYAML_LOG_ERROR,
		.flags = CYAML_CFG_NO_ALIAS,
	};
}

bool observed_print(const struct observed *observed, struct arena *arena,
		    const char **out, struct error *err)
{
	cyaml_config_t config = configuration(arena);
	char *bytes = NULL;
	size_t length = 0;

	cyaml_err_t result =
		cyaml_save_data(&bytes, &length, &config, &observed_schema, observed, 0);
	if (result != CYAML_OK)
		return error_set(err, ERROR_BUG, "printing the observed facts: %s",
				 cyaml_strerror(result));
	*out = arena_copy_n(arena, bytes, length);
	return true;
}

/* libcyaml's first message, which is the useful one. */
struct complaint {
	struct arena *arena;
	char *text;
};

static PRINTF_LIKE(3, 0) void keep_complaint(cyaml_log_t level, void *context,
					     const char *format, va_list args)
{
	struct complaint *complaint = context;

	(void)level;
	if (complaint->text != NULL)
		return;
	complaint->text = arena_vprintf(complaint->arena, format, args);
	complaint->text[strcspn(complaint->text, "\n")] = '\0';
}

bool observed_parse(const char *bytes, size_t length, const char *path,
		    struct arena *arena, struct observed **out, struct error *err)
{
	struct complaint complaint = { arena, NULL };
	cyaml_config_t config = configuration(arena);
	cyaml_data_t *data = NULL;

	config.log_fn = keep_complaint;
	config.log_ctx = &complaint;
	cyaml_err_t result = cyaml_load_data((const uint8_t *)bytes, length, &config,
					     &observed_schema, &data, NULL);
	if (result != CYAML_OK || data == NULL)
		return error_set(err, ERROR_MANIFEST,
				 "%s: not a file of observed facts: %s", path,
				 text_empty(complaint.text) ? cyaml_strerror(result) :
							      complaint.text);
	struct observed *observed = (struct observed *)data;
	if (!text_equal(observed->format, OBSERVED_FORMAT)) {
		error_set(err, ERROR_MANIFEST, "%s: format is '%s', expected '%s'",
			  path, observed->format == NULL ? "" : observed->format,
			  OBSERVED_FORMAT);
		return error_hint(err, "Make it with `extrepl observe`.");
	}
	*out = observed;
	return true;
}
