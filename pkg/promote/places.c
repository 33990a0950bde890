/* The values for the {places} in the tables' statements. */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "db/record.h"
#include "link/calls.h"
#include "promote/internal.h"
#include "sql/quote.h"

static bool is_mariadb(const struct promotion *promotion)
{
	return promotion->facts.observed->source.server.flavour == FLAVOUR_MARIADB;
}

static bool since(const struct promotion *promotion, unsigned version)
{
	return !is_mariadb(promotion) &&
	       promotion->facts.observed->source.server.version >= version;
}

static bool by_tls(const struct promotion *promotion)
{
	return promotion->session->manifest->target.tls.mode != TLS_DISABLED;
}

/* Escapes LIKE's wildcards in a database name. */
static void add_pattern(struct text *text, const char *database)
{
	for (; *database != '\0'; database++) {
		if (strchr("_%\\", *database) != NULL)
			text_add(text, "\\");
		text_add_n(text, database, 1);
	}
	text_add(text, ".%");
}

struct names back_ignores(const struct promotion *promotion, struct arena *arena)
{
	const struct observed_target *target = &promotion->facts.observed->target;
	size_t room = 2;

	for (unsigned i = 0; i < target->records_count; i++)
		room += names_of_lines(target->records[i].databases, arena).count;
	struct names all = names_make(room, arena);
	all.list[all.count++] = "mysql";
	all.list[all.count++] = "extrepl";
	for (unsigned i = 0; i < target->records_count; i++) {
		const struct observed_record *record = &target->records[i];
		struct names names = names_of_lines(record->databases, arena);

		if (text_equal(record->name, promotion->session->manifest->name))
			continue;
		for (size_t k = 0; k < names.count; k++)
			all.list[all.count++] = names.list[k];
	}
	return all;
}

struct names back_patterns(const struct promotion *promotion, struct arena *arena)
{
	struct names patterns = back_ignores(promotion, arena);

	for (size_t i = 0; i < patterns.count; i++) {
		struct text pattern = text_make(arena);

		add_pattern(&pattern, patterns.list[i]);
		patterns.list[i] = pattern.bytes;
	}
	return patterns;
}

/*
 * What the way back ignores: extrepl's own database, RDS's, and the databases that
 * other manifests brought to the target. listed: as a list of literals, else as one
 * literal.
 */
static const char *ignored(const struct promotion *promotion, bool listed,
			   struct arena *arena)
{
	const struct names patterns = back_patterns(promotion, arena);
	struct text one = text_make(arena), list = text_make(arena);

	for (size_t i = 0; i < patterns.count; i++) {
		text_addf(&one, "%s%s", i == 0 ? "" : ",", patterns.list[i]);
		text_addf(&list, "%s'%s'", i == 0 ? "" : ", ", patterns.list[i]);
	}
	return listed ? list.bytes : quote_plain(one.bytes, arena);
}

/*
 * The source assigns GTIDs to everything, the target does not: what comes back without
 * a GTID gets one under a separate UUID. Under the source's UUID they would be gaps in
 * the target's set, which never executes its own transactions again.
 */
static const char *assign_gtids(const struct promotion *promotion, struct arena *arena)
{
	const struct observed *observed = promotion->facts.observed;
	bool assigns =
		since(promotion, 80023) &&
		text_equal_nocase(observed_value(&observed->source.server, "gtid_mode"),
				  "ON") &&
		!text_equal_nocase(observed_value(&observed->target.server, "gtid_mode"),
				   "ON");

	return arena_printf(
		arena, "%s%s", by_tls(promotion) ? "" : ", GET_SOURCE_PUBLIC_KEY = 1",
		!assigns ? "" :
			   arena_printf(arena,
					", ASSIGN_GTIDS_TO_ANONYMOUS_TRANSACTIONS = '%s'",
					back_uuid(promotion, arena)));
}

static const char *text_or_null(const char *text, struct arena *arena)
{
	return text == NULL ? "NULL" : quote_text(text, arena);
}

static bool was_reverted(const struct promotion *promotion)
{
	const struct cutover_facts *facts = &promotion->facts;

	return facts->found && (text_equal(facts->row.state, PROMOTION_REVERTED) ||
				text_equal(facts->row.way_back, "kept"));
}

static bool raises_retention(const struct promotion *promotion)
{
	const struct cutover_facts *facts = &promotion->facts;

	return facts->retention != NULL &&
	       promotion->session->manifest->cutover.way_back &&
	       rows_number(facts->retention, 0) < rows_number(RETENTION_HOURS, 0);
}

