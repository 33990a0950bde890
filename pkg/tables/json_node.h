/*
 * A JSON document as a tree, each node with the letter of its type (json.h). Shared by
 * json_read.c and json.c.
 */
#ifndef TABLES_JSON_NODE_H
#define TABLES_JSON_NODE_H

#include "base/arena.h"
#include "base/error.h"

enum letter {
	PLAIN_NODE = '.',
	DECIMAL_NODE = 'd',
	UNSIGNED_NODE = 'u', /* below 2^32 */
	SIGNED_NODE = 'i',   /* from 2^32 on */
	DATETIME_NODE = 'D',
	DATE_NODE = 'a',
	TIME_NODE = 't',
	TIMESTAMP_NODE = 's',
	BYTES_NODE = 'b',
	OTHER_NODE = 'x',
};

struct json_node {
	const char *start, *end;        /* of the value in the document */
	const char *key, *key_end;      /* quoted, of an object's member */
	struct json_node *first, *next; /* child, sibling */
	char letter;
	bool special; /* this node, or one below it */
};

/* ERROR_BUG when the document cannot be parsed, or the types do not match its nodes. */
bool json_read(const char *document, size_t length, const char *types,
	       size_t types_length, struct arena *arena, struct json_node **out,
	       struct error *err) MUST_CHECK;

#endif
