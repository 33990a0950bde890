/* The plan as JSON for programs: extrepl/plan/1. */
#include <string.h>

#include "base/text.h"
#include "plan/render.h"

json_t *text_json(const char *text)
{
	if (text == NULL)
		return json_null();
	json_t *exact = json_string(text);
	if (exact != NULL)
		return exact;
	/* Not UTF-8: replace every non-ASCII byte with a question mark. */
	AUTO_ARENA *arena = arena_make();
	char *plain = arena_copy(arena, text);
	for (char *at = plain; *at != '\0'; at++) {
		if ((*at & 0x80) != 0)
			*at = '?';
	}
	return json_string(plain);
}

json_t *error_json(const struct error *error)
{
	if (error == NULL)
		return json_null();
	return json_pack("{s:i, s:i, s:o, s:o}", "exit", error_exit_status(error->kind),
			 "code", (int)error->code, "message", text_json(error->message),
			 "hint",
			 error->hint[0] == '\0' ? json_null() : text_json(error->hint));
}

static json_t *differences_json(const struct judgement *step)
{
	json_t *list = json_array();

	for (size_t i = 0; i < step->differences_count; i++) {
		const struct difference *d = &step->differences[i];

		json_array_append_new(list, json_pack("{s:o, s:o, s:o}", "name",
						      text_json(d->name), "is",
						      text_json(d->is), "wanted",
						      text_json(d->wanted)));
	}
	return list;
}

static json_t *actions_json(const struct judgement *step)
{
	static const char *const places[] = { "source", "target", "host", "aws" };
	static const char *const kinds[] = { "sql",  "call",   "file", "command",
					     "copy", "record", "aws" };
	json_t *list = json_array();

	for (size_t i = 0; i < step->actions_count; i++) {
		const struct action *action = &step->actions[i];
		const struct action_file none = { 0 };
		const struct action_file *file =
			action->kind == ACTION_FILE ? &action->file : &none;

		json_array_append_new(list, json_pack("{s:s, s:s, s:o, s:o, s:o}", "on",
						      places[action->on], "kind",
						      kinds[action->kind], "text",
						      text_json(action->text), "path",
						      text_json(file->path), "content",
						      text_json(file->content)));
	}
	return list;
}

static json_t *lines_json(const char **lines, size_t count)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, text_json(lines[i]));
	return list;
}

static json_t *change_json(enum change change)
{
	switch (change) {
	case CHANGE_CREATE:
		return json_string("create");
	case CHANGE_UPDATE:
		return json_string("update");
	case CHANGE_NONE:
		break;
	}
	return json_null();
}

static json_t *step_json(const struct judgement *step)
{
	return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "step",
			 step->step, "verdict", verdict_name(step->verdict), "change",
			 change_json(step->change), "reason", text_json(step->reason),
			 "differences", differences_json(step), "actions",
			 actions_json(step), "consent",
			 text_json(consent_name(step->consent)), "after",
			 text_json(step->after), "notes",
			 lines_json(step->notes, step->notes_count), "fixes",
			 lines_json(step->fixes, step->fixes_count));
}

static json_t *findings_json(const struct plan *plan)
{
	json_t *list = json_array();

	for (size_t i = 0; plan != NULL && i < plan->findings_count; i++) {
		const struct finding *f = &plan->findings[i];

		json_array_append_new(
			list,
			json_pack("{s:s, s:s, s:b, s:s, s:s, s:o, s:o, s:o}", "check",
				  f->check, "severity",
				  f->severity == SEVERITY_ERROR ? "error" : "warning",
				  "accepted", f->accepted, "step", f->step, "side",
				  f->side, "object", text_json(f->object), "message",
				  text_json(f->message), "fix", text_json(f->fix)));
	}
	return list;
}

static json_t *counts_json(const struct plan *plan)
{
	static const enum verdict order[] = { VERDICT_DONE, VERDICT_TODO, VERDICT_WAIT,
					      VERDICT_BLOCKED, VERDICT_PENDING };
	json_t *counts = json_object();

	for (size_t v = 0; v < ARRAY_SIZE(order); v++) {
		json_int_t count = 0;

		for (size_t i = 0; plan != NULL && i < plan->steps_count; i++)
			count += plan->steps[i].verdict == order[v];
		json_object_set_new(counts, verdict_name(order[v]), json_integer(count));
	}
	return counts;
}

static json_t *consents_json(unsigned consents)
{
	json_t *list = json_array();

	for (unsigned bit = 1; bit <= CONSENT_PROMOTE; bit <<= 1) {
		if ((consents & bit) != 0)
			json_array_append_new(list,
					      text_json(consent_name((enum consent)bit)));
	}
	return list;
}

static json_t *server_json(const char *host, unsigned port,
			   const struct observed_server *server, const char *service,
			   bool is_target)
{
	static const char *const flavours[] = { "unknown", "mysql", "mariadb" };
	AUTO_ARENA *arena = arena_make();
	json_t *object =
		json_pack("{s:o, s:o, s:o}", "address",
			  text_json(arena_printf(arena, "%s:%u", host, port)), "flavour",
			  server == NULL ? json_null() :
					   json_string(flavours[server->flavour]),
			  "version",
			  text_json(server == NULL ? NULL : server->version_text));

	if (is_target)
		json_object_set_new(object, "service", text_json(service));
	else
		json_object_set_new(object, "server_uuid",
				    text_json(server == NULL ? NULL : server->uuid));
	return object;
}

json_t *plan_json(const struct manifest *manifest, const struct plan *plan,
		  const struct error *error)
{
	const struct observed *observed = plan == NULL ? NULL : plan->facts->observed;
	const char *outcome =
		error != NULL ?
			"error" :
			outcome_name(plan == NULL ? OUTCOME_IN_SYNC : plan->outcome);
	json_t *steps = json_array();
	char id[PLAN_ID_SIZE];

	if (plan != NULL)
		plan_id(plan, id);
	for (size_t i = 0; plan != NULL && i < plan->steps_count; i++)
		json_array_append_new(steps, step_json(&plan->steps[i]));
	return json_pack("{s:o, s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
			 "manifest", text_json(manifest->path), "name",
			 text_json(manifest->name), "outcome", outcome, "id",
			 text_json(plan == NULL ? NULL : id), "observed_at",
			 text_json(observed == NULL ? NULL : observed->observed_at),
			 "source",
			 server_json(manifest->source.host, manifest->source.port,
				     observed == NULL ? NULL : &observed->source.server,
				     NULL, false),
			 "target",
			 server_json(manifest->target.endpoint, manifest->target.port,
				     observed == NULL ? NULL : &observed->target.server,
				     observed == NULL ? NULL : observed->target.service,
				     true),
			 "steps", steps, "checks", findings_json(plan), "counts",
			 counts_json(plan), "consents",
			 consents_json(plan == NULL ? 0 : plan->consents), "error",
			 error_json(error));
}
