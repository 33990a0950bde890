/*
 * Converts the text of a leaf to its value, by its row of fields[].
 */
#ifndef MANIFEST_SCALAR_H
#define MANIFEST_SCALAR_H

#include "manifest/document.h"
#include "manifest/fields.h"

/* A text to convert to a value. */
struct leaf {
	const struct document *document;
	const struct field *field;
	const char *path; /* with indexes, which the field's path does not have */
	const char *text; /* as written in the manifest */
};

/*
 * The field's kind says which member is valid. scalar_size bytes of it go into struct
 * manifest.
 */
union scalar {
	const char *text;
	unsigned number; /* FIELD_INTEGER and FIELD_WORD */
	uint64_t big;    /* FIELD_POSITION and FIELD_SIZE */
	int64_t milliseconds;
	bool yes;
};

size_t scalar_size(const struct field *field);
bool scalar_equal(const struct field *field, const union scalar *a,
		  const union scalar *b);

bool scalar_parse(const struct leaf *leaf, union scalar *out,
		  struct error *err) MUST_CHECK;

/*
 * number.c: digits and, for durations and sizes, a unit: the number in milliseconds
 * or bytes.
 */
bool number_parse(const struct leaf *leaf, uint64_t *out, struct error *err) MUST_CHECK;
/* A number of the field's kind as written in a manifest: 86400000 as "1d". */
const char *number_print(const struct field *field, uint64_t number, struct arena *arena);

/* leaf.c: sets "'x' is not ...", without x when the field is hidden. Returns false. */
bool leaf_refuse(const struct leaf *leaf, struct error *err, const char *format, ...)
	PRINTF_LIKE(3, 4);

#endif
