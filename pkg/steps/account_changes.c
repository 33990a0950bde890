/*
 * What one account of the source needs on the target: statements that create or change
 * it, and its grants. target_accounts.c decides if the step is open.
 */
#include "steps/account_changes.h"

#include "accounts/grants.h"
#include "accounts/selection.h"
#include "base/text.h"
#include "sql/quote.h"
#include "steps/account_notes.h"

static void add_statement(struct account_statement **list, size_t *count,
			  struct account_statement statement, struct arena *arena)
{
	*list = arena_grow(arena, *list, *count * sizeof(**list),
			   (*count + 1) * sizeof(**list));
	(*list)[(*count)++] = statement;
}

void account_changes_create(struct account_changes *found,
			    struct account_statement statement)
{
	add_statement(&found->creates, &found->creates_count, statement, found->arena);
}

static void add_plain(struct account_changes *found, const char *text)
{
	const struct account_statement statement = { .text = text };

	add_statement(&found->changes, &found->changes_count, statement, found->arena);
}

static bool has_new_password(const struct facts *facts, const struct observed_login *login)
{
	const struct manifest_accounts *accounts = &facts->manifest->accounts;

	for (size_t i = 0; login->host != NULL && i < accounts->passwords_count; i++) {
		if (account_is_labelled(accounts->passwords[i].account, login->user,
					login->host))
			return true;
	}
	return false;
}

