/*
 * What extrepl records on the target about a cut-over: one row in `extrepl.promotion`
 * for each manifest. Each state is written before its changes are made. So if extrepl
 * is killed, the next run knows what to undo. The row also says which side accepts
 * writes.
 *
 * `extrepl.verification` has the result of the last verify of all tables.
 */
#ifndef DB_PROMOTION_H
#define DB_PROMOTION_H

#include "db/db.h"

/*
 * The way back: the channel or named connection on the source, and the account on the
 * target. A link on a channel adds its name, or a digest of it.
 */
#define PROMOTION_WAY_BACK "extrepl_back"

/* Values of the column `state`. */
#define PROMOTION_PREPARING "preparing" /* the way back is being set up */
#define PROMOTION_FREEZING "freezing"   /* the source may be read-only already */
#define PROMOTION_UNDOING "undoing"     /* the same, being undone */
#define PROMOTION_OPENED "opened"       /* the target accepts writes */
#define PROMOTION_PROMOTED "promoted"
#define PROMOTION_REVERTING "reverting" /* the source may already accept writes again */
#define PROMOTION_REVERTED "reverted"   /* replicating again, with the way back kept */
#define PROMOTION_FINALIZED "finalized"
#define PROMOTION_UNDONE "undone" /* every change was undone */

/* Texts are NULL where the column is NULL. Times are UTC. */
struct promotion_row {
	const char *name;        /* the manifest's name: the key */
	const char *state;       /* one of PROMOTION_* */
	const char *source_file; /* the source's binlog file when it became read-only */
	uint64_t source_position; /* the position in source_file */
	const char *source_gtids; /* the source's GTIDs at that time */
	const char *target_file;  /* the target's own binlog file at that time */
	uint64_t target_position; /* the position in target_file */
	uint64_t outage_ms;       /* how long neither side accepted writes */
	/* the values before, which undoing restores; NULL: not changed */
	const char *retention_before; /* hours, or "NULL" */
	/* "ON": the source's event scheduler ran before */
	const char *scheduler_before;
	/* the state of the copy's record before; "": there was none */
	const char *record_before;
	/* "made" by this promote, "kept" from an earlier one, "no" */
	const char *way_back;
	/*
	 * the events that were enabled on the source, one per line: database, name and
	 * definer, separated by tabs
	 */
	const char *events_before;
	const char *began_at, *opened_at; /* UTC */
};

struct verification_row {
	const char *outcome;  /* "equal", "different", "unknown" */
	uint64_t age_seconds; /* by the target's clock */
};

extern const char promotion_create_database[];
extern const char promotion_create_table[];
extern const char verification_create_table[];

/* The row of a manifest. *found is false when there is no such table or no such row. */
bool promotion_read(struct db *target, const char *name, struct arena *arena,
		    struct promotion_row *out, bool *found, struct error *err) MUST_CHECK;

/*
 * *final: the target was promoted for good and no new copy was made since. The old
 * source may no longer exist.
 */
bool promotion_is_final(struct db *target, const char *name, struct arena *arena,
			bool *final, struct error *err) MUST_CHECK;

/* The result of the last verify of all tables; *found as above. */
bool verification_read(struct db *target, const char *name, struct arena *arena,
		       struct verification_row *out, bool *found,
		       struct error *err) MUST_CHECK;
bool verification_write(struct db *target, const char *name, const char *outcome,
			struct error *err) MUST_CHECK;

#endif
