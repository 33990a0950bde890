/*
 * Reads a JSON document into a tree, and gives each node its letter from the types that
 * the server returned for all nodes at once.
 */
#include <string.h>

#include "tables/json_node.h"

/* MySQL refuses deeper documents. */
#define DEEPEST 100

struct reader {
	const char *at, *end;
	struct arena *arena;
};

static void skip_blanks(struct reader *in)
{
	while (in->at < in->end && (*in->at == ' ' || *in->at == ',' || *in->at == ':'))
		in->at++;
}

static void skip_string(struct reader *in)
{
	in->at++;
	while (in->at < in->end && *in->at != '"')
		in->at += *in->at == '\\' && in->end - in->at > 1 ? 2 : 1;
	if (in->at < in->end)
		in->at++;
}

static struct json_node *read_node(struct reader *in, int depth);

/* The children of an object or array, up to and with its closing bracket. */
static bool read_children(struct reader *in, struct json_node *parent, int depth)
{
	const bool object = *in->at++ == '{';
	const char close = object ? '}' : ']';
	struct json_node **tail = &parent->first;

	for (;;) {
		const char *key = NULL;
		const char *key_end = NULL;

		skip_blanks(in);
		if (in->at >= in->end)
			return false;
		if (*in->at == close) {
			in->at++;
			return true;
		}
		if (object) {
			key = in->at;
			skip_string(in);
			key_end = in->at;
			skip_blanks(in);
		}
		struct json_node *child = read_node(in, depth + 1);
		if (child == NULL)
			return false;
		child->key = key;
		child->key_end = key_end;
		*tail = child;
		tail = &child->next;
	}
}

/* NULL when the text is no JSON document; a server never sends such text. */
static struct json_node *read_node(struct reader *in, int depth)
{
	struct json_node *node = arena_alloc(in->arena, sizeof(*node));

	skip_blanks(in);
	if (in->at >= in->end || depth > DEEPEST)
		return NULL;
	node->start = in->at;
	node->letter = PLAIN_NODE;
	if (*in->at == '{' || *in->at == '[') {
		if (!read_children(in, node, depth))
			return NULL;
	} else if (*in->at == '"') {
		skip_string(in);
	} else {
		while (in->at < in->end && strchr(",]} ", *in->at) == NULL)
			in->at++;
	}
	node->end = in->at;
	return node->end > node->start ? node : NULL;
}

/* The letters not yet given to a node. */
struct types {
	const char *members, *cells, *end;
};

static bool give_letters(struct json_node *node, struct types *types)
{
	for (struct json_node *child = node->first; child != NULL; child = child->next) {
		const char **from = child->key != NULL ? &types->members : &types->cells;

		if (*from >= types->end || **from == ' ')
			return false;
		child->letter = *(*from)++;
		child->special = child->letter != PLAIN_NODE;
	}
	for (struct json_node *child = node->first; child != NULL; child = child->next) {
		if (!give_letters(child, types))
			return false;
		node->special = node->special || child->special;
	}
	return true;
}

bool json_read(const char *document, size_t length, const char *types,
	       size_t types_length, struct arena *arena, struct json_node **out,
	       struct error *err)
{
	struct reader in = { document, document + length, arena };
	struct types left = { .end = types + types_length };
	struct json_node *root = read_node(&in, 0);

	/* "r", or "r members cells" */
	left.members = types_length > 1 ? types + 2 : left.end;
	const char *blank = memchr(left.members, ' ', (size_t)(left.end - left.members));
	left.cells = blank == NULL ? left.end : blank + 1;
	if (root == NULL || types_length == 0)
		return error_set(err, ERROR_BUG,
				 "cannot parse this JSON document: %.100s", document);
	root->letter = types[0];
	root->special = root->letter != PLAIN_NODE;
	bool shallow = types_length == 1;
	if (!shallow && (!give_letters(root, &left) || left.cells != left.end ||
			 (blank != NULL && left.members != blank)))
		return error_set(err, ERROR_BUG,
				 "the node types do not match this JSON document: %.100s",
				 document);
	*out = root;
	return true;
}