static const char *retention_before(const struct promotion *promotion)
{
	if (promotion->wish == PROMOTE_FORWARD && raises_retention(promotion))
		return promotion->facts.retention;
	return promotion->facts.found ? promotion->facts.row.retention_before : NULL;
}

/* For the undo: what the source's event scheduler was; NULL: it was off. */
static const char *scheduler_before(const struct promotion *promotion)
{
	const char *before = promotion->recovering ?
				     promotion->facts.row.scheduler_before :
				     promotion->facts.scheduler;

	return text_equal_nocase(before, "ON") ? "ON" : NULL;
}

static const char *way_back_word(const struct promotion *promotion)
{
	if (!promotion->session->manifest->cutover.way_back)
		return "'no'";
	return promotion->facts.way_back.there == FACT_YES ? "'kept'" : "'made'";
}

/*
 * The way back replicates the target's definers: a revert restores the original ones.
 */
static const char *events_kept(const struct promotion *promotion, struct arena *arena)
{
	const struct rows *events = &promotion->facts.events;
	struct text text = text_make(arena);

	for (size_t i = 0; i < events->count; i++)
		text_addf(&text, "%s\t%s\t%s\n", rows_value(events, i, 0),
			  rows_value(events, i, 1), rows_value(events, i, 2));
	return text.length == 0 ? "NULL" : quote_text(text.bytes, arena);
}

static const char *record_promoted(const struct promotion *promotion, struct arena *arena)
{
	const struct manifest *manifest = promotion->session->manifest;
	const struct observed_server *source = &promotion->facts.observed->source.server;

	return arena_printf(
		arena,
		"INSERT INTO `extrepl`.`record` (`name`, `channel`, `state`, `run`, `format`,"
		" `source_uuid`, `source_server_id`, `source_hostname`) SELECT"
		" %s, %s, '" RECORD_PROMOTED "', %s, %d, %s, %" PRIu64 ", %s"
		" FROM `extrepl`.`promotion` p WHERE p.`name` = %s AND p.`state` = 'opened'"
		" ON DUPLICATE KEY UPDATE `state` = '" RECORD_PROMOTED "'",
		quote_text(manifest->name, arena),
		quote_text(manifest->replication.channel, arena),
		quote_text(promotion->session->id, arena), RECORD_FORMAT,
		text_or_null(source->uuid, arena), source->server_id,
		text_or_null(source->hostname, arena), quote_text(manifest->name, arena));
}

static const char *record_restored(const struct promotion *promotion, struct arena *arena)
{
	const char *name = quote_text(promotion->session->manifest->name, arena);
	const char *before = promotion->facts.row.record_before;

	if (text_empty(before))
		return arena_printf(arena,
				    "DELETE FROM `extrepl`.`record` WHERE `name` = %s",
				    name);
	return arena_printf(arena,
			    "UPDATE `extrepl`.`record` SET `state` = %s WHERE `name` = %s",
			    quote_text(before, arena), name);
}

static const char *coordinates_columns(const struct promotion *promotion,
				       struct arena *arena)
{
	const struct coordinates *source = &promotion->frozen;
	const struct coordinates *target = &promotion->other;

	if (source->file == NULL)
		return "<both sides' coordinates>";
	return arena_printf(
		arena,
		"`source_file` = %s, `source_position` = %" PRIu64
		", `source_gtids` = %s, `target_file` = %s, `target_position` = %" PRIu64,
		quote_text(source->file, arena), source->position,
		text_or_null(source->state == NULL ? source->gtids : source->state, arena),
		text_or_null(target->file, arena), target->position);
}

static const char *call(const struct promotion *promotion, enum call which,
			struct arena *arena)
{
	const struct facts facts = { .manifest = promotion->session->manifest,
				     .observed = promotion->facts.observed };

	return procedure_call(&facts, which, arena);
}

/* A sequence gives out numbers unless its lock is a WRITE lock. */
static const char *tables_to_lock(const struct promotion *promotion, struct arena *arena)
{
	const struct rows *tables = &promotion->facts.tables;
	struct text text = text_make(arena);

	for (size_t i = 0; i < tables->count; i++)
		text_addf(&text, "%s%s %s", i == 0 ? "" : ", ",
			  quote_table(rows_value(tables, i, 0),
				      rows_value(tables, i, 1), arena),
			  text_equal(rows_value(tables, i, 2), "1") ? "WRITE" : "READ");
	return tables->count == 0 ? "`extrepl`.`verification` READ" : text.bytes;
}

