/*
 * Calls of RDS's procedures that several steps need. set_source.c handles the
 * coordinates and passwords of a link.
 */
#include "link/calls.h"

#include <string.h>

#include "base/text.h"
#include "link/identity.h"
#include "link/state.h"
#include "sql/quote.h"
#include "sql/statements.h"

const char *procedure_call(const struct facts *facts, enum call call, struct arena *arena)
{
	return statement_call(procedure_name(facts, call),
			      facts->manifest->replication.channel, arena);
}

const char *admin_label(const struct observed_server *server, const char *field,
			struct arena *arena)
{
	if (text_empty(server->user) || strchr(server->user, '@') == NULL)
		return field;
	return quote_account_text(server->user, arena);
}

void act_reset(const struct facts *facts, struct judgement *out)
{
	if (configured_link(facts) == NULL)
		return;
	judge_action(out, ON_TARGET, ACTION_CALL, "%s",
		     procedure_call(facts, CALL_RESET, out->arena))
		->reobserve_after = true;
}

void hint_at_server_id(const struct facts *facts, const struct observed_link *link,
		       struct judgement *out)
{
	if (text_empty(link->source_uuid) && link->source_server_id != 0)
		judge_fix(out,
			  "if only its server_id was changed: %s and %s on the "
			  "target, then plan again",
			  procedure_call(facts, CALL_STOP, out->arena),
			  procedure_call(facts, CALL_START, out->arena));
}

void act_stop(const struct facts *facts, struct judgement *out)
{
	const struct observed_link *link = configured_link(facts);

	if (link == NULL || link_state(link) == LINK_OFF)
		return;
	judge_action(out, ON_TARGET, ACTION_CALL, "%s",
		     procedure_call(facts, CALL_STOP, out->arena))
		->reobserve_after = true;
}

/*
 * Once the link was started, the copy's coordinates must not be used again. This is
 * recorded before the start, so a crash cannot lose it.
 */
static void note_start(const struct facts *facts, struct judgement *out)
{
	const struct observed_record *record =
		observed_record(&facts->observed->target, facts->manifest->name);
	const struct observed_link *link = our_link(facts);

	/* Without a link, a new copy will follow, with a new record. */
	if (link != NULL && (record == NULL || !text_empty(record->link_started_at)))
		return;
	struct action *note =
		judge_action(out, ON_TARGET, ACTION_RECORD,
			     "record in the database extrepl: the link was started");
	note->record.change = RECORD_LINK_STARTS;
}

void act_start(const struct facts *facts, struct judgement *out)
{
	note_start(facts, out);
	judge_action(out, ON_TARGET, ACTION_CALL, "%s",
		     procedure_call(facts, CALL_START, out->arena));
}
