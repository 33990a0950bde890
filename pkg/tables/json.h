/*
 * JSON that its own text cannot carry: MySQL's documents may hold a DECIMAL, a
 * DATETIME, a TIMESTAMP or bytes, which get another type when they are loaded from text
 * (JSON_TYPE shows it). So the copy reads the types of all nodes along with the text.
 * If one of them is special, the value is written as an expression that builds it
 * again, node by node.
 *
 * The types are letters, one for each node: the root; after a blank, the members of all
 * objects; after another blank, the cells of all arrays. Their order is that of the
 * paths $**.* and $**[*]: container by container in document order, each with its
 * direct children.
 */
#ifndef TABLES_JSON_H
#define TABLES_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

/*
 * The expression for the types of a quoted column. deep needs JSON_TABLE (MySQL 8.0.4);
 * without it the types contain only the root.
 */
const char *json_types_expression(const char *quoted_column, bool deep,
				  struct arena *arena);

/* Whether any node is one that text cannot carry. */
bool json_is_special(const char *types, size_t length);

/*
 * Adds the expression. ERROR_FAILED when no expression can build a node (json.c lists
 * the types of bytes that can be built).
 */
bool json_add_expression(struct text *sql, const char *document, size_t length,
			 const char *types, size_t types_length,
			 struct error *err) MUST_CHECK;

#endif
