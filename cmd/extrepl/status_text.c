/* `extrepl status` as text for people: one line for each known fact, in 80 columns. */
#include <inttypes.h>

#include "base/text.h"
#include "link/identity.h"
#include "link/state.h"
#include "plan/render.h"
#include "status.h"

static void add_line(struct text *text, const char *name, const char *words)
{
	text_addf(text, "  %-10s ", name);
	text_add_wrapped(text, words, 13, 13, 80);
	text_add(text, "\n");
}

static void add_source(struct text *text, const struct observed *observed,
		       struct arena *arena)
{
	const struct observed_source *source = &observed->source;

	if (source->binlog_file != NULL)
		add_line(text, "source at",
			 arena_printf(arena, "%s:%" PRIu64, source->binlog_file,
				      source->binlog_position));
}

/* "340 s, falling (352 s 2.0 s ago): caught up in about 57 s" */
static const char *lag_text(const struct status *status, struct arena *arena)
{
	const struct observed_link *link = status->link;
	const struct lag_trend *trend = &status->trend;
	const char *name = lag_trend_name(status);

	if (!lag_is_known(link))
		return link->lag_known == FACT_YES ?
			       "not known: the receiver does not run" :
			       "not known";
	if (name == NULL)
		return arena_printf(arena, "%" PRIu64 " s", link->lag);
	struct text text = text_make(arena);
	text_addf(&text, "%" PRIu64 " s, %s (%" PRIu64 " s %s ago)", link->lag, name,
		  trend->before, text_duration(arena, (uint64_t)trend->ms));
	if (trend->before > link->lag)
		text_addf(&text, ": caught up in about %s",
			  text_duration(arena, (uint64_t)trend->ms * link->lag /
						       (trend->before - link->lag)));
	else if (trend->applier_stands)
		text_add(&text, "; the applier has applied nothing in that time: a "
				"large transaction, or it waits for a lock");
	return text.bytes;
}

static void add_link(struct text *text, const struct status *status, struct arena *arena)
{
	const struct observed_link *link = status->link;

	if (link == NULL) {
		add_line(text, "link", "no source is configured");
		return;
	}
	add_line(text, "link",
		 arena_printf(arena, "%s:%u as %s, %s, by %s", link->source_host,
			      link->source_port, link->source_user,
			      link->tls == FACT_YES ? "TLS" : "in clear",
			      link->auto_position == FACT_YES ? "GTID" :
								"file and position"));
	add_line(text, "receiver",
		 arena_printf(arena, "%s, received to %s:%" PRIu64, link->io_running,
			      text_empty(link->read_file) ? "-" : link->read_file,
			      link->read_position));
	add_line(text, "applier",
		 arena_printf(arena, "%s, applied to %s", link->sql_running,
			      link_applied(link, arena)));
	add_line(text, "lag", lag_text(status, arena));
	add_source(text, status->facts->observed, arena);
}

static void add_error(struct text *text, const struct status *status, struct arena *arena)
{
	if (status->diagnosis.code == 0)
		return;
	add_line(text, "error",
		 arena_printf(arena, "%s (%u)", status->diagnosis.meaning,
			      status->diagnosis.code));
	if (!text_empty(status->diagnosis.message))
		add_line(text, "",
			 arena_printf(arena, "the server says: %s",
				      status->diagnosis.message));
	add_line(text, "fix", status->diagnosis.fix);
}

static const char *storage_text(const struct observed *observed, struct arena *arena)
{
	const struct observed_instance *instance = &observed->target.instance;
	const struct observed_server *source = &observed->source.server;
	uint64_t bytes = 0;

	for (unsigned i = 0; i < source->databases_count; i++)
		bytes += source->databases[i].bytes;
	return arena_printf(arena, "%" PRIu64 " GiB%s%s", instance->storage_gib,
			    instance->most_storage_gib == 0 ?
				    ", does not grow by itself" :
				    arena_printf(arena,
						 ", grows by itself to %" PRIu64 " GiB",
						 instance->most_storage_gib),
			    bytes == 0 ? "" :
					 arena_printf(arena, "; the source has %s",
						      text_bytes(arena, bytes)));
}

static void add_instance(struct text *text, const struct observed *observed,
			 struct arena *arena)
{
	const struct observed_instance *instance = &observed->target.instance;

