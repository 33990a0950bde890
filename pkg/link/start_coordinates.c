#include "link/start_coordinates.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "link/gtid_support.h"
#include "link/identity.h"
#include "link/state.h"
#include "observed/gtid_position.h"

static bool is_mariadb(const struct world *world)
{
	return world->observed->target.server.flavour == FLAVOUR_MARIADB;
}

static enum coordinates_mode wanted(const struct world *world)
{
	return world->manifest->replication.coordinates;
}

static void by_file(const char *file, uint64_t position, struct arena *arena,
		    struct link_start *out)
{
	out->by_gtid = false;
	out->file = file;
	out->position = position;
	out->where = arena_printf(arena, "%s:%" PRIu64, file, position);
}

/* A set as it is shown in a line: its end is left out where it is long. */
static const char *short_set(const char *set, struct arena *arena)
{
	enum { SHOWN = 60 };

	if (text_empty(set))
		return "no GTID yet";
	return strlen(set) <= SHOWN ? set : arena_printf(arena, "%.*s...", SHOWN, set);
}

static void by_gtid(const struct world *world, const char *set, struct arena *arena,
		    struct link_start *out)
{
	out->by_gtid = true;
	out->gtid = is_mariadb(world) ? set : NULL;
	out->where = short_set(set, arena);
}

/* GTIDs are wanted, and cannot be: no copy helps. */
static void refuse_gtid(const struct world *world, const char *obstacle,
			struct arena *arena, struct link_start *out)
{
	out->obstacle =
		arena_printf(arena, "replication.coordinates is gtid, but %s", obstacle);
	out->cure = by_gtid_cure(world, arena);
}

/* Without a copy yet: the source's set of now stands for that of the data. */
void link_start_later(const struct world *world, const char *step, struct arena *arena,
		      struct link_start *out)
{
	const struct manifest *manifest = world->manifest;
	const char *set = world->observed->source.gtid_set;
	bool adopts = manifest->copy.adopt.set;

	*out = (struct link_start){ .known_after = step };
	if (adopts)
		set = manifest->copy.adopt.gtid;
	const char *obstacle =
		by_gtid_obstacle(world, set == NULL ? "" : set, arena, &out->missing);
	const char *doubt = obstacle != NULL ? obstacle : by_gtid_doubt(world, arena);
	if (adopts && manifest->copy.adopt.gtid != NULL)
		doubt = obstacle;
	switch (wanted(world)) {
	case COORDINATES_FILE:
		if (adopts && manifest->copy.adopt.file == NULL) {
			out->obstacle = "replication.coordinates is file, but copy.adopt "
					"gives GTIDs";
			out->cure = "give copy.adopt.file and position, or set "
				    "replication.coordinates: gtid";
		}
		return;
	case COORDINATES_GTID:
		if (obstacle != NULL)
			refuse_gtid(world, obstacle, arena, out);
		out->by_gtid = true;
		return;
	case COORDINATES_AUTO:
		out->by_gtid = doubt == NULL;
		out->why = doubt == NULL ? "both servers can" : doubt;
		if (doubt != NULL && adopts && manifest->copy.adopt.gtid != NULL) {
			out->obstacle =
				arena_printf(arena, "copy.adopt gives GTIDs, but %s",
					     doubt);
			out->cure = "give copy.adopt.file and position";
		}
		return;
	}
}

/* The recorded file is good once, and only while the source has it. */
static const char *file_obstacle(const struct world *world,
				 const struct observed_record *record)
{
	const char *used_up = coordinates_are_used_up(world);

	if (used_up != NULL)
		return used_up;
	if (text_empty(record->file))
		return "the data's binlog file and position are not recorded";
	if (observed_binlog(&world->observed->source, record->file) < 0)
		return "the source no longer has the binlog of the copy's coordinates";
	return NULL;
}

/*
 * Once started, MySQL's own gtid_executed still says which transactions the target has,
 * even when the link is gone. MariaDB's gtid_slave_pos may be of another link.
 */
static const char *gtid_obstacle(const struct world *world,
				 const struct observed_record *record,
				 struct arena *arena, struct gtid_set *missing)
{
	const char *used_up = is_mariadb(world) ? coordinates_are_used_up(world) : NULL;
	const char *set = record->gtid_set == NULL ? "" : record->gtid_set;
	const char *obstacle = by_gtid_obstacle(world, set, arena, missing);

	return used_up != NULL ? used_up : obstacle;
}

void link_start_of_data(const struct world *world, const struct observed_record *record,
			struct arena *arena, struct link_start *out)
{
	*out = (struct link_start){ 0 };
	const char *no_gtid = gtid_obstacle(world, record, arena, &out->missing);
	const char *no_file = file_obstacle(world, record);
	const char *doubt = no_gtid != NULL ? no_gtid : by_gtid_doubt(world, arena);
	bool take_gtid = wanted(world) == COORDINATES_GTID;

	if (wanted(world) == COORDINATES_AUTO) {
		take_gtid = doubt == NULL || (no_file != NULL && no_gtid == NULL);
		out->why = !take_gtid    ? doubt :
			   doubt == NULL ? "both servers can" :
					   no_file;
	}
	if (take_gtid && no_gtid == NULL) {
		by_gtid(world, record->gtid_set, arena, out);
	} else if (take_gtid && no_file == NULL) {
		refuse_gtid(world, no_gtid, arena, out);
	} else if (no_file == NULL) {
		by_file(record->file, record->position, arena, out);
	} else {
		out->obstacle = no_file;
		out->needs_copy = true;
	}
}

