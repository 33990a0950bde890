/*
 * What the target's replication link says: is it ours, how do its threads stand, what
 * does its error mean.
 */
#ifndef STEPS_LINK_STATE_H
#define STEPS_LINK_STATE_H

#include "plan/plan.h"

/* The link of the manifest's channel when a source is configured there; else NULL. */
const struct observed_link *configured_link(const struct world *world);
/*
 * The same, when it replicates from the manifest's source: by address, or by the
 * server's identity.
 */
const struct observed_link *our_link(const struct world *world);
/* FACT_UNKNOWN where neither the server's identity nor the record tells. */
enum fact link_is_same_server(const struct world *world,
			      const struct observed_link *link);
/* "10.0.0.7:3306", as the record has it */
const char *link_address(const char *host, unsigned port, struct arena *arena);

/* What a link that is not ours replicates from: "another source, 10.0.0.7:3306". */
const char *other_source_words(const struct world *world,
			       const struct observed_link *link, struct arena *arena);

/* True when the record tells of the very server that the manifest names now. */
bool record_is_of_source(const struct world *world, const struct observed_record *record);
/* The manifest's record, once its copy is complete or adopted; else NULL. */
const struct observed_record *finished_record(const struct world *world);

/*
 * A healthy receiver under the manifest's account, with the password last recorded: the
 * password holds. Not while a copy is unfinished, because that resets the link.
 */
bool link_proves_password(const struct world *world);

/* RDS's own state function: both threads on, both off, anything else. */
enum link_state { LINK_OFF, LINK_ON, LINK_BROKEN };
enum link_state link_state(const struct observed_link *link);

/* What an error of a thread means to a person, and what to do about it. */
struct diagnosis {
	unsigned code;       /* 0: no error */
	const char *message; /* the server's */
	const char *meaning;
	const char *cure;
	bool retries;       /* the server tries again by itself: it may come good */
	bool restart_helps; /* stop and start once */
	bool needs_copy;    /* nothing but a new copy helps */
};

/*
 * The error that keeps the link from working, the applier's before the receiver's. code
 * 0: none.
 */
struct diagnosis link_diagnose(const struct world *world,
			       const struct observed_link *link, struct arena *arena);

/* Both threads have failed, each with an error that a start only repeats. */
bool link_start_is_vain(const struct observed_link *link);

/*
 * Why the recorded coordinates may not be used again: they hold only while the link has
 * never been started since. NULL: they are good, or there is no finished record.
 */
const char *coordinates_are_used_up(const struct world *world);
/* Why nothing but a new copy helps this link, or NULL. */
const char *new_copy_is_needed(const struct world *world, struct arena *arena);

/* "db001-bin.000431:90112" */
const char *link_applied(const struct observed_link *link, struct arena *arena);

#endif
