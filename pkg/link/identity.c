/*
 * Does a link or a record belong to the server that the manifest names? Compares
 * address, server_uuid or server_id. The steps decide what follows from it.
 */
#include "link/identity.h"

#include <inttypes.h>

#include "base/text.h"

const struct observed_link *configured_link(const struct facts *facts)
{
	const struct observed_link *link =
		observed_link(&facts->observed->target,
			      facts->manifest->replication.channel);

	return link == NULL || text_empty(link->source_host) ? NULL : link;
}

const char *link_address(const char *host, unsigned port, struct arena *arena)
{
	return arena_printf(arena, "%s:%u", host, port);
}

/* extrepl itself set this link to the address in the record. */
static bool is_as_recorded(const struct observed_link *link,
			   const struct observed_record *record)
{
	AUTO_ARENA *arena = arena_make();

	return text_equal_nocase(record->link_address,
				 link_address(link->source_host, link->source_port,
					      arena));
}

/*
 * MariaDB's link has only a server_id; until it has connected, it can be that of an
 * earlier source. Equal ids prove nothing: most servers have 1. Different ids prove
 * little: the source may have a new server_id since then.
 */
static bool is_to_other_server_id(const struct observed_link *link,
				  const struct observed_server *source,
				  const struct observed_record *record)
{
	uint64_t seen = link->source_server_id;

	if (seen == 0 || source->server_id == 0 || seen == source->server_id)
		return false;
	if (record == NULL)
		return true;
	bool never_connected = text_equal(record->state, "complete") &&
			       text_empty(record->link_started_at) &&
			       !text_equal(link->io_running, "Yes") &&
			       is_as_recorded(link, record);
	return record->source_server_id != seen && !never_connected;
}

enum fact link_is_same_server(const struct facts *facts, const struct observed_link *link)
{
	const struct observed_server *source = &facts->observed->source.server;
	const struct observed_record *record =
		observed_record(&facts->observed->target, facts->manifest->name);

	if (!text_empty(link->source_uuid) && !text_empty(source->uuid))
		return text_equal_nocase(link->source_uuid, source->uuid) ? FACT_YES :
									    FACT_NO;
	if (record != NULL && !record_is_of_source(facts, record))
		record = NULL;
	if (is_to_other_server_id(link, source, record))
		return FACT_NO;
	return record != NULL && is_as_recorded(link, record) ? FACT_YES : FACT_UNKNOWN;
}

static bool same_address(const struct facts *facts, const struct observed_link *link)
{
	return text_equal_nocase(link->source_host,
				 facts->manifest->replication.source_host) &&
	       link->source_port == facts->manifest->replication.source_port;
}

/* A server's identity: its server_uuid; else its server_id. */
static const char *identity(const char *uuid, uint64_t server_id, struct arena *arena)
{
	return text_empty(uuid) ? arena_printf(arena, "server_id %" PRIu64, server_id) :
				  uuid;
}

const char *other_source_text(const struct facts *facts,
			      const struct observed_link *link, struct arena *arena)
{
	const struct observed_server *source = &facts->observed->source.server;

	if (!same_address(facts, link))
		return arena_printf(arena, "another source, %s:%u", link->source_host,
				    link->source_port);
	return arena_printf(arena,
			    "%s:%u, which the target sees as another server (%s) than "
			    "the one that extrepl reaches (%s)",
			    link->source_host, link->source_port,
			    identity(link->source_uuid, link->source_server_id, arena),
			    identity(source->uuid, source->server_id, arena));
}

bool record_is_of_source(const struct facts *facts, const struct observed_record *record)
{
	return observed_record_is_of(record, &facts->observed->source.server);
}

const struct observed_record *finished_record(const struct facts *facts)
{
	const struct observed_record *record =
		observed_record(&facts->observed->target, facts->manifest->name);

	return record == NULL || text_equal(record->state, "unfinished") ? NULL : record;
}

const struct observed_link *our_link(const struct facts *facts)
{
	const struct observed_link *link = configured_link(facts);

	if (link == NULL)
		return NULL;
	enum fact same = link_is_same_server(facts, link);
	if (same == FACT_NO)
		return NULL;
	return same == FACT_YES || same_address(facts, link) ? link : NULL;
}

bool link_proves_password(const struct facts *facts)
{
	const struct observed_link *link = our_link(facts);
	const struct observed_record *record =
		observed_record(&facts->observed->target, facts->manifest->name);

	return link != NULL && text_equal(link->io_running, "Yes") &&
	       facts->observed->source.account.password_works != FACT_NO &&
	       text_equal(link->source_user,
			  facts->manifest->source.replication_user.name) &&
	       (record == NULL || (finished_record(facts) != NULL &&
				   record->link_password_current != FACT_NO));
}
