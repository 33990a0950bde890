/*
 * The text of a stored object is in its creator's charset, but servers write parts of
 * it in UTF-8: names, comments, the type of RETURNS. If they were sent back unchanged,
 * the server would read them in the creator's charset, as other names. This file
 * converts them to that charset.
 */
#include <string.h>

#include "base/hex.h"
#include "base/text.h"
#include "tables/scan.h"
#include "tables/tables.h"

struct span {
	size_t from, to; /* places in the text */
};

static bool is_ascii(const char *text, size_t from, size_t to)
{
	while (from < to) {
		if ((unsigned char)text[from++] >= 0x80)
			return false;
	}
	return true;
}

static struct span span_of(const char *text, const char *from, const char *to)
{
	return (struct span){ (size_t)(from - text), (size_t)(to - text) };
}

/* The body, after the characteristics of a routine, each on an indented line. */
static const char *body_of(const char *at)
{
	while (*at != '\0' && (*at != '\n' || text_starts(at, "\n    ")))
		at = scan_skip(at);
	return at;
}

/* name (parameters in the creator's charset) RETURNS ... COMMENT ... body */
static size_t routine_spans(const char *create, enum flavour flavour, struct span *out)
{
	const char *open = scan_find(create, "(");

	if (open == NULL)
		return 0;
	const char *close = scan_skip(open);
	out[0] = span_of(create, close, body_of(close));
	if (flavour == FLAVOUR_MARIADB)
		return 1;
	out[1] = span_of(create, create, open);
	return 2;
}

static size_t head_span(const char *create, const char *end, struct span *out)
{
	const char *after = scan_find(create, end);

	if (after == NULL)
		return 0;
	out[0] = span_of(create, create, after);
	return 1;
}

/* The parts in UTF-8, the last part first. */
static size_t utf8_spans(const struct stored_object *stored, enum flavour flavour,
			 struct span *out)
{
	switch (stored->kind) {
	case STORED_FUNCTION:
	case STORED_PROCEDURE:
		return routine_spans(stored->create, flavour, out);
	case STORED_TRIGGER:
		return flavour == FLAVOUR_MARIADB ?
			       0 :
			       head_span(stored->create, " FOR EACH ROW", out);
	case STORED_EVENT:
		return head_span(stored->create, " DO ", out);
	default:
		return 0;
	}
}

static bool recode(struct db *db, struct stored_object *stored, const struct span *span,
		   struct arena *arena, struct error *err)
{
	struct text sql = text_make(arena);
	struct rows rows;

	text_add(&sql, "SELECT c, c IS NULL OR HEX(CONVERT(c USING utf8mb4)) <> HEX(u)"
		       " FROM (SELECT u, CONVERT(u USING ");
	text_addf(&sql, "%s) AS c FROM (SELECT _utf8mb4 X'", stored->charset);
	hex_add(&sql, stored->create + span->from, span->to - span->from, HEX_UPPER);
	text_add(&sql, "' AS u) x) y");
	if (!db_query(db, sql.bytes, arena, &rows, err))
		return false;
	if (rows.count != 1 || !text_equal(rows_value(&rows, 0, 1), "0")) {
		error_set(err, ERROR_FAILED,
			  "its name or comment has characters that its creator's charset, %s, lacks",
			  stored->charset);
		return error_hint(
			err,
			"Create it again on the source, from a session that uses utf8mb4.");
	}
	stored->create =
		arena_printf(arena, "%.*s%s%s", (int)span->from, stored->create,
			     rows_value(&rows, 0, 0), stored->create + span->to);
	return true;
}

bool stored_object_recode(struct db *db, struct stored_object *stored,
			  struct arena *arena, struct error *err)
{
	struct span spans[2];

	if (text_starts(stored->charset, "utf8") ||
	    is_ascii(stored->create, 0, strlen(stored->create)))
		return true;
	size_t count = utf8_spans(stored, db_server(db)->flavour, spans);
	for (size_t i = 0; i < count; i++) {
		if (!is_ascii(stored->create, spans[i].from, spans[i].to) &&
		    !recode(db, stored, &spans[i], arena, err))
			return false;
	}
	return true;
}
