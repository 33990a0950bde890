/*
 * What convert.c, account_passwords.c and hooks.c share: the parts in convert_parts.c.
 * Nothing else includes it.
 */
#ifndef MANIFEST_CONVERT_INTERNAL_H
#define MANIFEST_CONVERT_INTERNAL_H

#include "manifest/convert.h"
#include "manifest/fields.h"

struct conversion {
	const struct document *document;
	const struct raw *raw;
	struct manifest *manifest;
	struct arena *arena;
};

/* "required, but not set", with a hint. Returns false. */
bool convert_missing(const struct conversion *conversion, const struct field *field,
		     const char *path, struct error *err);
/* "not supported yet", with a hint. Returns false. */
bool convert_not_yet(const struct conversion *conversion, const struct field *field,
		     struct error *err);
/* Puts the value into the field's place in struct manifest. */
void convert_store(const struct conversion *conversion, const struct field *field,
		   const void *value, size_t size);
/* Checks that a list is neither too short nor too long. An absent list passes. */
bool convert_check_items(const struct conversion *conversion, const struct field *field,
			 struct error *err) MUST_CHECK;
/* "list[2]" */
const char *convert_item_path(const struct conversion *conversion, const char *list,
			      unsigned index);
/* The texts of the list at the path, each checked like the field; NULL-terminated. */
bool convert_each_text(const struct conversion *conversion, const struct field *field,
		       const char *path, char *const *words, unsigned count,
		       const char *const **out, struct error *err) MUST_CHECK;
/*
 * One leaf of an item, such as source.settings[2].name. If it is absent, *out does not
 * change; it is an error if the leaf is required.
 */
bool convert_item(const struct conversion *conversion, const char *item, const char *key,
		  const char *text, const char **out, struct error *err) MUST_CHECK;
/* Converts the item with this index, which is at the path, into out. */
typedef bool (*convert_one)(const struct conversion *conversion,
			    const struct raw_list *raw, unsigned index,
			    const char *path, void *out, struct error *err);
/*
 * A list of mappings: stores the pointer to the items, each of this size, and then the
 * count.
 */
bool convert_list(const struct conversion *conversion, const struct field *field,
		  size_t size, convert_one one, struct error *err) MUST_CHECK;

/* account_passwords.c */
bool convert_passwords(const struct conversion *conversion, const struct field *field,
		       struct error *err) MUST_CHECK;
/* hooks.c */
bool convert_hooks(const struct conversion *conversion, const struct field *field,
		   struct error *err) MUST_CHECK;

#endif
