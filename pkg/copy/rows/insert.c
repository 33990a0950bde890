/*
 * Sends the rows of a chunk with INSERT, where LOAD DATA LOCAL is not allowed or cannot
 * carry a JSON value. Choosing and checking the rows is left to the callers.
 */
#include <inttypes.h>
#include <string.h>

#include "base/hex.h"
#include "base/text.h"
#include "copy/rows/rows.h"
#include "copy/state.h"
#include "tables/json.h"
#include "tables/selection.h"

/*
 * A statement is sent once it has this many bytes, less than any server's
 * max_allowed_packet.
 */
#define STATEMENT_BYTES ((size_t)512 * 1024)

static void add_hex(struct text *sql, const char *bytes, size_t length)
{
	text_add(sql, "X'");
	hex_add(sql, bytes, length, HEX_UPPER);
	text_add(sql, "'");
}

/* With an exponent, the literal is a DOUBLE and keeps the sign of -0. */
static void add_real(struct text *sql, const char *value, size_t length)
{
	text_add_n(sql, value, length);
	if (memchr(value, 'e', length) == NULL)
		text_add(sql, "e0");
}

static void add_value(struct text *sql, const struct column_type *type,
		      const char *value, size_t length)
{
	if (value == NULL) {
		text_add(sql, "NULL");
		return;
	}
	/* Numbers need no cast; only bytes need the one that LOAD DATA uses. */
	bool wrapped = (type->wrapped && !text_starts(value, ZERO_DATE)) ||
		       (type->literal == LITERAL_HEX && type->load[0] != NULL);
	text_add(sql, wrapped ? type->load[0] : "");
	switch (type->literal) {
	case LITERAL_NUMBER:
		text_add_n(sql, value, length);
		break;
	case LITERAL_REAL:
		add_real(sql, value, length);
		break;
	case LITERAL_QUOTED:
		text_add(sql, "'");
		text_add_n(sql, value, length);
		text_add(sql, "'");
		break;
	case LITERAL_HEX:
		add_hex(sql, value, length);
		break;
	}
	text_add(sql, wrapped ? type->load[1] : "");
}

/* The node types of a JSON value that plain text cannot represent, or NULL. */
static const char *special_types(const struct row_source *source, size_t column,
				 size_t *length)
{
	const struct selection *selection = source->selection;

	for (size_t i = 0; source->special && i < selection->typed_count; i++) {
		size_t types = selection->count + i;

		if (selection->typed[i] != column || source->values[types] == NULL ||
		    !json_is_special(source->values[types], source->lengths[types]))
			continue;
		*length = source->lengths[types];
		return source->values[types];
	}
	return NULL;
}

static bool add_row(struct text *sql, const struct row_source *source, struct error *err)
{
	text_add(sql, "(");
	for (size_t i = 0; i < source->selection->count; i++) {
		size_t length;
		const char *types = special_types(source, i, &length);

		text_add(sql, i == 0 ? "" : ",");
		if (types != NULL) {
			if (!json_add_expression(sql, source->values[i],
						 source->lengths[i], types, length, err))
				return false;
			continue;
		}
		add_value(sql, source->selection->columns[i]->type, source->values[i],
			  source->lengths[i]);
	}
	text_add(sql, ")");
	return true;
}

/*
 * Reuses the buffer for the next statement, so memory grows only with the longest row.
 */
static void restart(struct text *sql, const struct row_source *source)
{
	sql->length = 0;
	sql->bytes[0] = '\0';
	text_add(sql, source->selection->insert);
}

static bool send(struct row_source *source, const struct text *sql,
		 struct db_load_result *sum, struct error *err)
{
	struct db_load_result result;
	struct copy *copy = source->worker->copy;

	if (sql->length >= copy->can.packet) {
		error_set(err, ERROR_FAILED,
			  "%s: a row needs an INSERT of %zu bytes, max_allowed_packet is %" PRIu64,
			  db_label(source->worker->writer), sql->length,
			  copy->can.packet);
		return error_hint(err,
				  "Set local_infile to 1 in the target's parameter group, or raise"
				  " max_allowed_packet there.");
	}
	if (!db_insert(source->worker->writer, sql->bytes, sql->length, &result, err))
		return false;
	sum->records += result.records;
	sum->warnings += result.warnings;
	rows_count_bytes(source, sql->length);
	return true;
}

bool insert_rows(struct row_source *source, struct db_load_result *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct text sql = text_make(arena);
	struct db_load_result sum = { 0 };
	bool empty = true;

	restart(&sql, source);
	while (source->values != NULL) {
		text_add(&sql, empty ? "" : ",");
		load_data_hash_row(source);
		if (!add_row(&sql, source, err))
			return false;
		empty = false;
		if (load_data_is_enough(source, source->bytes + sql.length))
			rows_cut(source);
		else if (!rows_advance(source, err))
			return false;
		if (source->values != NULL && sql.length < STATEMENT_BYTES)
			continue;
		if (!send(source, &sql, &sum, err))
			return false;
		restart(&sql, source);
		empty = true;
	}
	*out = sum;
	return true;
}
