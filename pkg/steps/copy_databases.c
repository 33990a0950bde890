/*
 * Lists databases of both servers by name for target.copy and target.backup, which
 * decide what to do with them.
 */
#include "steps/copy_databases.h"

#include "base/text.h"

struct names databases_to_copy(const struct facts *facts, struct arena *arena)
{
	const struct observed_server *source = &facts->observed->source.server;
	struct names names = names_make(source->databases_count, arena);

	for (unsigned i = 0; i < source->databases_count; i++) {
		const char *name = source->databases[i].name;

		if (facts->manifest->copy.databases == NULL ||
		    names_have(facts->manifest->copy.databases, name))
			names.list[names.count++] = name;
	}
	return names;
}

struct names in_the_way(const struct facts *facts, const struct names *wanted,
			const struct names *ours, struct arena *arena)
{
	const struct observed_server *target = &facts->observed->target.server;
	struct names names = names_make(target->databases_count, arena);

	for (unsigned i = 0; i < target->databases_count; i++) {
		const char *name = target->databases[i].name;

		if (names_have(wanted->list, name) || names_have(ours->list, name))
			names.list[names.count++] = name;
	}
	return names;
}

const char *size_text(const struct observed_server *server, const struct names *names,
		      uint64_t *bytes, struct arena *arena)
{
	uint64_t tables = 0;

	*bytes = 0;
	for (size_t i = 0; i < names->count; i++) {
		const struct observed_database *database =
			observed_database(server, names->list[i]);

		if (database == NULL)
			continue;
		tables += database->tables;
		*bytes += database->bytes;
	}
	return arena_printf(arena, "%s table%s, %s", text_count(arena, tables),
			    tables == 1 ? "" : "s", text_bytes(arena, *bytes));
}

struct names brought(const struct names *all, const struct names *ours, bool by_us,
		     struct arena *arena)
{
	struct names names = names_make(all->count, arena);

	for (size_t i = 0; i < all->count; i++) {
		if (names_have(ours->list, all->list[i]) == by_us)
			names.list[names.count++] = all->list[i];
	}
	return names;
}
