/*
 * extrepl version and extrepl schema: print the program's version, and the schema of
 * the manifest.
 */
#include "command.h"
#include "db/db.h"

int command_version(struct context *context)
{
	const char *text =
		arena_printf(context->arena, "extrepl %s\nmanifest version 1\n%s\n",
			     EXTREPL_VERSION, db_library_version());

	return print_result(text, context->err) ? 0 : -1;
}

int command_schema(struct context *context)
{
	return print_result(manifest_schema(context->arena), context->err) ? 0 : -1;
}
