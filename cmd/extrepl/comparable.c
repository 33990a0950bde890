/*
 * Decides if verify can compare what it should: the databases exist, and the
 * administrators see all of them. pkg/verify compares.
 */
#include "comparable.h"

#include "base/text.h"
#include "link/identity.h"
#include "plan/facts.h"
#include "plan/visibility.h"

/* The most similar name in the list, or NULL. */
static const char *meant(const struct observed_server *server, const char *name)
{
	for (unsigned i = 0; i < server->databases_count; i++) {
		if (text_equal_nocase(server->databases[i].name, name))
			return server->databases[i].name;
	}
	return NULL;
}

static bool check_names(const struct facts *facts, const char *const *databases,
			struct error *err)
{
	const struct observed_server *source = &facts->observed->source.server;
	const struct observed_server *target = &facts->observed->target.server;

	if (databases[0] == NULL) {
		error_set(err, ERROR_FAILED,
			  "there is nothing to compare: the source shows no database");
		return error_hint(err, "Name them in copy.databases, or check whether "
				       "it is the right source.");
	}
	for (; *databases != NULL; databases++) {
		if (observed_database(source, *databases) != NULL ||
		    observed_database(target, *databases) != NULL)
			continue;
		error_set(err, ERROR_FAILED,
			  "nothing was compared: neither side shows a database %s",
			  *databases);
		if (meant(source, *databases) != NULL)
			return error_hint(err, "Did you mean %s? Correct copy.databases.",
					  meant(source, *databases));
		return error_hint(err, "Correct copy.databases. Databases that the "
				       "administrator may not see are not listed.");
	}
	return true;
}

static bool fail_hidden(const char *side, const struct findings *findings,
			struct error *err)
{
	const struct finding *first = &findings->list[0];

	error_set(err, ERROR_DENIED, "nothing was compared: on the %s %s", side,
		  first->message);
	return error_hint(err, "%s", first->fix);
}

static bool check_side(const struct facts *facts, const struct observed_server *server,
		       const char *side, const char *const *databases, bool only_rows,
		       struct error *err)
{
	static const struct check none = { 0 };
	AUTO_ARENA *arena = arena_make();
	struct findings findings = { .arena = arena, .check = &none };

	if (facts->manifest->copy.databases == NULL && !only_rows)
		find_hidden_databases(server, &findings);
	find_hidden_objects(server, databases, only_rows ? OBJECTS_ROWS : OBJECTS_ALL,
			    &findings);
	return findings.count == 0 || fail_hidden(side, &findings, err);
}

static bool check_answers(const struct observed_server *server, const char *side,
			  struct error *err)
{
	FOR_OBJECTS(question, server, "unanswered")
	{
		error_set(err, ERROR_FAILED,
			  "nothing was compared: the %s does not report %s (%s)", side,
			  question->name, question->detail);
		return error_hint(err, "Run it again. If the server still refuses, raise "
				       "the limit that it names for the administrator.");
	}
	return true;
}

bool check_comparable(const struct facts *facts, const char *const *databases,
		      bool only_rows, struct error *err)
{
	const struct observed *observed = facts->observed;

	if (!check_answers(&observed->source.server, "source", err) ||
	    !check_answers(&observed->target.server, "target", err))
		return false;
	return check_side(facts, &observed->source.server, "source", databases,
			  only_rows, err) &&
	       check_side(facts, &observed->target.server, "target", databases,
			  only_rows, err) &&
	       check_names(facts, databases, err);
}

const char *link_that_stands(const struct facts *facts, struct arena *arena)
{
	const struct observed_link *link = our_link(facts);

	if (link == NULL)
		return NULL;
	if (!text_equal(link->sql_running, "Yes"))
		return link->sql_errno == 0 ?
			       "the applier is stopped" :
			       arena_printf(arena, "the applier is stopped by error %u",
					    link->sql_errno);
	return text_equal(link->io_running, "No") ? "the receiver is stopped" : NULL;
}
