/*
 * source.settings: the running values of server_id, the binlog and the settings that
 * the manifest names.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "sql/setting_value.h"
#include "sql/statements.h"
#include "steps/steps.h"

enum setting_state { SETTING_HOLDS, SETTING_DYNAMIC, SETTING_STATIC, SETTING_UNKNOWN };

struct setting {
	const char *name;
	const char *wanted;
	const char *is;
	enum setting_state state;
};

struct settings {
	struct setting *list;
	size_t count;
};

static enum setting_state compare(const struct observed_server *server,
				  const char *name, const char *wanted)
{
	const struct observed_variable *variable = observed_variable(server, name);

	if (variable == NULL)
		return SETTING_UNKNOWN;
	if (values_equal(variable->value, wanted))
		return SETTING_HOLDS;
	if (variable->dynamic != FACT_UNKNOWN)
		return variable->dynamic == FACT_YES ? SETTING_DYNAMIC : SETTING_STATIC;
	/* If the server was not queried: these two are dynamic in every version. */
	return text_equal(name, "server_id") || text_equal(name, "binlog_format") ?
		       SETTING_DYNAMIC :
		       SETTING_STATIC;
}

static void add(struct settings *settings, const struct observed_server *server,
		const char *name, const char *wanted)
{
	settings->list[settings->count++] = (struct setting){
		.name = name,
		.wanted = wanted,
		.is = observed_value(server, name),
		.state = compare(server, name, wanted),
	};
}

/* The base name of the running binlog; NULL: the binlog is off. */
static const char *running_base_name(const struct observed_server *server)
{
	const char *path = observed_value(server, "log_bin_basename");

	if (!observed_is_on(server, "log_bin") || text_empty(path))
		return NULL;
	const char *slash = strrchr(path, '/');
	return slash == NULL ? path : slash + 1;
}

static void add_log_bin(struct settings *settings, const struct manifest *manifest,
			const struct observed_server *server)
{
	const char *running = running_base_name(server);

	settings->list[settings->count++] = (struct setting){
		.name = "log_bin",
		.wanted = manifest->source.log_bin,
		.is = running == NULL ? "off" : running,
		.state = running == NULL ? SETTING_STATIC : SETTING_HOLDS,
	};
}

static struct settings wanted_settings(const struct facts *facts, struct arena *arena)
{
	const struct manifest_source *source = &facts->manifest->source;
	const struct observed_server *server = &facts->observed->source.server;
	struct settings settings = {
		.list = arena_array(arena, source->settings_count + 3,
				    sizeof(struct setting)),
	};

	if (source->server_id != 0)
		add(&settings, server, "server_id",
		    arena_printf(arena, "%" PRIu32, source->server_id));
	add_log_bin(&settings, facts->manifest, server);
	/* The newest servers have only one format, and no variable for it. */
	if (observed_variable(server, "binlog_format") != NULL)
		add(&settings, server, "binlog_format", "ROW");
	for (size_t i = 0; i < source->settings_count; i++) {
		const struct manifest_setting *named = &source->settings[i];

		if (!text_equal(named->name, "binlog_format"))
			add(&settings, server, named->name, named->value);
	}
	return settings;
}

/* Blocks what no action can change. */
static bool blocked_by_facts(const struct facts *facts, const struct settings *settings,
			     struct judgement *out)
{
	const struct manifest_source *source = &facts->manifest->source;
	const struct observed_server *server = &facts->observed->source.server;
	const char *running = running_base_name(server);

