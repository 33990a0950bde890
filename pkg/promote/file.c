/*
 * A restart of the source would lose the way back's filter and, on MariaDB, read_only.
 * So an option file next to the one that extrepl owns sets them again.
 */
#include <string.h>

#include "act/host.h"
#include "base/text.h"
#include "promote/internal.h"

/*
 * Inside double quotes a backslash is doubled. NULL: the value cannot be written there.
 */
static const char *option_value(const char *pattern, struct arena *arena)
{
	struct text text = text_make(arena);

	for (; *pattern != '\0'; pattern++) {
		if (*pattern == '"' || (unsigned char)*pattern < ' ')
			return NULL;
		text_addf(&text, *pattern == '\\' ? "\\%c" : "%c", *pattern);
	}
	return text.bytes;
}

/* One line for each pattern; MariaDB prefixes the connection, MySQL the channel. */
static void add_filter(struct text *text, const struct promotion *promotion)
{
	const struct names patterns = back_patterns(promotion, text->arena);
	const char *channel = back_channel(promotion->session->manifest, text->arena);
	bool mariadb =
		promotion->facts.observed->source.server.flavour == FLAVOUR_MARIADB;

	for (size_t i = 0; i < patterns.count; i++) {
		const char *value = option_value(patterns.list[i], text->arena);

		if (value != NULL && mariadb)
			text_addf(text, "%s.replicate_wild_ignore_table = \"%s\"\n",
				  channel, value);
		else if (value != NULL)
			text_addf(text, "replicate-wild-ignore-table = \"%s:%s\"\n",
				  channel, value);
	}
}

static const char *content_of(const struct promotion *promotion, enum option_file options)
{
	bool read_only = options == OPTIONS_CLOSED || options == OPTIONS_READ_ONLY;
	bool filter = (options == OPTIONS_CLOSED || options == OPTIONS_FILTER) &&
		      promotion->session->manifest->cutover.way_back;
	struct text text = text_make(promotion->arena);

	text_add(&text, "# Of extrepl promote; see docs/cutover.md.\n");
	if (read_only || filter)
		text_add(&text, "[mysqld]\n");
	if (read_only)
		text_add(&text, "read_only = 1\n");
	if (filter)
		add_filter(&text, promotion);
	return text.bytes;
}

/* Without the filter a restart stops the way back; `promote` then sets it again. */
static bool is_no_obstacle(struct promotion *promotion, const struct error *err)
{
	log_fact(promotion->session->run->log, LOG_ERROR, "way.back",
		 "a restart of %s will stop the way back until extrepl promote is run again: "
		 "%s",
		 source_name(promotion), err->message);
	return true;
}

bool option_file_write(struct promotion *promotion, enum option_file options,
		       struct error *err)
{
	const struct manifest_config *config =
		&promotion->session->manifest->source.config;

	if (config->file == NULL)
		return true;
	return host_write_file(option_file(promotion->session->manifest, promotion->arena),
			       content_of(promotion, options), config->via,
			       promotion->run, err) ||
	       (options == OPTIONS_FILTER && promotion->wish == PROMOTE_FORWARD &&
		!promotion->recovering && is_no_obstacle(promotion, err));
}
