/*
 * What AWS reports about the target's instance, and what its endpoint reports: are both
 * the same instance, is it available, does it have storage?
 */
#include <inttypes.h>

#include "base/text.h"
#include "manifest/endpoint.h"
#include "plan/check_list.h"
#include "plan/facts.h"

#define GIB ((uint64_t)1024 * 1024 * 1024)

/* The procedures must run on the instance that will be the replica. */
void check_endpoint(const struct facts *facts, struct findings *out)
{
	const char *kind = endpoint_kind(facts->manifest, out->arena);

	if (kind != NULL)
		finding_add(out, NULL,
			    "set target.endpoint to the endpoint of the instance, or "
			    "of the cluster's writer",
			    "%s is the endpoint of %s",
			    facts->manifest->target.endpoint, kind);
}

void check_instance_state(const struct facts *facts, struct findings *out)
{
	const struct observed_instance *instance = &facts->observed->target.instance;

	if (instance->broken == FACT_YES)
		finding_add(out, instance->id, "check it in the RDS console",
			    "it is %s%s%s", instance->status,
			    text_empty(instance->status_cause) ? "" : ": ",
			    text_empty(instance->status_cause) ? "" :
								 instance->status_cause);
}

/* RDS stops an instance whose storage is full. */
void check_storage(const struct facts *facts, struct findings *out)
{
	const struct observed_instance *instance = &facts->observed->target.instance;
	const struct observed_server *source = &facts->observed->source.server;
	uint64_t most = instance->most_storage_gib > instance->storage_gib ?
				instance->most_storage_gib :
				instance->storage_gib;
	uint64_t bytes = 0;

	for (unsigned i = 0; i < source->databases_count; i++) {
		if (is_wanted(facts, source->databases[i].name))
			bytes += source->databases[i].bytes;
	}
	if (most > 0 && bytes >= most * GIB)
		finding_add(out, instance->id,
			    "give the instance more storage, or turn on storage "
			    "autoscaling",
			    "the source's data is %s, and the instance has %" PRIu64
			    " GiB%s",
			    text_bytes(out->arena, bytes), most,
			    instance->most_storage_gib > 0 ? " at most" : "");
}
