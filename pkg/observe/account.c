/* The replication account, as the source's grant tables have it. */
#include "base/text.h"
#include "observe/internal.h"

static enum fact yes_or_no(const char *value)
{
	if (value == NULL)
		return FACT_UNKNOWN;
	return text_equal_nocase(value, "Y") ? FACT_YES : FACT_NO;
}

static void fill_row(const struct rows *rows, size_t row, struct arena *arena,
		     struct observed_account *out)
{
	const char *tls = rows_named(rows, row, "ssl_type");

	out->present = FACT_YES;
	out->plugin = clean_copy(arena, rows_named(rows, row, "plugin"));
	out->requires_tls = text_empty(tls) ? FACT_NO : FACT_YES;
	out->requires_certificate =
		text_equal_nocase(tls, "X509") || text_equal_nocase(tls, "SPECIFIED") ?
			FACT_YES :
			FACT_NO;
	out->replication_slave = yes_or_no(rows_named(rows, row, "replication_slave"));
	out->locked = yes_or_no(rows_named(rows, row, "account_locked"));
	out->password_expired = yes_or_no(rows_named(rows, row, "password_expired"));
}

void fill_account(const struct look *look, const struct manifest *manifest,
		  struct arena *arena, struct observed_account *out)
{
	const struct rows *rows = answer(&look->answers, QUERY_ACCOUNTS);
	struct text others = text_make(arena);

	if (rows == NULL)
		return;
	out->present = FACT_NO;
	for (size_t i = 0; i < rows->count; i++) {
		const char *host = rows_named(rows, i, "host");

		if (!text_equal(rows_named(rows, i, "user"),
				manifest->source.replication_user.name))
			continue; /* an anonymous account */
		if (text_equal_nocase(host, manifest->source.replication_user.host)) {
			fill_row(rows, i, arena, out);
			continue;
		}
		text_addf(&others, "%s%s", others.length == 0 ? "" : ", ", host);
	}
	if (others.length > 0)
		out->other_hosts = clean_copy(arena, others.bytes);
}
