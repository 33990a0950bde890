/*
 * A small model of two servers: how they would answer to the actions of a plan,
 * including RDS's refusals. It works on the facts of a pair, and also keeps what no
 * observation shows.
 *
 * `failure` has the first thing that must not happen.
 */
#ifndef TESTS_MODEL_H
#define TESTS_MODEL_H

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "link/start_coordinates.h"
#include "observed/gtid.h"
#include "pair.h"

#define MODEL_PARAMETERS 3

struct model {
	struct pair pair;
	struct arena *arena;
	unsigned allowed;
	/* The truth behind the facts. */
	bool reachable; /* the source, from the target */
	/* for extrepl as the replication user: the account's host covers it */
	bool login_possible;
	bool password_right; /* of the account: the manifest's */
	bool link_password_right;
	bool link_is_to_source;
	/* This source replaced the link's source; it has all that the target has. */
	bool shares_history, is_successor;
	unsigned applier_errno; /* the error at which the applier will stop; 0: none */
	bool applier_heals;     /* by a start */
	const char *option_file;
	bool session_logs; /* sql_log_bin of the session at the source */
	int clock;
	/* The instance: see model_instance.h. */
	struct observed_variable target_variables[MODEL_PARAMETERS];
	struct observed_parameter parameters[MODEL_PARAMETERS];
	bool group_made; /* by extrepl; in use or not */
	bool applies;    /* immediate settings take effect after a moment */
	char failure[512];
};

static void PRINTF_LIKE(2, 3) fail_with(struct model *model, const char *format, ...)
{
	va_list args;

	if (model->failure[0] != '\0')
		return;
	va_start(args, format);
	(void)vsnprintf(model->failure, sizeof(model->failure), format, args);
	va_end(args);
}

static char *copied(struct model *model, const char *text)
{
	return arena_copy(model->arena, text);
}

static char *model_time(struct model *model)
{
	model->clock++;
	return arena_printf(model->arena, "2026-11-22 10:%02d:%02d", model->clock / 60,
			    model->clock % 60);
}

static struct observed_target *target_of(struct model *model)
{
	return &model->pair.observed.target;
}

static struct observed_source *source_of(struct model *model)
{
	return &model->pair.observed.source;
}

static bool has_link(const struct model *model)
{
	return model->pair.observed.target.links_count > 0;
}

static bool has_record(const struct model *model)
{
	return model->pair.observed.target.records_count > 0 &&
	       text_equal(model->pair.record.name, "pair");
}

static bool record_is(const struct model *model, const char *state)
{
	return has_record(model) && text_equal(model->pair.record.state, state);
}

static bool is_mariadb(const struct model *model)
{
	return model->pair.observed.source.server.flavour == FLAVOUR_MARIADB;
}

/*
 * A link that knows the source only by server_id cannot tell a new server_id from
 * another server.
 */
static bool takes_source_for_another(const struct model *model)
{
	return is_mariadb(model) && !has_record(model) && has_link(model) &&
	       model->pair.link.source_server_id !=
		       model->pair.observed.source.server.server_id;
}

static bool link_off(const struct model *model)
{
	return text_equal(model->pair.link.io_running, "No") &&
	       text_equal(model->pair.link.sql_running, "No");
}

static bool binlog_on(const struct model *model)
{
	return observed_is_on(&model->pair.observed.source.server, "log_bin");
}

static struct gtid_set set_of(struct model *model, const char *text)
{
	struct gtid_set set = { 0 };

	if (!gtid_set_parse(text, model->arena, &set))
		fail_with(model, "no GTID set: %s", text);
	return set;
}

/* a without b, as text. */
static const char *set_minus(struct model *model, const char *a, const char *b)
{
	struct gtid_set left = set_of(model, a), right = set_of(model, b);

	left = gtid_set_subtract(&left, &right, model->arena);
	return gtid_set_text(&left, model->arena);
}

static void add_to_target(struct model *model, const char *gtids)
{
	char **held = &target_of(model)->gtid_set;

	if (text_empty(gtids))
		return;
	*held = text_empty(*held) ? copied(model, gtids) :
				    arena_printf(model->arena, "%s,%s", *held, gtids);
	struct gtid_set joined = set_of(model, *held);
	*held = copied(model, gtid_set_text(&joined, model->arena));
}

