/*
 * target.accounts: accounts that log in at the source can log in at the target, with
 * the same rights.
 *
 * It comes before the copy. An account that could not log in is reported before hours
 * of copying, and a statement about an account that comes through the binlog later
 * finds it. Grants on tables follow once the copy has made these. An account that is
 * made on the source after that comes through the binlog: it is made here only when the
 * link has passed its place and it is still missing.
 */
#include <limits.h>
#include <string.h>

#include "accounts/fit.h"
#include "accounts/selection.h"
#include "accounts/statements.h"
#include "base/text.h"
#include "link/account_errors.h"
#include "link/identity.h"
#include "link/state.h"
#include "plan/facts.h"
#include "sql/quote.h"
#include "steps/steps.h"

/* When an account may be made that is missing. */
enum creation { CREATE_NOW, CREATE_COMES, CREATE_WAIT };

/* What is gathered over all accounts, before it is said. */
struct gathered {
	const struct facts *facts;
	struct arena *arena;
	bool copy_open;
	enum creation creation;
	struct judgement *out;
	/* statements in the order in which they are done, each with its places */
	struct account_statement *creates, *changes;
	size_t creates_count, changes_count;
	struct text_list grants, defaults;
	struct text_list created, changed, coming; /* names, for the reason */
	struct text_list faults, faulty, reserved;
};

static const struct observed_login *source_login(const struct facts *facts, unsigned i)
{
	return &facts->observed->source.server.logins[i];
}

static const char *label_of(const struct observed_login *login, struct arena *arena)
{
	return login->host == NULL ? quote_name(login->user, arena) :
				     quote_account(login->user, login->host, arena);
}

static void add_statement(struct account_statement **list, size_t *count,
			  struct account_statement statement, struct arena *arena)
{
	*list = arena_grow(arena, *list, *count * sizeof(**list),
			   (*count + 1) * sizeof(**list));
	(*list)[(*count)++] = statement;
}

static void add_plain(struct gathered *found, const char *text)
{
	const struct account_statement statement = { .text = text };

	add_statement(&found->changes, &found->changes_count, statement, found->arena);
}

static bool has_new_password(const struct facts *facts,
			     const struct observed_login *login, struct arena *arena)
{
	const struct manifest_accounts *accounts = &facts->manifest->accounts;
	const char *label = account_label(login->user, login->host, arena);

	for (size_t i = 0; login->host != NULL && i < accounts->passwords_count; i++) {
		if (text_equal(accounts->passwords[i].account, label))
			return true;
	}
	return false;
}

/* The very account that extrepl works with there is left as it is. */
static bool is_target_admin(const struct facts *facts,
			    const struct observed_login *login, struct arena *arena)
{
	return text_equal(facts->observed->target.server.user,
			  account_label(login->user, login->host, arena));
}

static bool may_retain(const struct observed_target *target)
{
	return target->server.flavour == FLAVOUR_MYSQL &&
	       text_list_has(target->own_grants, target->own_grants_count,
			     "APPLICATION_PASSWORD_ADMIN ON *.*");
}

static void create(struct gathered *found, const struct observed_login *login,
		   struct identification how)
{
	const struct observed_target *target = &found->facts->observed->target;
	enum flavour flavour = target->server.flavour;
	bool second = login->second_password == FACT_YES && !how.new_password;

	how.second = second && may_retain(target);
	add_statement(&found->creates, &found->creates_count,
		      statement_create_login(flavour, login, &how, found->arena),
		      found->arena);
	text_list_add(&found->created, label_of(login, found->arena));
	if (how.second) {
		how.second = false;
		add_statement(&found->creates, &found->creates_count,
			      statement_identify_login(flavour, login, &how, true,
						       found->arena),
			      found->arena);
	} else if (second) {
		judge_note(found->out,
			   "%s keeps an older password on the source: only the newer one "
			   "is carried",
			   label_of(login, found->arena));
	}
}

/* It is there, with another password: that one may be somebody's. */
static void other_password(struct gathered *found, const struct observed_login *login,
			   const struct identification *how)
{
	if ((found->facts->allowed & CONSENT_TARGET_DATA) != 0) {
		add_statement(&found->changes, &found->changes_count,
			      statement_identify_login(found->facts->observed->target
							       .server.flavour,
						       login, how, false, found->arena),
			      found->arena);
		found->out->consent = CONSENT_TARGET_DATA;
		text_list_add(&found->changed, label_of(login, found->arena));
		return;
	}
	judge_note(found->out,
		   "%s has another password on the target, which is left as it is; to set "
		   "it: --allow target-data",
		   label_of(login, found->arena));
}

