/*
 * The names of the consents, as `allow` and `--allow` write them, and the lookup in
 * `checks.accept`.
 */
#include "base/text.h"
#include "manifest/manifest.h"

static const struct {
	enum consent consent;
	const char *name;
} consents[] = {
	{ CONSENT_SOURCE_RESTART, "source-restart" },
	{ CONSENT_TARGET_REBOOT, "target-reboot" },
	{ CONSENT_SOURCE_LOCK, "source-lock" },
	{ CONSENT_TARGET_DATA, "target-data" },
	{ CONSENT_SOURCE_PASSWORD, "source-password" },
	{ CONSENT_PROMOTE, "promote" },
};

const char *consent_name(enum consent consent)
{
	for (size_t i = 0; i < ARRAY_SIZE(consents); i++) {
		if (consents[i].consent == consent)
			return consents[i].name;
	}
	return NULL;
}

enum consent consent_parse(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(consents); i++) {
		if (text_equal(consents[i].name, name))
			return consents[i].consent;
	}
	return CONSENT_NONE;
}

bool manifest_accepts(const struct manifest *manifest, const char *name)
{
	const char *const *accepted = manifest->checks_accept;

	while (accepted != NULL && *accepted != NULL && !text_equal(*accepted, name))
		accepted++;
	return accepted != NULL && *accepted != NULL;
}