/* The source still has the binlogs that the link requests. */
static bool has_what_is_needed(struct model *model)
{
	const struct observed_link *link = &model->pair.link;
	const struct observed_source *source = source_of(model);

	if (link->auto_position != FACT_YES)
		return observed_binlog(source, link->executed_file) >= 0;
	return is_mariadb(model) || text_empty(set_minus(model, source->gtid_purged,
							 target_of(model)->gtid_set));
}

/* All transactions of the source arrive at once. */
/* What the source gives to the target's transactions: the target's UUID, marked. */
#define WAY_BACK_UUID "65787472-0000-0000-0000-000000000000"

static void receive_gtids(struct model *model)
{
	const struct observed_source *source = source_of(model);
	struct observed_target *target = target_of(model);
	struct observed_link *link = &model->pair.link;

	if (text_empty(source->gtid_set))
		return;
	if (is_mariadb(model)) {
		target->gtid_set = source->gtid_set;
		source_of(model)->gtid_at_applied = source->gtid_set;
	} else if (link->auto_position == FACT_YES || !has_record(model)) {
		const char *sent = set_minus(model, source->gtid_set, target->gtid_set);

		/* The target skips what it wrote itself and sent over a way back. */
		add_to_target(model, set_minus(model, sent, WAY_BACK_UUID ":1-1000000"));
	} else {
		/* By file: only what comes after the data, recorded or not. */
		const char *data = model->pair.record.gtid_set;

		add_to_target(model,
			      set_minus(model, source->gtid_set,
					text_empty(data) ? SOURCE_UUID ":1-700" : data));
		source_of(model)->gtid_at_applied = source->gtid_set;
	}
	link->executed_file = link->read_file = source->binlog_file;
	link->executed_position = link->read_position = source->binlog_position;
}

/* The receiver tries to reach the source. */
static void connect_receiver(struct model *model)
{
	const struct observed_source *source = source_of(model);
	const struct observed_account *account = &source->account;
	struct observed_link *link = &model->pair.link;
	bool login = model->password_right == model->link_password_right &&
		     account->present == FACT_YES && account->locked != FACT_YES &&
		     account->password_expired != FACT_YES &&
		     account->requires_certificate != FACT_YES &&
		     !text_equal(account->plugin, "auth_socket") &&
		     (account->requires_tls != FACT_YES || link->tls == FACT_YES);

	link->io_running = TEXT("Connecting");
	if (!model->reachable) {
		link->io_errno = 2003;
	} else if (!login && account->present != FACT_UNKNOWN) {
		link->io_errno = 1045;
	} else if (account->replication_slave == FACT_NO) {
		link->io_errno = 13120;
	} else if (!binlog_on(model) || !has_what_is_needed(model)) {
		link->io_errno = is_mariadb(model) ? 1236 : 13114;
		link->io_error = TEXT(
			"'Could not find first log file name in binary log index file'");
		link->io_running = TEXT("No");
	} else {
		link->io_errno = 0;
		link->io_error = NULL;
		link->io_running = TEXT("Yes");
		link->source_uuid = source->server.uuid;
		link->source_server_id = source->server.server_id;
		link->lag_known = FACT_YES;
		receive_gtids(model);
	}
}

static void start_applier(struct model *model)
{
	struct observed_link *link = &model->pair.link;

	if (model->applier_heals)
		model->applier_errno = 0;
	link->sql_errno = model->applier_errno;
	link->sql_running = link->sql_errno == 0 ? TEXT("Yes") : TEXT("No");
	link->sql_error = link->sql_errno == 0 ? NULL : TEXT("the applier's own words");
}

/* Time passes: a connecting receiver tries again. True when that changed something. */
static bool model_tick(struct model *model)
{
	struct observed_link *link = &model->pair.link;

	if (!has_link(model) || !text_equal(link->io_running, "Connecting"))
		return false;
	unsigned before = link->io_errno;
	connect_receiver(model);
	return link->io_errno != before || !text_equal(link->io_running, "Connecting");
}

