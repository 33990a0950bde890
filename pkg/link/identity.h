/*
 * Which server do a link and a record belong to: the one that the manifest names, or
 * another?
 */
#ifndef LINK_IDENTITY_H
#define LINK_IDENTITY_H

#include "plan/plan.h"

/* The link on the manifest's channel, if a source is configured there; else NULL. */
const struct observed_link *configured_link(const struct facts *facts);
/*
 * The same, if it replicates from the manifest's source, by address or identity; else
 * NULL.
 */
const struct observed_link *our_link(const struct facts *facts);
/* FACT_UNKNOWN if neither the server's identity nor the record shows it. */
enum fact link_is_same_server(const struct facts *facts,
			      const struct observed_link *link);
/* "10.0.0.7:3306", as in the record */
const char *link_address(const char *host, unsigned port, struct arena *arena);

/* The source of a link that is not ours: "another source, 10.0.0.7:3306". */
const char *other_source_text(const struct facts *facts,
			      const struct observed_link *link, struct arena *arena);

/* True if the record belongs to the server that the manifest names now. */
bool record_is_of_source(const struct facts *facts, const struct observed_record *record);
/* The manifest's record, if its copy is complete or adopted; else NULL. */
const struct observed_record *finished_record(const struct facts *facts);

/*
 * True if a healthy receiver, with the manifest's account and the recorded password,
 * proves that the password works. False while a copy is unfinished, as the copy resets
 * the link.
 */
bool link_proves_password(const struct facts *facts);

#endif
