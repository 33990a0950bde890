/*
 * A server continues with a statement even after its client is gone. A step could then
 * take effect while it is being undone. So the sessions of lost connections are ended,
 * and confirmed to be gone, before anything is checked or undone.
 */
#include <inttypes.h>

#include "base/text.h"
#include "base/wait.h"
#include "promote/internal.h"

/* A server that was killed needs some seconds before it answers again. */
#define REACH_LIMIT_MS (15 * 1000)
#define GONE_LIMIT_MS (5 * 1000)

struct sessions {
	uint64_t ids[4];
	size_t count;
};

static void leave(struct db **db, bool all, struct sessions *out)
{
	if (*db == NULL || (!all && !db_lost(*db)))
		return;
	out->ids[out->count++] = db_server(*db)->connection_id;
	db_close(*db);
	*db = NULL;
}

static const char *list_of(const struct sessions *sessions, struct arena *arena)
{
	struct text text = text_make(arena);

	for (size_t i = 0; i < sessions->count; i++)
		text_addf(&text, "%s%" PRIu64, i == 0 ? "" : ", ", sessions->ids[i]);
	return text.bytes;
}

/*
 * After a server restart the id may belong to another user: end only our own sessions.
 */
static bool end_them(struct promotion *promotion, struct db *db,
		     const struct sessions *sessions, struct error *err)
{
	struct wait wait = wait_start(promotion->run, GONE_LIMIT_MS, 10, 200);
	const char *sql =
		arena_printf(promotion->arena,
			     "SELECT id FROM information_schema.processlist WHERE id IN (%s)"
			     " AND user = SUBSTRING_INDEX(USER(), '@', 1)",
			     list_of(sessions, promotion->arena));

	do {
		struct rows rows;
		struct error unused = { 0 };

		if (!db_query(db, sql, promotion->arena, &rows, err))
			return false;
		if (rows.count == 0)
			return true;
		for (size_t i = 0; i < rows.count; i++)
			(void)!db_executef(db, &unused, "KILL %s",
					   rows_value(&rows, i, 0));
	} while (wait_again(&wait));
	return wait_over(&wait, err, "an earlier session of extrepl to end");
}

typedef bool connect_again(struct promotion *promotion, struct error *err);

static bool reach(struct promotion *promotion, connect_again *connect, struct error *err)
{
	struct wait wait = wait_start(promotion->run, REACH_LIMIT_MS, 100, 1000);

	do {
		if (connect(promotion, err))
			return true;
	} while (err->kind == ERROR_UNREACHABLE && wait_again(&wait));
	return false;
}

bool fence(struct promotion *promotion, bool all, struct error *err)
{
	struct sessions source = { .count = 0 }, target = { .count = 0 };
	struct sessions *closed = promotion->wish == PROMOTE_REVERT ? &target : &source;

	leave(&promotion->source, all, &source);
	leave(&promotion->target, all, &target);
	leave(&promotion->lock, all, closed);
	leave(&promotion->killer, all, closed);
	return (source.count == 0 ||
		(reach(promotion, ensure_source, err) &&
		 end_them(promotion, promotion->source, &source, err))) &&
	       (target.count == 0 ||
		(reach(promotion, ensure_target, err) &&
		 end_them(promotion, promotion->target, &target, err)));
}
