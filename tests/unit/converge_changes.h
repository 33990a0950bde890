/*
 * Changes of a pair in sync that several tests of convergence combine.
 */
#ifndef TESTS_CONVERGE_CHANGES_H
#define TESTS_CONVERGE_CHANGES_H

#include "converge.h"

/* Which servers. */
static inline void mysql(struct model *model)
{
	pair_make(&model->pair);
}

static inline void mariadb(struct model *model)
{
	pair_make_mariadb(&model->pair);
}

/* The record. */
static inline void no_record(struct model *model)
{
	target_of(model)->records_count = 0;
}

static inline void unfinished(struct model *model)
{
	model->pair.record.state = TEXT("unfinished");
	model->pair.record.file = NULL;
	model->pair.record.completed_at = model->pair.record.link_started_at = NULL;
	model->pair.record.link_address = NULL;
	model->pair.record.link_password_current = FACT_UNKNOWN;
}

static inline void not_started(struct model *model)
{
	model->pair.record.link_started_at = NULL;
	model->pair.record.link_address = NULL;
	model->pair.record.link_password_current = FACT_UNKNOWN;
	target_of(model)->last_start_at = TEXT("2026-11-20 01:00:00");
}

static inline void adopted(struct model *model)
{
	not_started(model);
	model->pair.record.state = TEXT("adopted");
}

static inline void of_another_source(struct model *model)
{
	model->pair.record.source_uuid = TEXT(OTHER_UUID);
	model->pair.record.source_hostname = TEXT("db999");
	model->pair.record.source_server_id = 999;
}

static inline void promoted(struct model *model)
{
	model->pair.record.state = TEXT("promoted");
}

/* The link. */
static inline void no_link(struct model *model)
{
	target_of(model)->links_count = 0;
	model->link_is_to_source = false;
}

static inline void promoted_by_hand(struct model *model)
{
	no_link(model);
	target_of(model)->own_writes = FACT_YES;
	target_of(model)->own_write = TEXT("repltest.orders at 2026-11-22 10:00:00 UTC");
}

static inline void perhaps_promoted(struct model *model)
{
	no_link(model);
	target_of(model)->own_writes = FACT_UNKNOWN;
}

static inline void link_in_clear(struct model *model)
{
	model->pair.link.tls = FACT_NO;
}

static inline void link_delayed(struct model *model)
{
	model->pair.link.delay = 3600;
}

static inline void link_given_other_password(struct model *model)
{
	model->link_password_right = false;
	model->pair.record.link_password_current = FACT_NO;
}

static inline void link_by_gtid(struct model *model)
{
	model->pair.link.auto_position = FACT_YES;
}

static inline void link_by_gtid_in_clear(struct model *model)
{
	link_by_gtid(model);
	link_in_clear(model);
}

static inline void same_address_other_server(struct model *model)
{
	model->pair.link.source_uuid = is_mariadb(model) ? NULL : TEXT(OTHER_UUID);
	model->pair.link.source_server_id = 999;
	model->link_is_to_source = false;
}

static inline void link_to_another(struct model *model)
{
	same_address_other_server(model);
	model->pair.link.source_host = TEXT("10.9.9.9");
}

/* Its threads. */
static inline void threads(struct model *model, const char *io, unsigned io_errno,
			   const char *sql, unsigned sql_errno)
{
	struct observed_link *link = &model->pair.link;

	link->io_running = copied(model, io);
	link->io_errno = io_errno;
	link->io_error = io_errno == 0 ? NULL : TEXT("the receiver's own words");
	link->sql_running = copied(model, sql);
	link->sql_errno = sql_errno;
	link->sql_error = sql_errno == 0 ? NULL : TEXT("the applier's own words");
	link->lag_known = io_errno == 0 && sql_errno == 0 ? FACT_YES : FACT_NO;
	model->applier_errno = sql_errno;
}

static inline void threads_off(struct model *model)
{
	threads(model, "No", 0, "No", 0);
}

static inline void connecting(struct model *model)
{
	threads(model, "Connecting", 0, "Yes", 0);
}

static inline void unreachable(struct model *model)
{
	threads(model, "Connecting", 2003, "Yes", 0);
	model->reachable = false;
}

static inline void retries_used_up(struct model *model)
{
	threads(model, "No", 2003, "Yes", 0);
}

static inline void duplicate(struct model *model)
{
	threads(model, "Yes", 0, "No", 1062);
}

static inline void purged(struct model *model)
{
	threads(model, "No", is_mariadb(model) ? 1236 : 13114, "Yes", 0);
	model->pair.link.io_error =
		TEXT("'Could not find first log file name in binary log index file'");
	model->pair.link.executed_file = TEXT("db001-bin.000100");
}

/* What is on the target. */
static inline void target_empty(struct model *model)
{
	target_of(model)->server.databases_count = 0;
}

static inline void wanted_stopped(struct model *model)
{
	model->pair.manifest.replication.state = STATE_STOPPED;
}

static inline void all_allowed(struct model *model)
{
	model->allowed = CONSENT_SOURCE_RESTART | CONSENT_TARGET_DATA |
			 CONSENT_SOURCE_LOCK | CONSENT_SOURCE_PASSWORD;
}

static inline void rebooting(struct model *model)
{
	instance_of(model)->status = TEXT("rebooting");
	instance_of(model)->usable = FACT_NO;
}

#endif
