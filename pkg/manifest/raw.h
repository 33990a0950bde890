/*
 * The manifest as libcyaml loads it: every leaf is text, as written. libcyaml must not
 * convert values, because it would read 3306abc as 3306, 010 as 8, and "maybe" as true.
 */
#ifndef MANIFEST_RAW_H
#define MANIFEST_RAW_H

#include <cyaml/cyaml.h>

#include "base/arena.h"
#include "base/error.h"

struct raw;

struct raw_setting {
	char *name, *value;
};

struct raw_hook {
	char *at, *timeout;
	char **run, **undo;
	unsigned run_count, undo_count; /* of run and undo */
};

struct raw_password {
	char *env, *file, *value, *iam, *secretsmanager, *key;
	char **command;
	unsigned command_count;
};

struct raw_account_password {
	char *account;
	struct raw_password *password;
};

/* The list at a path: texts, settings, hooks or passwords. */
struct raw_list {
	char *const *texts;
	const struct raw_setting *settings;
	const struct raw_hook *hooks;
	const struct raw_account_password *passwords;
	unsigned count;
};

/*
 * bytes: a text that document_read accepted. libcyaml's own messages are never shown,
 * because they quote values.
 */
bool raw_load(const char *bytes, size_t length, struct arena *arena,
	      const struct raw **out, struct error *err) MUST_CHECK;

/* The leaf at a path of fields[], NULL when it is absent. */
const char *raw_text(const struct raw *raw, const char *path);
struct raw_list raw_list(const struct raw *raw, const char *path);

/* libcyaml's table, for the test that compares it with fields[]. */
extern const cyaml_schema_value_t raw_schema;

#endif