	for (size_t i = 0; i < source->settings_count; i++) {
		if (text_equal(source->settings[i].name, "binlog_format") &&
		    !text_equal_nocase(source->settings[i].value, "ROW")) {
			judge_blocked(out,
				      "binlog_format %s is wanted, but only ROW replicates safely",
				      source->settings[i].value);
			judge_fix(out, "take binlog_format out of source.settings");
			return true;
		}
	}
	for (size_t i = 0; i < settings->count; i++) {
		if (settings->list[i].state == SETTING_UNKNOWN) {
			judge_blocked(out, "the source has no variable %s",
				      settings->list[i].name);
			judge_fix(out,
				  "correct its name in source.settings, or take it out");
			return true;
		}
	}
	if (running == NULL && source->log_bin == NULL) {
		judge_blocked(out,
			      "log_bin is off, and source.log_bin does not say how to name it");
		judge_fix(out, "set source.log_bin, for instance to %s-bin",
			  text_empty(server->hostname) ? "mysql" : server->hostname);
		return true;
	}
	if (running != NULL && source->log_bin != NULL &&
	    !text_equal(running, source->log_bin)) {
		judge_blocked(out,
			      "log_bin is on with the name %s, wanted %s: other "
			      "replicas may depend on the name, so extrepl never "
			      "changes it",
			      running, source->log_bin);
		judge_difference(out, "log_bin", running, source->log_bin);
		judge_fix(out, "set source.log_bin to %s, or leave it out", running);
		return true;
	}
	if (source->server_id == 0 && server->server_id == 0) {
		judge_blocked(out, "server_id is 0, and source.server_id is not set");
		judge_fix(out,
			  "set source.server_id to a number that no other server of this "
			  "replication has");
		return true;
	}
	return false;
}

static const char *summary(const struct facts *facts, const struct settings *settings,
			   struct arena *arena)
{
	const struct observed_server *server = &facts->observed->source.server;
	struct text text = text_make(arena);

	text_addf(&text, "server_id %" PRIu64 ", log_bin %s", server->server_id,
		  running_base_name(server) == NULL ? "off" : running_base_name(server));
	for (size_t i = 0; i < settings->count; i++) {
		const struct setting *setting = &settings->list[i];

		if (!text_equal(setting->name, "server_id") &&
		    !text_equal(setting->name, "log_bin"))
			text_addf(&text, ", %s %s", setting->name, setting->is);
	}
	return text.bytes;
}

/* All [mysqld] lines, as the file is always written as a whole. */
static const char *option_lines(const struct settings *settings, const char *indent,
				struct arena *arena)
{
	struct text text = text_make(arena);
	size_t wide = 0;

	for (size_t i = 0; i < settings->count; i++) {
		size_t length = strlen(settings->list[i].name);

		if (settings->list[i].wanted != NULL && length > wide)
			wide = length;
	}
	for (size_t i = 0; i < settings->count; i++) {
		const struct setting *setting = &settings->list[i];

		if (setting->wanted != NULL)
			text_addf(&text, "%s%-*s = %s\n", indent, (int)wide,
				  setting->name, setting->wanted);
	}
	return text.bytes;
}

static const char *command_line(const char *const *via, const char *const *argv,
				struct arena *arena)
{
	struct text text = text_make(arena);

	for (; via != NULL && *via != NULL; via++)
		text_addf(&text, "%s%s", text.length == 0 ? "" : " ", *via);
	for (; argv != NULL && *argv != NULL; argv++)
		text_addf(&text, "%s%s", text.length == 0 ? "" : " ", *argv);
	return text.bytes;
}

static const char *const *joined(const char *const *via, const char *const *argv,
				 struct arena *arena)
{
	size_t count = 0;

	for (const char *const *at = via; at != NULL && *at != NULL; at++)
		count++;
	for (const char *const *at = argv; at != NULL && *at != NULL; at++)
		count++;
	const char **all = arena_array(arena, count + 1, sizeof(*all));
	count = 0;
	for (const char *const *at = via; at != NULL && *at != NULL; at++)
		all[count++] = *at;
	for (const char *const *at = argv; at != NULL && *at != NULL; at++)
		all[count++] = *at;
	return all;
}

static void act_file(const struct facts *facts, const struct settings *settings,
		     struct judgement *out)
{
	const struct manifest_config *config = &facts->manifest->source.config;
	struct action *write =
		judge_action(out, ON_HOST, ACTION_FILE, "write %s%s%s:", config->file,
			     config->via == NULL ? "" : " via ",
			     command_line(config->via, NULL, out->arena));