static void call_start(struct model *model)
{
	struct observed_target *target = target_of(model);

	if (!has_link(model) || !link_off(model))
		fail_with(model,
			  "RDS refuses: start, but the replica is not configured and off");
	if (!model->link_is_to_source)
		fail_with(model, "another source's link was started");
	if (model->pair.link.workers_ahead == FACT_YES)
		fail_with(model, "1201: started, but the applier's notes do not fit");
	if (has_record(model) && text_empty(model->pair.record.link_started_at))
		fail_with(model, "the start was not noted before");
	if (model->pair.manifest.replication.state == STATE_STOPPED)
		fail_with(model, "started, although stopped is wanted");
	connect_receiver(model);
	start_applier(model);
	target->last_start_at = model_time(model);
}

static void call_stop(struct model *model)
{
	if (!has_link(model) || link_off(model))
		fail_with(model, "RDS refuses: stop, but nothing runs");
	model->pair.link.io_running = model->pair.link.sql_running = TEXT("No");
	model->pair.link.lag_known = FACT_NO;
}

static void call_reset(struct model *model)
{
	if (!has_link(model))
		fail_with(model, "RDS refuses: reset, but nothing is configured");
	if ((model->allowed & CONSENT_TARGET_DATA) == 0 &&
	    model->pair.link.workers_ahead != FACT_YES &&
	    !(record_is(model, "unfinished") && model->link_is_to_source))
		fail_with(model, "a link was reset without consent");
	target_of(model)->links_count = 0;
	model->pair.link.delay = 0;
	model->applier_errno = 0;
}

static uint64_t wanted_seconds(const struct model *model)
{
	return (uint64_t)model->pair.manifest.replication.delay_ms / 1000;
}

static void call_delay(struct model *model, const char *arguments)
{
	if (!has_link(model) || !link_off(model))
		fail_with(model,
			  "RDS refuses: set_source_delay, but the replica is not off");
	if (sscanf(arguments, "(%" SCNu64 ")", &model->pair.link.delay) != 1)
		fail_with(model, "no delay: %s", arguments);
}

static bool link_differs(const struct model *model)
{
	const struct observed_link *link = &model->pair.link;
	const struct manifest *manifest = &model->pair.manifest;

	return !text_equal(link->source_host, manifest->replication.source_host) ||
	       link->source_port != manifest->replication.source_port ||
	       !text_equal(link->source_user, manifest->source.replication_user.name) ||
	       link->tls != FACT_YES || link->delay != wanted_seconds(model) ||
	       link_way_differs(&model->pair.facts, link) ||
	       (has_record(model) && model->pair.record.link_password_current == FACT_NO);
}

static bool coordinates_are(const struct model *model, enum coordinates_mode mode)
{
	return model->pair.manifest.replication.coordinates == mode;
}

static bool has_what_is_needed_by_gtid(struct model *model)
{
	return text_empty(set_minus(model, source_of(model)->gtid_purged,
				    target_of(model)->gtid_set));
}

/* The new link must begin where the target's data ends. */
static void check_position(struct model *model, const char *file, uint64_t position)
{
	const struct observed_link *link = &model->pair.link;
	const struct observed_record *record = &model->pair.record;

	if (observed_binlog(source_of(model), file) < 0)
		fail_with(model, "the source has no %s", file);
	if (has_link(model)) {
		if (!link_differs(model))
			fail_with(model, "a link that is as wanted was set again");
		if (!model->link_is_to_source)
			fail_with(model, "another source's link was set again");
		if (!text_equal(file, link->executed_file) ||
		    position != link->executed_position)
			fail_with(model,
				  "set again at %s:%" PRIu64 ", but %s:%" PRIu64
				  " was applied",
				  file, position, link->executed_file,
				  link->executed_position);
		if (link->sql_errno != 0)
			fail_with(model,
				  "set again behind a failed applier: its workers leave gaps");
		if (link->auto_position == FACT_YES &&
		    !coordinates_are(model, COORDINATES_FILE))
			fail_with(model, "a link by GTID was set again by file");
		return;
	}
	if (coordinates_are(model, COORDINATES_GTID))
		fail_with(model, "GTIDs are wanted, and it was set by file");
	if (!record_is(model, "complete") && !record_is(model, "adopted"))
		fail_with(model, "set without a finished copy");
	if (!text_empty(record->link_started_at))
		fail_with(model, "the copy's coordinates were used twice");
	if (!text_equal(file, record->file) || position != record->position)
		fail_with(model,
			  "set at %s:%" PRIu64 ", which are not the copy's coordinates",
			  file, position);
}

