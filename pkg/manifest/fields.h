/*
 * The table of all fields of the format: what parses a leaf, fills its default, checks
 * its range, and makes the JSON Schema and the reference page. A field that is not in
 * it does not exist.
 */
#ifndef MANIFEST_FIELDS_H
#define MANIFEST_FIELDS_H

#include "manifest/manifest.h"

enum field_kind {
	FIELD_MAPPING,   /* keys below it */
	FIELD_SECRET,    /* the mapping of a secret_reference */
	FIELD_TEXT,      /* const char * */
	FIELD_FILE,      /* const char *, made relative to the manifest's folder */
	FIELD_INTEGER,   /* unsigned */
	FIELD_POSITION,  /* uint64_t */
	FIELD_BOOLEAN,   /* bool */
	FIELD_DURATION,  /* int64_t, milliseconds */
	FIELD_SIZE,      /* uint64_t, bytes */
	FIELD_WORD,      /* an enum: the index in words */
	FIELD_TEXTS,     /* const char *const *, NULL-terminated */
	FIELD_CONSENTS,  /* unsigned, set of enum consent */
	FIELD_SETTINGS,  /* struct manifest_setting * and, behind it, size_t */
	FIELD_PASSWORDS, /* struct manifest_account_password * and, behind it, size_t */
	FIELD_HOOKS,     /* struct manifest_hook * and, behind it, size_t */
};

/* The place of a field that struct manifest does not hold. */
#define NOWHERE ((size_t)-1)
/* In the column since: refused as long as it says something other than the default. */
#define NOT_YET NULL

struct field {
	const char *path; /* "source.tls.mode", "source.settings[].name" */
	enum field_kind kind;
	const char *default_text; /* the default, as a manifest would say it; or NULL */
	const char *since;        /* the first extrepl that has it, or NOT_YET */
	size_t place;             /* offset in struct manifest, or NOWHERE */
	const char *meaning;      /* for the schema and the reference page */
	/* Of the number, in milliseconds or bytes; a text's length; a list's items. */
	uint64_t min;
	uint64_t max;             /* of texts and lists: 0 is no limit */
	const char *const *words; /* NULL-terminated */
	const char *later;        /* the one word that is NOT_YET */
	const char *pattern;      /* extended regular expression, also of items */
	const char *expects;      /* what pattern stands for: "'x' is not ..." */
	/* The default that follows from rows above, and how the page says so. */
	const char *(*derive)(const struct manifest *manifest, struct arena *arena);
	const char *derived;
	bool required;
	bool may_be_empty; /* "" is a value */
	bool hidden;       /* messages never quote it */
};

extern const struct field fields[];
extern const size_t fields_count;

/* NULL when there is none. The path may have indexes: "source.settings[3].name". */
const struct field *field_find(const char *path);
/* Whether it lies directly below the mapping (or item) path; "" is the root. */
bool field_is_child(const struct field *field, const char *path);
/* The last component: "mode". */
const char *field_key(const struct field *field);
/* Whether it is a list of mappings. */
bool field_has_items(const struct field *field);
/* Whether it is an item's field, behind "[]". */
bool field_in_item(const struct field *field);

#endif
