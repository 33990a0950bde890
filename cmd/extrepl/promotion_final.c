/* For pairs whose promotion was finalized: their old source may be gone. */
#include "promote/promote.h"
#include "promotion.h"

static bool was_finalized(struct session *session)
{
	struct error unused = { 0 };
	bool final = false;

	return promote_is_final(session, &final, &unused) && final;
}

bool is_done_for_good(struct session *session)
{
	return session->manifest->replication.state == STATE_PROMOTED &&
	       was_finalized(session);
}

void explain_gone_source(struct session *session, struct error *err)
{
	if ((err->kind != ERROR_UNREACHABLE && err->kind != ERROR_DENIED) ||
	    !was_finalized(session))
		return;
	(void)error_set(err, ERROR_BLOCKED,
			"the promotion was finalized: the old source does not answer, and is no "
			"longer needed");
	(void)error_hint(err, "%s",
			 session->manifest->replication.state == STATE_PROMOTED ?
				 "There is nothing to compare the target with any more. "
				 "`extrepl status` shows its state." :
				 "With replication: { state: promoted } the old "
				 "source is no longer contacted.");
}