static void stay_by_file(const struct world *world, const struct observed_link *link,
			 struct arena *arena, struct link_start *out)
{
	if (text_empty(link->executed_file)) {
		out->obstacle = "its position cannot be read";
		out->needs_copy = link->auto_position != FACT_YES;
		out->cure = "let the replica apply a transaction, then plan again";
		return;
	}
	if (observed_binlog(&world->observed->source, link->executed_file) < 0) {
		out->obstacle = arena_printf(
			arena,
			"its position %s is no longer among the source's binlogs: setting "
			"the link anew would drop what is received and not yet applied",
			link_applied(link, arena));
		out->cure = "let the replica apply what it has received, then plan again";
		return;
	}
	by_file(link->executed_file, link->executed_position, arena, out);
}

/*
 * By file and position MariaDB does not know again what it has applied. A link by GTID
 * tells its place in the binlog only after the first transaction since it connected.
 */
static void leave_gtid_mariadb(const struct world *world,
			       const struct observed_link *link, struct arena *arena,
			       struct link_start *out)
{
	const struct observed_source *source = &world->observed->source;

	stay_by_file(world, link, arena, out);
	if (out->obstacle != NULL)
		return;
	if (source->gtid_at_applied == NULL ||
	    !gtid_positions_meet(source->gtid_at_applied,
				 world->observed->target.gtid_set, source->gtid_set)) {
		out->obstacle =
			"the binlog position that the link shows is not that of its "
			"GTIDs";
		out->may_settle = link_state(link) != LINK_OFF;
		out->cure = "let the replica apply a transaction, then plan again";
	}
}

static const char *gtids_applied(const struct world *world,
				 const struct observed_record *record)
{
	const char *applied = world->observed->source.gtid_at_applied;

	if (applied != NULL || is_mariadb(world) || record == NULL ||
	    text_empty(record->gtid_set) || coordinates_are_used_up(world) != NULL)
		return applied;
	/* Never started, it has what the data has. */
	return record->gtid_set;
}

/*
 * The set of the data's end is not enough, were it recorded: before gtid_mode was ON
 * the source may have logged what has no GTID, and by GTID it would never come.
 */
static void enter_gtid(const struct world *world, const struct observed_link *link,
		       struct arena *arena, struct link_start *out)
{
	const struct observed_record *record = finished_record(world);
	const char *applied = gtids_applied(world, record);
	/* Until it is known, MySQL's set of now stands for it. */
	const char *set = applied == NULL && !is_mariadb(world) ?
				  world->observed->source.gtid_set :
				  applied;
	/* Empty, it is of a source that has given out none, and no unknown one. */
	const char *obstacle = by_gtid_obstacle(world, text_empty(set) ? NULL : set,
						arena, &out->missing);

	if (obstacle != NULL) {
		refuse_gtid(world, obstacle, arena, out);
		return;
	}
	if (applied == NULL) {
		out->obstacle =
			"which GTIDs the target has is known once it has applied what "
			"the source has logged by now";
		out->may_settle = text_equal(link->sql_running, "Yes") &&
				  !text_equal(link->io_running, "No");
		out->wants_start = !out->may_settle;
		out->cure = "let the replica catch up, then plan again";
		return;
	}
	by_gtid(world, set, arena, out);
	if (!is_mariadb(world) && record != NULL && !text_equal(record->gtid_set, set))
		out->held = set;
	/* What the data held, and what came since. */
	out->where = arena_printf(arena, "%s (%s)", link_applied(link, arena),
				  is_mariadb(world) ? set : "and its GTIDs");
}

static void stay_by_gtid(const struct world *world, struct arena *arena,
			 struct link_start *out)
{
	const char *held = world->observed->target.gtid_set;
	const char *obstacle = by_gtid_obstacle(world, is_mariadb(world) ? held : NULL,
						arena, &out->missing);

	if (obstacle != NULL) {
		out->obstacle = obstacle;
		out->cure = by_gtid_cure(world, arena);
		return;
	}
	by_gtid(world, held, arena, out);
}

bool link_way_differs(const struct world *world, const struct observed_link *link)
{
	return (wanted(world) == COORDINATES_GTID && link->auto_position == FACT_NO) ||
	       (wanted(world) == COORDINATES_FILE && link->auto_position == FACT_YES);
}

void link_start_as_it_goes(const struct world *world, const struct observed_link *link,
			   struct arena *arena, struct link_start *out)
{
	*out = (struct link_start){ 0 };
	if (link->auto_position == FACT_YES)
		stay_by_gtid(world, arena, out);
	else
		stay_by_file(world, link, arena, out);
}

void link_start_of_link(const struct world *world, const struct observed_link *link,
			struct arena *arena, struct link_start *out)
{
	bool is_by_gtid = link->auto_position == FACT_YES;
	bool change = link_way_differs(world, link);

	*out = (struct link_start){ 0 };
	if (!change)
		link_start_as_it_goes(world, link, arena, out);
	else if (!is_by_gtid)
		enter_gtid(world, link, arena, out);
	else if (is_mariadb(world))
		leave_gtid_mariadb(world, link, arena, out);
	else
		stay_by_file(world, link, arena, out);
}
