/*
 * What the source's binlog contains, for how long it is kept, and which changes pass
 * the filters.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "plan/check_list.h"
#include "plan/facts.h"
#include "plan/filters.h"
#include "sql/quote.h"

void check_row_image(const struct facts *facts, struct findings *out)
{
	const char *image =
		observed_value(&facts->observed->source.server, "binlog_row_image");

	if (image != NULL && !text_equal_nocase(image, "FULL"))
		finding_add(out, "binlog_row_image", "set binlog_row_image to FULL",
			    "%s: a replica cannot notice rows that differ", image);
}

void check_row_options(const struct facts *facts, struct findings *out)
{
	const char *options = observed_value(&facts->observed->source.server,
					     "binlog_row_value_options");

	if (!text_empty(options))
		finding_add(out, "binlog_row_value_options",
			    "set binlog_row_value_options to ''",
			    "%s: parts of JSON values are sent, and the replica stops where its own "
			    "value differs",
			    options);
}

void check_statement_sessions(const struct facts *facts, struct findings *out)
{
	FOR_OBJECTS(session, &facts->observed->source.server, "statement-session")
	{
		finding_add(out, session->name,
			    "end such sessions, so that they connect again",
			    "it still uses binlog_format %s, whatever the server's "
			    "setting is now",
			    session->detail);
	}
}

void check_binlog_filter(const struct facts *facts, struct findings *out)
{
	const struct observed_source *source = &facts->observed->source;

	for (unsigned i = 0; i < source->server.databases_count; i++) {
		const char *name = source->server.databases[i].name;

		if (is_wanted(facts, name) && binlog_leaves_out(source, name))
			finding_add(out, name,
				    "take binlog_do_db and binlog_ignore_db out of the source's "
				    "configuration and restart it",
				    "the source does not write its changes to the binlog");
	}
}

void check_filtered_database(const struct facts *facts, struct findings *out)
{
	const struct observed_server *source = &facts->observed->source.server;

	for (unsigned i = 0; i < source->databases_count; i++) {
		const char *name = source->databases[i].name;
		const char *rule =
			replica_leaves_out(&facts->observed->target, name, out->arena);

		if (is_wanted(facts, name) && rule != NULL)
			finding_add(out, name,
				    "remove the filter from the parameter group, or "
				    "the database out of copy.databases",
				    "the target discards its changes: %s", rule);
	}
}

void check_filtered_table(const struct facts *facts, struct findings *out)
{
	const struct observed_server *source = &facts->observed->source.server;

	for (unsigned i = 0; i < source->databases_count; i++) {
		const char *name = source->databases[i].name;
		const char *rule = replica_leaves_out_some(&facts->observed->target,
							   name, out->arena);

		if (is_wanted(facts, name) && rule != NULL)
			finding_add(out, name,
				    "remove the filter from the parameter group",
				    "the target discards the changes of some of its "
				    "tables: %s",
				    rule);
	}
}

/* Breaks if a change is in a database that the target does not have (1049, 1146). */
/*
 * A database that was created on the source after the copy came by replication, and so
 * do its changes.
 */
static bool came_by_replication(const struct facts *facts, const char *database)
{
	const struct observed_target *target = &facts->observed->target;
	const struct observed_record *record =
		observed_record(target, facts->manifest->name);

	return record != NULL && !text_empty(record->link_started_at) &&
	       observed_link(target, facts->manifest->replication.channel) != NULL &&
	       observed_database(&target->server, database) != NULL;
}

void check_left_out_database(const struct facts *facts, struct findings *out)
{
	const struct observed_source *source = &facts->observed->source;

	for (unsigned i = 0; i < source->server.databases_count; i++) {
		const char *name = source->server.databases[i].name;

		if (is_wanted(facts, name) || binlog_leaves_out(source, name) ||
		    came_by_replication(facts, name) ||
		    replica_leaves_out(&facts->observed->target, name, out->arena) != NULL)
			continue;
		finding_add(out, name,
			    arena_printf(out->arena,
					 "add it to copy.databases, or set replicate-wild-ignore-table "
					 "= %s.%% in the parameter group",
					 name),
			    "it is not in copy.databases: the first change there would stop the replica");
	}
}

