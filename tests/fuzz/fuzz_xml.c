/*
 * A reply of an AWS service of any bytes: as the instance that it may tell of, and as a
 * refusal. libFuzzer calls this.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "aws/rds_internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO_ARENA *arena = arena_make();
	char *bytes = arena_copy_n(arena, (const char *)data, size);
	const struct http_reply reply = { .status = 400, .body = bytes, .length = size };
	const struct xml_node *root = NULL;
	struct rds_instance instance;
	struct fault fault;
	struct error err = { .kind = ERROR_NONE };
	bool parsed = xml_parse(bytes, size, arena, &root, &err);

	if (parsed != (root != NULL) || parsed == (err.kind != ERROR_NONE))
		abort();
	if (parsed) {
		rds_instance_parse(root, arena, &instance);
		(void)rds_readiness(instance.status);
		rds_instance_parse(xml_find(root, "DBInstances/DBInstance"), arena,
				   &instance);
	}
	fault_read(&reply, &fault);
	/* What is shown to people is one line of plain text. */
	for (const char *at = fault.message; *at != '\0'; at++) {
		if ((unsigned char)*at < ' ')
			abort();
	}
	for (const char *at = fault.code; *at != '\0'; at++) {
		if ((unsigned char)*at <= ' ')
			abort();
	}
	return 0;
}
