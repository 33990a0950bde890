/* Makes and releases what one run of a command shares: connections, lock, arenas. */
#include "act/session.h"

#include <openssl/rand.h>

#include "base/hex.h"

bool session_make(const struct manifest *manifest, unsigned allowed, struct run *run,
		  struct session **out, struct error *err)
{
	struct arena *arena = arena_make();
	struct session *session = arena_alloc(arena, sizeof(*session));
	unsigned char bytes[(sizeof(session->id) - 1) / 2];

	session->manifest = manifest;
	session->run = run;
	session->arena = arena;
	session->allowed = allowed | manifest->allow;
	if (RAND_bytes(bytes, sizeof(bytes)) != 1) {
		arena_release(arena);
		return error_set(err, ERROR_BUG, "no random numbers");
	}
	hex_write(bytes, sizeof(bytes), session->id);
	if (!logins_make(manifest, run, arena, &session->logins, err)) {
		arena_release(arena);
		return false;
	}
	session->observer = observer_make(manifest, session->logins, run);
	*out = session;
	return true;
}

void session_release(struct session *session)
{
	if (session == NULL)
		return;
	observer_release(session->observer);
	db_close(session->lock);
	logins_release(session->logins);
	arena_release(session->round);
	arena_release(session->arena);
}
