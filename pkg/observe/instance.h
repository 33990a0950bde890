/*
 * What AWS's API reports about the target's instance. It is queried at the same time as
 * the servers, and the answer is kept between looks.
 *
 * It is queried only if the manifest has a region or an instance (an RDS endpoint has
 * both), or something that needs the API. If a call fails, the look still succeeds: the
 * failure becomes a fact with its reason. Belongs to one thread at a time.
 */
#ifndef OBSERVE_INSTANCE_H
#define OBSERVE_INSTANCE_H

#include "aws/client.h"
#include "manifest/manifest.h"
#include "observed/observed.h"

struct instance_watch;

struct instance_watch *instance_watch_make(const struct manifest *manifest,
					   struct run *run);
void instance_watch_release(struct instance_watch *watch);

/*
 * Queries the API if the last answer is too old. with_parameters: reads the group's
 * parameters too, even if the manifest names none. False only when the run was ended.
 */
bool instance_watch_look(struct instance_watch *watch, bool with_parameters,
			 struct error *err) MUST_CHECK;
/* The last answer; its texts are valid until the next look. */
const struct observed_instance *instance_watch_found(const struct instance_watch *watch);

/* Call after a change: the last answer is out of date, so query again soon. */
void instance_watch_expect(struct instance_watch *watch);

/* The client, for steps that act; made when needed. It belongs to the watch. */
bool instance_watch_client(struct instance_watch *watch, struct aws **out,
			   struct error *err) MUST_CHECK;

#endif
