/*
 * Tables that get another name or other partitions while their rows are compared: on
 * either side, rows are then read twice or not at all, without an error. Between two
 * ranges, at most each second, and at the end, both servers are asked whether they have
 * executed a statement that can do that.
 */
#include "base/text.h"
#include "verify/internal.h"

#define LOOK_EVERY_MS 1000

bool renamed_begin(struct verify *verify, struct error *err)
{
	for (enum side side = SOURCE; side < SIDES; side++) {
		if (!table_names_read(verify->workers[0].db[side],
				      &verify->renamed.then[side], err))
			return false;
		table_names_release(&verify->renamed.now[side]);
		verify->renamed.now[side].counted = verify->renamed.then[side].counted;
		verify->renamed.now[side].settled = verify->renamed.then[side].settled;
	}
	return true;
}

void renamed_release(struct verify *verify)
{
	for (enum side side = SOURCE; side < SIDES; side++) {
		table_names_release(&verify->renamed.then[side]);
		table_names_release(&verify->renamed.now[side]);
	}
}

/* What happened to the table, as a note; NULL: nothing that matters. */
static const char *trouble_of(const struct renamed_tables *names, enum side side,
			      const struct subject *subject)
{
	const struct table_names *then = &names->then[side], *now = &names->now[side];
	const struct table *table = subject->table[side];

	if (then->unknown || now->unknown)
		return "it may have been renamed while its rows were compared (PROCESS "
		       "lets extrepl see it)";
	if (table_names_moved(then, now, table))
		return "it was renamed while its rows were compared";
	if (table_names_lacks(then, now, table))
		return "it may have been renamed while its rows were compared: it is in a "
		       "shared tablespace";
	if (!subject->finished && table_names_left(then, now, table))
		return "it was renamed or dropped, or its partitions were changed, while "
		       "its rows were compared";
	return NULL;
}

static void judge(struct verify *verify, enum side side)
{
	for (size_t i = 0; i < verify->subjects_count; i++) {
		struct subject *subject = &verify->subjects[i];
		const char *trouble = trouble_of(&verify->renamed, side, subject);

		if (trouble == NULL)
			continue;
		(void)pthread_mutex_lock(&verify->pool.lock);
		subject->given_out = true;
		(void)pthread_mutex_unlock(&verify->pool.lock);
		result_note(verify, subject, VERIFY_UNDECIDED, trouble);
	}
}

/* last: what is still being executed counts, too. */
static bool look_at(struct worker *worker, enum side side, bool last, struct error *err)
{
	struct table_names *now = &worker->verify->renamed.now[side];
	struct db *db = worker->db[side];
	uint64_t counted;

	if (!table_names_count(db, &counted, err))
		return false;
	if (counted == now->counted && now->settled)
		return true;
	if (!table_names_read(db, now, err))
		return false;
	if (now->settled || last)
		judge(worker->verify, side);
	return true;
}

/* Whatever happens from now on cannot harm these. */
static void note_finished(struct verify *verify, bool *finished)
{
	(void)pthread_mutex_lock(&verify->pool.lock);
	for (size_t i = 0; i < verify->subjects_count; i++)
		finished[i] = verify->subjects[i].given_out &&
			      verify->subjects[i].running == 0;
	(void)pthread_mutex_unlock(&verify->pool.lock);
}

static bool look(struct worker *worker, bool last, struct error *err)
{
	struct verify *verify = worker->verify;
	AUTO_ARENA *arena = arena_make();
	bool *finished =
		arena_array(arena, verify->subjects_count + 1, sizeof(*finished));

	(void)pthread_mutex_lock(&verify->renamed.lock);
	note_finished(verify, finished);
	bool ok = look_at(worker, SOURCE, last, err) &&
		  look_at(worker, TARGET, last, err);
	bool judged = ok && verify->renamed.now[SOURCE].settled &&
		      verify->renamed.now[TARGET].settled;
	for (size_t i = 0; judged && i < verify->subjects_count; i++)
		verify->subjects[i].finished = finished[i];
	(void)pthread_mutex_unlock(&verify->renamed.lock);
	return ok;
}

bool renamed_keep(struct worker *worker, struct error *err)
{
	return !throttle_is_due(&worker->verify->renamed.at, LOOK_EVERY_MS) ||
	       look(worker, false, err);
}

bool renamed_end(struct worker *worker, struct error *err)
{
	return look(worker, true, err);
}
