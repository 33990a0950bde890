/*
 * Before the first change: reports the checks' findings, and opens the sessions that
 * take the lock.
 */
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
		return error_set(err, ERROR_BUG, "the checks refuse without a reason");
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
			 arena_printf(promotion->arena, "; verify reported %s %s ago",
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
	bool mysql8 = promotion->facts.observed->source.server.flavour == FLAVOUR_MYSQL &&
		      promotion->facts.observed->source.server.version >= 80000;
	const char *fresh = "SET SESSION information_schema_stats_expiry = 0";

	return db_connect(closing, promotion->run, &promotion->lock, err) &&
	       db_connect(closing, promotion->run, &promotion->killer, err) &&
	       db_execute(promotion->lock, "SET SESSION lock_wait_timeout = 1", err) &&
	       (!mysql8 || (db_execute(promotion->lock, fresh, err) &&
			    db_execute(promotion->source, fresh, err) &&
			    db_execute(promotion->target, fresh, err))) &&
	       db_execute(promotion->target, "SET SESSION lock_wait_timeout = 2", err) &&
	       db_execute(promotion->source, "SET SESSION lock_wait_timeout = 2", err);
}