/* Do not change the account that extrepl itself uses there. */
bool account_is_target_admin(const struct facts *facts,
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

static void create(struct account_changes *found, const struct observed_login *login,
		   struct identification how)
{
	const struct observed_target *target = &found->facts->observed->target;
	enum flavour flavour = target->server.flavour;
	bool second = login->second_password == FACT_YES && !how.new_password;

	how.second = second && may_retain(target);
	add_statement(&found->creates, &found->creates_count,
		      statement_create_login(flavour, login, &how, found->arena),
		      found->arena);
	text_list_add(&found->created, account_shown(login, found->arena));
	if (how.second) {
		how.second = false;
		add_statement(&found->creates, &found->creates_count,
			      statement_identify_login(flavour, login, &how, true,
						       found->arena),
			      found->arena);
	} else if (second) {
		judge_note(found->out,
			   "%s has two passwords on the source: only the newer one is "
			   "carried",
			   account_shown(login, found->arena));
	}
}

/* The account exists with a different password, which somebody may be using. */
static void set_password(struct account_changes *found,
			 const struct observed_login *login,
			 const struct observed_login *there,
			 const struct identification *how)
{
	bool nobodys = login_is_placeholder(there);

	if (nobodys || (found->facts->allowed & CONSENT_TARGET_DATA) != 0) {
		add_statement(&found->changes, &found->changes_count,
			      statement_identify_login(found->facts->observed->target
							       .server.flavour,
						       login, how, false, found->arena),
			      found->arena);
		if (!nobodys)
			found->out->consent = CONSENT_TARGET_DATA;
		text_list_add(&found->changed, account_shown(login, found->arena));
		return;
	}
	judge_note(found->out,
		   "%s has a different password on the target, which is left "
		   "unchanged; to set it: --allow target-data",
		   account_shown(login, found->arena));
}

static void update(struct account_changes *found, const struct observed_login *login,
		   const struct observed_login *there, const struct identification *how)
{
	const char *altered;

	if (login->host == NULL)
		return;
	if (there->same_password == FACT_NO && login->role != FACT_YES)
		set_password(found, login, there, how);
	if (login_has_more_attributes(there, login, found->arena))
		judge_note(found->out,
			   "%s has attributes on the target that it has not on the source; "
			   "they are left as they are",
			   account_shown(login, found->arena));
	altered = statement_alter_options(login, there, found->arena);
	if (altered == NULL)
		return;
	add_plain(found, altered);
	text_list_add(&found->changed, account_shown(login, found->arena));
}

/* The CREATE USER of a later account may still arrive through the binlog. */
static bool may_be_made(const struct account_changes *found,
			const struct observed_login *login)
{
	const struct account_stop *stop = &found->stop;
	const char *as_role =
		arena_printf(found->arena, "ROLE %s",
			     account_name(login->user, login->host, found->arena));

	return found->creation == CREATE_NOW ||
	       (found->creation == CREATE_STOPPED &&
		(account_stop_names(stop, login->user, login->host) ||
		 text_list_has(stop->needed.items, stop->needed.count, as_role)));
}

/* The role exists on the target, or is created there before the grants. */
static bool role_will_be_there(const struct account_changes *found, const char *role)
{
	const struct observed_server *source = &found->facts->observed->source.server;

	for (unsigned i = 0; i < source->logins_count; i++) {
		const struct observed_login *login = &source->logins[i];

		if (text_equal(account_name(login->user, login->host, found->arena), role))
			return may_be_made(found, login) ||
			       login_on(&found->facts->observed->target.server, login) !=
				       NULL;
	}
	return true;
}

/* Leaves out roles that will arrive through the binlog. */
static struct text_list without_coming_roles(const struct account_changes *found,
					     const struct text_list *grants)
{
	struct text_list out = { .arena = found->arena };

	for (unsigned i = 0; i < grants->count; i++) {
		struct account_grant grant =
			account_grant_of(grants->items[i], found->arena);

		if ((grant.kind != GRANT_ROLE && grant.kind != GRANT_ADMIN) ||
		    role_will_be_there(found, grant.privilege))
			text_list_add(&out, grants->items[i]);
	}
	return out;
}

static void add_grants(struct account_changes *found, const struct observed_login *login,
		       const struct observed_login *there)
{
	const struct observed *observed = found->facts->observed;
	struct fitted_grants fitted;
	struct text_list missing;
	const char *roles = statement_default_roles(observed->target.server.flavour,
						    login, there, found->arena);

	unsigned defaults = found->defaults.count;

	grants_fit(observed, login, found->copy_open, found->arena, &fitted);
	account_note_grants(found->out, login, there != NULL, &fitted);
	missing = without_coming_roles(found, &fitted.missing);
	statements_grant(&missing, login, &found->grants);
	if (roles != NULL && missing.count == fitted.missing.count &&
	    fitted.left_out[LEFT_OUT_ROLE].count == 0 &&
	    fitted.left_out[LEFT_OUT_ROLE_ADMIN].count == 0)
		text_list_add(&found->defaults, roles);
	if ((there != NULL || account_is_public(login->user, login->host)) &&
	    (missing.count > 0 || found->defaults.count > defaults))
		text_list_add(&found->changed, account_shown(login, found->arena));
}

/* MariaDB writes the statement to its log as it was sent. */
static void note_clear_password(struct account_changes *found,
				const struct observed_login *login,
				const struct observed_login *there,
				const struct identification *how)
{
	if (how->new_password && how->in_clear &&
	    (there == NULL || there->same_password == FACT_NO))
		judge_note(found->out,
			   "the new password of %s comes into the target's binlog in clear, as "
			   "strict_password_validation there takes no hash; set that to 0 by "
			   "target.parameters before, or change the password later",
			   account_shown(login, found->arena));
}

/*
 * True: the account cannot be created there. Also adds a note if it locks out others.
 */
static bool locks_out(struct account_changes *found, const struct observed_login *login)
{
	const struct observed_server *target = &found->facts->observed->target.server;
	enum lockout lockout = account_lockout(found->facts, login, found->arena);

	if (lockout == LOCKOUT_OTHERS)
		judge_note(found->out,
			   "%s: for a login from there the target takes it before %s, who "
			   "can then no longer log in from there",
			   account_shown(login, found->arena), target->user);
	if (lockout != LOCKOUT_OURS)
		return false;
	text_list_add(&found->faults,
		      arena_printf(found->arena,
				   "%s: the target would take it before %s for a login from "
				   "%s, and extrepl could no longer log in",
				   account_shown(login, found->arena), target->user,
				   text_empty(target->client) ? "here" : target->client));
	text_list_add(&found->to_exclude,
		      account_label(login->user, login->host, found->arena));
	return true;
}

void account_changes_add(struct account_changes *found, const struct observed_login *login)
{
	const struct facts *facts = found->facts;
	const struct observed_login *there =
		login_on(&facts->observed->target.server, login);
	struct identification how = {
		.new_password = has_new_password(facts, login),
		.in_clear = target_refuses_hashes(&facts->observed->target.server),
	};
	const char *label = account_label(login->user, login->host, found->arena);
	const char *fault = factors_fit(facts->observed, login, &how.kept, found->arena);

	if (account_is_target_admin(facts, login, found->arena)) {
		judge_note(found->out,
			   "%s is the target's administrator: left "
			   "unchanged",
			   account_shown(login, found->arena));
		return;
	}
	if (account_is_reserved(login->user)) {
		text_list_add(&found->faults,
			      arena_printf(found->arena, "%s: RDS reserves this name",
					   account_shown(login, found->arena)));
		text_list_add(&found->to_exclude, label);
		return;
	}
	if (there == NULL && may_be_made(found, login) && locks_out(found, login))
		return;
	if (there == NULL && fault != NULL && !how.new_password) {
		text_list_add(&found->faults,
			      arena_printf(found->arena, "%s could not log in: %s",
					   account_shown(login, found->arena), fault));
		text_list_add(&found->faulty, label);
		return;
	}
	if (account_is_public(login->user, login->host)) {
		add_grants(found, login, there);
		return;
	}
	if (there == NULL && !may_be_made(found, login)) {
		text_list_add(&found->coming, account_shown(login, found->arena));
		return;
	}
	if (fault == NULL && !how.new_password && login->role != FACT_YES)
		account_note_factors(found->out, login, how.kept);
	note_clear_password(found, login, there, &how);
	if (there == NULL)
		create(found, login, how);
	else if (fault == NULL || how.new_password)
		update(found, login, there, &how);
	add_grants(found, login, there);
}
