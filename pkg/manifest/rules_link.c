/* Rules on the link, and on copy.adopt: data that somebody loaded by hand. */
#include <ctype.h>

#include "base/text.h"
#include "manifest/rules.h"

bool rule_adopt(const struct document *document, struct manifest *manifest,
		struct error *err)
{
	bool file = manifest->copy.adopt.file != NULL;
	bool position = manifest->copy.adopt.position != 0;
	bool gtid = manifest->copy.adopt.gtid != NULL;

	manifest->copy.adopt.set = file || position || gtid;
	if (file != position)
		return document_fault(document, "copy.adopt", err,
				      "%s is set, but %s is not",
				      file ? "file" : "position",
				      file ? "position" : "file");
	if (file && gtid) {
		(void)document_fault(document, "copy.adopt", err,
				     "both file and gtid are set");
		return error_hint(err, "Keep exactly one.");
	}
	return true;
}

bool rule_link(const struct document *document, struct manifest *manifest,
	       struct error *err)
{
	struct manifest_replication *replication = &manifest->replication;

	if (replication->delay_ms % 1000 != 0) {
		(void)document_fault(document, "replication.delay", err,
				     "the servers delay by whole seconds only");
		return error_hint(err, "Write 1s, 90s, 1h.");
	}
	char *channel = arena_copy(document->arena, replication->channel);
	for (char *at = channel; *at != '\0'; at++)
		*at = (char)tolower((unsigned char)*at);
	replication->channel = channel;
	return true;
}
