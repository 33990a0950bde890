/*
 * Reads XML with expat into a small tree, within fixed limits, and finds elements by
 * path.
 */
#include "aws/xml.h"

#include <string.h>

#include <expat.h>

#include "base/text.h"

/* An element that is open: its node, its last child so far, the text read so far. */
struct open_element {
	struct xml_node *node;
	struct xml_node *last;
	struct text text;
};

struct reading {
	XML_Parser parser;
	struct arena *arena;
	struct open_element open[XML_DEPTH];
	size_t depth;
	size_t nodes;
	const struct xml_node *root;
	const char *fault; /* NULL: none */
};

static void give_up(struct reading *reading, const char *fault)
{
	reading->fault = fault;
	(void)XML_StopParser(reading->parser, XML_FALSE);
}

static void element_starts(void *arg, const XML_Char *name, const XML_Char **attributes)
{
	struct reading *reading = arg;

	(void)attributes;
	/* expat may call once more after it was stopped. */
	if (reading->fault != NULL)
		return;
	if (reading->depth == XML_DEPTH || reading->nodes == XML_NODES) {
		give_up(reading, "it has too many elements");
		return;
	}
	struct xml_node *node = arena_alloc(reading->arena, sizeof(*node));
	node->name = arena_copy(reading->arena, name);
	node->text = "";
	reading->nodes++;
	if (reading->depth > 0) {
		struct open_element *parent = &reading->open[reading->depth - 1];

		if (parent->last == NULL)
			parent->node->child = node;
		else
			parent->last->next = node;
		parent->last = node;
	} else {
		reading->root = node;
	}
	reading->open[reading->depth++] = (struct open_element){ .node = node };
}

static const char *trimmed(struct text *text)
{
	static const char blanks[] = " \t\r\n";
	char *bytes = text->bytes + strspn(text->bytes, blanks);
	size_t length = strlen(bytes);

	while (length > 0 && strchr(blanks, bytes[length - 1]) != NULL)
		length--;
	bytes[length] = '\0';
	return bytes;
}

static void element_ends(void *arg, const XML_Char *name)
{
	struct reading *reading = arg;

	(void)name;
	if (reading->fault != NULL)
		return;
	struct open_element *element = &reading->open[--reading->depth];
	if (element->text.arena != NULL)
		element->node->text = trimmed(&element->text);
}

static void text_comes(void *arg, const XML_Char *bytes, int length)
{
	struct reading *reading = arg;

	if (reading->fault != NULL || reading->depth == 0)
		return;
	struct text *text = &reading->open[reading->depth - 1].text;
	if (text->arena == NULL)
		*text = text_make(reading->arena);
	text_add_n(text, bytes, (size_t)length);
}

static void doctype_starts(void *arg, const XML_Char *name, const XML_Char *system_id,
			   const XML_Char *public_id, int has_internal_subset)
{
	(void)name;
	(void)system_id;
	(void)public_id;
	(void)has_internal_subset;
	give_up(arg, "it has a DOCTYPE");
}

static void parser_release(XML_Parser *parser)
{
	if (*parser != NULL)
		XML_ParserFree(*parser);
}

bool xml_parse(const char *bytes, size_t length, struct arena *arena,
	       const struct xml_node **out, struct error *err)
{
	CLEANUP(parser_release) XML_Parser parser = XML_ParserCreate(NULL);
	struct reading reading = { .parser = parser, .arena = arena };

	if (parser == NULL)
		return error_set(err, ERROR_BUG, "cannot create an expat parser");
	if (length > INT32_MAX)
		return error_set(err, ERROR_FAILED, "the reply is too long");
	XML_SetUserData(parser, &reading);
	XML_SetElementHandler(parser, element_starts, element_ends);
	XML_SetCharacterDataHandler(parser, text_comes);
	XML_SetStartDoctypeDeclHandler(parser, doctype_starts);
	if (XML_Parse(parser, bytes, (int)length, XML_TRUE) != XML_STATUS_OK)
		return error_set(err, ERROR_FAILED,
				 "the reply is not the expected XML: %s",
				 reading.fault != NULL ?
					 reading.fault :
					 XML_ErrorString(XML_GetErrorCode(parser)));
	*out = reading.root;
	return true;
}

const struct xml_node *xml_find(const struct xml_node *node, const char *path)
{
	while (node != NULL && *path != '\0') {
		size_t length = strcspn(path, "/");
		const struct xml_node *child = node->child;

		while (child != NULL && (strncmp(child->name, path, length) != 0 ||
					 child->name[length] != '\0'))
			child = child->next;
		node = child;
		path += length;
		path += *path == '/';
	}
	return node;
}

const char *xml_text(const struct xml_node *node, const char *path)
{
	node = xml_find(node, path);
	return node == NULL || node->text[0] == '\0' ? NULL : node->text;
}