/* By GTID: the target must know all GTIDs of its data before. */
static void check_gtids(struct model *model, const char *gtid)
{
	const struct observed_record *record = &model->pair.record;
	const struct observed_link *link = &model->pair.link;
	const char *held = target_of(model)->gtid_set;

	if (coordinates_are(model, COORDINATES_FILE))
		fail_with(model, "file and position are wanted, and it was set by GTID");
	if (has_link(model) && !link_differs(model) &&
	    observed_record_is_of(record, &source_of(model)->server))
		fail_with(model, "a link that is as wanted was set again");
	if (has_link(model) && !model->link_is_to_source && !model->is_successor)
		fail_with(model, "another source's link was set again");
	if (model->is_successor && (model->allowed & CONSENT_TARGET_DATA) == 0)
		fail_with(model, "another source was left without consent");
	if (has_link(model) && link->sql_errno != 0)
		fail_with(model, "set again behind a failed applier");
	if (!has_link(model) && !record_is(model, "complete") &&
	    !record_is(model, "adopted"))
		fail_with(model, "set without a finished copy");
	if (gtid != NULL) {
		const char *at = has_link(model) ? held : record->gtid_set;

		if (!text_equal(gtid, at))
			fail_with(model, "set at %s, but the data is at %s", gtid, at);
		return;
	}
	if (!text_empty(set_minus(model, record->gtid_set, held)) &&
	    (!has_link(model) || link->auto_position != FACT_YES))
		fail_with(model, "the target was not told of %s",
			  set_minus(model, record->gtid_set, held));
	if (!has_what_is_needed_by_gtid(model))
		fail_with(model, "set by GTID, but the source has purged what is needed");
}

/* The arguments of a call, without their quotes. */
struct arguments {
	char list[10][128];
	size_t count;
};

static struct arguments split(const char *text)
{
	struct arguments out = { 0 };

	for (const char *at = text + 1; *at != '\0' && out.count < 10; at++) {
		bool quoted = *at == '\'';
		const char *end = quoted ? strchr(at + 1, '\'') : at + strcspn(at, ",)");

		(void)snprintf(out.list[out.count++], sizeof(out.list[0]), "%.*s",
			       (int)(end - at - quoted), at + quoted);
		at = end + quoted;
		at += *at == ',';
	}
	return out;
}

/* The arguments of this form, named as in RDS's procedures. */
static size_t arguments_of(const char *name)
{
	if (strstr(name, "_with_auto_position") != NULL || strstr(name, "_gtid") != NULL)
		return 6;
	return strstr(name, "_with_delay") != NULL ? 8 : 7;
}

static void call_set(struct model *model, const char *name, const char *text)
{
	struct observed_link *link = &model->pair.link;
	struct arguments given = split(text);
	bool by_gtid = arguments_of(name) == 6;
	bool mariadb = strstr(name, "_gtid") != NULL;
	bool delayed = arguments_of(name) == 8 || (by_gtid && !mariadb);

	if (given.count != arguments_of(name) || !text_equal(given.list[3], "<secret>")) {
		fail_with(model, "not to be sent: %s%s", name, text);
		return;
	}
	if (has_link(model) && !link_off(model))
		fail_with(model, "RDS refuses: set, but replication is running");
	if (has_link(model) && link->workers_ahead == FACT_YES)
		fail_with(model, "1201: set, but the applier's notes do not fit");
	if (by_gtid)
		check_gtids(model, mariadb ? given.list[4] : NULL);
	else
		check_position(model, given.list[4], strtoull(given.list[5], NULL, 10));
	const char *tls = by_gtid ? given.list[mariadb ? 5 : 4] : given.list[6];
	uint64_t left = has_link(model) ? link->delay : 0;
	uint64_t known =
		is_mariadb(model) && has_link(model) ? link->source_server_id : 0;
	*link = (struct observed_link){
		.channel = TEXT(""),
		.source_host = copied(model, given.list[0]),
		.source_port = (unsigned)strtoul(given.list[1], NULL, 10),
		.source_user = copied(model, given.list[2]),
		.tls = text_equal(tls, "1") ? FACT_YES : FACT_NO,
		.auto_position = by_gtid ? FACT_YES : FACT_NO,
		.io_running = TEXT("No"),
		.sql_running = TEXT("No"),
		.executed_file = by_gtid ? NULL : copied(model, given.list[4]),
		.executed_position = by_gtid ? 0 : strtoull(given.list[5], NULL, 10),
		.lag_known = FACT_NO,
		.source_server_id = known,
		.delay = delayed ? strtoull(given.list[given.count - 1], NULL, 10) : left,
	};
	target_of(model)->links_count = 1;
	model->link_password_right = true;
	model->link_is_to_source = true;
}

