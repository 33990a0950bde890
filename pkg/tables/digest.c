/*
 * Makes the SQL expressions for the digest of a row and of many rows (digest.h says
 * what goes in). The statements around them are digest_queries.c.
 */
#include "tables/digest.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "sql/charset.h"
#include "sql/quote.h"
#include "tables/json.h"

/*
 * As the first argument it makes the whole a string of bytes: no value is converted.
 * UTF-8 text never contains this byte.
 */
#define SEPARATOR "_binary X'FF' COLLATE `binary`"

/* How many NULL flags go into one number; with more it would become a DOUBLE. */
#define FLAGS 50

static const struct column *find(const struct table *table, const char *name)
{
	for (size_t i = 0; i < table->columns_count; i++) {
		if (text_equal_nocase(table->columns[i].name, name))
			return &table->columns[i];
	}
	return NULL;
}

/* Which columns go into a row's digest. */
enum scope {
	STORED_VALUES,  /* all that the row holds */
	WRITTEN_VALUES, /* not what the server has computed */
};

static bool is_in(enum scope scope, const struct column *column)
{
	return !column->generated || (column->stored && scope == STORED_VALUES);
}

static bool is_utf8(const char *collation)
{
	return text_starts(collation, "utf8");
}

static void add_value(struct text *sql, const struct column *column, bool deep_json,
		      bool lengths)
{
	const char *name = quote_name(column->name, sql->arena);
	const struct column_type *type = column->type;

	text_add(sql, ", ");
	if (type->digest == DIGEST_VALUE)
		text_addf(sql, "%s%s%s", type->select[0], name, type->select[1]);
	else if (type->digest == DIGEST_REAL)
		text_addf(sql, "(%s + 0e0)", name);
	else if (type->digest == DIGEST_LARGE)
		text_addf(sql, "SHA2(%s, 256)", name);
	else if (is_utf8(column->collation) || !lengths)
		text_add(sql, name);
	else
		text_addf(sql, "LENGTH(%s), %s", name, name);
	if (type->typed)
		text_addf(sql, ", SHA2(%s, 256)",
			  json_types_expression(name, deep_json, sql->arena));
}

/*
 * ", ISNULL(`a`) + 2 * ISNULL(`b`) + 4 * ..." for the columns that may be NULL on
 * either side.
 */
static void add_flags(struct text *sql, const struct table *source,
		      const struct table *target, enum scope scope)
{
	size_t count = 0;

	for (size_t i = 0; i < source->columns_count; i++) {
		const struct column *column = &source->columns[i];
		const struct column *other = find(target, column->name);

		if (!is_in(scope, column) || other == NULL ||
		    (!column->nullable && !other->nullable))
			continue;
		size_t bit = count++ % FLAGS;
		if (bit == 0)
			text_add(sql, ", ");
		else
			text_addf(sql, " + %" PRIu64 " * ", (uint64_t)1 << bit);
		text_addf(sql, "ISNULL(%s)", quote_name(column->name, sql->arena));
	}
}

/*
 * The digested part of a row as one string of bytes. With lengths in front of values
 * that may contain the separator, different rows always have different strings; without
 * them, nearly always.
 */
static const char *row_bytes(const struct table *source, const struct table *target,
			     enum scope scope, bool lengths, struct arena *arena)
{
	struct text sql = text_make(arena);

	text_add(&sql, "CONCAT_WS(" SEPARATOR);
	add_flags(&sql, source, target, scope);
	for (size_t i = 0; i < source->columns_count; i++) {
		const struct column *column = &source->columns[i];
		const struct column *other = find(target, column->name);

		if (is_in(scope, column) && other != NULL)
			add_value(&sql, column, column->deep_json && other->deep_json,
				  lengths);
	}
	/* A table may have no stored column. */
	text_add(&sql, ", '')");
	return sql.bytes;
}

static void add_key(struct digest *digest, const struct key *key, struct arena *arena)
{
	struct text columns = text_make(arena);
	struct text bucket = text_make(arena);

	text_addf(&bucket, "CRC32(CONCAT_WS(%s", SEPARATOR);
	for (size_t i = 0; i < key->columns_count; i++) {
		const struct key_column *column = &key->columns[i];

		text_addf(&columns, "%s%s%s%s", i == 0 ? "" : ", ",
			  column->type->select[0], quote_name(column->name, arena),
			  column->type->select[1]);
	}
	text_addf(&bucket, ", %s))", columns.bytes);
	digest->key = columns.bytes;
	digest->bucket = bucket.bytes;
}

/* 64 bits of a SHA-256 as a number: costs as much as the SHA-256. */
static const char *number_of_sha(const char *sha, struct arena *arena)
{
	return arena_printf(arena, "CAST(CONV(LEFT(%s, 16), 16, 10) AS UNSIGNED)", sha);
}

static bool is_costly(const struct column *column)
{
	return column->type->digest == DIGEST_LARGE || column->type->typed;
}

/*
 * Two factors of 32 bits each; the SHA-256 makes one of them unpredictable. Less work
 * than number_of_sha where it is cheap to concatenate the row's bytes a second time.
 */
