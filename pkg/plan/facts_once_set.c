/*
 * The facts as they will be after source.settings and target.parameters: later steps
 * are judged by the values that will be set then.
 */
#include "plan/facts.h"

/* Sets it in each spelling that the server has for it. */
static void set_value(struct observed_server *server,
		      const struct manifest_setting *setting, struct arena *arena)
{
	for (unsigned i = 0; i < server->variables_count; i++) {
		if (observed_same_variable(server->variables[i].name, setting->name))
			server->variables[i].value = arena_copy(arena, setting->value);
	}
}

static void set_values(struct observed_server *server,
		       const struct manifest_setting *settings, size_t count,
		       struct arena *arena)
{
	const struct observed_variable *before = server->variables;

	server->variables =
		arena_array(arena, server->variables_count, sizeof(*server->variables));
	for (unsigned i = 0; i < server->variables_count; i++)
		server->variables[i] = before[i];
	for (size_t i = 0; i < count; i++)
		set_value(server, &settings[i], arena);
}

const struct facts *facts_once_set(const struct facts *facts, struct arena *arena)
{
	const struct manifest *manifest = facts->manifest;

	if (manifest->source.settings_count == 0 && manifest->target.parameters_count == 0)
		return facts;
	struct facts *copy = arena_alloc(arena, sizeof(*copy));
	struct observed *observed = arena_alloc(arena, sizeof(*observed));
	*observed = *facts->observed;
	*copy = *facts;
	copy->observed = observed;
	set_values(&observed->source.server, manifest->source.settings,
		   manifest->source.settings_count, arena);
	set_values(&observed->target.server, manifest->target.parameters,
		   manifest->target.parameters_count, arena);
	return copy;
}