/*
 * RDS accepts one interval, which must not overlap existing ones, while nothing runs.
 */
static void call_purged(struct model *model, const char *text)
{
	struct arguments given = split(text);
	const char *interval = arena_printf(model->arena, "%s:%s-%s", given.list[0],
					    given.list[1], given.list[2]);

	if (has_link(model) && !link_off(model))
		fail_with(model, "RDS refuses: gtid_purged, but replication is running");
	if (text_equal(given.list[0], target_of(model)->server.uuid))
		fail_with(model, "RDS refuses: gtid_purged of its own");
	struct gtid_set wanted = set_of(model, interval);
	if (!text_equal(set_minus(model, interval, target_of(model)->gtid_set),
			gtid_set_text(&wanted, model->arena)))
		fail_with(model, "RDS refuses: gtid_purged that overlaps: %s", text);
	add_to_target(model, interval);
}

static void model_call(struct model *model, const char *text)
{
	static const struct {
		const char *name;
		void (*does)(struct model *model);
	} calls[] = {
		{ "rds_start_replication", call_start },
		{ "rds_stop_replication", call_stop },
		{ "rds_reset_external_source", call_reset },
		{ "rds_reset_external_master", call_reset },
	};
	char name[64];

	if (sscanf(text, "CALL mysql.%63[a-z_]", name) != 1 ||
	    observed_procedure(target_of(model), name) == NULL) {
		fail_with(model, "the target has no such procedure: %s", text);
		return;
	}
	const char *arguments = strchr(text, '(');
	if (text_equal(name, "rds_set_external_source_gtid_purged"))
		call_purged(model, arguments);
	else if (text_starts(name, "rds_set_external_"))
		call_set(model, name, arguments);
	else if (text_equal(name, "rds_set_source_delay"))
		call_delay(model, arguments);
	for (size_t i = 0; i < ARRAY_SIZE(calls); i++) {
		if (text_equal(name, calls[i].name))
			calls[i].does(model);
	}
}

static void set_variable(struct model *model, const char *name, const char *value)
{
	struct observed_source *source = source_of(model);

	if (text_equal(name, "log_bin")) {
		pair_variable(&model->pair, "log_bin")->value = TEXT("ON");
		pair_variable(&model->pair, "log_bin_basename")->value =
			arena_printf(model->arena, "/var/lib/mysql/%s", value);
		if (source->binlogs_count == 0) {
			/* Its old index still exists and continues. */
			model->pair.binlogs[0].file =
				arena_printf(model->arena, "%s.000433", value);
			source->binlog_file = model->pair.binlogs[0].file;
			source->binlog_position = 158;
			source->binlogs_count = 1;
		}
		return;
	}
	struct observed_variable *variable = pair_variable(&model->pair, name);
	if (variable == NULL) {
		fail_with(model, "the source has no variable %s", name);
		return;
	}
	variable->value = copied(model, value);
	if (text_equal(name, "server_id"))
		source->server.server_id = strtoull(value, NULL, 10);
}