	if (instance->known == FACT_NO)
		add_line(text, "instance",
			 arena_printf(arena, "not known: %s", instance->note));
	if (instance->known != FACT_YES)
		return;
	add_line(text, "instance",
		 arena_printf(arena, "%s, %s, %s %s, %s%s%s", instance->id,
			      instance->class, instance->engine,
			      instance->engine_version, instance->status,
			      text_empty(instance->status_cause) ? "" : ": ",
			      text_empty(instance->status_cause) ?
				      "" :
				      instance->status_cause));
	add_line(text, "storage", storage_text(observed, arena));
	add_line(text, "backups",
		 instance->backup_retention_days == 0 ?
			 "none: the target has no binlog either" :
			 arena_printf(arena, "kept for %u day%s",
				      instance->backup_retention_days,
				      instance->backup_retention_days == 1 ? "" : "s"));
	add_line(text, "Multi-AZ", instance->multi_az == FACT_YES ? "yes" : "no");
	add_line(text, "group",
		 arena_printf(arena, "%s, %s",
			      text_empty(instance->parameter_group) ?
				      "-" :
				      instance->parameter_group,
			      text_empty(instance->parameter_status) ?
				      "-" :
				      instance->parameter_status));
	if (!text_empty(instance->pending))
		add_line(text, "pending", instance->pending);
}

static void add_promotion(struct text *text, const struct status *status,
			  struct arena *arena)
{
	const struct promotion_row *row = &status->promotion;
	const struct way_back *back = &status->way_back;
	const char *meaning =
		status->has_promotion ? promote_state_text(row, arena) : NULL;

	if (meaning == NULL)
		return;
	add_line(text, "promotion", meaning);
	if (is_promoted(status) && source_is_open(status) &&
	    !text_equal(row->state, PROMOTION_FINALIZED))
		add_line(text, "",
			 "THE SOURCE ALSO TAKES WRITES: its read_only is off; extrepl "
			 "promote closes it again, and names the position after which "
			 "it wrote");
	if (status->failed.source_failed) {
		if (!text_equal(row->state, PROMOTION_FINALIZED))
			add_line(text, "",
				 "the source was not reached: whether it is read-only, and "
				 "its way back works, is not known");
		return;
	}
	if (back->own_writes != NULL)
		add_line(text, "",
			 arena_printf(arena,
				      "THE SOURCE HAS WRITTEN since it was made read-only (%s): "
				      "the target may lack that; mysqlbinlog on the source "
				      "shows it",
				      back->own_writes));
	if (back->there == FACT_YES)
		add_line(text, "way back",
			 arena_printf(arena, "%s, lag %s, applied to %s:%" PRIu64 "%s%s",
				      way_back_state(back),
				      back->lag_known ?
					      arena_printf(arena, "%" PRIu64 " s",
							   back->lag) :
					      "not known",
				      text_empty(back->file) ? "-" : back->file,
				      back->position, back->error == NULL ? "" : "; ",
				      back->error == NULL ? "" : back->error));
	else if (!text_equal(row->state, PROMOTION_FINALIZED) &&
		 !text_equal(row->state, PROMOTION_UNDONE))
		add_line(text, "way back", "there is none");
}

static const char *cipher(const struct observed_server *server, bool failed)
{
	return failed ? "none" : server->tls == NULL ? "in clear" : server->tls;
}

static void add_failure(struct text *text, const struct error *err)
{
	add_line(text, "error", err->message);
	if (err->hint[0] != '\0')
		add_line(text, "fix", err->hint);
}

const char *status_text(const struct status *status, struct arena *arena)
{
	const struct observed *observed = status->facts->observed;
	const struct observed_record *record = status->record;
	struct text text = text_make(arena);

	text_addf(&text, "%s\n", status->facts->manifest->name);
	render_servers(&text, status->facts->manifest, observed, arena);
	text_add(&text, "\n");
	add_line(&text, "our links",
		 arena_printf(arena, "source %s, target %s",
			      cipher(&observed->source.server,
				     status->failed.source_failed),
			      cipher(&observed->target.server,
				     status->failed.target_failed)));
	if (status->failed.target_failed) {
		add_failure(&text, &status->failed.target);
		add_source(&text, observed, arena);
		text_add(&text, "\nNot healthy: the target was not reached.\n");
		return text.bytes;
	}
	if (status->failed.source_failed && !status->final)
		add_failure(&text, &status->failed.source);
	if (record == NULL)
		add_line(&text, "copy", "none is recorded");
	else
		add_line(&text, "copy",
			 arena_printf(arena, "%s%s%s, at %s:%" PRIu64, record->state,
				      text_empty(record->completed_at) ?
					      "" :
				      text_equal(record->state, "promoted") ?
					      "; it was complete at " :
					      " since ",
				      text_empty(record->completed_at) ?
					      "" :
					      record->completed_at,
				      text_empty(record->file) ? "-" : record->file,
				      record->position));
	add_instance(&text, observed, arena);
	add_link(&text, status, arena);
	add_error(&text, status, arena);
	add_promotion(&text, status, arena);
	text_add(&text, status->healthy ? "\nHealthy.\n" :
			status->failed.source_failed ?
					  "\nNot healthy: the source was not reached.\n" :
			status->has_promotion && status->way_back.error != NULL ?
					  "\nNot healthy: see the way back, above.\n" :
					  "\nNot healthy: see `extrepl plan`.\n");
	return text.bytes;
}
