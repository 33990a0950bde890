/*
 * The structure of the text as libyaml sees it: which paths exist, with which shape,
 * line and column. Refuses what libcyaml would ignore: a second document, tags,
 * anchors, an empty file, and keys that are not plain words.
 */
#ifndef MANIFEST_DOCUMENT_H
#define MANIFEST_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

enum node_kind { NODE_SCALAR, NODE_MAPPING, NODE_LIST };

/* Lines and columns count from 1. */
struct node {
	const char *path; /* "source.settings[0].name"; "" is the root */
	const char *key;  /* the last component, NULL for an item and for the root */
	enum node_kind kind;
	bool empty; /* nothing, ~ or null, unquoted; counts as absent */
	bool quoted;
	unsigned line, column;
	/* position of the key, or of the value when there is no key */
	unsigned key_line, key_column;
	size_t items;        /* keys of a mapping, items of a list */
	struct node *parent; /* NULL for the root */
	struct node *before; /* the previous child of the same parent, or NULL */
	struct node *last_child;
	struct node *next; /* in the order of the text */
};

struct document {
	const char *name; /* of the file, for messages */
	struct arena *arena;
	struct node *first, *last;
	/* the value of the key version, as written; NULL: none so far */
	const char *version;
};

/* When it fails, document has what was read until then. */
bool document_read(const char *bytes, size_t length, const char *name,
		   struct arena *arena, struct document *document,
		   struct error *err) MUST_CHECK;

/* NULL when the path does not exist. */
const struct node *document_find(const struct document *document, const char *path);
/* True when the path exists and is not empty. */
bool document_has(const struct document *document, const char *path);

/*
 * ERROR_MANIFEST "file:line:column: path: ..." at the value of path, or, if that does
 * not exist, at the key of the nearest mapping around it. Returns false.
 */
bool document_fault(const struct document *document, const char *path,
		    struct error *err, const char *format, ...) PRINTF_LIKE(4, 5);
/* The same at this position, without a path when path is "". */
bool document_fault_at(const struct document *document, unsigned line, unsigned column,
		       const char *path, struct error *err, const char *format, ...)
	PRINTF_LIKE(6, 7);

/* 'value' for a message: shortened, on one line. */
const char *document_quote(const char *value, struct arena *arena);

#endif
