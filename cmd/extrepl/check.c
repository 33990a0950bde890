/* extrepl check: load and validate, touch nothing. */
#include "command.h"

int command_check(struct context *context)
{
	const struct manifest **manifests;
	size_t count;

	if (!load_manifests(context, &manifests, &count))
		return -1;
	for (size_t i = 0; i < count; i++) {
		const char *line = arena_printf(context->arena, "%s: %s: valid\n",
						manifests[i]->path, manifests[i]->name);

		if (!print_result(line, context->err))
			return -1;
	}
	return 0;
}
