/*
 * target.replication: the threads run or not, as replication.state says. target.health
 * judges if replication is healthy.
 */
#include "base/text.h"
#include "link/account_errors.h"
#include "link/calls.h"
#include "link/errors.h"
#include "link/identity.h"
#include "link/purged.h"
#include "link/state.h"
#include "sql/statements.h"
#include "steps/steps.h"

/* rds_start_replication works only if both threads are off. */
static void act_restart(const struct facts *facts, struct judgement *out)
{
	act_stop(facts, out);
	act_start(facts, out);
}

static void judge_broken(const struct facts *facts, const struct observed_link *link,
			 struct judgement *out)
{
	struct diagnosis diagnosis = link_diagnose(facts, link, out->arena);

	if (text_equal(link->sql_running, "Yes") && !text_equal(link->io_running, "No")) {
		judge_done(out, "running: the receiver is connecting");
		return;
	}
	if (diagnosis.code == 0) {
		judge_update(out, "one of two threads runs (receiver %s, applier %s)",
			     link->io_running, link->sql_running);
		act_restart(facts, out);
		return;
	}
	if (link_misses_included_account(facts, link)) {
		judge_update(out, "stopped: %s (%u); target.accounts fixes that",
			     diagnosis.meaning, diagnosis.code);
		act_restart(facts, out);
		return;
	}
	if (diagnosis.restart_helps) {
		judge_update(out, "stopped: %s (%u)", diagnosis.meaning, diagnosis.code);
		act_restart(facts, out);
		return;
	}
	judge_blocked(out, "%s (%u)", diagnosis.meaning, diagnosis.code);
	judge_note(out, "the server says: %s", diagnosis.message);
	judge_fix(out, "%s", diagnosis.fix);
	if (diagnosis.needs_copy)
		return;
	judge_fix(out, "once that is fixed: %s on the target, then apply again",
		  procedure_call(facts, CALL_STOP, out->arena));
	if (link->sql_errno != 0)
		judge_fix(out, "or a new copy: apply " NEW_COPY_OPTIONS);
}

static void judge_wanted_running(const struct facts *facts,
				 const struct observed_link *link, struct judgement *out)
{
	if (link == NULL) {
		judge_create(out, "not configured, wanted running");
		act_start(facts, out);
		return;
	}
	if (text_equal(out->after, "target.link")) {
		judge_create(out, "stopped by %s, wanted running", out->after);
		act_start(facts, out);
		return;
	}
	switch (link_state(link)) {
	case LINK_ON:
		judge_done(out, "running");
		return;
	case LINK_BROKEN:
		judge_broken(facts, link, out);
		return;
	case LINK_OFF:
		break;
	}
	/*
	 * If only one thread has an error, the error may be fixed by now, and somebody
	 * may have stopped the other thread. A start will show it.
	 */
	if (link_start_is_vain(link)) {
		judge_broken(facts, link, out);
		return;
	}
	const char *purged = link_was_purged(facts, link, out->arena);
	if (purged != NULL) {
		judge_blocked(out,
			      "stopped, and %s: if started, it would stop with "
			      "error 1236",
			      purged);
		judge_fix(out, "only a new copy helps: apply " NEW_COPY_OPTIONS
			       "; and keep binlogs longer on the source");
		return;
	}
	judge_create(out, "stopped, wanted running");
	judge_difference(out, "state", "stopped", "running");
	act_start(facts, out);
}

void judge_target_replication(const struct facts *facts, struct judgement *out)
{
	const struct observed_link *link = configured_link(facts);

	if (facts->manifest->replication.state != STATE_STOPPED) {
		judge_wanted_running(facts, link, out);
		return;
	}
	if (out->after != NULL) {
		judge_pending(out, out->after);
		return;
	}
	if (link == NULL || link_state(link) == LINK_OFF) {
		judge_done(out, "stopped, as wanted");
		return;
	}
	judge_update(out, "running, wanted stopped");
	judge_difference(out, "state", "running", "stopped");
	judge_action(out, ON_TARGET, ACTION_CALL, "%s",
		     procedure_call(facts, CALL_STOP, out->arena));
}
