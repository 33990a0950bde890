/*
 * MariaDB forgets read_only at a restart: while it is promoted, an option file beside
 * the one that extrepl owns says it again.
 */
#include <string.h>

#include "act/host.h"
#include "promote/internal.h"

const char *option_file(const struct manifest *manifest, struct arena *arena)
{
	const char *own = manifest->source.config.file;
	const char *slash = own == NULL ? NULL : strrchr(own, '/');

	if (slash == NULL)
		return "";
	return arena_printf(arena, "%.*s/extrepl-promoted.cnf", (int)(slash - own), own);
}

bool option_file_write(struct promotion *promotion, bool read_only, struct error *err)
{
	const struct manifest_config *config =
		&promotion->session->manifest->source.config;
	const char *content =
		read_only ? "# extrepl promote: another server takes the writes\n"
			    "[mysqld]\nread_only = 1\n" :
			    "# extrepl promote --revert: this server takes the writes\n";

	return host_write_file(option_file(promotion->session->manifest, promotion->arena),
			       content, config->via, promotion->run, err);
}