static const char *number_of_row(const struct table *source, const struct table *target,
				 enum scope scope, const char *sha, struct arena *arena)
{
	for (size_t i = 0; i < source->columns_count; i++) {
		if (is_in(scope, &source->columns[i]) && is_costly(&source->columns[i]))
			return number_of_sha(sha, arena);
	}
	return arena_printf(arena, "CRC32(%s) * CRC32(%s)", sha,
			    row_bytes(source, target, scope, false, arena));
}

/* Without a key there may be two equal rows, which would cancel out under XOR. */
static const char *combined(const char *number, bool has_key, struct arena *arena)
{
	return arena_printf(arena, "COUNT(*), %s(%s)", has_key ? "BIT_XOR" : "SUM",
			    number);
}

/* MySQL 8.0 combines strings of bytes as they are. */
static const char *combined_bytes(const char *sha, struct arena *arena)
{
	return arena_printf(arena, "COUNT(*), HEX(BIT_XOR(UNHEX(%s)))", sha);
}

static bool has_deep_json(const struct table *table)
{
	for (size_t i = 0; i < table->columns_count; i++) {
		if (table->columns[i].type->typed && table->columns[i].deep_json)
			return true;
	}
	return false;
}

static void make(const struct table *source, const struct table *target,
		 const struct key *key, bool binary, enum scope scope,
		 struct arena *arena, struct digest *out)
{
	bool has_key = key->columns_count > 0;
	const char *bytes = row_bytes(source, target, scope, true, arena);
	const char *sha = arena_printf(arena, "SHA2(%s, 256)", bytes);

	*out = (struct digest){ .row = sha };
	if (binary && has_key) {
		out->sum = combined_bytes(sha, arena);
		out->sum_of_heap = combined_bytes("r", arena);
	} else {
		out->sum = combined(number_of_row(source, target, scope, sha, arena),
				    has_key, arena);
		out->sum_of_heap = combined(number_of_sha("r", arena), has_key, arena);
	}
	out->put_aside = has_deep_json(source) || has_deep_json(target);
	if (has_key) {
		add_key(out, key, arena);
	} else {
		out->bucket = arena_printf(arena, "CRC32(%s)", bytes);
		out->words = digest_text(source, arena);
	}
}

void digest_make(const struct table *source, const struct table *target,
		 const struct key *key, bool binary, struct arena *arena,
		 struct digest *out)
{
	make(source, target, key, binary, STORED_VALUES, arena, out);
}

void digest_make_written(const struct table *source, const struct table *target,
			 const struct key *key, bool binary, struct arena *arena,
			 struct digest *out)
{
	make(source, target, key, binary, WRITTEN_VALUES, arena, out);
}

const char *digest_computed(const struct table *table, const struct column *column,
			    const struct key *key, struct arena *arena)
{
	struct text sql = text_make(arena);
	bool has_key = key->columns_count > 0;

	text_addf(&sql, "SHA2(CONCAT_WS(" SEPARATOR ", ISNULL(%s)",
		  quote_name(column->name, arena));
	add_value(&sql, column, column->deep_json, true);
	if (has_key) {
		for (size_t i = 0; i < key->columns_count; i++)
			text_addf(&sql, ", %s%s%s", key->columns[i].type->select[0],
				  quote_name(key->columns[i].name, arena),
				  key->columns[i].type->select[1]);
	} else {
		text_addf(&sql, ", %s",
			  row_bytes(table, table, WRITTEN_VALUES, true, arena));
	}
	text_add(&sql, "), 256)");
	return arena_printf(arena, "%s(%s)", has_key ? "BIT_XOR" : "SUM",
			    number_of_sha(sql.bytes, arena));
}

bool digest_is_binary(const struct db_server *server)
{
	return server->flavour == FLAVOUR_MYSQL && server->version >= 80000;
}

static bool is_integer(const struct column *column)
{
	return column->type->literal == LITERAL_NUMBER && column->type->load[0] == NULL &&
	       !text_equal(column->data_type, "decimal");
}

static bool comparable(const struct column *a, const struct column *b)
{
	if (a->generated != b->generated || a->stored != b->stored)
		return false;
	if (is_integer(a) && is_integer(b))
		return true;
	return text_equal(a->data_type, b->data_type) &&
	       collation_same_charset(a->collation, b->collation);
}

const char *digest_obstacle(const struct table *source, const struct table *target,
			    struct arena *arena)
{
	for (size_t i = 0; i < source->columns_count; i++) {
		const struct column *column = &source->columns[i];
		const struct column *other = find(target, column->name);

		if (other == NULL && is_in(STORED_VALUES, column))
			return arena_printf(arena, "the target has no column %s",
					    quote_name(column->name, arena));
		if (other != NULL && !comparable(column, other))
			return arena_printf(arena,
					    "column %s is %s on the source, %s on the target",
					    quote_name(column->name, arena),
					    column->data_type, other->data_type);
	}
	for (size_t i = 0; i < target->columns_count; i++) {
		if (is_in(STORED_VALUES, &target->columns[i]) &&
		    find(source, target->columns[i].name) == NULL)
			return arena_printf(arena, "the source has no column %s",
					    quote_name(target->columns[i].name, arena));
	}
	return NULL;
}
