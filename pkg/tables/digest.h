/*
 * The digest of a range of rows, computed by the server: how many there are, and the
 * SHA-256 of each, combined. The statements are the same for both sides; sessions have
 * been opened as SESSION_READ or SESSION_VERIFY.
 *
 * What goes into a row's SHA-256: all that is stored, STORED generated columns
 * too: what one server has computed the other may compute differently. VIRTUAL ones
 * are not in the row.
 * Values keep apart by a byte that no number, date or UTF-8 text holds; other bytes
 * have their length in front. NULL differs from '' by a number of flags. Text counts by
 * its bytes, so that charsets and collations do not matter; FLOAT and DOUBLE in all
 * their digits; ENUM, SET and BIT by number; JSON by its text and the types of its
 * nodes. What may be large goes in as a SHA-256 of its own, or the whole could exceed
 * max_allowed_packet and be NULL, a hole that nobody sees.
 *
 * Without a key equal rows cannot be told apart: they are one group, named by their
 * SHA-256, and it is counted how many there are.
 *
 * What it misses: ranges with other rows have the same digest once in 2^59, whatever
 * was changed in how many rows, for no change of a row's bytes leads to a foreseeable
 * one of its SHA-256. All 256 bits are combined where both servers can (MySQL 8.0),
 * else a number of 64 bits: of the SHA-256, or where that is less work the product of
 * two CRC-32, of the SHA-256 and of the values. By exclusive or, where a key makes each
 * row another one, else by addition. That holds for accidents. Somebody who may choose
 * all rows of a range can choose them so that they cancel out. Never seen: the history
 * of system-versioned tables, and how a value is stored beyond its type.
 */
#ifndef TABLES_DIGEST_H
#define TABLES_DIGEST_H

#include "tables/keys.h"

/*
 * Bytes that max_allowed_packet must allow at least: any row without its large values.
 */
#define DIGEST_PACKET_BYTES (1024 * 1024)

struct digest {
	const char *row; /* the SHA-256 of a row, in hexadecimal */
	const char *sum; /* COUNT(*) and the rows' SHA-256 combined */
	const char *key; /* the columns of the key as they are read; NULL: no key */
	/* a number from the key, or from the row: sorts rows into heaps */
	const char *bucket;
	const char *words; /* without a key: a row as a person reads it, cut short */
	const char *sum_of_heap; /* as sum, in a query that calls a row's SHA-256 r */
	/*
	 * MySQL refuses JSON_TABLE in a grouped query: the rows come from a subquery.
	 */
	bool put_aside;
};

/* Columns as both sides have them; key may have no columns; binary: on both sides. */
void digest_make(const struct table *source, const struct table *target,
		 const struct key *key, bool binary, struct arena *arena,
		 struct digest *out);

/* The same without what the server computes itself: only what an INSERT writes. */
void digest_make_written(const struct table *source, const struct table *target,
			 const struct key *key, bool binary, struct arena *arena,
			 struct digest *out);
/* The values of one generated column, each with its row's key (or row), combined. */
const char *digest_computed(const struct table *table, const struct column *column,
			    const struct key *key, struct arena *arena);

/* Whether the server combines strings of bytes. */
bool digest_is_binary(const struct db_server *server);

/*
 * NULL, or why the rows of the two cannot be compared: "column `a` is text here, ..."
 */
const char *digest_obstacle(const struct table *source, const struct table *target,
			    struct arena *arena);

/*
 * What comes after FROM: the table, and the index if the rows are a range of it.
 */
const char *digest_from(const struct table *table, const struct key *key, bool by_key,
			struct arena *arena);

/* One row: count, sum. */
const char *digest_query(const struct digest *digest, const char *from,
			 const char *condition, struct arena *arena);
/* A row for each heap that has rows: its number below heaps, count, sum. */
const char *digest_heaps_query(const struct digest *digest, const char *from,
			       const char *condition, uint64_t heaps,
			       struct arena *arena);
/*
 * The rows of some heaps, "3, 17, 40": the key's columns, SHA-256. Without a key the
 * groups of them: SHA-256, how many rows.
 */
const char *digest_rows_query(const struct digest *digest, const char *from,
			      const char *condition, uint64_t heaps, const char *chosen,
			      struct arena *arena);
/* The SHA-256 of the row with that key, or no row. */
const char *digest_proof_query(const struct digest *digest, const char *from,
			       const char *condition, struct arena *arena);
/*
 * Of groups, whose SHA-256 are listed as literals: a row for each that has rows, with
 * its SHA-256 and how many; or its SHA-256 and words.
 */
const char *digest_counts_query(const struct digest *digest, const char *from,
				const char *list, struct arena *arena);
const char *digest_words_query(const struct digest *digest, const char *from,
			       const char *list, struct arena *arena);

/* digest_text.c: a value as a person reads it, cut short; the words of a digest. */
const char *digest_value_text(const struct column *column, struct arena *arena);
const char *digest_text(const struct table *table, struct arena *arena);

#endif
