/*
 * The list of objects: facts about a server that have no struct member of their own.
 */
#include "observe/internal.h"

void add_object(struct observed_server *server, struct arena *arena, const char *kind,
		const char *name, const char *detail)
{
	server->objects = arena_one_more(arena, server->objects, server->objects_count,
					 sizeof(*server->objects));
	server->objects[server->objects_count++] = (struct observed_object){
		.kind = arena_copy(arena, kind),
		.name = clean_copy(arena, name),
		.detail = clean_copy(arena, detail),
	};
}
