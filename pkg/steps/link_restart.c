#include "steps/link_restart.h"

#include "base/text.h"
#include "link/calls.h"
#include "link/gtid_support.h"
#include "link/purged.h"
#include "link/set_source.h"
#include "link/start_coordinates.h"
#include "link/state.h"
#include "link/way_back_gtids.h"

static bool has_stopped(const struct observed_link *link)
{
	return link_state(link) == LINK_OFF || text_equal(link->io_running, "No");
}

/*
 * Without gtid_mode ON, START REPLICA looks in the relay logs for the last transaction
 * of each worker. After a connection that began at an earlier binlog these logs do not
 * have it, and START REPLICA fails with 1201, each time; so does CHANGE REPLICATION
 * SOURCE until RESET REPLICA. Nothing in the relay logs is needed: by GTID the source
 * sends what the target lacks.
 */
static bool would_not_start(const struct facts *facts, const struct observed_link *link)
{
	return link->workers_ahead == FACT_YES && link->sql_errno == 0 &&
	       link_state(link) == LINK_OFF &&
	       !text_equal_nocase(observed_value(&facts->observed->target.server,
						 "gtid_mode"),
				  "ON");
}

/*
 * The reset and the call after it in one go, or the link would seem taken away. The
 * GTIDs of a way back are marked between them (start->missing).
 */
static void act_reset_and_set(const struct facts *facts, const struct link_start *start,
			      struct judgement *out)
{
	judge_action(out, ON_TARGET, ACTION_CALL, "%s",
		     procedure_call(facts, CALL_RESET, out->arena));
	act_set(facts, NULL, start, out);
}

static void add_line(struct text *text, const char *line)
{
	text_addf(text, "%s%s", text->length == 0 || *line == '\0' ? "" : "\n", line);
}

bool judge_link_restart(const struct facts *facts, const struct observed_link *link,
			const char *differs, struct judgement *out)
{
	const struct gtid_set marked = way_back_gtids_to_mark(facts, out->arena);
	struct link_start start;

	if (link->auto_position != FACT_YES || !has_stopped(link) ||
	    (facts->manifest->replication.state == STATE_STOPPED && *differs == '\0'))
		return false;
	link_start_as_it_goes(facts, link, out->arena, &start);
	bool refuses = would_not_start(facts, link) && start.obstacle == NULL &&
		       link_was_purged(facts, link, out->arena) == NULL;
	if (!refuses && (marked.count == 0 || *differs != '\0'))
		return false;
	if (refuses && blocked_by_delay(facts, NULL, start.by_gtid, out))
		return true;
	struct text reason = text_make(out->arena);
	add_line(&reason, differs);
	if (refuses)
		add_line(&reason, "the applier's positions and its relay logs do not fit, "
				  "START REPLICA would fail (1201): the link is set up "
				  "again by GTID, and nothing is lost");
	if (marked.count > 0)
		add_line(&reason, "the source gave GTIDs to what came over a way back; the "
				  "target has those transactions, and gets the GTIDs "
				  "marked as executed");
	judge_update(out, "%s", reason.bytes);
	act_stop(facts, out);
	if (refuses)
		act_reset_and_set(facts, &start, out);
	else
		act_add_gtids(facts, &marked, out);
	return true;
}
