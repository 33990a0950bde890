/*
 * The table of all fields of the format. It controls the parsing of each value, its
 * default, its limits, the JSON Schema and the reference page. A key that is not in the
 * table does not exist.
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
	FIELD_SETTINGS,  /* struct manifest_setting * and, after it, size_t */
	FIELD_PASSWORDS, /* struct manifest_account_password * and, after it, size_t */
	FIELD_HOOKS,     /* struct manifest_hook * and, after it, size_t */
};

/* Offset of a field that struct manifest does not have. */
#define NOWHERE ((size_t)-1)
/*
 * In the column `since`: any value except the default is refused as "not supported
 * yet".
 */
#define NOT_YET NULL

struct field {
	const char *path; /* "source.tls.mode", "source.settings[].name" */
	enum field_kind kind;
	/* the default, as written in a manifest; or NULL */
	const char *default_text;
	const char *since;   /* the first version of extrepl that has it, or NOT_YET */
	size_t place;        /* offset in struct manifest, or NOWHERE */
	const char *meaning; /* for the schema and the reference page */
	/*
	 * Limits: of a number (milliseconds for durations, bytes for sizes), of a
	 * text's length in bytes, or of a list's count of items.
	 */
	uint64_t min;
	/* for texts and lists, 0 means no limit; for numbers it must be set */
	uint64_t max;
	const char *const *words; /* the allowed words, NULL-terminated */
	const char *later;        /* the one word that is NOT_YET */
	const char *pattern;      /* extended regular expression, also of items */
	/* what the pattern describes, for the message "'x' is not ..." */
	const char *expects;
	/* Computes the default from fields above this one. */
	const char *(*derive)(const struct manifest *manifest, struct arena *arena);
	const char *derived; /* how the reference page describes that default */
	bool required;       /* an absent key is an error */
	bool may_be_empty;   /* "" is a value */
	bool hidden;         /* messages never quote the value */
};

extern const struct field fields[];
extern const size_t fields_count;

/* NULL when there is none. The path may have indexes: "source.settings[3].name". */
const struct field *field_find(const char *path);
/*
 * True when the field is a direct child of the mapping (or item) at path; "" is the
 * root.
 */
bool field_is_child(const struct field *field, const char *path);
/* The last component: "mode". */
const char *field_key(const struct field *field);
/* True for a list of mappings. */
bool field_has_items(const struct field *field);
/* True for a field of an item in a list of mappings: its path contains "[]". */
bool field_in_item(const struct field *field);

#endif