static void restart_source(struct model *model)
{
	char name[64], value[64];

	if ((model->allowed & CONSENT_SOURCE_RESTART) == 0)
		fail_with(model, "the source was restarted without consent");
	if (model->option_file == NULL)
		fail_with(model, "restarted for nothing: no option file was written");
	for (const char *at = model->option_file; at != NULL && *at != '\0';) {
		if (sscanf(at, "%63[a-z_] = %63[^\n]", name, value) == 2)
			set_variable(model, name, value);
		at += strcspn(at, "\n");
		at += strspn(at, "\n");
	}
	if (has_link(model) && text_equal(model->pair.link.io_running, "Yes"))
		model->pair.link.io_running = TEXT("Connecting");
}

static void change_account(struct model *model, const char *text)
{
	struct observed_account *account = &source_of(model)->account;
	bool create = text_starts(text, "CREATE USER");

	if (create == (account->present == FACT_YES))
		fail_with(model, "the source refuses: %s", text);
	if (model->session_logs && binlog_on(model) &&
	    (record_is(model, "complete") || record_is(model, "adopted") ||
	     (has_link(model) && model->link_is_to_source &&
	      !takes_source_for_another(model))))
		fail_with(model, "the replica would meet this in the binlog: %s", text);
	if (create)
		*account = (struct observed_account){
			.present = FACT_YES,
			.plugin = TEXT("mysql_native_password"),
			.requires_tls = FACT_NO,
			.requires_certificate = FACT_NO,
			.replication_slave = FACT_NO,
			.locked = FACT_NO,
			.password_expired = FACT_NO,
		};
	if (strstr(text, "REQUIRE SSL") != NULL)
		account->requires_tls = FACT_YES;
	if (strstr(text, "REQUIRE") != NULL)
		account->requires_certificate = FACT_NO;
	if (strstr(text, "ACCOUNT UNLOCK") != NULL)
		account->locked = FACT_NO;
	if (strstr(text, "IDENTIFIED") != NULL) {
		model->password_right = true;
		account->password_expired = FACT_NO;
	}
	/* On MariaDB a password always belongs to the native plugin. */
	if (strstr(text, "IDENTIFIED WITH") != NULL ||
	    (is_mariadb(model) && strstr(text, "IDENTIFIED BY") != NULL))
		account->plugin = TEXT("mysql_native_password");
}

static void model_sql(struct model *model, const char *text)
{
	char scope[16], name[64], value[64];

	if (text_starts(text, "SET SESSION sql_log_bin = ")) {
		if (source_of(model)->can_skip_binlog != FACT_YES)
			fail_with(model, "the source refuses: %s", text);
		model->session_logs = text[strlen(text) - 1] == '1';
	} else if (sscanf(text, "SET %15[A-Z] `%63[^`]` = %63[^\n]", scope, name,
			  value) == 3) {
		if (observed_variable(&source_of(model)->server, name)->dynamic !=
		    FACT_YES)
			fail_with(model, "the source refuses: %s is read only", name);
		if (is_mariadb(model) && text_equal(scope, "PERSIST"))
			fail_with(model, "MariaDB has no SET PERSIST");
		size_t length = strlen(value);
		if (value[0] == '\'' && length >= 2) {
			value[length - 1] = '\0';
			memmove(value, value + 1, length - 1);
		}
		set_variable(model, name, value);
	} else if (text_starts(text, "GRANT REPLICATION SLAVE")) {
		if (source_of(model)->account.present != FACT_YES)
			fail_with(model, "the source refuses: %s", text);
		source_of(model)->account.replication_slave = FACT_YES;
	} else {
		change_account(model, text);
	}
}

static bool listed(const char *const *names, const char *name)
{
	for (; names != NULL && *names != NULL; names++) {
		if (text_equal(*names, name))
			return true;
	}
	return false;
}

static bool in_lines(const char *lines, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = lines; at != NULL && *at != '\0';) {
		size_t line = strcspn(at, "\n");

		if (line == length && memcmp(at, name, length) == 0)
			return true;
		at += line + (at[line] == '\n' ? 1 : 0);
	}
	return false;
}

static void drop_databases(struct model *model, const char *const *names)
{
	struct observed_server *server = &target_of(model)->server;
	unsigned kept = 0;

	for (unsigned i = 0; i < server->databases_count; i++) {
		const char *name = server->databases[i].name;
		bool ours = record_is(model, "unfinished") &&
			    in_lines(model->pair.record.databases, name);

		if (!listed(names, name)) {
			server->databases[kept++] = server->databases[i];
			continue;
		}
		if (!ours && (model->allowed & CONSENT_TARGET_DATA) == 0)
			fail_with(model, "%s was dropped without consent", name);
	}
	server->databases_count = kept;
}