static void update(struct gathered *found, const struct observed_login *login,
		   const struct observed_login *there, const struct identification *how)
{
	const char *altered;

	if (login->host == NULL)
		return;
	if (there->same_password == FACT_NO && login->role != FACT_YES)
		other_password(found, login, how);
	altered = statement_alter_options(login, there, found->arena);
	if (altered == NULL)
		return;
	add_plain(found, altered);
	text_list_add(&found->changed, label_of(login, found->arena));
}

/* "SELECT, INSERT ON `shop`.*; FILE ON *.*" for people, at most so many. */
static const char *grants_text(const struct text_list *grants, unsigned most,
			       struct arena *arena)
{
	struct text out = text_make(arena);
	const char *before = NULL;

	for (unsigned i = 0; i < grants->count; i++) {
		const char *on = strstr(grants->items[i], " ON ");
		const char *next = i + 1 < grants->count ?
					   strstr(grants->items[i + 1], " ON ") :
					   NULL;
		bool joined = on != NULL && next != NULL && strcmp(on, next) == 0;

		if (i >= most) {
			text_addf(&out, " and %u more", grants->count - i);
			break;
		}
		text_addf(&out, "%s%.*s", out.length == 0 ? "" : before,
			  joined ? (int)(on - grants->items[i]) :
				   (int)strlen(grants->items[i]),
			  grants->items[i]);
		before = joined ? ", " : "; ";
	}
	return out.bytes;
}

/* In full before the account is made; later it is known. */
#define MOST_WHEN_MADE 12

static void note_left_out(struct gathered *found, const struct observed_login *login,
			  bool is_there, const struct fitted_grants *fitted)
{
	unsigned most = is_there ? MOST_WHEN_MADE : UINT_MAX;
	/* clang-format off */
	static const char *const why[LEFT_OUT_REASONS] = {
		[LEFT_OUT_NOT_GRANTABLE] = "the target's administrator may not grant it; the application has to do without on RDS",
		[LEFT_OUT_SYSTEM_DATABASE] = "RDS keeps the database mysql for itself; use RDS's procedures instead",
		[LEFT_OUT_PATTERN] = "the target has partial_revokes on and takes the pattern for a name; grant on each of the databases there",
		[LEFT_OUT_OBJECT] = "that is not on the target; REVOKE it on the source, or grant it once it is there",
		[LEFT_OUT_PROXY] = "nobody can grant PROXY on RDS; let them log in as the account itself",
		[LEFT_OUT_REVOKE] = "the target has partial_revokes off, and would give it on every database; set it by target.parameters, or grant on the databases one by one",
		[LEFT_OUT_ROLE_ADMIN] = "the target's administrator has no ADMIN OPTION for that role, which came through the binlog; GRANT it again on the source while the link runs",
		[LEFT_OUT_ROLE] = "that role is not carried; add it to accounts.include",
	};
	/* clang-format on */
	for (size_t i = 1; i < LEFT_OUT_REASONS; i++) {
		if (fitted->left_out[i].count > 0)
			judge_note(found->out, "%s goes without %s: %s",
				   label_of(login, found->arena),
				   grants_text(&fitted->left_out[i], most, found->arena),
				   why[i]);
	}
	if (fitted->extra.count > 0)
		judge_note(found->out,
			   "%s has on the target and not on the source: %s; it is left as it is",
			   label_of(login, found->arena),
			   grants_text(&fitted->extra, MOST_WHEN_MADE, found->arena));
	if (fitted->after_copy.count > 0)
		judge_note(found->out, "after the copy %s gets %s",
			   label_of(login, found->arena),
			   grants_text(&fitted->after_copy, most, found->arena));
}

static void add_grants(struct gathered *found, const struct observed_login *login,
		       const struct observed_login *there)
{
	const struct observed *observed = found->facts->observed;
	struct fitted_grants fitted;
	const char *roles = statement_default_roles(observed->target.server.flavour,
						    login, there, found->arena);

	unsigned defaults = found->defaults.count;

	grants_fit(observed, login, found->copy_open, found->arena, &fitted);
	note_left_out(found, login, there != NULL, &fitted);
	statements_grant(&fitted.missing, login, &found->grants);
	if (roles != NULL && fitted.left_out[LEFT_OUT_ROLE].count == 0 &&
	    fitted.left_out[LEFT_OUT_ROLE_ADMIN].count == 0)
		text_list_add(&found->defaults, roles);
	if (there != NULL &&
	    (fitted.missing.count > 0 || found->defaults.count > defaults))
		text_list_add(&found->changed, label_of(login, found->arena));
}

