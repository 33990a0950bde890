/*
 * Carries out the actions on data: runs the copy, and writes the record of a copy or an
 * adoption. pkg/copy copies the rows.
 */
#include "act/copying.h"

#include "base/names.h"
#include "base/text.h"
#include "copy/copy.h"

/* One that only one of the two has, or NULL. */
static const char *privilege_that_changed(const struct observed_server *planned,
					  const struct text_list *now)
{
	for (unsigned i = 0; i < planned->privileges_count; i++)
		if (!text_list_has(now->items, now->count, planned->privileges[i]))
			return planned->privileges[i];
	for (unsigned i = 0; i < now->count; i++)
		if (!text_list_has(planned->privileges, planned->privileges_count,
				   now->items[i]))
			return now->items[i];
	return NULL;
}

struct record record_of_source(const struct session *session)
{
	static const char *const flavours[] = { "", "mysql", "mariadb" };
	const struct observed_server *source = &session->observed->source.server;

	return (struct record){
		.name = session->manifest->name,
		.channel = session->manifest->replication.channel,
		.run = session->id,
		.source_flavour = flavours[source->flavour],
		.source_version = source->version_text,
		.source_uuid = source->uuid == NULL ? "" : source->uuid,
		.source_server_id = source->server_id,
		.source_hostname = source->hostname,
		.options = "",
	};
}

void record_of_adoption(const struct session *session, const struct action *action,
			struct arena *arena, struct record *out)
{
	*out = record_of_source(session);
	out->state = RECORD_ADOPTED;
	out->file = session->manifest->copy.adopt.file;
	out->position = session->manifest->copy.adopt.position;
	out->gtid_set = session->manifest->copy.adopt.gtid == NULL ?
				"" :
				session->manifest->copy.adopt.gtid;
	out->databases = names_to_lines(action->record.databases, arena);
	out->started_at = out->completed_at = RECORD_NOW;
}

/* Counts only what this run sent. */
static uint64_t bytes_per_second(const struct copy_result *result)
{
	uint64_t sent = result->bytes - result->kept_bytes;

	return sent * 1000 / (result->elapsed_ms == 0 ? 1 : result->elapsed_ms);
}

/* What the copy did: the last lines of its log. */
static const char *summary_of(const struct copy_result *result, struct arena *arena)
{
	struct text text = text_make(arena);

	text_addf(&text, "%s, %s, %s in %s", text_counted(arena, result->tables, "table"),
		  text_counted(arena, result->row_count, "row"),
		  text_bytes(arena, result->bytes),
		  text_duration(arena, result->elapsed_ms));
	if (result->elapsed_ms >= 1000 && bytes_per_second(result) > 0)
		text_addf(&text, " (%s/s)", text_bytes(arena, bytes_per_second(result)));
	text_add(&text, ", all counted on the target");
	if (result->kept_chunks > 0)
		text_addf(&text, "; %s of them kept, not sent again",
			  text_bytes(arena, result->kept_bytes));
	if (result->retried > 0)
		text_addf(&text, "; %s retried", text_count(arena, result->retried));
	return text.bytes;
}

/* The same for the JSON log: every value is present, also zero. */
static void report_summary(const struct copy_result *result, struct log *log,
			   const char *step, struct arena *arena)
{
	const struct log_figure figures[] = {
		{ "tables", NULL, (int64_t)result->tables },
		{ "rows", NULL, (int64_t)result->row_count },
		{ "bytes", NULL, (int64_t)result->bytes },
		{ "elapsed_ms", NULL, (int64_t)result->elapsed_ms },
		{ "bytes_per_second", NULL, (int64_t)bytes_per_second(result) },
		{ "lock_ms", NULL, (int64_t)result->lock_ms },
		{ "lock_method", result->lock_method, 0 },
		{ "kept_chunks", NULL, (int64_t)result->kept_chunks },
		{ "kept_rows", NULL, (int64_t)result->kept_rows },
		{ "kept_bytes", NULL, (int64_t)result->kept_bytes },
		{ "retried", NULL, (int64_t)result->retried },
	};

	log_figures(log, step, figures, ARRAY_SIZE(figures), "%s",
		    summary_of(result, arena));
}

/* A server leaves out what an account may not see, without an error. */
static bool still_sees(void *arg, struct db *source, struct error *err)
{
	const struct session *session = arg;
	AUTO_ARENA *arena = arena_make();
	struct text_list privileges;
	const char *changed;

	if (!observer_privileges(source, arena, &privileges, err))
		return false;
	changed = privilege_that_changed(&session->observed->source.server, &privileges);
	if (changed == NULL)
		return true;
	error_set(err, ERROR_FAILED,
		  "%s: the account's privileges were changed since the plan: %s",
		  db_label(source), changed);
	return error_hint(err, "Run it again: the plan says whether the account sees all "
			       "that it must copy.");
}

bool execute_copy(struct session *session, const struct action *action, struct error *err)
{
	static const enum copy_definers definers[] = {
		[DEFINERS_KEEP] = COPY_DEFINERS_KEEP,
		[DEFINERS_ADMIN] = COPY_DEFINERS_ADMIN,
		[DEFINERS_FAIL] = COPY_DEFINERS_FAIL,
	};
	const struct manifest_copy *options = &session->manifest->copy;
	AUTO_ARENA *arena = arena_make();
	struct copy_result result;
	struct copy_job job = {
		.source = &session->logins->source,
		.target = &session->logins->target,
		.databases = action->copy.databases,
		.all_databases = options->databases == NULL,
		.replace = action->copy.replaced,
		.from_scratch = action->copy.from_scratch,
		.threads = options->threads,
		.lock_timeout_ms = options->lock_timeout_ms,
		.chunk_size = options->chunk_size,
		.definers = definers[options->definers],
		.block_ddl = options->block_ddl,
		.compress = options->compress == COMPRESS_ZSTD,
		.source_lock_allowed = (session->allowed & CONSENT_SOURCE_LOCK) != 0,
		.computed_accepted =
			manifest_accepts(session->manifest, ACCEPT_GENERATED),
		.still_sees = still_sees,
		.still_sees_arg = session,
		.step = "target.copy",
		.record = record_of_source(session),
	};

	if (!copy_run(&job, session->run, arena, &result, err))
		return false;
	report_summary(&result, session->run->log, job.step, arena);
	return true;
}
