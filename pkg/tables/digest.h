/*
 * The digest of a range of rows, computed by the server: the number of rows, and the
 * SHA-256 of each row, combined. Both sides run the same statements, in sessions opened
 * as SESSION_READ or SESSION_VERIFY.
 *
 * A row's SHA-256 covers everything that is stored. That includes STORED generated
 * columns, because two servers may compute them differently. VIRTUAL columns are not in
 * the row. Values are separated by a byte that occurs in no number, date or UTF-8 text;
 * other bytes have their length in front. A number made of flags tells NULL from ''.
 * Text counts by its bytes, so charsets and collations do not matter; FLOAT and DOUBLE
 * count with all their digits; ENUM, SET and BIT as numbers; JSON by its text and the
 * types of its nodes. A value that may be large goes in as a SHA-256 of its own.
 * Otherwise the whole could exceed max_allowed_packet and become NULL, and nobody would
 * notice.
 *
 * Without a key, equal rows cannot be told apart. They form one group, named by their
 * SHA-256, and the digest counts them.
 *
 * What it misses: ranges with different rows have the same digest once in 2^59, no
 * matter what was changed in how many rows, because nobody can predict how a change of
 * a row's bytes changes its SHA-256. All 256 bits are combined where both servers can
 * do it (MySQL 8.0). Elsewhere a number of 64 bits is combined: a part of the SHA-256
 * or, where that is less work, the product of two CRC-32, of the SHA-256 and of the
 * values. Where a key makes every row unique, XOR combines them; without a key,
 * addition. The 2^59 holds for accidents only: somebody who can choose all rows of a
 * range can choose them so that they cancel out. Not covered: the history of
 * system-versioned tables, and how a value is stored beyond its type.
 */
#ifndef TABLES_DIGEST_H
#define TABLES_DIGEST_H

#include "tables/keys.h"

/* The least max_allowed_packet, in bytes: holds any row without its large values. */
#define DIGEST_PACKET_BYTES (1024 * 1024)

struct digest {
	const char *row; /* the SHA-256 of a row, in hexadecimal */
	const char *sum; /* COUNT(*) and the rows' SHA-256 combined */
	const char *key; /* the columns of the key as they are read; NULL: no key */
	/* a number made from the key, or from the whole row: sorts rows into heaps */
	const char *bucket;
	const char *words; /* only without a key: a row as readable text, cut short */
	const char *sum_of_heap; /* like sum, for a query where r is a row's SHA-256 */
	/*
	 * The rows come from a subquery, because MySQL refuses JSON_TABLE in a grouped
	 * query.
	 */
	bool put_aside;
};

/*
 * Digests the columns that both sides have. key may have no columns. binary:
 * digest_is_binary of both sides.
 */
void digest_make(const struct table *source, const struct table *target,
		 const struct key *key, bool binary, struct arena *arena,
		 struct digest *out);

/* The same for the columns that an INSERT writes, without generated columns. */
void digest_make_written(const struct table *source, const struct table *target,
			 const struct key *key, bool binary, struct arena *arena,
			 struct digest *out);
/* The values of one generated column, each with its row's key (or row), combined. */
const char *digest_computed(const struct table *table, const struct column *column,
			    const struct key *key, struct arena *arena);

/* Whether the server's BIT_XOR works on strings of bytes. */
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
 * The rows of some heaps, "3, 17, 40": the key's columns, SHA-256. Without a key: the
 * groups in them, each with its SHA-256 and number of rows.
 */
const char *digest_rows_query(const struct digest *digest, const char *from,
			      const char *condition, uint64_t heaps, const char *chosen,
			      struct arena *arena);
/* The SHA-256 of the row with that key; no row if there is none. */
const char *digest_proof_query(const struct digest *digest, const char *from,
			       const char *condition, struct arena *arena);
/*
 * For groups whose SHA-256 are listed as literals. One row for each group that has
 * rows: its SHA-256 with its number of rows, or with its words.
 */
const char *digest_counts_query(const struct digest *digest, const char *from,
				const char *list, struct arena *arena);
const char *digest_words_query(const struct digest *digest, const char *from,
			       const char *list, struct arena *arena);

/* digest_text.c: a value as readable text, cut short; the words of a digest. */
const char *digest_value_text(const struct column *column, struct arena *arena);
const char *digest_text(const struct table *table, struct arena *arena);

#endif
