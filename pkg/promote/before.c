/*
 * What comes before the first change: the checks' findings are told, and the sessions
 * are opened that take the lock.
 */
#include <inttypes.h>

#include "base/text.h"
#include "promote/internal.h"

static bool refuse(struct promotion *promotion, const struct findings *findings,
		   struct error *err)
{
	const struct finding *first = NULL;
	size_t errors = 0;

	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];

		if (finding->severity != SEVERITY_ERROR)
			continue;
		if (errors++ == 0)
			first = finding;
		else
			log_fact(promotion->run->log, LOG_ERROR, "checks",
				 "! %s: %s; fix: %s", finding->check, finding->message,
				 finding->fix);
	}
	if (first == NULL)
		return error_set(err, ERROR_BUG, "the checks refuse and do not say why");
	error_set(err, ERROR_BLOCKED, "checks: %s: %s%s", first->check, first->message,
		  errors == 1 ? "" :
				arena_printf(promotion->arena, " (and %zu more, above)",
					     errors - 1));
	return error_hint(err, "Fix: %s. Nothing was changed.", first->fix);
}

static bool is_accepted(const struct manifest *manifest, const char *check)
{
	for (const char *const *name = manifest->checks_accept;
	     name != NULL && *name != NULL; name++) {
		if (text_equal(*name, check))
			return true;
	}
	return false;
}

bool promote_check(struct promotion *promotion, const struct plan *plan, struct error *err)
{
	const struct cutover_facts *facts = &promotion->facts;
	struct findings findings;
	size_t errors = 0;
	size_t passed = checks_of_promotion(facts, promotion->wish, plan,
					    promotion->arena, &findings);

	for (size_t i = 0; i < findings.count; i++) {
		const struct finding *finding = &findings.list[i];

		if (finding->severity == SEVERITY_ERROR)
			errors++;
		else if (!is_accepted(promotion->session->manifest, finding->check))
			log_fact(promotion->run->log, LOG_INFO, "checks",
				 "? %s: %s; fix: %s", finding->check, finding->message,
				 finding->fix);
	}
	if (errors > 0)
		return refuse(promotion, &findings, err);
	log_fact(promotion->run->log, LOG_INFO, "checks", "%zu passed%s", passed,
		 !facts->verified || promotion->wish != PROMOTE_FORWARD ?
			 "" :
			 arena_printf(promotion->arena, "; verify said %s %s ago",
				      facts->verification.outcome,
				      text_duration(promotion->arena,
						    facts->verification.age_seconds *
							    1000)));
	return true;
}

bool promote_open_sessions(struct promotion *promotion, struct error *err)
{
	bool forward = promotion->wish == PROMOTE_FORWARD;
	const struct db_login *closing = forward ? &promotion->session->logins->source :
						   &promotion->session->logins->target;
	const struct manifest *manifest = promotion->session->manifest;
	bool mysql8 = promotion->facts.observed->source.server.flavour == FLAVOUR_MYSQL &&
		      promotion->facts.observed->source.server.version >= 80000;
	int64_t silence = manifest->cutover.max_outage_ms / 1000 + 5;
	const char *fresh = "SET SESSION information_schema_stats_expiry = 0";

	/*
	 * On the way back the hooks run before the lock goes, and late clients are
	 * ended.
	 */
	if (!forward)
		silence += MOST_LATE_CLIENTS_MS / 1000;
	for (size_t i = 0; !forward && i < manifest->cutover.hooks_count; i++)
		silence += manifest->cutover.hooks[i].timeout_ms / 1000 + 1;
	/*
	 * A server does not see that a machine is gone: it ends the session with the
	 * lock after so much silence.
	 */
	return db_connect(closing, promotion->run, &promotion->lock, err) &&
	       db_connect(closing, promotion->run, &promotion->killer, err) &&
	       db_executef(promotion->lock, err,
			   "SET SESSION wait_timeout = %" PRId64
			   ", lock_wait_timeout = 1",
			   silence) &&
	       (!mysql8 || (db_execute(promotion->lock, fresh, err) &&
			    db_execute(promotion->source, fresh, err) &&
			    db_execute(promotion->target, fresh, err))) &&
	       db_execute(promotion->target, "SET SESSION lock_wait_timeout = 2", err) &&
	       db_execute(promotion->source, "SET SESSION lock_wait_timeout = 2", err);
}
