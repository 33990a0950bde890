/* Names of the parts of a cut-over: servers, channel, account, file, command. */
#include <string.h>

#include "base/text.h"
#include "db/promotion.h"
#include "link/way_back_gtids.h"
#include "promote/internal.h"
#include "sql/quote.h"

/* MySQL limits account names to 32 characters. */
#define LONGEST_CHANNEL 18

static unsigned digest(const char *text)
{
	unsigned sum = 2166136261U;

	for (; *text != '\0'; text++)
		sum = (sum ^ (unsigned char)*text) * 16777619U;
	return sum;
}

/* One for each link of a target: two manifests must not share one. */
static const char *back_name(const struct manifest *manifest, struct arena *arena)
{
	const char *channel = manifest->replication.channel;

	if (text_empty(channel))
		return PROMOTION_WAY_BACK;
	if (strlen(channel) <= LONGEST_CHANNEL && strpbrk(channel, ".-") == NULL)
		return arena_printf(arena, PROMOTION_WAY_BACK "_%s", channel);
	return arena_printf(arena, PROMOTION_WAY_BACK "_%08x", digest(channel));
}

const char *back_channel(const struct manifest *manifest, struct arena *arena)
{
	return back_name(manifest, arena);
}

const char *back_account(const struct manifest *manifest, struct arena *arena)
{
	return quote_account(back_name(manifest, arena), "%", arena);
}

const char *back_uuid(const struct promotion *promotion, struct arena *arena)
{
	const char *uuid =
		way_back_uuid(promotion->facts.observed->target.server.uuid, arena);

	return uuid == NULL ? "65787472-6570-6c00-0000-000000000000" : uuid;
}

const char *option_file(const struct manifest *manifest, struct arena *arena)
{
	const char *own = manifest->source.config.file;
	const char *slash = own == NULL ? NULL : strrchr(own, '/');

	if (slash == NULL)
		return "";
	return arena_printf(arena, "%.*s/extrepl-promoted.cnf", (int)(slash - own), own);
}

const char *source_name(const struct promotion *promotion)
{
	const struct manifest *manifest = promotion->session->manifest;

	return arena_printf(promotion->arena, "%s:%u", manifest->source.host,
			    manifest->source.port);
}

const char *target_name(const struct promotion *promotion)
{
	const struct manifest *manifest = promotion->session->manifest;

	if (!text_empty(manifest->target.aws.instance))
		return manifest->target.aws.instance;
	return arena_printf(promotion->arena, "%s:%u", manifest->target.endpoint,
			    manifest->target.port);
}

const char *promote_command(const struct promotion *promotion, const char *option)
{
	return arena_printf(promotion->arena, "extrepl promote%s -f %s", option,
			    promotion->session->manifest->path);
}
