#include "steps/account_notes.h"

#include <limits.h>
#include <string.h>

#include "accounts/selection.h"
#include "base/text.h"
#include "sql/quote.h"

const char *account_shown(const struct observed_login *login, struct arena *arena)
{
	return login->host == NULL ? account_name(login->user, NULL, arena) :
				     quote_account(login->user, login->host, arena);
}

/* As text: "SELECT, INSERT ON `shop`.*; FILE ON *.*", cut after `most`. */
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

/* Before the account is created, all its grants are shown; later at most this many. */
#define MOST_WHEN_MADE 12

void account_note_grants(struct judgement *out, const struct observed_login *login,
			 bool is_there, const struct fitted_grants *fitted)
{
	unsigned most = is_there ? MOST_WHEN_MADE : UINT_MAX;
	/* clang-format off */
	static const char *const why[LEFT_OUT_REASONS] = {
		[LEFT_OUT_NOT_GRANTABLE] = "the target's administrator may not grant it; the application has to do without it on RDS",
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
			judge_note(out, "%s goes without %s: %s",
				   account_shown(login, out->arena),
				   grants_text(&fitted->left_out[i], most, out->arena),
				   why[i]);
	}
	if (fitted->extra.count > 0)
		judge_note(out,
			   "%s has on the target and not on the source: %s; it is "
			   "left unchanged",
			   account_shown(login, out->arena),
			   grants_text(&fitted->extra, MOST_WHEN_MADE, out->arena));
	if (fitted->after_copy.count > 0)
		judge_note(out, "after the copy %s gets %s",
			   account_shown(login, out->arena),
			   grants_text(&fitted->after_copy, most, out->arena));
}

/* Notes which of the account's ways to log in do not work on the target. */
void account_note_factors(struct judgement *out, const struct observed_login *login,
			  unsigned kept)
{
	for (unsigned i = 0; i < login->factors_count && i < 32; i++) {
		if ((kept & (1U << i)) == 0)
			judge_note(out,
				   "%s cannot log in with %s on the target; its other "
				   "ways work",
				   account_shown(login, out->arena), login->factors[i]);
	}
}

void account_note_settings(const struct facts *facts, struct judgement *out)
{
	const struct observed_server *source = &facts->observed->source.server;
	const struct observed_server *target = &facts->observed->target.server;
	const char *mandatory = observed_value(source, "mandatory_roles");

	if (observed_is_on(source, "activate_all_roles_on_login") &&
	    !observed_is_on(target, "activate_all_roles_on_login"))
		judge_note(out, "on the source every login starts with all its roles "
				"active, on the target only with its default roles; set it "
				"as on the source: target.parameters: [{ name: "
				"activate_all_roles_on_login, value: 1 }]");
	if (!text_empty(mandatory) &&
	    !text_equal(mandatory, observed_value(target, "mandatory_roles")))
		judge_note(out,
			   "every account of the source has the roles %s, on the "
			   "target nobody gets them automatically; once the roles are "
			   "there, set it as on the source: target.parameters: [{ "
			   "name: mandatory_roles, value: \"%s\" }]",
			   mandatory, mandatory);
}
