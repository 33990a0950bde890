/*
 * One state of the source that all readers see, and how the snapshot was taken.
 * pkg/copy/rows reads its rows.
 */
#ifndef COPY_SNAPSHOT_SNAPSHOT_H
#define COPY_SNAPSHOT_SNAPSHOT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct copy;

struct snapshot {
	const char *method;   /* "FLUSH TABLES WITH READ LOCK" */
	uint64_t lock_ms;     /* how long commits were stopped; 0: not at all */
	unsigned attempts;    /* failed attempts to lock before this one */
	const char *file;     /* of the binlog */
	uint64_t position;    /* bytes in that file */
	const char *gtid_set; /* "": the source has no usable one */
	/* read just before it was taken; as in struct record */
	uint64_t time, source_start, source_resets;
};

/*
 * snapshot.c: afterwards all readers see the same state of the source, which
 * copy->snapshot and copy->catalog describe. Refuses what cannot be copied.
 */
bool snapshot_take(struct copy *copy, struct error *err) MUST_CHECK;
/*
 * lockless.c: the same without a lock. *taken is false when the source does not support
 * it or was too busy.
 */
bool snapshot_take_lockless(struct copy *copy, bool *taken, struct error *err) MUST_CHECK;

#endif
