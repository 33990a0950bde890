/*
 * Makes the expression for a JSON document that text cannot carry, node by node (json.h
 * says why). json_read.c reads the document.
 */
#include "tables/json.h"

#include <stdio.h>
#include <string.h>

#include "sql/quote.h"
#include "tables/json_node.h"

/*
 * Each %s is the node. An unknown type counts as special. Text gives an INTEGER below
 * 2^32 and an UNSIGNED INTEGER from there on.
 */
static const char letters[] =
	"CASE COALESCE(JSON_TYPE(%s), 'NULL') WHEN 'STRING' THEN '.'"
	" WHEN 'INTEGER' THEN IF(%s < 4294967296, '.', 'i')"
	" WHEN 'UNSIGNED INTEGER' THEN IF(%s < 4294967296, 'u', '.')"
	" WHEN 'DOUBLE' THEN '.' WHEN 'BOOLEAN' THEN '.' WHEN 'NULL' THEN '.'"
	" WHEN 'OBJECT' THEN '.' WHEN 'ARRAY' THEN '.'"
	" WHEN 'DECIMAL' THEN 'd'"
	" WHEN 'DATETIME' THEN 'D' WHEN 'TIMESTAMP' THEN 's' WHEN 'DATE' THEN 'a'"
	" WHEN 'TIME' THEN 't' WHEN 'BLOB' THEN 'b' ELSE 'x' END";

static void add_letters(struct text *out, const char *node)
{
	const char *from = letters;

	for (const char *at; (at = strstr(from, "%s")) != NULL; from = at + 2) {
		text_add_n(out, from, (size_t)(at - from));
		text_add(out, node);
	}
	text_add(out, from);
}

static void add_children(struct text *out, const char *column, const char *path)
{
	text_add(out, ", COALESCE((SELECT GROUP_CONCAT(");
	add_letters(out, "x.v");
	text_addf(out,
		  " SEPARATOR '') FROM JSON_TABLE(%s, '%s' COLUMNS (v JSON PATH '$')) x), '')",
		  column, path);
}

const char *json_types_expression(const char *quoted_column, bool deep,
				  struct arena *arena)
{
	struct text out = text_make(arena);

	text_addf(&out, "IF(%s IS NULL, NULL, CONCAT_WS(' ', ", quoted_column);
	add_letters(&out, quoted_column);
	if (deep) {
		add_children(&out, quoted_column, "$**.*");
		add_children(&out, quoted_column, "$**[*]");
	}
	text_add(&out, "))");
	return out.bytes;
}

bool json_is_special(const char *types, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (types[i] != PLAIN_NODE && types[i] != ' ')
			return true;
	}
	return false;
}

static void add_text(struct text *sql, const char *start, const char *end)
{
	quote_add_utf8(sql, start, (size_t)(end - start));
}

static bool add_node(struct text *sql, const struct json_node *node, struct error *err);

static bool add_container(struct text *sql, const struct json_node *node,
			  struct error *err)
{
	text_add(sql, *node->start == '{' ? "JSON_OBJECT(" : "JSON_ARRAY(");
	for (const struct json_node *child = node->first; child != NULL;
	     child = child->next) {
		text_add(sql, child == node->first ? "" : ",");
		if (child->key != NULL) {
			text_add(sql, "JSON_UNQUOTE(");
			add_text(sql, child->key, child->key_end);
			text_add(sql, "),");
		}
		if (!add_node(sql, child, err))
			return false;
	}
	text_add(sql, ")");
	return true;
}

/* CAST(... AS type) of the text, which for times is in quotes. */
static void add_cast(struct text *sql, const struct json_node *node, const char *type)
{
	bool quoted = *node->start == '"';

	text_addf(sql, "CAST('%.*s' AS %s)",
		  (int)(node->end - node->start) - (quoted ? 2 : 0),
		  node->start + quoted, type);
}

/* With all its digits after the point: 12.50 is not 12.5. */
static void add_decimal(struct text *sql, const struct json_node *node)
{
	const char *point = memchr(node->start, '.', (size_t)(node->end - node->start));
	size_t scale = point == NULL ? 0 : (size_t)(node->end - point) - 1;
	char type[32];

	(void)snprintf(type, sizeof(type), "DECIMAL(65,%zu)", scale);
	add_cast(sql, node, type);
}

/* No CAST gives a TIMESTAMP; a column of JSON_TABLE does. */
static void add_timestamp(struct text *sql, const struct json_node *node)
{
	text_addf(sql,
		  "(SELECT v FROM JSON_TABLE('[%.*s]', '$[*]' COLUMNS"
		  " (v TIMESTAMP(6) PATH '$')) x)",
		  (int)(node->end - node->start), node->start);
}

