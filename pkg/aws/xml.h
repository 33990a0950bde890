/*
 * The replies of AWS's query protocol: elements and their text as a small tree.
 * Attributes and namespaces have no meaning there and are ignored.
 *
 * Nothing in a reply is trusted: it has at most XML_DEPTH levels and XML_NODES elements
 * and no DOCTYPE, so no entity can grow.
 */
#ifndef AWS_XML_H
#define AWS_XML_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

#define XML_DEPTH 32
#define XML_NODES 200000

struct xml_node {
	const char *name;
	const char *text;             /* the element's own text, trimmed; never NULL */
	const struct xml_node *child; /* the first; NULL: none */
	const struct xml_node *next;  /* the next of the same parent */
};

/* ERROR_FAILED when it is not XML or exceeds the limits. */
bool xml_parse(const char *bytes, size_t length, struct arena *arena,
	       const struct xml_node **out, struct error *err) MUST_CHECK;

/*
 * Finds the first element by a path of names, "Endpoint/Address". A NULL node has no
 * children.
 */
const struct xml_node *xml_find(const struct xml_node *node, const char *path);
/* The text of that element; NULL when it is missing or empty. */
const char *xml_text(const struct xml_node *node, const char *path);

#endif
