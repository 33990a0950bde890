#include "steps/link_drift.h"

#include <inttypes.h>

#include "link/set_source.h"
#include "link/start_coordinates.h"

static void differ(struct link_drift *drift, struct judgement *out, const char *name,
		   const char *is, const char *wanted)
{
	judge_difference(out, name, is, wanted);
	text_addf(&drift->reason, "%s%s: %s -> %s",
		  drift->reason.length == 0 ? "" : "\n", name, is, wanted);
	if (!text_equal(name, "delay"))
		drift->apart_from_delay = true;
	if (!text_equal(name, "coordinates"))
		drift->apart_from_coordinates = true;
}

static void differ_in_number(struct link_drift *drift, struct judgement *out,
			     const char *name, uint64_t is, uint64_t wanted,
			     const char *unit)
{
	if (is != wanted)
		differ(drift, out, name,
		       arena_printf(out->arena, "%" PRIu64 "%s", is, unit),
		       arena_printf(out->arena, "%" PRIu64 "%s", wanted, unit));
}

struct link_drift link_drift_judge(const struct facts *facts,
				   const struct observed_link *link,
				   struct judgement *out)
{
	const struct manifest *manifest = facts->manifest;
	const struct observed_record *record =
		observed_record(&facts->observed->target, manifest->name);
	struct link_drift drift = { .reason = text_make(out->arena) };
	bool by_gtid = link->auto_position == FACT_YES;

	if (!text_equal_nocase(link->source_host, manifest->replication.source_host))
		differ(&drift, out, "host", link->source_host,
		       manifest->replication.source_host);
	differ_in_number(&drift, out, "port", link->source_port,
			 manifest->replication.source_port, "");
	if (!text_equal(link->source_user, manifest->source.replication_user.name))
		differ(&drift, out, "user", link->source_user,
		       manifest->source.replication_user.name);
	if (link->tls == (manifest->replication.tls ? FACT_NO : FACT_YES))
		differ(&drift, out, "TLS", link->tls == FACT_YES ? "on" : "off",
		       manifest->replication.tls ? "on" : "off");
	if (link_way_differs(facts, link))
		differ(&drift, out, "coordinates", link_way_text(by_gtid),
		       link_way_text(!by_gtid));
	differ_in_number(&drift, out, "delay", link->delay, wanted_delay(facts), " s");
	if (record != NULL && record->link_password_current == FACT_NO) {
		judge_difference(out, "password", SECRET_MARK, SECRET_MARK);
		text_addf(&drift.reason,
			  "%sthe password differs from the one that the link was "
			  "given",
			  drift.reason.length == 0 ? "" : "\n");
		drift.apart_from_delay = drift.apart_from_coordinates = true;
	}
	return drift;
}
