/*
 * `extrepl status` as JSON: extrepl/status/1. Every key is always present; unknown
 * values are null.
 */
#include "base/text.h"
#include "command.h"
#include "plan/render.h"
#include "status.h"

/* null: there was no lag. */
static json_t *trend_json(const struct status *status)
{
	const char *name = lag_trend_name(status);

	if (name == NULL)
		return json_null();
	return json_pack("{s:s, s:I, s:I}", "is", name, "seconds_before",
			 (json_int_t)status->trend.before, "milliseconds_between",
			 (json_int_t)status->trend.ms);
}

static json_t *link_json(const struct status *status)
{
	const struct observed_link *link = status->link;

	if (link == NULL)
		return json_null();
	return json_pack("{s:o, s:i, s:o, s:b, s:b, s:o, s:o, s:o, s:I, s:o, s:I, s:o, s:o}",
			 "host", text_json(link->source_host), "port",
			 (int)link->source_port, "user", text_json(link->source_user),
			 "tls", link->tls == FACT_YES, "gtid",
			 link->auto_position == FACT_YES, "receiver",
			 text_json(link->io_running), "applier",
			 text_json(link->sql_running), "received_file",
			 text_json(link->read_file), "received_position",
			 (json_int_t)link->read_position, "applied_file",
			 text_json(link->executed_file), "applied_position",
			 (json_int_t)link->executed_position, "lag_seconds",
			 lag_is_known(link) ? json_integer((json_int_t)link->lag) :
					      json_null(),
			 "lag_trend", trend_json(status));
}

static json_t *record_json(const struct status *status)
{
	const struct observed_record *record = status->record;

	if (record == NULL)
		return json_null();
	return json_pack("{s:o, s:o, s:o, s:I}", "state", text_json(record->state),
			 "completed_at", text_json(record->completed_at), "file",
			 text_json(record->file), "position",
			 (json_int_t)record->position);
}

/* null: the API was not called. */
static json_t *instance_json(const struct observed_instance *instance)
{
	if (instance == NULL || instance->known == FACT_UNKNOWN)
		return json_null();
	return json_pack(
		"{s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:i, s:b, s:o, s:I, s:I, s:o, s:o}",
		"known", instance->known == FACT_YES, "note", text_json(instance->note),
		"region", text_json(instance->region), "id", text_json(instance->id),
		"class", text_json(instance->class), "status",
		text_json(instance->status), "engine", text_json(instance->engine),
		"engine_version", text_json(instance->engine_version),
		"backup_retention_days", (int)instance->backup_retention_days, "multi_az",
		instance->multi_az == FACT_YES, "pending", text_json(instance->pending),
		"storage_gib", (json_int_t)instance->storage_gib, "most_storage_gib",
		(json_int_t)instance->most_storage_gib, "parameter_group",
		text_json(instance->parameter_group), "parameter_status",
		text_json(instance->parameter_status));
}

static json_t *diagnosis_json(const struct status *status)
{
	if (status->diagnosis.code == 0)
		return json_null();
	return json_pack("{s:i, s:o, s:o, s:o}", "code", (int)status->diagnosis.code,
			 "message", text_json(status->diagnosis.message), "meaning",
			 text_json(status->diagnosis.meaning), "fix",
			 text_json(status->diagnosis.fix));
}

/* null: there was no cut-over, or it was undone completely. */
static json_t *status_promotion_json(const struct status *status)
{
	const struct promotion_row *row = &status->promotion;

	if (!status->has_promotion || text_equal(row->state, PROMOTION_UNDONE))
		return json_null();
	return json_pack("{s:o, s:b, s:o, s:I, s:o, s:o}", "state",
			 text_json(row->state), "cut_short", promote_is_cut_short(row),
			 "opened_at", text_json(row->opened_at), "outage_ms",
			 (json_int_t)row->outage_ms, "source_read_only",
			 status->failed.source_failed ?
				 json_null() :
				 json_boolean(!source_is_open(status)),
			 "way_back", way_back_json(&status->way_back));
}

json_t *status_json(const struct manifest *manifest, const struct status *status,
		    const struct error *error)
{
	const struct observed_source *source =
		status == NULL || status->failed.source_failed ?
			NULL :
			&status->facts->observed->source;
	const struct observed_target *target =
		status == NULL || status->failed.target_failed ?
			NULL :
			&status->facts->observed->target;

	return json_pack(
		"{s:o, s:o, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
		"manifest", text_json(manifest->path), "name", text_json(manifest->name),
		"healthy", status != NULL && status->healthy, "source_version",
		text_json(source == NULL ? NULL : source->server.version_text),
		"source_tls", text_json(source == NULL ? NULL : source->server.tls),
		"source_file", text_json(source == NULL ? NULL : source->binlog_file),
		"source_position",
		source == NULL ? json_null() :
				 json_integer((json_int_t)source->binlog_position),
		"target_version",
		text_json(target == NULL ? NULL : target->server.version_text),
		"instance", instance_json(target == NULL ? NULL : &target->instance),
		"copy", status == NULL ? json_null() : record_json(status), "link",
		status == NULL ? json_null() : link_json(status), "diagnosis",
		status == NULL ? json_null() : diagnosis_json(status), "promotion",
		status == NULL ? json_null() : status_promotion_json(status), "error",
		error_json(error));
}
