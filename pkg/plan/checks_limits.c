/*
 * Limits of the target that a table of the source exceeds, and limits of both servers
 * that the copy's sessions exceed. Without these checks the copy would fail halfway, or
 * after all rows.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "plan/check_list.h"
#include "plan/facts.h"

static uint64_t number(const char *text)
{
	return text == NULL ? 0 : strtoull(text, NULL, 10);
}

void check_memory_tables(const struct facts *facts, struct findings *out)
{
	const struct observed_server *target = &facts->observed->target.server;
	uint64_t limit = number_of(target, "max_heap_table_size", UINT64_MAX);

	FOR_OBJECTS(table, &facts->observed->source.server, "memory-table")
	{
		uint64_t bytes = number(table->detail);

		if (bytes < limit)
			continue;
		finding_add(out, table->name,
			    arena_printf(out->arena,
					 "set max_heap_table_size to %" PRIu64
					 " by target.parameters, or in the parameter group; or "
					 "ALTER TABLE %s ENGINE = InnoDB on the source",
					 bytes * 2, table->name),
			    "a MEMORY table of %s, and max_heap_table_size is %s on the target: "
			    "it would be full (1114)",
			    text_bytes(out->arena, bytes), text_bytes(out->arena, limit));
	}
}

/* A row of this size would arrive as one event. */
void check_replica_packet(const struct facts *facts, struct findings *out)
{
	uint64_t source =
		number_of(&facts->observed->source.server, "max_allowed_packet", 0);
	uint64_t target = number_of(&facts->observed->target.server,
				    "replica_max_allowed_packet", UINT64_MAX);

	if (source > target)
		finding_add(out, "replica_max_allowed_packet",
			    "set replica_max_allowed_packet (slave_max_allowed_packet) to 1073741824 "
			    "by target.parameters, or in the parameter group",
			    "%s on the target, and the source takes rows of %s: one that is larger "
			    "would stop the link (1153)",
			    text_bytes(out->arena, target),
			    text_bytes(out->arena, source));
}

/*
 * Each chunk of the copy is one transaction; the link's are as large as the source's
 * own. A chunk of text needs at most 1.5 times its size in the binlog.
 */
void check_binlog_cache(const struct facts *facts, struct findings *out)
{
	uint64_t chunk = facts->manifest->copy.chunk_size;
	uint64_t needed = chunk + chunk / 2;
	uint64_t cache = number_of(&facts->observed->target.server,
				   "max_binlog_cache_size", UINT64_MAX);

	if (observed_is_on(&facts->observed->target.server, "log_bin") && cache < needed)
		finding_add(out, "max_binlog_cache_size",
			    "set max_binlog_cache_size to 18446744073709547520 by "
			    "target.parameters, or in the parameter group; or make "
			    "copy.chunk_size smaller",
			    "%s on the target: a chunk of %s might not fit into its binlog "
			    "(1197), and a larger transaction of the source stops the replica",
			    text_bytes(out->arena, cache), text_bytes(out->arena, chunk));
}

void check_engine_known(const struct facts *facts, struct findings *out)
{
	FOR_OBJECTS(table, &facts->observed->source.server, "engine")
	{
		if (takes_engine(facts, table->detail))
			continue;
		finding_add(out, table->name,
			    arena_printf(out->arena,
					 "ALTER TABLE %s ENGINE = InnoDB on the source, or leave "
					 "its database out of copy.databases",
					 table->name),
			    "its engine is %s, in which the target cannot create "
			    "tables (1286, 3161)",
			    table->detail);
	}
}

/* An index of compact rows holds 767 bytes of a column; larger pages hold more. */
void check_long_keys(const struct facts *facts, struct findings *out)
{
	const struct observed_server *target = &facts->observed->target.server;
	uint64_t page = number_of(target, "innodb_page_size", 16384);
	uint64_t limit = page == 4096 ? 768 : page == 8192 ? 1536 : 3072;

	FOR_OBJECTS(key, &facts->observed->source.server, "long-key")
	{
		if (number(key->detail) <= limit)
			continue;
		finding_add(out, key->name,
			    "index a shorter prefix of the column on the source, or create "
			    "the instance again with larger pages",
			    "it indexes %s bytes of a column, and the target takes %" PRIu64
			    " (innodb_page_size %" PRIu64
			    "): the key would be refused or cut (1071, 1709)",
			    key->detail, limit, page);
	}
}

