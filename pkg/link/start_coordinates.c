/*
 * Chooses the coordinates from record, link and source. gtid_support.c checks that
 * GTIDs can work, set_source.c makes the calls.
 */
#include "link/start_coordinates.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "link/binlog_kept.h"
#include "link/gtid_support.h"
#include "link/identity.h"
#include "link/state.h"
#include "observed/gtid_position.h"
#include "plan/facts.h"

static bool is_mariadb(const struct facts *facts)
{
	return facts->observed->target.server.flavour == FLAVOUR_MARIADB;
}

static enum coordinates_mode wanted(const struct facts *facts)
{
	return facts->manifest->replication.coordinates;
}

static void by_file(const char *file, uint64_t position, struct arena *arena,
		    struct link_start *out)
{
	out->by_gtid = false;
	out->file = file;
	out->position = position;
	out->where = arena_printf(arena, "%s:%" PRIu64, file, position);
}

/* A set on one line; a long one is cut. */
static const char *short_set(const char *set, struct arena *arena)
{
	enum { SHOWN = 60 };

	if (text_empty(set))
		return "no GTID yet";
	return strlen(set) <= SHOWN ? set : arena_printf(arena, "%.*s...", SHOWN, set);
}

static void by_gtid(const struct facts *facts, const char *set, struct arena *arena,
		    struct link_start *out)
{
	out->by_gtid = true;
	out->gtid = is_mariadb(facts) ? set : NULL;
	out->where = short_set(set, arena);
}

/* GTIDs are wanted and cannot work: a new copy does not help. */
static void refuse_gtid(const struct facts *facts, const char *obstacle,
			struct arena *arena, struct link_start *out)
{
	out->obstacle =
		arena_printf(arena, "replication.coordinates is gtid, but %s", obstacle);
	out->fix = by_gtid_fix(facts, arena);
}

/*
 * The source's set before the copy. NULL if it assigns its first GTIDs only once the
 * settings are in place: the copied data will hold those.
 */
static const char *coming_set(const struct facts *now, const struct facts *once_set)
{
	const char *set = once_set->observed->source.gtid_set;
	const char *before = observed_value(&now->observed->source.server, "gtid_mode");
	const char *after =
		observed_value(&once_set->observed->source.server, "gtid_mode");

	return text_empty(set) && !text_equal_nocase(before, "ON") &&
			       text_equal_nocase(after, "ON") ?
		       NULL :
	       set == NULL ? "" :
			     set;
}

/* "both servers can", or that they can once the manifest's settings are in place. */
static const char *ability_text(const struct facts *now, const char *set,
				struct arena *arena)
{
	struct gtid_set missing;

	return by_gtid_obstacle(now, set, arena, &missing) == NULL ?
		       "both servers can" :
		       "both servers can once gtid_mode is set as the manifest says";
}

/*
 * Before the copy: uses the source's current set instead of the data's, and assumes
 * that earlier steps have set the manifest's settings.
 */
void link_start_pending(const struct facts *now, const char *step, struct arena *arena,
			struct link_start *out)
{
	const struct facts *facts = facts_once_set(now, arena);
	const struct manifest *manifest = facts->manifest;
	const char *set = coming_set(now, facts);
	bool adopts = manifest->copy.adopt.set;

	*out = (struct link_start){ .known_after = step };
	if (adopts)
		set = manifest->copy.adopt.gtid == NULL ? "" : manifest->copy.adopt.gtid;
	const char *obstacle = by_gtid_obstacle(facts, set, arena, &out->missing);
	const char *doubt = obstacle != NULL ? obstacle : by_gtid_doubt(facts, arena);
	if (adopts && manifest->copy.adopt.gtid != NULL)
		doubt = obstacle;
	switch (wanted(facts)) {
	case COORDINATES_FILE:
		if (adopts && manifest->copy.adopt.file == NULL) {
			out->obstacle = "replication.coordinates is file, but copy.adopt "
					"gives GTIDs";
			out->fix = "give copy.adopt.file and position, or set "
				   "replication.coordinates: gtid";
		}
		return;
	case COORDINATES_GTID:
		if (obstacle != NULL)
			refuse_gtid(facts, obstacle, arena, out);
		out->by_gtid = true;
		return;
	case COORDINATES_AUTO:
		out->by_gtid = doubt == NULL;
		out->why = doubt != NULL ? doubt : ability_text(now, set, arena);
		if (doubt != NULL && adopts && manifest->copy.adopt.gtid != NULL) {
			out->obstacle =
				arena_printf(arena, "copy.adopt gives GTIDs, but %s",
					     doubt);
			out->fix = "give copy.adopt.file and position";
		}
		return;
	}
}

