/* Conclusions from the facts that status.c found, shared with the printing files. */
#include "base/text.h"
#include "status.h"

bool source_is_open(const struct status *status)
{
	return !status->failed.source_failed &&
	       !observed_is_on(&status->facts->observed->source.server, "read_only");
}

bool is_promoted(const struct status *status)
{
	return status->has_promotion &&
	       (text_equal(status->promotion.state, PROMOTION_PROMOTED) ||
		text_equal(status->promotion.state, PROMOTION_FINALIZED));
}

bool lag_is_known(const struct observed_link *link)
{
	return link->lag_known == FACT_YES && text_equal(link->io_running, "Yes");
}

const char *lag_trend_name(const struct status *status)
{
	if (!status->trend.known || !lag_is_known(status->link))
		return NULL;
	return status->trend.before > status->link->lag ? "falling" :
	       status->trend.before < status->link->lag ? "rising" :
							  "steady";
}