static void write_record(struct model *model, const char *state, const char *file,
			 uint64_t position, const char *gtids,
			 const char *const *databases)
{
	const struct observed_source *source = source_of(model);
	struct text lines = text_make(model->arena);

	for (; databases != NULL && *databases != NULL; databases++)
		text_addf(&lines, "%s%s", lines.length == 0 ? "" : "\n", *databases);
	model->pair.record = (struct observed_record){
		.name = TEXT("pair"),
		.channel = TEXT(""),
		.state = copied(model, state),
		.source_uuid =
			source->server.uuid == NULL ? TEXT("") : source->server.uuid,
		.source_server_id = source->server.server_id,
		.source_hostname = source->server.hostname,
		.file = copied(model, file),
		.position = position,
		.gtid_set = copied(model, gtids == NULL ? "" : gtids),
		.databases = lines.bytes,
		.started_at = model_time(model),
		.completed_at = model_time(model),
	};
	target_of(model)->records_count = 1;
}

static void model_copy(struct model *model, const struct action *action)
{
	struct observed_server *server = &target_of(model)->server;

	if (!binlog_on(model))
		fail_with(model, "copied from a source without a binlog");
	if (has_link(model))
		fail_with(model, "copied over a configured link");
	if (model->shares_history)
		fail_with(model, "copied again, with the data's GTIDs at the source");
	drop_databases(model, action->copy.replaced);
	for (const char *const *name = action->copy.databases; *name != NULL; name++) {
		if (observed_database(server, *name) != NULL)
			fail_with(model, "the copy meets %s on the target", *name);
		else
			server->databases[server->databases_count++] =
				*observed_database(&source_of(model)->server, *name);
	}
	write_record(model, "complete", source_of(model)->binlog_file,
		     source_of(model)->binlog_position, source_of(model)->gtid_set,
		     action->copy.databases);
}

static void model_record(struct model *model, const struct action *action)
{
	struct observed_record *record = &model->pair.record;

	if (action->record.change == RECORD_ADOPTS) {
		write_record(model, "adopted", model->pair.manifest.copy.adopt.file,
			     model->pair.manifest.copy.adopt.position,
			     model->pair.manifest.copy.adopt.gtid,
			     action->record.databases);
		return;
	}
	if (!has_record(model)) {
		fail_with(model, "there is no record to note it in: %s", action->text);
		return;
	}
	if (action->record.change == RECORD_LINK_STARTS && record->link_started_at == NULL)
		record->link_started_at = model_time(model);
	if (action->record.change == RECORD_GTIDS)
		record->gtid_set = copied(model, action->record.gtid_set);
	if (action->record.change == RECORD_SOURCE_REPLACED) {
		const struct observed_server *source = &source_of(model)->server;

		if (!model->is_successor || !model->link_is_to_source)
			fail_with(model, "recorded as replaced: %s", action->text);
		record->source_uuid = source->uuid == NULL ? TEXT("") : source->uuid;
		record->source_hostname = source->hostname;
	}
	if (action->record.change == RECORD_LINK_SET) {
		record->link_address = arena_printf(model->arena, "%s:%u",
						    model->pair.link.source_host,
						    model->pair.link.source_port);
		record->link_password_current = FACT_YES;
	}
}

static void model_do(struct model *model, const struct action *action)
{
	if (strstr(action->text, "<known after") != NULL)
		fail_with(model, "not to be sent yet: %s", action->text);
	switch (action->kind) {
	case ACTION_SQL:
		model_sql(model, action->text);
		return;
	case ACTION_CALL:
		model_call(model, action->text);
		return;
	case ACTION_FILE:
		model->option_file = copied(model, action->file.content);
		return;
	case ACTION_COMMAND:
		restart_source(model);
		return;
	case ACTION_COPY:
		model_copy(model, action);
		return;
	case ACTION_RECORD:
		model_record(model, action);
		return;
	case ACTION_AWS: /* model_instance.h */
		return;
	}
}

#endif
