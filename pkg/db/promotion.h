/*
 * What extrepl notes on the target about a cut-over: one row of `extrepl.promotion` a
 * manifest. It is written before what it tells of is done, so that after a kill the
 * next run knows what to take back; and it says which side takes writes.
 *
 * `extrepl.verification` beside it has what the last whole verify found.
 */
#ifndef DB_PROMOTION_H
#define DB_PROMOTION_H

#include "db/db.h"

/* As the column `state` spells them. */
#define PROMOTION_PREPARING "preparing" /* the way back is being made */
#define PROMOTION_FREEZING "freezing"   /* the source may be read-only already */
#define PROMOTION_UNDOING "undoing"     /* the same, being taken back */
#define PROMOTION_OPENED "opened"       /* the target takes writes; the rest is to do */
#define PROMOTION_PROMOTED "promoted"
#define PROMOTION_REVERTING "reverting" /* the source may take writes again already */
#define PROMOTION_REVERTED "reverted"   /* replicating again, with the way back kept */
#define PROMOTION_FINALIZED "finalized"
#define PROMOTION_UNDONE "undone" /* nothing is left of it */

/* Texts are NULL where the column is NULL. Times are UTC. */
struct promotion_row {
	const char *name;        /* of the manifest: the key */
	const char *state;       /* one of the above */
	const char *source_file; /* where the source was frozen */
	uint64_t source_position;
	const char *source_gtids;
	const char *target_file; /* the target's own binlog then */
	uint64_t target_position;
	uint64_t outage_ms;
	/* as they were before: what undoing puts back; NULL: nothing was changed */
	const char *retention_before; /* hours, or "NULL" */
	const char *scheduler_before; /* "ON": the source's event scheduler ran */
	const char *record_before; /* state of the copy's record; "": there was none */
	/* "made" by this promote, "kept" from an earlier one, "no" */
	const char *way_back;
	/* enabled on the source, a line each: database, name, definer, tabs between */
	const char *events_before;
	const char *began_at, *opened_at;
};

struct verification_row {
	const char *outcome;  /* "equal", "different", "unknown" */
	uint64_t age_seconds; /* by the target's clock */
};

extern const char promotion_create_database[];
extern const char promotion_create_table[];
extern const char verification_create_table[];

/* The row of a manifest. No such table, or no such row: *found is false. */
bool promotion_read(struct db *target, const char *name, struct arena *arena,
		    struct promotion_row *out, bool *found, struct error *err) MUST_CHECK;

/* What a verify of all tables has found; *found as above. */
bool verification_read(struct db *target, const char *name, struct arena *arena,
		       struct verification_row *out, bool *found,
		       struct error *err) MUST_CHECK;
bool verification_write(struct db *target, const char *name, const char *outcome,
			struct error *err) MUST_CHECK;

#endif
