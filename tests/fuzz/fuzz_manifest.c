/*
 * A manifest of any bytes. libFuzzer calls this; manifests/ is a good corpus to start
 * from.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "manifest/load.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO_ARENA *arena = arena_make();
	const struct manifest *manifest = NULL;
	struct error err = { .kind = ERROR_NONE };
	const char *bytes = arena_copy_n(arena, (const char *)data, size);
	bool loaded = manifest_parse(bytes, size, "fuzz.yaml", arena, &manifest, &err);

	/*
	 * What a caller relies on: a manifest with its defaults, or an error that is
	 * the manifest's fault.
	 */
	if (loaded && (manifest->name == NULL ||
		       manifest->source.replication_user.label == NULL ||
		       manifest->replication.source_host == NULL ||
		       manifest->replication.channel == NULL))
		abort();
	if (!loaded && (manifest != NULL || err.kind != ERROR_MANIFEST ||
			strncmp(err.message, "fuzz.yaml:", strlen("fuzz.yaml:")) != 0))
		abort();
	/*
	 * Only libcyaml's refusals have no line: it must agree with the table that the
	 * text was checked against.
	 */
	if (strncmp(err.message, "fuzz.yaml: ", strlen("fuzz.yaml: ")) == 0)
		abort();
	return 0;
}
