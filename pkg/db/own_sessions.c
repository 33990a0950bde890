/*
 * Lists the sessions that this process has, for whoever looks for the sessions of
 * others.
 */
#include "db/internal.h"

#include <inttypes.h>
#include <pthread.h>
#include <string.h>

#include "base/text.h"

/* Threads open and close sessions at any time. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct db *newest;

void own_session_add(struct db *db)
{
	(void)pthread_mutex_lock(&lock);
	db->older = newest;
	newest = db;
	(void)pthread_mutex_unlock(&lock);
}

void own_session_remove(const struct db *db)
{
	struct db **at = &newest;

	(void)pthread_mutex_lock(&lock);
	while (*at != NULL && *at != db)
		at = &(*at)->older;
	if (*at != NULL)
		*at = db->older;
	(void)pthread_mutex_unlock(&lock);
}

const char *own_sessions(const struct db *db, struct arena *arena)
{
	struct text ids = text_make(arena);

	text_addf(&ids, "%" PRIu64, db->server.connection_id);
	(void)pthread_mutex_lock(&lock);
	for (const struct db *own = newest; own != NULL; own = own->older)
		if (strcmp(own->label, db->label) == 0)
			text_addf(&ids, ", %" PRIu64, own->server.connection_id);
	(void)pthread_mutex_unlock(&lock);
	return ids.bytes;
}