/* Of several ways to log in some do not work there. */
static void note_dropped_factors(struct gathered *found,
				 const struct observed_login *login, unsigned kept)
{
	for (unsigned i = 0; i < login->factors_count && i < 32; i++) {
		if ((kept & (1U << i)) == 0)
			judge_note(found->out,
				   "%s cannot log in by %s on the target, but otherwise",
				   label_of(login, found->arena), login->factors[i]);
	}
}

static void judge_login(struct gathered *found, const struct observed_login *login)
{
	const struct facts *facts = found->facts;
	const struct observed_login *there =
		login_on(&facts->observed->target.server, login);
	struct identification how = {
		.new_password = has_new_password(facts, login, found->arena),
	};
	const char *label = account_label(login->user, login->host, found->arena);
	const char *fault = factors_fit(facts->observed, login, &how.kept, found->arena);

	if (is_target_admin(facts, login, found->arena)) {
		judge_note(found->out, "%s is the target's administrator: left as it is",
			   label_of(login, found->arena));
		return;
	}
	if (account_is_reserved(login->user)) {
		text_list_add(&found->faults,
			      arena_printf(found->arena,
					   "%s: RDS keeps this name for itself",
					   label_of(login, found->arena)));
		text_list_add(&found->reserved, label);
		return;
	}
	if (there == NULL && fault != NULL && !how.new_password) {
		text_list_add(&found->faults,
			      arena_printf(found->arena, "%s could not log in: %s",
					   label_of(login, found->arena), fault));
		text_list_add(&found->faulty, label);
		return;
	}
	if (there == NULL && found->creation != CREATE_NOW) {
		text_list_add(&found->coming, label_of(login, found->arena));
		return;
	}
	if (fault == NULL && !how.new_password && login->role != FACT_YES)
		note_dropped_factors(found, login, how.kept);
	if (there == NULL)
		create(found, login, how);
	else if (fault == NULL || how.new_password)
		update(found, login, there, &how);
	add_grants(found, login, there);
}

/*
 * What the binlog brings must not be there before it: CREATE USER would stop the
 * replica.
 */
static enum creation may_create(const struct facts *facts, bool copy_open)
{
	const struct observed_link *link = our_link(facts);

	if (link == NULL)
		return copy_open && !facts->manifest->copy.adopt.set ? CREATE_NOW :
								       CREATE_COMES;
	if (link_misses_account(link))
		return CREATE_NOW;
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

static void act_all(const struct gathered *found, struct judgement *out)
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

/* "3 accounts: a, b, c" */
static const char *some(const struct text_list *names, struct arena *arena)
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

static void judge_faults(const struct gathered *found, struct judgement *out)
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
	for (unsigned i = 0; i < found->reserved.count; i++)
		text_list_add(&all, found->reserved.items[i]);
	judge_fix(out, "%sleave it out: accounts.exclude: [%s]",
		  found->faulty.count > 0 ? "or " : "", yaml_list(&all, out->arena));
}

static void conclude(const struct gathered *found, struct judgement *out)
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
			     some(&found->created, arena),
			     found->changed.count > 0 ? "\nto change: " : "",
			     some(&found->changed, arena));
	else if (out->actions_count > 0)
		judge_update(out, "%s to change: %s",
			     text_counted(arena, found->changed.count, "account"),
			     some(&found->changed, arena));
	else if (found->coming.count > 0 && found->creation == CREATE_WAIT)
		judge_wait(out, "the link has yet to bring %s",
			   some(&found->coming, arena));
	else
		judge_done(out, "%s of the source in place",
			   text_counted(arena, all - found->coming.count, "account"));
	if (found->coming.count > 0 && found->creation == CREATE_COMES)
		judge_note(out,
			   "%s: made on the source since, and comes through the binlog",
			   some(&found->coming, arena));
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
	struct gathered found = {
		.facts = facts,
		.arena = out->arena,
		.out = out,
		.copy_open = finished_record(facts) == NULL && our_link(facts) == NULL,
	};
	struct text_list *const lists[] = { &found.grants,  &found.defaults,
					    &found.created, &found.changed,
					    &found.coming,  &found.faults,
					    &found.faulty,  &found.reserved };

	if (!can_be_read(facts, out))
		return;
	for (size_t i = 0; i < ARRAY_SIZE(lists); i++)
		lists[i]->arena = out->arena;
	found.creation = may_create(facts, found.copy_open);
	if (source->logins_count == 0) {
		judge_done(out, "no account of the source is meant by accounts.include");
		return;
	}
	for (unsigned i = 0; i < source->logins_count; i++)
		judge_login(&found, source_login(facts, i));
	conclude(&found, out);
}
