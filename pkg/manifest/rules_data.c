/* Rules on settings, parameters, the binlog's name, and the databases to copy. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "manifest/rules.h"

#define LONGEST_DATABASE_NAME 64

bool rule_log_bin(const struct document *document, struct manifest *manifest,
		  struct error *err)
{
	static const char *const switches[] = { "on",  "off", "true", "false",
						"yes", "no",  "1",    "0" };
	const char *name = manifest->source.log_bin;
	const char *where = "source.log_bin";

	if (name == NULL)
		return true;
	const char *shown = document_quote(name, document->arena);
	const char *slash = strrchr(name, '/');
	if (slash != NULL) {
		(void)document_fault(document, where, err, "%s is a path", shown);
		return error_hint(err, "Write the base name: %s.",
				  slash[1] == '\0' ? "db001-bin" : slash + 1);
	}
	for (size_t i = 0; i < ARRAY_SIZE(switches); i++) {
		if (!text_equal_nocase(name, switches[i]))
			continue;
		(void)document_fault(document, where, err, "%s is not a base name",
				     shown);
		return error_hint(err,
				  "Write a name such as db001-bin, or remove the key.");
	}
	if (strchr(name, '.') != NULL) {
		(void)document_fault(document, where, err, "%s has an extension", shown);
		return error_hint(err, "The server removes it: write %.*s.",
				  (int)strcspn(name, "."), name);
	}
	if (name[strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")] !=
		    '\0' ||
	    name[0] == '-')
		return document_fault(document, where, err, "%s is not a base name",
				      shown);
	return true;
}

/*
 * Refuses settings that have a field of their own, or that would break the replication.
 */
static bool check_setting(const struct document *document, const char *where,
			  const struct manifest_setting *setting, struct error *err)
{
	if (text_equal(setting->name, "server_id") ||
	    text_equal(setting->name, "log_bin")) {
		(void)document_fault(document, where, err, "%s has a field of its own",
				     setting->name);
		return error_hint(err, "Write source.%s.", setting->name);
	}
	if (text_equal(setting->name, "binlog_format") &&
	    !text_equal_nocase(setting->value, "row")) {
		(void)document_fault(document, where, err, "binlog_format must be ROW");
		return error_hint(err, "Remove it: extrepl always requires ROW.");
	}
	return true;
}

/* The server accepts - instead of _ in names, and any case. */
static const char *fold(const char *name, bool dashes, struct arena *arena)
{
	char *folded = arena_copy(arena, name);

	for (char *at = folded; *at != '\0'; at++)
		*at = dashes && *at == '-' ? '_' : (char)tolower((unsigned char)*at);
	return folded;
}

static bool check_unique(const struct document *document, const char *list,
			 const struct manifest_setting *settings, size_t at,
			 struct error *err)
{
	for (size_t i = 0; i < at; i++) {
		if (strcmp(settings[i].name, settings[at].name) == 0)
			return document_fault(document,
					      arena_printf(document->arena,
							   "%s[%zu].name", list, at),
					      err, "%s appears twice", settings[at].name);
	}
	return true;
}

bool rule_settings(const struct document *document, struct manifest *manifest,
		   struct error *err)
{
	struct manifest_setting *settings = manifest->source.settings;

	for (size_t i = 0; i < manifest->source.settings_count; i++) {
		const char *where =
			arena_printf(document->arena, "source.settings[%zu].name", i);

		settings[i].name = fold(settings[i].name, true, document->arena);
		if (!check_setting(document, where, &settings[i], err) ||
		    !check_unique(document, "source.settings", settings, i, err))
			return false;
	}
	return true;
}

/*
 * RDS's parameter names have dashes if the server's option has them: replicate-do-db.
 */
bool rule_parameters(const struct document *document, struct manifest *manifest,
		     struct error *err)
{
	struct manifest_setting *parameters = manifest->target.parameters;

	for (size_t i = 0; i < manifest->target.parameters_count; i++) {
		parameters[i].name = fold(parameters[i].name, false, document->arena);
		if (text_equal(parameters[i].name, "read_only")) {
			(void)document_fault(document,
					     arena_printf(document->arena,
							  "target.parameters[%zu].name",
							  i),
					     err, "read_only has a field of its own");
			return error_hint(err, "Write target.read_only.");
		}
		if (!check_unique(document, "target.parameters", parameters, i, err))
			return false;
	}
	return true;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool check_database(const struct document *document, const char *where,
			   const char *name, struct error *err)
{
	static const char *const own[] = { "mysql", "information_schema",
					   "performance_schema", "extrepl" };
	const char *shown = document_quote(name, document->arena);

	for (size_t i = 0; i < ARRAY_SIZE(own); i++) {
		if (text_equal_nocase(name, own[i]))
			return document_fault(document, where, err, "%s is %s", shown,
					      i + 1 == ARRAY_SIZE(own) ?
						      "where extrepl keeps its record" :
						      "a system database");
	}
	if (strlen(name) > 4 * LONGEST_DATABASE_NAME || name[strlen(name) - 1] == ' ')
		return document_fault(document, where, err,
				      "%s is not the name of a database", shown);
	return true;
}

bool rule_databases(const struct document *document, struct manifest *manifest,
		    struct error *err)
{
	const char *const *databases = manifest->copy.databases;
	size_t count = 0;

	if (databases == NULL)
		return true;
	for (; databases[count] != NULL; count++) {
		const char *where =
			arena_printf(document->arena, "copy.databases[%zu]", count);

		if (!check_database(document, where, databases[count], err))
			return false;
	}
	const char **sorted = arena_array(document->arena, count, sizeof(*sorted));
	memcpy(sorted, databases, count * sizeof(*sorted));
	qsort(sorted, count, sizeof(*sorted), compare_names);
	for (size_t i = 1; i < count; i++) {
		if (strcmp(sorted[i - 1], sorted[i]) == 0)
			return document_fault(document, "copy.databases", err,
					      "%s appears twice",
					      document_quote(sorted[i], document->arena));
	}
	return true;
}