/* The recorded coordinates can be used once, and only while the source has the file. */
static const char *file_obstacle(const struct facts *facts,
				 const struct observed_record *record)
{
	const char *used_up = coordinates_are_used_up(facts);

	if (used_up != NULL)
		return used_up;
	if (binlog_was_reset(facts) != NULL)
		return binlog_was_reset(facts);
	if (text_empty(record->file))
		return "the data's binlog file and position are not recorded";
	if (observed_binlog(&facts->observed->source, record->file) < 0)
		return "the source no longer has the binlog of the copy's coordinates";
	return NULL;
}

/*
 * Once a link was started, MySQL's gtid_executed still shows which transactions the
 * target has, even if the link is gone. MariaDB's gtid_slave_pos may come from another
 * link.
 */
static const char *gtid_obstacle(const struct facts *facts,
				 const struct observed_record *record,
				 struct arena *arena, struct gtid_set *missing)
{
	const char *used_up = is_mariadb(facts) ? coordinates_are_used_up(facts) : NULL;
	const char *set = record->gtid_set == NULL ? "" : record->gtid_set;
	const char *obstacle = by_gtid_obstacle(facts, set, arena, missing);

	if (used_up != NULL)
		return used_up;
	if (binlog_was_reset(facts) != NULL)
		return binlog_was_reset(facts);
	return obstacle != NULL ? obstacle : gtids_were_interrupted(facts);
}

void link_start_of_data(const struct facts *facts, const struct observed_record *record,
			struct arena *arena, struct link_start *out)
{
	*out = (struct link_start){ 0 };
	const char *no_gtid = gtid_obstacle(facts, record, arena, &out->missing);
	const char *no_file = file_obstacle(facts, record);
	const char *doubt = no_gtid != NULL ? no_gtid : by_gtid_doubt(facts, arena);
	if (doubt == NULL)
		doubt = gtids_may_be_interrupted(facts, record);
	bool take_gtid = wanted(facts) == COORDINATES_GTID;

	if (wanted(facts) == COORDINATES_AUTO) {
		take_gtid = doubt == NULL || (no_file != NULL && no_gtid == NULL);
		out->why = !take_gtid    ? doubt :
			   doubt == NULL ? "both servers can" :
					   no_file;
	}
	if (take_gtid && no_gtid == NULL) {
		by_gtid(facts, record->gtid_set, arena, out);
	} else if (take_gtid && no_file == NULL) {
		refuse_gtid(facts, no_gtid, arena, out);
	} else if (no_file == NULL) {
		by_file(record->file, record->position, arena, out);
	} else {
		out->obstacle = no_file;
		out->needs_copy = true;
	}
}

static void stay_by_file(const struct facts *facts, const struct observed_link *link,
			 struct arena *arena, struct link_start *out)
{
	if (text_empty(link->executed_file)) {
		out->obstacle = "its position cannot be read";
		out->needs_copy = link->auto_position != FACT_YES;
		out->fix = "let the replica apply a transaction, then plan again";
		return;
	}
	if (observed_binlog(&facts->observed->source, link->executed_file) < 0) {
		out->obstacle =
			arena_printf(arena,
				     "its position %s is no longer among the source's binlogs: "
				     "reconfiguring the link would drop what it has received and "
				     "not yet applied",
				     link_applied(link, arena));
		out->fix = "let the replica apply what it has received, then plan again";
		return;
	}
	by_file(link->executed_file, link->executed_position, arena, out);
}

/*
 * By file and position, MariaDB does not recognize what it has already applied. A link
 * by GTID shows its binlog position only after the first transaction since it
 * connected.
 */
static void leave_gtid_mariadb(const struct facts *facts,
			       const struct observed_link *link, struct arena *arena,
			       struct link_start *out)
{
	const struct observed_source *source = &facts->observed->source;

