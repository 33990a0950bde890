/*
 * Reads the YAML with libyaml into a list of nodes with their paths and positions. It
 * does not know the fields; shape.c compares the nodes with them.
 */
#include "manifest/document.h"

#include <string.h>
#include <yaml.h>

#include "base/text.h"

#define DEEPEST 16

struct reader {
	struct document *document;
	struct node *open; /* the mapping or list that the next event belongs to */
	unsigned depth;
	bool have_key;
	const char *key;
	unsigned key_line, key_column;
};

static bool fault_at_mark(const struct reader *reader, yaml_mark_t mark,
			  struct error *err, const char *what)
{
	return document_fault_at(reader->document, (unsigned)mark.line + 1,
				 (unsigned)mark.column + 1, "", err, "%s", what);
}

static const char *child_path(const struct reader *reader, const char *key)
{
	struct arena *arena = reader->document->arena;
	const struct node *open = reader->open;

	if (open == NULL)
		return "";
	if (open->kind == NODE_LIST)
		return arena_printf(arena, "%s[%zu]", open->path, open->items);
	return open->path[0] == '\0' ? key :
				       arena_printf(arena, "%s.%s", open->path, key);
}

static struct node *node_add(struct reader *reader, enum node_kind kind, yaml_mark_t mark)
{
	struct document *document = reader->document;
	struct node *node = arena_alloc(document->arena, sizeof(*node));

	node->key = reader->have_key ? reader->key : NULL;
	node->path = child_path(reader, node->key);
	node->kind = kind;
	node->line = (unsigned)mark.line + 1;
	node->column = (unsigned)mark.column + 1;
	node->key_line = reader->have_key ? reader->key_line : node->line;
	node->key_column = reader->have_key ? reader->key_column : node->column;
	node->parent = reader->open;
	if (reader->open != NULL) {
		reader->open->items++;
		node->before = reader->open->last_child;
		reader->open->last_child = node;
	}
	if (document->last == NULL)
		document->first = node;
	else
		document->last->next = node;
	document->last = node;
	reader->have_key = false;
	return node;
}

static bool says_nothing(const char *value, bool plain)
{
	return plain && (text_equal(value, "") || text_equal(value, "~") ||
			 text_equal(value, "null") || text_equal(value, "Null") ||
			 text_equal(value, "NULL"));
}

static bool read_scalar(struct reader *reader, const yaml_event_t *event,
			struct error *err)
{
	const char *value = (const char *)event->data.scalar.value;
	bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;

	if (strlen(value) != event->data.scalar.length)
		return fault_at_mark(reader, event->start_mark, err,
				     "a text that contains a 0 byte");
	if (reader->open != NULL && reader->open->kind == NODE_MAPPING &&
	    !reader->have_key) {
		reader->have_key = true;
		reader->key = arena_copy(reader->document->arena, value);
		reader->key_line = (unsigned)event->start_mark.line + 1;
		reader->key_column = (unsigned)event->start_mark.column + 1;
		return true;
	}
	struct node *node = node_add(reader, NODE_SCALAR, event->start_mark);
	node->quoted = !plain;
	node->empty = says_nothing(value, plain);
	if (text_equal(node->path, "version") && !node->empty)
		reader->document->version = arena_copy(reader->document->arena, value);
	return true;
}

static bool open_node(struct reader *reader, enum node_kind kind, yaml_mark_t mark,
		      struct error *err)
{
	if (reader->open != NULL && reader->open->kind == NODE_MAPPING &&
	    !reader->have_key)
		return fault_at_mark(reader, mark, err, "a key must be a plain word");
	if (reader->depth == DEEPEST)
		return fault_at_mark(reader, mark, err, "nested too deep");
	reader->open = node_add(reader, kind, mark);
	reader->depth++;
	return true;
}

