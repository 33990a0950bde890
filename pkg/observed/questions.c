/*
 * Answers the questions that several judges and checks ask about the observed facts.
 * What follows from an answer is left to them.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/attributes.h"
#include "base/text.h"
#include "observed/observed.h"

/* The words in variable names that newer servers replaced. */
static const struct {
	const char *old;
	const char *now;
} renamed[] = {
	{ "slave", "replica" },
	{ "master", "source" },
	{ "tx", "transaction" },
};

/* The newer word for the first *length bytes of a name, and its length. */
static const char *newer_word(const char *name, size_t *length)
{
	for (size_t i = 0; i < ARRAY_SIZE(renamed); i++) {
		if (strncasecmp(name, renamed[i].old, *length) == 0 &&
		    renamed[i].old[*length] == '\0') {
			*length = strlen(renamed[i].now);
			return renamed[i].now;
		}
	}
	return name;
}

/* Word by word, because most names differ in their first one. */
bool observed_same_variable(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return false;
	for (;; a++, b++) {
		size_t word_a = strcspn(a, "-_"), word_b = strcspn(b, "-_");
		size_t length_a = word_a, length_b = word_b;
		const char *now_a = newer_word(a, &length_a);
		const char *now_b = newer_word(b, &length_b);

		if (length_a != length_b || strncasecmp(now_a, now_b, length_a) != 0)
			return false;
		a += word_a;
		b += word_b;
		if (*a == '\0' || *b == '\0')
			return *a == *b;
	}
}

/* The exact name first: a server may have both names, with different values. */
const struct observed_variable *observed_variable(const struct observed_server *server,
						  const char *name)
{
	for (unsigned i = 0; i < server->variables_count; i++) {
		if (text_equal_nocase(server->variables[i].name, name))
			return &server->variables[i];
	}
	for (unsigned i = 0; i < server->variables_count; i++) {
		if (observed_same_variable(server->variables[i].name, name))
			return &server->variables[i];
	}
	return NULL;
}

const char *observed_value(const struct observed_server *server, const char *name)
{
	const struct observed_variable *variable = observed_variable(server, name);

	return variable == NULL ? NULL : variable->value;
}

bool observed_is_on(const struct observed_server *server, const char *name)
{
	const char *value = observed_value(server, name);

	return text_equal_nocase(value, "ON") || text_equal(value, "1") ||
	       text_equal_nocase(value, "YES") || text_equal_nocase(value, "TRUE");
}

enum fact observed_privilege(const struct observed_server *server, const char *privilege)
{
	if (server->privileges_count == 0)
		return FACT_UNKNOWN;
	for (unsigned i = 0; i < server->privileges_count; i++) {
		if (text_equal_nocase(server->privileges[i], privilege) ||
		    text_equal(server->privileges[i], "ALL PRIVILEGES"))
			return FACT_YES;
	}
	return FACT_NO;
}

const struct observed_database *observed_database(const struct observed_server *server,
						  const char *name)
{
	for (unsigned i = 0; i < server->databases_count; i++) {
		if (text_equal(server->databases[i].name, name))
			return &server->databases[i];
	}
	return NULL;
}

const struct observed_procedure *observed_procedure(const struct observed_target *target,
						    const char *name)
{
	for (unsigned i = 0; i < target->procedures_count; i++) {
		if (text_equal_nocase(target->procedures[i].name, name))
			return &target->procedures[i];
	}
	return NULL;
}

const struct observed_link *observed_link(const struct observed_target *target,
					  const char *channel)
{
	for (unsigned i = 0; i < target->links_count; i++) {
		if (text_equal_nocase(target->links[i].channel, channel))
			return &target->links[i];
	}
	return NULL;
}

const struct observed_record *observed_record(const struct observed_target *target,
					      const char *name)
{
	for (unsigned i = 0; i < target->records_count; i++) {
		if (text_equal(target->records[i].name, name))
			return &target->records[i];
	}
	return NULL;
}

bool observed_record_is_of(const struct observed_record *record,
			   const struct observed_server *source)
{
	if (!text_empty(record->source_uuid) && !text_empty(source->uuid))
		return text_equal_nocase(record->source_uuid, source->uuid);
	return text_equal(record->source_hostname, source->hostname);
}

const struct observed_parameter *observed_parameter(const struct observed_instance *instance,
						    const char *name)
{
	for (unsigned i = 0; i < instance->parameters_count; i++) {
		if (observed_same_variable(instance->parameters[i].name, name))
			return &instance->parameters[i];
	}
	return NULL;
}

bool observed_denied(const struct observed_instance *instance, const char *action)
{
	for (unsigned i = 0; i < instance->denied_count; i++) {
		if (text_equal(instance->denied[i], action))
			return true;
	}
	return false;
}

long observed_binlog(const struct observed_source *source, const char *file)
{
	for (unsigned i = 0; i < source->binlogs_count; i++) {
		if (text_equal(source->binlogs[i].file, file))
			return (long)i;
	}
	return -1;
}

/* db001-bin of db001-bin.000431 */
static bool same_base_name(const char *a, const char *b)
{
	const char *end_a = strrchr(a, '.'), *end_b = strrchr(b, '.');

	return end_a != NULL && end_b != NULL && end_a - a == end_b - b &&
	       strncmp(a, b, (size_t)(end_a - a)) == 0;
}

bool observed_link_is_ahead(const struct observed_source *source,
			    const struct observed_link *link)
{
	const char *file = link->executed_file;
	long listed = observed_binlog(source, file);

	if (text_empty(file) || text_empty(source->binlog_file) ||
	    !same_base_name(file, source->binlog_file))
		return false;
	if (coordinates_compare(file, link->executed_position, source->binlog_file,
				source->binlog_position) > 0)
		return true;
	return listed >= 0 && !text_equal(file, source->binlog_file) &&
	       link->executed_position > source->binlogs[listed].size;
}

static unsigned long long file_number(const char *file)
{
	const char *dot = file == NULL ? NULL : strrchr(file, '.');

	return dot == NULL ? 0 : strtoull(dot + 1, NULL, 10);
}

int coordinates_compare(const char *file_a, uint64_t position_a, const char *file_b,
			uint64_t position_b)
{
	unsigned long long a = file_number(file_a), b = file_number(file_b);

	if (a != b)
		return a < b ? -1 : 1;
	if (position_a != position_b)
		return position_a < position_b ? -1 : 1;
	return 0;
}
