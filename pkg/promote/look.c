/* What `status` reports about a cut-over. Changes nothing. */
#include "base/text.h"
#include "promote/internal.h"

bool promote_is_final(struct session *session, bool *final, struct error *err)
{
	struct db *target;

	return observer_target(session->observer, &target, err) &&
	       promotion_is_final(target, session->manifest->name, session->arena,
				  final, err);
}

bool promote_look_at_target(struct session *session, struct promotion_row *row,
			    bool *found, struct error *err)
{
	struct db *target;

	if (!observer_target(session->observer, &target, err) ||
	    !promotion_read(target, session->manifest->name, session->arena, row, found,
			    err))
		return false;
	const struct observed_record *record =
		session->observed == NULL ? NULL :
					    observed_record(&session->observed->target,
							    session->manifest->name);
	if (*found && promotion_is_stale(row, record == NULL ? "" : record->state))
		*found = false;
	return true;
}

/* Only for a source that should be closed. */
static bool look_for_writes(struct session *session, struct db *source,
			    const struct promotion_row *row, struct way_back *out,
			    struct error *err)
{
	struct coordinates since = frozen_of_row(row, db_server(source)->flavour);
	struct coordinates now;

	if (session->observed == NULL || (!text_equal(row->state, PROMOTION_PROMOTED) &&
					  !text_equal(row->state, PROMOTION_OPENED)))
		return true;
	if (!coordinates_read(source, session->arena, &now, err))
		return false;
	out->own_writes = own_writes(&session->observed->source.server, &since, &now,
				     session->arena);
	return true;
}

bool promote_look(struct session *session, struct promotion_row *row, bool *found,
		  struct way_back *way_back, struct error *err)
{
	struct db *source;

	*way_back = (struct way_back){ .there = FACT_UNKNOWN };
	if (!promote_look_at_target(session, row, found, err))
		return false;
	return !*found || (observer_source(session->observer, &source, err) &&
			   way_back_read(source, session->arena,
					 back_channel(session->manifest, session->arena),
					 way_back, err) &&
			   look_for_writes(session, source, row, way_back, err));
}
