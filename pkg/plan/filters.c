/*
 * Evaluates binlog and replication filters as the servers do, from their lists of
 * rules.
 */
#include "plan/filters.h"

#include <string.h>

#include "base/text.h"

/*
 * The next rule of a comma-separated list; NULL: end. A channel's rule starts with
 * "channel:".
 */
static char *next_rule(char **rest)
{
	char *rule;

	while ((rule = strsep(rest, ",")) != NULL) {
		char *colon = strrchr(rule, ':');

		rule = colon == NULL ? rule : colon + 1;
		rule += strspn(rule, " `");
		rule[strcspn(rule, " `")] = '\0';
		if (rule[0] != '\0')
			return rule;
	}
	return NULL;
}

static bool lists(const char *rules, const char *database)
{
	AUTO_ARENA *arena = arena_make();
	char *rest = arena_copy(arena, rules);
	char *rule;

	while (rest != NULL && (rule = next_rule(&rest)) != NULL) {
		if (text_equal_nocase(rule, database))
			return true;
	}
	return false;
}

bool binlog_leaves_out(const struct observed_source *source, const char *database)
{
	if (!text_empty(source->binlog_do_db))
		return !lists(source->binlog_do_db, database);
	return lists(source->binlog_ignore_db, database);
}

enum reach { REACH_NONE, REACH_SOME, REACH_ALL };

/*
 * How much of a database a list of "db.table" rules covers, with or without wildcards.
 */
static enum reach tables_reach(const char *rules, const char *database, bool wild)
{
	AUTO_ARENA *arena = arena_make();
	char *rest = arena_copy(arena, rules);
	enum reach reach = REACH_NONE;
	char *rule;

	while (rest != NULL && (rule = next_rule(&rest)) != NULL) {
		char *dot = strchr(rule, '.');

		if (dot == NULL)
			continue;
		*dot = '\0';
		if (wild ? !text_like(database, rule) :
			   !text_equal_nocase(database, rule))
			continue;
		if (wild && text_equal(dot + 1, "%"))
			return REACH_ALL;
		reach = REACH_SOME;
	}
	return reach;
}

/*
 * How much of the database one rule drops. A DO rule drops all that it does not name,
 * an IGNORE rule drops what it names. Several DO_TABLE rules add up: the caller handles
 * these.
 */
static enum reach dropped_by(const struct observed_object *filter, const char *database)
{
	if (text_equal(filter->name, "REPLICATE_DO_DB"))
		return lists(filter->detail, database) ? REACH_NONE : REACH_ALL;
	if (text_equal(filter->name, "REPLICATE_IGNORE_DB"))
		return lists(filter->detail, database) ? REACH_ALL : REACH_NONE;
	if (text_equal(filter->name, "REPLICATE_IGNORE_TABLE"))
		return tables_reach(filter->detail, database, false);
	if (text_equal(filter->name, "REPLICATE_WILD_IGNORE_TABLE"))
		return tables_reach(filter->detail, database, true);
	return REACH_NONE;
}

static bool names_tables(const struct observed_object *filter)
{
	return text_equal(filter->name, "REPLICATE_DO_TABLE") ||
	       text_equal(filter->name, "REPLICATE_WILD_DO_TABLE");
}

static const char *rule_text(const struct observed_object *filter, struct arena *arena)
{
	return arena_printf(arena, "%s %s", filter->name, filter->detail);
}

/* The rule that drops as much as `asked`, or NULL. */
static const char *dropping_rule(const struct observed_server *server,
				 const char *database, enum reach asked,
				 struct arena *arena)
{
	const struct observed_object *only_tables = NULL;
	enum reach let_through = REACH_NONE;

	for (unsigned i = 0; i < server->objects_count; i++) {
		const struct observed_object *filter = &server->objects[i];

		if (!text_equal(filter->kind, "filter"))
			continue;
		if (dropped_by(filter, database) == asked)
			return rule_text(filter, arena);
		if (names_tables(filter)) {
			bool wild = text_equal(filter->name, "REPLICATE_WILD_DO_TABLE");
			enum reach reach = tables_reach(filter->detail, database, wild);

			only_tables = filter;
			let_through = reach > let_through ? reach : let_through;
		}
	}
	if (only_tables == NULL || let_through == REACH_ALL)
		return NULL;
	enum reach dropped = let_through == REACH_NONE ? REACH_ALL : REACH_SOME;
	return dropped == asked ? rule_text(only_tables, arena) : NULL;
}

const char *replica_leaves_out(const struct observed_target *target,
			       const char *database, struct arena *arena)
{
	return dropping_rule(&target->server, database, REACH_ALL, arena);
}

const char *replica_leaves_out_some(const struct observed_target *target,
				    const char *database, struct arena *arena)
{
	return dropping_rule(&target->server, database, REACH_SOME, arena);
}