	write->file.path = config->file;
	write->file.via = config->via;
	write->file.content = arena_printf(
		out->arena,
		"# Written by extrepl, whole: changes made here are lost.\n[mysqld]\n%s",
		option_lines(settings, "", out->arena));
}

static void act_restart(const struct facts *facts, struct judgement *out)
{
	const struct manifest_config *config = &facts->manifest->source.config;
	struct action *restart =
		judge_action(out, ON_HOST, ACTION_COMMAND, "run: %s",
			     command_line(config->via, config->restart, out->arena));

	restart->command.argv = joined(config->via, config->restart, out->arena);
	out->consent = CONSENT_SOURCE_RESTART;
	judge_fix(out, "the source is restarted: --allow source-restart");
}

static void report_to_do_it_by_hand(const struct settings *settings, bool restart,
				    struct judgement *out)
{
	judge_note(out, "put this under [mysqld] on the source%s:\n%s",
		   restart ? ", then restart it" : " and SET GLOBAL the same",
		   option_lines(settings, "  ", out->arena));
	judge_note(out,
		   restart ? "or fill in source.config and add --allow source-restart" :
			     "or fill in source.config.file");
}

static const char *what_differs(const struct settings *settings, struct judgement *out)
{
	struct text text = text_make(out->arena);

	for (size_t i = 0; i < settings->count; i++) {
		const struct setting *setting = &settings->list[i];

		if (setting->state == SETTING_HOLDS)
			continue;
		judge_difference(out, setting->name, setting->is, setting->wanted);
		text_addf(&text, "%s%s: %s -> %s", text.length == 0 ? "" : "\n",
			  setting->name, setting->is, setting->wanted);
	}
	return text.bytes;
}

static bool any(const struct settings *settings, enum setting_state state)
{
	for (size_t i = 0; i < settings->count; i++) {
		if (settings->list[i].state == state)
			return true;
	}
	return false;
}

void judge_source_settings(const struct facts *facts, struct judgement *out)
{
	const struct manifest_config *config = &facts->manifest->source.config;
	const struct observed_server *server = &facts->observed->source.server;
	struct settings settings = wanted_settings(facts, out->arena);
	bool can_persist = server->flavour == FLAVOUR_MYSQL && server->version >= 80000;

	if (blocked_by_facts(facts, &settings, out))
		return;
	bool restart = any(&settings, SETTING_STATIC);
	bool change = restart || any(&settings, SETTING_DYNAMIC);
	if (!change) {
		judge_done(out, "%s", summary(facts, &settings, out->arena));
		return;
	}
	const char *reason = what_differs(&settings, out);
	if (restart && (config->file == NULL || config->restart == NULL)) {
		judge_blocked(out,
			      "%s\nthe source must be restarted, and source.config does not "
			      "say how",
			      reason);
		report_to_do_it_by_hand(&settings, true, out);
		return;
	}
	if (!restart && !can_persist && config->file == NULL) {
		judge_blocked(out,
			      "%s\nthe source would lose it at its next restart, and "
			      "no source.config.file is given to keep it",
			      reason);
		report_to_do_it_by_hand(&settings, false, out);
		return;
	}
	judge_update(out, "%s", reason);
	/*
	 * Write the file first: a value that already runs is not checked in the file.
	 */
	if (restart || !can_persist)
		act_file(facts, &settings, out);
	for (size_t i = 0; i < settings.count; i++) {
		const struct setting *setting = &settings.list[i];

		/* A value that was persisted earlier would override the file. */
		if (setting->state == SETTING_DYNAMIC && (can_persist || !restart))
			judge_action(out, ON_SOURCE, ACTION_SQL, "%s",
				     statement_set_variable(can_persist, setting->name,
							    setting->wanted, out->arena));
	}
	if (restart)
		act_restart(facts, out);
}
