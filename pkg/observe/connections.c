/*
 * The observer's connections: opened when first needed, kept between looks, and lent to
 * the steps that act.
 */
#include <stdlib.h>

#include "observe/internal.h"
#include "observe/observe.h"

struct observer *observer_make(const struct manifest *manifest,
			       const struct logins *logins, struct run *run)
{
	struct observer *observer = calloc(1, sizeof(*observer));

	if (observer == NULL)
		abort(); /* out of memory, as in the arena */
	observer->manifest = manifest;
	observer->logins = logins;
	observer->run = run;
	observer->instance = instance_watch_make(manifest, run);
	return observer;
}

void observer_release(struct observer *observer)
{
	if (observer == NULL)
		return;
	db_close(observer->source);
	db_close(observer->target);
	instance_watch_release(observer->instance);
	gtid_checkpoint_forget(&observer->checkpoint);
	account_hash_forget(&observer->account);
	seen_logins_forget(&observer->seen_logins);
	free(observer);
}

static void forget(struct db **db)
{
	db_close(*db);
	*db = NULL;
}

bool observer_connect(struct db **db, const struct db_login *login, struct run *run,
		      struct error *err)
{
	if (*db != NULL && db_lost(*db))
		forget(db);
	return *db != NULL || db_connect(login, run, db, err);
}

bool observer_source(struct observer *observer, struct db **out, struct error *err)
{
	if (!observer_connect(&observer->source, &observer->logins->source,
			      observer->run, err))
		return false;
	*out = observer->source;
	return true;
}

bool observer_target(struct observer *observer, struct db **out, struct error *err)
{
	if (!observer_connect(&observer->target, &observer->logins->target,
			      observer->run, err))
		return false;
	*out = observer->target;
	return true;
}

void observer_leave_source(struct observer *observer)
{
	forget(&observer->source);
	observer->without_source = true;
}

void observer_forget_source(struct observer *observer)
{
	forget(&observer->source);
}

bool observer_aws(struct observer *observer, struct aws **out, struct error *err)
{
	return instance_watch_client(observer->instance, out, err);
}

void observer_expect_instance(struct observer *observer)
{
	instance_watch_expect(observer->instance);
}

void observer_forget_target(struct observer *observer)
{
	forget(&observer->target);
}