/* The copy sets each table's row format; statements that replicate later may not. */
void check_row_format(const struct facts *facts, struct findings *out)
{
	const struct observed_server *target = &facts->observed->target.server;
	const char *format = observed_value(target, "innodb_default_row_format");

	if (text_equal_nocase(format, "compact") ||
	    text_equal_nocase(format, "redundant"))
		finding_add(out, "innodb_default_row_format",
			    "set innodb_default_row_format to dynamic by "
			    "target.parameters, or in the parameter group",
			    "%s on the target: the copy keeps the tables' own formats, but a "
			    "later CREATE TABLE with a key over 767 bytes stops the replica "
			    "(1071)",
			    format);
}

void check_page_size(const struct facts *facts, struct findings *out)
{
	uint64_t source =
		number_of(&facts->observed->source.server, "innodb_page_size", 0);
	uint64_t target =
		number_of(&facts->observed->target.server, "innodb_page_size", 0);

	if (source > 0 && target > 0 && target < source)
		finding_add(out, "innodb_page_size",
			    "accept it (checks.accept: [page-size]) where no row is longer than "
			    "half a page without its TEXT and BLOB values",
			    "%" PRIu64 " on the source, %" PRIu64
			    " on the target: longer rows are refused there (1118)",
			    source, target);
}

void check_compressed(const struct facts *facts, struct findings *out)
{
	const struct observed_server *target = &facts->observed->target.server;
	bool read_only = observed_is_on(target, "innodb_read_only_compressed");
	bool shared = observed_value(target, "innodb_file_per_table") != NULL &&
		      !observed_is_on(target, "innodb_file_per_table");
	const char *variable =
		read_only ? "innodb_read_only_compressed" : "innodb_file_per_table";

	FOR_OBJECTS(table, &facts->observed->source.server, "compressed")
	{
		if (read_only || shared)
			finding_add(out, table->name,
				    arena_printf(out->arena,
						 "set %s to %s by target.parameters, or in the "
						 "parameter group",
						 variable, read_only ? "0" : "1"),
				    "a compressed table, and %s is %s on the target: it %s",
				    variable, read_only ? "ON" : "OFF",
				    read_only ? "could not be written to (1036)" :
						"would not be compressed there (1478)");
	}
}

/*
 * Sessions of a copy. On the source: one that controls, one that kills, one that locks
 * the tables without transactions, and one reader for each thread. On the target: one,
 * and one writer for each thread. The used sessions already include extrepl's own
 * sessions for the plan.
 */
static void check_room(const struct facts *facts, const struct observed_server *server,
		       uint64_t own, struct findings *out)
{
	uint64_t threads = facts->manifest->copy.threads;
	bool blocks = out->check->severity == SEVERITY_ERROR;

	FOR_OBJECTS(left, server, "sessions-left")
	{
		uint64_t count = number(left->detail);
		bool of_account = text_equal(left->name, "account");
		const char *limit =
			of_account ? "MAX_USER_CONNECTIONS" : "max_connections";
		bool too_few = count < own + 1;

		if (too_few != blocks || count >= own + threads)
			continue;
		finding_add(out, limit,
			    arena_printf(out->arena, "raise %s by %" PRIu64 "%s%s",
					 limit, own + (too_few ? 1 : threads) - count,
					 of_account ?
						 arena_printf(out->arena, " for %s",
							      account_text(server,
									   out->arena)) :
						 "",
					 too_few ? ", or end other sessions" :
						   arena_printf(out->arena,
								", or set copy.threads: %" PRIu64,
								count - own)),
			    "room for %s more, and a copy with %" PRIu64
			    " threads opens %" PRIu64 "%s",
			    counted(count, "session", out->arena), threads, own + threads,
			    too_few ? " (1040, 1226)" : ": it would use fewer");
	}
}

void check_source_sessions(const struct facts *facts, struct findings *out)
{
	check_room(facts, &facts->observed->source.server,
		   tables_need_lock(facts) ? 3 : 2, out);
}

void check_target_sessions(const struct facts *facts, struct findings *out)
{
	check_room(facts, &facts->observed->target.server, 1, out);
}

void check_large_rows(const struct facts *facts, struct findings *out)
{
	const char *packet =
		observed_value(&facts->observed->target.server, "max_allowed_packet");

	/* LOAD DATA works with the value that target.parameters will set. */
	if (observed_is_on(&facts->observed->target.server, "local_infile"))
		return;
	FOR_OBJECTS(row, &facts->observed->source.server, "large-row")
	{
		finding_add(out, row->name,
			    "set local_infile to 1 by target.parameters, or in the parameter "
			    "group",
			    "it has a row of %s bytes, and the target takes no INSERT of "
			    "twice that (max_allowed_packet %s)",
			    row->detail, packet == NULL ? "unknown" : packet);
	}
}
