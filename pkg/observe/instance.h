/*
 * What AWS's API says about the target's instance. It is asked at the same time as the
 * servers, and the answer is kept between looks.
 *
 * It is asked only where the manifest has a region or an instance (an RDS endpoint says
 * both), or something that needs it. No failure of it is a failure of the look: it
 * becomes a fact with its reason. Belongs to one thread at a time.
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
 * Asks, when what is known is too old. with_parameters: the group's parameters too,
 * though the manifest names none. False only when the run was ended.
 */
bool instance_watch_look(struct instance_watch *watch, bool with_parameters,
			 struct error *err) MUST_CHECK;
/* What was found last; its texts are valid until the next look. */
const struct observed_instance *instance_watch_found(const struct instance_watch *watch);

/* Something was changed: what is known is out of date, so ask again soon. */
void instance_watch_expect(struct instance_watch *watch);

/* For acting: the client, made when needed. It belongs to the watch. */
bool instance_watch_client(struct instance_watch *watch, struct aws **out,
			   struct error *err) MUST_CHECK;

#endif