	stay_by_file(facts, link, arena, out);
	if (out->obstacle != NULL)
		return;
	if (source->gtid_at_applied == NULL ||
	    !gtid_positions_meet(source->gtid_at_applied,
				 facts->observed->target.gtid_set, source->gtid_set)) {
		out->obstacle = "the link's binlog position does not match its GTIDs";
		out->may_settle = link_state(link) != LINK_OFF;
		out->fix = "let the replica apply a transaction, then plan again";
	}
}

static const char *gtids_applied(const struct facts *facts,
				 const struct observed_record *record)
{
	const char *applied = facts->observed->source.gtid_at_applied;

	if (applied != NULL || is_mariadb(facts) || record == NULL ||
	    text_empty(record->gtid_set) || coordinates_are_used_up(facts) != NULL ||
	    gtids_were_interrupted(facts) != NULL)
		return applied;
	/* If the link never started, the target has what the data has. */
	return record->gtid_set;
}

/*
 * The set at the end of the data, even if it was recorded, is not enough: before
 * gtid_mode was ON the source may have logged transactions without GTIDs, which would
 * never arrive by GTID.
 */
static void enter_gtid(const struct facts *facts, const struct observed_link *link,
		       struct arena *arena, struct link_start *out)
{
	const struct observed_record *record = finished_record(facts);
	const char *applied = gtids_applied(facts, record);
	/* Until the applied set is known, use MySQL's current set. */
	const char *set = applied == NULL && !is_mariadb(facts) ?
				  facts->observed->source.gtid_set :
				  applied;
	/*
	 * An empty set means that the source has assigned no GTIDs; it is not unknown.
	 */
	const char *obstacle = by_gtid_obstacle(facts, text_empty(set) ? NULL : set,
						arena, &out->missing);

	if (obstacle != NULL) {
		refuse_gtid(facts, obstacle, arena, out);
		return;
	}
	if (applied == NULL) {
		out->obstacle =
			"the target's GTIDs are known once it has applied what the "
			"source has logged by now";
		out->may_settle = text_equal(link->sql_running, "Yes") &&
				  !text_equal(link->io_running, "No");
		out->wants_start = !out->may_settle;
		out->fix = "let the replica catch up, then plan again";
		return;
	}
	by_gtid(facts, set, arena, out);
	if (!is_mariadb(facts) && record != NULL && !text_equal(record->gtid_set, set))
		out->held = set;
	/* What the data had, and what came since then. */
	out->where = arena_printf(arena, "%s (%s)", link_applied(link, arena),
				  is_mariadb(facts) ? set : "and its GTIDs");
}

static void stay_by_gtid(const struct facts *facts, struct arena *arena,
			 struct link_start *out)
{
	const char *held = facts->observed->target.gtid_set;
	const char *obstacle = by_gtid_obstacle(facts, is_mariadb(facts) ? held : NULL,
						arena, &out->missing);

	if (obstacle != NULL) {
		out->obstacle = obstacle;
		out->fix = by_gtid_fix(facts, arena);
		return;
	}
	by_gtid(facts, held, arena, out);
}

bool link_way_differs(const struct facts *facts, const struct observed_link *link)
{
	return (wanted(facts) == COORDINATES_GTID && link->auto_position == FACT_NO) ||
	       (wanted(facts) == COORDINATES_FILE && link->auto_position == FACT_YES);
}

void link_start_as_it_goes(const struct facts *facts, const struct observed_link *link,
			   struct arena *arena, struct link_start *out)
{
	*out = (struct link_start){ 0 };
	if (link->auto_position == FACT_YES)
		stay_by_gtid(facts, arena, out);
	else
		stay_by_file(facts, link, arena, out);
}

void link_start_of_link(const struct facts *facts, const struct observed_link *link,
			struct arena *arena, struct link_start *out)
{
	bool is_by_gtid = link->auto_position == FACT_YES;
	bool change = link_way_differs(facts, link);

	*out = (struct link_start){ 0 };
	if (!change)
		link_start_as_it_goes(facts, link, arena, out);
	else if (!is_by_gtid)
		enter_gtid(facts, link, arena, out);
	else if (is_mariadb(facts))
		leave_gtid_mariadb(facts, link, arena, out);
	else
		stay_by_file(facts, link, arena, out);
}

const char *link_way_text(bool by_gtid)
{
	return by_gtid ? "GTID" : "file and position";
}
