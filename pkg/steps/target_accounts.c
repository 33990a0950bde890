/*
 * target.accounts: accounts that log in at the source can log in at the target, with
 * the same rights.
 *
 * It comes before the copy, for two reasons. An account that could not log in is
 * reported before hours of copying. A statement about an account that arrives later
 * through the binlog finds the account. Grants on tables follow once the copy has
 * created the tables.
 *
 * An account that is created on the source later arrives through the binlog. It is
 * created here only if the link has passed that place and the account is still missing.
 */
#include <string.h>

#include "accounts/selection.h"
#include "base/text.h"
#include "link/account_errors.h"
#include "link/identity.h"
#include "link/state.h"
#include "plan/facts.h"
#include "steps/account_changes.h"
#include "steps/account_notes.h"

/*
 * An account that will arrive through the binlog must not exist before: CREATE USER
 * would stop the replica.
 */
static enum creation may_create(const struct facts *facts,
				const struct account_stop *stop, bool copy_open)
{
	const struct observed_link *link = our_link(facts);

	if (link == NULL)
		return copy_open && !facts->manifest->copy.adopt.set ? CREATE_NOW :
								       CREATE_COMES;
	/*
	 * Do not create accounts that arrive through the binlog later: their CREATE
	 * USER would stop the replica.
	 */
	if (stop->kind == STOP_MISSING || stop->kind == STOP_NO_GRANT)
		return stop->named_count > 0 ? CREATE_STOPPED : CREATE_NOW;
	if (link_state(link) != LINK_ON)
		return CREATE_COMES;
	return facts->observed->target.logins_caught_up == FACT_NO ? CREATE_WAIT :
								     CREATE_NOW;
}

static void act(struct judgement *out, const struct account_statement *statement)
{
	struct action *action =
		judge_action(out, ON_TARGET, ACTION_SQL, "%s", statement->text);

	action->statement.places =
		(struct secret_places){ statement->places, statement->places_count };
}

static bool may_skip_binlog(const struct observed_target *target)
{
	static const char *const any[] = { "SESSION_VARIABLES_ADMIN",
					   "SYSTEM_VARIABLES_ADMIN", "SUPER",
					   "BINLOG ADMIN", NULL };

	return has_any(&target->server, any);
}

static void act_all(const struct account_changes *found, struct judgement *out)
{
	bool unlogged = may_skip_binlog(&found->facts->observed->target);
	size_t most = found->creates_count + found->changes_count +
		      found->grants.count + found->defaults.count;

	if (most == 0)
		return;
	if (unlogged)
		judge_action(out, ON_TARGET, ACTION_SQL, "%s",
			     statement_log_to_binlog(false));
	for (size_t i = 0; i < found->creates_count; i++)
		act(out, &found->creates[i]);
	for (size_t i = 0; i < found->changes_count; i++)
		act(out, &found->changes[i]);
	for (unsigned i = 0; i < found->grants.count; i++)
		judge_action(out, ON_TARGET, ACTION_SQL, "%s", found->grants.items[i]);
	for (unsigned i = 0; i < found->defaults.count; i++)
		judge_action(out, ON_TARGET, ACTION_SQL, "%s", found->defaults.items[i]);
	if (unlogged)
		judge_action(out, ON_TARGET, ACTION_SQL, "%s",
			     statement_log_to_binlog(true));
}

/* "'a'@'%', 'b'@'%' and 3 more" */
static const char *names_text(const struct text_list *names, struct arena *arena)
{
	struct text out = text_make(arena);

	for (unsigned i = 0; i < names->count && i < 4; i++)
		text_addf(&out, "%s%s", i == 0 ? "" : ", ", names->items[i]);
	if (names->count > 4)
		text_addf(&out, " and %u more", names->count - 4);
	return out.bytes;
}

static const char *yaml_list(const struct text_list *labels, struct arena *arena)
{
	struct text out = text_make(arena);

	for (unsigned i = 0; i < labels->count; i++) {
		text_addf(&out, "%s\"", i == 0 ? "" : ", ");
		for (const char *at = labels->items[i]; *at != '\0'; at++)
			text_addf(&out, "%s%c", strchr("\"\\", *at) != NULL ? "\\" : "",
				  *at);
		text_add(&out, "\"");
	}
	return out.bytes;
}