/*
 * Bytes, as "base64:type15:AP8=", by the type of the column that they came from.
 * CAST(... AS BINARY) gives type 15; JSON_TABLE gives the others, in a column of that
 * type, and BIT (16) from a number. The subquery converts the value to JSON inside,
 * because as its plain result it would be a BLOB.
 */
#define BEFORE_BINARY                                                                  \
	"(SELECT JSON_EXTRACT(JSON_ARRAY(v), '$[0]') FROM JSON_TABLE(JSON_ARRAY(CAST("
#define AFTER_BINARY " AS BINARY)), '$[*]' COLUMNS (v "
#define BEFORE_BIT                                                                     \
	"(SELECT JSON_EXTRACT(JSON_ARRAY(v), '$[0]') FROM JSON_TABLE(JSON_ARRAY(CAST(CONV(HEX("
#define AFTER_BIT "), 16, 10) AS UNSIGNED)), '$[*]' COLUMNS (v "

/* clang-format off */
static const struct {
	const char *prefix;
	const char *before, *after;
	const char *type;  /* NULL: not needed */
	size_t byte_width; /* of the type's length, for each byte; 0: no length */
} bytes[] = {
	{ "\"base64:type15:",  "CAST(",       " AS BINARY)", NULL,         0 },
	{ "\"base64:type249:", BEFORE_BINARY, AFTER_BINARY,  "TINYBLOB",   0 },
	{ "\"base64:type250:", BEFORE_BINARY, AFTER_BINARY,  "MEDIUMBLOB", 0 },
	{ "\"base64:type251:", BEFORE_BINARY, AFTER_BINARY,  "LONGBLOB",   0 },
	{ "\"base64:type252:", BEFORE_BINARY, AFTER_BINARY,  "BLOB",       0 },
	{ "\"base64:type254:", BEFORE_BINARY, AFTER_BINARY,  "BINARY",     1 },
	{ "\"base64:type16:",  BEFORE_BIT,    AFTER_BIT,     "BIT",        8 },
};
/* clang-format on */

/* How many bytes the base64 digits encode; a line break appears as \\n. */
static size_t count_bytes(const char *at, const char *end)
{
	size_t digits = 0;

	for (; at < end && *at != '"' && *at != '='; at++) {
		if (*at == '\\')
			at++;
		else
			digits++;
	}
	return digits * 3 / 4;
}

/*
 * Unquoted, because long values contain line breaks. The base64 digits follow the
 * prefix, which has no quote then.
 */
static bool add_bytes(struct text *sql, const struct json_node *node, struct error *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(bytes); i++) {
		size_t length = strlen(bytes[i].prefix);

		if ((size_t)(node->end - node->start) < length ||
		    memcmp(node->start, bytes[i].prefix, length) != 0)
			continue;
		size_t width = bytes[i].byte_width *
			       count_bytes(node->start + length, node->end);
		text_addf(sql, "%sFROM_BASE64(SUBSTRING(JSON_UNQUOTE(", bytes[i].before);
		add_text(sql, node->start, node->end);
		text_addf(sql, "), %zu))%s", length, bytes[i].after);
		if (bytes[i].type == NULL)
			return true;
		text_add(sql, bytes[i].type);
		if (bytes[i].byte_width > 0)
			text_addf(sql, "(%zu)", width);
		text_add(sql, " PATH '$')) x)");
		return true;
	}
	return error_set(err, ERROR_FAILED,
			 "a JSON document holds %.24s..., which no SQL expression can create",
			 node->start);
}

static bool add_node(struct text *sql, const struct json_node *node, struct error *err)
{
	switch ((enum letter)node->letter) {
	case DECIMAL_NODE:
		add_decimal(sql, node);
		return true;
	case UNSIGNED_NODE:
		add_cast(sql, node, "UNSIGNED");
		return true;
	case SIGNED_NODE:
		add_cast(sql, node, "SIGNED");
		return true;
	case DATETIME_NODE:
		add_cast(sql, node, "DATETIME(6)");
		return true;
	case DATE_NODE:
		add_cast(sql, node, "DATE");
		return true;
	case TIME_NODE:
		add_cast(sql, node, "TIME(6)");
		return true;
	case TIMESTAMP_NODE:
		add_timestamp(sql, node);
		return true;
	case BYTES_NODE:
	case OTHER_NODE:
		return add_bytes(sql, node, err);
	case PLAIN_NODE:
		break;
	}
	if (node->special)
		return add_container(sql, node, err);
	text_add(sql, "CAST(");
	add_text(sql, node->start, node->end);
	text_add(sql, " AS JSON)");
	return true;
}

bool json_add_expression(struct text *sql, const char *document, size_t length,
			 const char *types, size_t types_length, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct json_node *root;

	if (!json_read(document, length, types, types_length, arena, &root, err))
		return false;
	text_add(sql, "CAST(");
	if (!add_node(sql, root, err))
		return false;
	text_add(sql, " AS JSON)");
	return true;
}