/* Keywords of the source's statements, by its version; NULL: not one of them. */
static const char *word_of(const struct promotion *promotion, const char *place)
{
	static const struct {
		const char *name;
		unsigned since; /* MySQL version */
		const char *newer, *older;
	} words[] = {
		{ "SOURCE", 80023, "SOURCE", "MASTER" },
		{ "REPLICA", 80022, "REPLICA", "SLAVE" },
		{ "PERSIST", 80000, "PERSIST", "GLOBAL" },
		{ "RESET_PERSIST", 80000,
		  "; RESET PERSIST IF EXISTS super_read_only;"
		  " RESET PERSIST IF EXISTS read_only",
		  "" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		if (text_equal(words[i].name, place))
			return since(promotion, words[i].since) ? words[i].newer :
								  words[i].older;
	}
	return NULL;
}

/* The value of a place; NULL: none, and its statement is left out. */
static const char *value_of(const struct promotion *promotion, const char *place,
			    struct arena *arena)
{
	const struct manifest *manifest = promotion->session->manifest;
	const struct coordinates *other = &promotion->other;
	const char *channel = back_channel(manifest, arena);
	bool mariadb = is_mariadb(promotion);
	const struct {
		const char *name;
		const char *value;
	} values[] = {
		{ "name", quote_text(manifest->name, arena) },
		{ "state_before", was_reverted(promotion) ? "'reverted'" : "'undone'" },
		{ "retention_before", retention_before(promotion) },
		{ "retention_kept", text_or_null(retention_before(promotion), arena) },
		{ "scheduler_before", scheduler_before(promotion) },
		{ "state_of_revert", promotion->facts.source_read_only == FACT_NO ?
					     "'reverting'" :
					     "'promoted'" },
		{ "scheduler_kept",
		  text_equal_nocase(promotion->facts.scheduler, "ON") ? "'ON'" : "NULL" },
		{ "events_kept", events_kept(promotion, arena) },
		{ "record_kept", text_or_null(promotion->facts.record_state, arena) },
		{ "way_back", way_back_word(promotion) },
		{ "account", back_account(manifest, arena) },
		{ "require", by_tls(promotion) ? " REQUIRE SSL" : "" },
		{ "CHANGE_SOURCE", mariadb ? arena_printf(arena, "CHANGE MASTER %s TO",
							  quote_text(channel, arena)) :
				   since(promotion, 80023) ?
					     "CHANGE REPLICATION SOURCE TO" :
					     "CHANGE MASTER TO" },
		{ "back_host", quote_plain(manifest->cutover.back_host, arena) },
		{ "back_port", arena_printf(arena, "%u", manifest->cutover.back_port) },
		{ "back_user", quote_plain(channel, arena) },
		{ "back_tls", by_tls(promotion) ? "1" : "0" },
		{ "assign_gtids", assign_gtids(promotion, arena) },
		{ "no_verify",
		  by_tls(promotion) ? ", MASTER_SSL_VERIFY_SERVER_CERT = 0" : "" },
		{ "target_file", other->file == NULL ? "<the target's binlog file>" :
						       quote_plain(other->file, arena) },
		{ "target_position",
		  other->file == NULL ? "<its position>" :
					arena_printf(arena, "%" PRIu64, other->position) },
		{ "channel", quote_text(channel, arena) },
		{ "connection", quote_name(channel, arena) },
		{ "ignored", ignored(promotion, false, arena) },
		{ "ignored_list", ignored(promotion, true, arena) },
		{ "tables", tables_to_lock(promotion, arena) },
		{ "record_promoted", record_promoted(promotion, arena) },
		{ "record_restored", record_restored(promotion, arena) },
		{ "places", coordinates_columns(promotion, arena) },
		{ "outage_ms",
		  promotion->result == NULL || promotion->result->outage_ms < 0 ?
			  "`outage_ms`" :
			  arena_printf(arena, "%" PRId64, promotion->result->outage_ms) },
		{ "option_file", option_file(manifest, arena) },
		{ "stop_call", call(promotion, CALL_STOP, arena) },
		{ "start_call", call(promotion, CALL_START, arena) },
		{ "reset_call", call(promotion, CALL_RESET, arena) },
	};

	for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
		if (text_equal(values[i].name, place))
			return values[i].value;
	}
	return word_of(promotion, place);
}

const char *places_fill(const struct promotion *promotion, const char *text,
			struct arena *arena)
{
	struct text out = text_make(arena);
	const char *open;

	while ((open = strchr(text, '{')) != NULL) {
		size_t length = strcspn(open + 1, "}");
		const char *value =
			value_of(promotion, arena_copy_n(arena, open + 1, length), arena);

		if (value == NULL)
			return NULL;
		text_add_n(&out, text, (size_t)(open - text));
		text_add(&out, value);
		text = open + length + 2;
	}
	text_add(&out, text);
	return out.bytes;
}