/* Blocks the step, and prints the lines to write into the manifest. */
static void judge_faults(const struct account_changes *found, struct judgement *out)
{
	struct text reason = text_make(out->arena);
	struct text_list all = { .arena = out->arena };

	for (unsigned i = 0; i < found->faults.count; i++)
		text_addf(&reason, "%s%s", i == 0 ? "" : "\n", found->faults.items[i]);
	judge_blocked(out, "%s", reason.bytes);
	for (unsigned i = 0; i < found->faulty.count; i++) {
		const struct text_list one = { .items = &found->faulty.items[i],
					       .count = 1 };

		judge_fix(out,
			  "give it a new password: accounts.passwords: [{ account: %s, "
			  "password: { env: NEW_PASSWORD } }]",
			  yaml_list(&one, out->arena));
		text_list_add(&all, found->faulty.items[i]);
	}
	for (unsigned i = 0; i < found->to_exclude.count; i++)
		text_list_add(&all, found->to_exclude.items[i]);
	judge_fix(out, "%sleave it out: accounts.exclude: [%s]",
		  found->faulty.count > 0 ? "or " : "", yaml_list(&all, out->arena));
}

static void conclude(const struct account_changes *found, struct judgement *out)
{
	struct arena *arena = out->arena;
	unsigned all = found->facts->observed->source.server.logins_count;

	if (found->faults.count > 0) {
		judge_faults(found, out);
		return;
	}
	act_all(found, out);
	if (found->created.count > 0)
		judge_create(out, "%s to make: %s%s%s",
			     text_counted(arena, found->created.count, "account"),
			     names_text(&found->created, arena),
			     found->changed.count > 0 ? "\nto change: " : "",
			     names_text(&found->changed, arena));
	else if (out->actions_count > 0)
		judge_update(out, "%s to change: %s",
			     text_counted(arena, found->changed.count, "account"),
			     names_text(&found->changed, arena));
	else if (found->coming.count > 0 && found->creation == CREATE_WAIT)
		judge_wait(out, "%s will arrive through the binlog",
			   names_text(&found->coming, arena));
	else if (all == 0)
		judge_done(out, "accounts.include matches no account of the source");
	else
		judge_done(out, "%s of the source in place",
			   text_counted(arena, all - found->coming.count, "account"));
	if (found->coming.count > 0 &&
	    (found->creation == CREATE_COMES || found->creation == CREATE_STOPPED))
		judge_note(out,
			   "%s: created on the source since then, and arrives through "
			   "the binlog",
			   names_text(&found->coming, arena));
}

static bool can_be_read(const struct facts *facts, struct judgement *out)
{
	const struct observed_server *source = &facts->observed->source.server;
	const struct observed_server *target = &facts->observed->target.server;
	bool of_source = source->logins_known != FACT_YES;
	const struct observed_server *server = of_source ? source : target;

	if (!of_source && target->logins_known == FACT_YES)
		return true;
	judge_blocked(out, "the accounts of the %s cannot be read",
		      of_source ? "source" : "target");
	judge_fix(out, "GRANT SELECT ON mysql.* TO %s", account_text(server, out->arena));
	return false;
}

bool target_accounts_applies(const struct facts *facts)
{
	return facts->manifest->accounts.include != NULL && !stays_promoted(facts);
}

void judge_target_accounts(const struct facts *facts, struct judgement *out)
{
	const struct observed_server *source = &facts->observed->source.server;
	struct account_changes found = {
		.facts = facts,
		.arena = out->arena,
		.out = out,
		.copy_open = finished_record(facts) == NULL && our_link(facts) == NULL,
	};
	struct text_list *const lists[] = { &found.grants,  &found.defaults,
					    &found.created, &found.changed,
					    &found.coming,  &found.faults,
					    &found.faulty,  &found.to_exclude };

	if (!can_be_read(facts, out))
		return;
	for (size_t i = 0; i < ARRAY_SIZE(lists); i++)
		lists[i]->arena = out->arena;
	found.stop = link_account_stop(facts, our_link(facts), out->arena);
	found.creation = may_create(facts, &found.stop, found.copy_open);
	for (unsigned i = 0; i < source->logins_count; i++)
		account_changes_add(&found, &source->logins[i]);
	account_changes_for_stop(&found);
	account_note_settings(facts, out);
	conclude(&found, out);
}