static bool refuse_tag(const struct reader *reader, const yaml_char_t *tag,
		       const yaml_char_t *anchor, yaml_mark_t mark, struct error *err)
{
	if (tag != NULL) {
		(void)fault_at_mark(reader, mark, err, "tags are not supported");
		return error_hint(err, "Remove the word that begins with !.");
	}
	if (anchor != NULL) {
		(void)fault_at_mark(reader, mark, err, "anchors are not supported");
		return error_hint(err, "Remove the word that begins with &.");
	}
	return true;
}

static bool read_event(struct reader *reader, const yaml_event_t *event, bool *end,
		       struct error *err)
{
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (reader->document->first == NULL)
			return true;
		(void)fault_at_mark(reader, event->start_mark, err,
				    "a second document begins here");
		return error_hint(err, "Write one replication per file.");
	case YAML_ALIAS_EVENT:
		(void)fault_at_mark(reader, event->start_mark, err,
				    "aliases are not supported");
		return error_hint(err,
				  "Write the value itself, or put it in quotes if it begins with "
				  "*.");
	case YAML_SCALAR_EVENT:
		return refuse_tag(reader, event->data.scalar.tag,
				  event->data.scalar.anchor, event->start_mark, err) &&
		       read_scalar(reader, event, err);
	case YAML_SEQUENCE_START_EVENT:
		return refuse_tag(reader, event->data.sequence_start.tag,
				  event->data.sequence_start.anchor, event->start_mark,
				  err) &&
		       open_node(reader, NODE_LIST, event->start_mark, err);
	case YAML_MAPPING_START_EVENT:
		return refuse_tag(reader, event->data.mapping_start.tag,
				  event->data.mapping_start.anchor, event->start_mark,
				  err) &&
		       open_node(reader, NODE_MAPPING, event->start_mark, err);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		if (reader->open != NULL)
			reader->open = reader->open->parent;
		reader->depth--;
		return true;
	case YAML_STREAM_END_EVENT:
		*end = true;
		return true;
	default:
		return true;
	}
}

static bool syntax_fault(const struct reader *reader, const yaml_parser_t *parser,
			 const char *bytes, size_t length, struct error *err)
{
	yaml_mark_t mark = parser->problem_mark;

	/* For invalid bytes libyaml reports an offset, not a line. */
	if (parser->error == YAML_READER_ERROR) {
		mark.line = mark.column = 0;
		for (size_t i = 0; i < parser->problem_offset && i < length; i++) {
			mark.line += bytes[i] == '\n';
			mark.column = bytes[i] == '\n' ? 0 : mark.column + 1;
		}
	}
	(void)document_fault_at(reader->document, (unsigned)mark.line + 1,
				(unsigned)mark.column + 1, "", err, "not valid YAML: %s",
				parser->problem == NULL ? "unreadable" : parser->problem);
	if (mark.index < length && bytes[mark.index] == '\t')
		(void)error_hint(err, "Indent YAML with spaces, never with tabs.");
	return false;
}

bool document_read(const char *bytes, size_t length, const char *name,
		   struct arena *arena, struct document *document, struct error *err)
{
	CLEANUP(yaml_parser_delete) yaml_parser_t parser;
	struct reader reader = { .document = document };
	bool end = false;

	*document = (struct document){ .name = name, .arena = arena };
	if (yaml_parser_initialize(&parser) == 0)
		return error_set(err, ERROR_BUG, "libyaml does not start");
	yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, length);
	while (!end) {
		CLEANUP(yaml_event_delete) yaml_event_t event;

		if (yaml_parser_parse(&parser, &event) == 0)
			return syntax_fault(&reader, &parser, bytes, length, err);
		if (!read_event(&reader, &event, &end, err))
			return false;
	}
	const struct node *root = document->first;
	if (root == NULL || root->empty) {
		(void)document_fault_at(document, 1, 1, "", err,
					"there is nothing in it");
		return error_hint(err, "A manifest begins with version: 1.");
	}
	if (root->kind != NODE_MAPPING) {
		(void)document_fault_at(document, root->line, root->column, "", err,
					"expected a mapping");
		return error_hint(err, "A manifest begins with version: 1.");
	}
	return true;
}
