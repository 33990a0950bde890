/*
 * Makes the calls that set a link: address, account, TLS, coordinates, delay.
 * start_coordinates.c chooses the coordinates.
 */
#include "link/set_source.h"

#include <inttypes.h>

#include "base/text.h"
#include "link/calls.h"
#include "link/gtid_support.h"
#include "sql/statements.h"

uint64_t wanted_delay(const struct facts *facts)
{
	return (uint64_t)facts->manifest->replication.delay_ms / 1000;
}

static enum call setting_call(const struct facts *facts, bool by_gtid)
{
	if (by_gtid)
		return CALL_SET_BY_GTID;
	return wanted_delay(facts) > 0 &&
			       procedure_for(facts, CALL_SET_BY_FILE_DELAYED) != NULL ?
		       CALL_SET_BY_FILE_DELAYED :
		       CALL_SET_BY_FILE;
}

static bool sets_delay(const struct facts *facts, enum call call)
{
	return call == CALL_SET_BY_FILE_DELAYED || procedure_takes_delay(facts, call);
}

/* An earlier delay stays set if the new call has no delay argument. */
static bool needs_delay_call(const struct facts *facts,
			     const struct observed_link *link, enum call call)
{
	uint64_t left = link == NULL ? 0 : link->delay;

	return !sets_delay(facts, call) && left != wanted_delay(facts);
}

bool blocked_by_delay(const struct facts *facts, const struct observed_link *link,
		      bool by_gtid, struct judgement *out)
{
	if (!needs_delay_call(facts, link, setting_call(facts, by_gtid)) ||
	    procedure_for(facts, CALL_SET_DELAY) != NULL)
		return false;
	if (wanted_delay(facts) == 0) {
		judge_blocked(out,
			      "the link has a delay of %" PRIu64 " s, wanted 0 s, and the "
			      "target has no mysql.%s",
			      link->delay, procedure_name(facts, CALL_SET_DELAY));
		judge_fix(out,
			  "by hand: %s, note the position applied, %s, configure the "
			  "link again at that position, then plan again",
			  procedure_call(facts, CALL_STOP, out->arena),
			  procedure_call(facts, CALL_RESET, out->arena));
		return true;
	}
	judge_blocked(out,
		      "replication.delay is %" PRIu64
		      " s, and the target has no procedure that "
		      "delays a link (mysql.%s)",
		      wanted_delay(facts), procedure_name(facts, CALL_SET_DELAY));
	judge_fix(out, "leave out replication.delay, or upgrade the instance");
	return true;
}

void act_set_delay(const struct facts *facts, struct judgement *out)
{
	judge_action(out, ON_TARGET, ACTION_CALL, "%s",
		     statement_call_number(procedure_name(facts, CALL_SET_DELAY),
					   wanted_delay(facts),
					   facts->manifest->replication.channel,
					   out->arena));
}

static void act_declare(const struct facts *facts, const struct link_start *start,
			struct judgement *out)
{
	enum call call = procedure_for(facts, CALL_ADD_GTID_INTERVAL) != NULL ?
				 CALL_ADD_GTID_INTERVAL :
				 CALL_ADD_GTID_SET;

	if (!start->by_gtid)
		return;
	if (start->known_after == NULL || start->missing.count == 0) {
		act_add_gtids(facts, &start->missing, out);
		return;
	}
	judge_action(out, ON_TARGET, ACTION_CALL, "CALL mysql.%s(<known after %s>)",
		     procedure_name(facts, call), start->known_after)
		->volatile_text = true;
}

void act_set(const struct facts *facts, const struct observed_link *link,
	     const struct link_start *start, struct judgement *out)
{
	const struct manifest *manifest = facts->manifest;
	const struct manifest_replication *replication = &manifest->replication;
	enum call call = setting_call(facts, start->by_gtid);
	bool tls_apart = replication->tls && procedure_for(facts, CALL_SET_TLS) != NULL;
	struct link_arguments arguments = {
		.host = replication->source_host,
		.port = replication->source_port,
		.user = manifest->source.replication_user.name,
		.file = start->file,
		.position = start->position,
		.gtid = start->gtid,
		.tls = replication->tls && !tls_apart,
		.delayed = sets_delay(facts, call),
		.delay = wanted_delay(facts),
		.channel = replication->channel,
	};

	if (start->known_after != NULL) {
		const char *later =
			arena_printf(out->arena, "<known after %s>", start->known_after);

		if (!start->by_gtid)
			arguments.file = later;
		else if (facts->observed->target.server.flavour == FLAVOUR_MARIADB)
			arguments.gtid = later;
	}
	if (start->held != NULL) {
		struct action *note =
			judge_action(out, ON_TARGET, ACTION_RECORD,
				     "record in the database extrepl: the GTIDs of what is "
				     "applied");
		note->record.change = RECORD_GTIDS;
		note->record.gtid_set = start->held;
	}
	act_declare(facts, start, out);
	const char *statement = statement_set_external(procedure_name(facts, call),
						       &arguments, out->arena);
	struct action *set = judge_action(out, ON_TARGET, ACTION_CALL, "%s", statement);
	set->statement.secret_at = statement_secret_at(statement);
	set->volatile_text = true;
	if (tls_apart)
		judge_action(out, ON_TARGET, ACTION_CALL, "%s",
			     statement_call_number(procedure_name(facts, CALL_SET_TLS),
						   1, replication->channel, out->arena));
	if (needs_delay_call(facts, link, call))
		act_set_delay(facts, out);
	/*
	 * Data that was there before extrepl has no record: there is nowhere to note
	 * it, and no need.
	 */
	if (start->known_after == NULL &&
	    observed_record(&facts->observed->target, manifest->name) == NULL)
		return;
	judge_action(out, ON_TARGET, ACTION_RECORD,
		     "record in the database extrepl: the link's address and a "
		     "salted HMAC of its password")
		->record.change = RECORD_LINK_SET;
}