static uint64_t wanted_bytes(const struct facts *facts)
{
	const struct observed_server *source = &facts->observed->source.server;
	uint64_t bytes = 0;

	for (unsigned i = 0; i < source->databases_count; i++) {
		if (is_wanted(facts, source->databases[i].name))
			bytes += source->databases[i].bytes;
	}
	return bytes;
}

/*
 * Assumes a slow target, and the same time again to catch up. 0 means that binlogs
 * never expire.
 */
void check_binlog_retention(const struct facts *facts, struct findings *out)
{
	enum {
		SLOW_BYTES_A_SECOND = 20 * 1000 * 1000,
		MARGIN_SECONDS = 3600,
		SECONDS_A_DAY = 24 * 3600,
	};
	const struct observed_server *source = &facts->observed->source.server;
	uint64_t needed =
		2 * (wanted_bytes(facts) / SLOW_BYTES_A_SECOND) + MARGIN_SECONDS;
	uint64_t kept = number_of(source, "binlog_expire_logs_seconds", 0);

	if (kept == 0)
		kept = number_of(source, "expire_logs_days", 0) * SECONDS_A_DAY;
	if (kept == 0 || kept >= needed)
		return;
	bool by_days = number_of(source, "binlog_expire_logs_seconds", 0) == 0;
	finding_add(out, by_days ? "expire_logs_days" : "binlog_expire_logs_seconds",
		    arena_printf(out->arena,
				 "SET GLOBAL %s = %" PRIu64 " on the source, until the "
				 "replica has caught up",
				 by_days ? "expire_logs_days" :
					   "binlog_expire_logs_seconds",
				 by_days ? needed / SECONDS_A_DAY + 1 : needed),
		    "binlogs are kept for %s, but copying and catching up may take %s",
		    text_duration(out->arena, kept * 1000),
		    text_duration(out->arena, needed * 1000));
}

void check_adopted_coordinates(const struct facts *facts, struct findings *out)
{
	const struct observed_source *source = &facts->observed->source;
	const char *file = facts->manifest->copy.adopt.file;
	uint64_t position = facts->manifest->copy.adopt.position;

	if (!facts->manifest->copy.adopt.set || file == NULL || source->binlogs_count == 0)
		return;
	long at = observed_binlog(source, file);
	if (at < 0)
		finding_add(out, file, "load a newer dump, or correct copy.adopt.file",
			    "the source does not have this binlog (any more)");
	else if (position > source->binlogs[at].size)
		finding_add(out, file, "correct copy.adopt.position",
			    "position %" PRIu64 " is beyond its end, %" PRIu64,
			    position, source->binlogs[at].size);
}

/* The link already has a position; setting it again would need purged binlogs. */
void check_binlog_gone(const struct facts *facts, struct findings *out)
{
	const struct observed_source *source = &facts->observed->source;
	const struct observed_link *link =
		observed_link(&facts->observed->target,
			      facts->manifest->replication.channel);

	const struct observed_record *record =
		observed_record(&facts->observed->target, facts->manifest->name);
	bool new_copy = facts->replace_copy ||
			(facts->allowed & CONSENT_TARGET_DATA) != 0 ||
			(record != NULL && text_equal(record->state, "unfinished"));

	/* After a new copy the link starts from new coordinates. */
	if (link == NULL || source->binlogs_count == 0 || new_copy ||
	    text_empty(link->executed_file) || link->auto_position == FACT_YES ||
	    text_empty(source->server.uuid) ||
	    (link->source_uuid != NULL &&
	     !text_equal_nocase(link->source_uuid, source->server.uuid)) ||
	    (link->source_uuid == NULL &&
	     (link->source_server_id != source->server.server_id ||
	      !text_equal_nocase(link->source_host,
				 facts->manifest->replication.source_host))))
		return;
	/* Binlogs that the target has already received may be gone. */
	if (observed_binlog(source, link->executed_file) < 0 &&
	    observed_binlog(source, link->read_file) < 0)
		finding_add(out, link->executed_file,
			    "only a new copy helps: apply --replace-copy --allow target-data; and keep binlogs longer "
			    "on the source",
			    "the target has applied up to there, and the source no longer has this binlog");
}
