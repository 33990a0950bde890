/*
 * What the engines of the source's tables mean for the copy: does it need a lock, and
 * can the target create such tables?
 */
#include <string.h>

#include "base/text.h"
#include "plan/facts.h"

bool engine_has_transactions(const char *engine)
{
	static const char *const engines[] = { "InnoDB", "ROCKSDB", "TokuDB" };

	for (size_t i = 0; i < ARRAY_SIZE(engines); i++) {
		if (text_equal_nocase(engine, engines[i]))
			return true;
	}
	return false;
}

bool tables_need_lock(const struct facts *facts)
{
	FOR_OBJECTS(table, &facts->observed->source.server, "engine")
	{
		if (!engine_has_transactions(table->detail))
			return true;
	}
	return false;
}

static bool is_listed(const char *list, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = list; at != NULL && *at != '\0';) {
		at += strspn(at, ", ");
		size_t word = strcspn(at, ",");
		if (word == length && strncasecmp(at, name, length) == 0)
			return true;
		at += word;
	}
	return false;
}

bool takes_engine(const struct facts *facts, const char *engine)
{
	const struct observed_server *target = &facts->observed->target.server;

	return count_objects(target, "engine-known") == 0 ||
	       (has_object(target, "engine-known", engine) &&
		!is_listed(observed_value(target, "disabled_storage_engines"), engine));
}
