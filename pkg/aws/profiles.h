/*
 * The files that AWS's own tools share: ~/.aws/config and ~/.aws/credentials, or those
 * that AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name.
 */
#ifndef AWS_PROFILES_H
#define AWS_PROFILES_H

#include "base/arena.h"
#include "base/error.h"

struct profiles;

/*
 * A missing file counts as empty. One that cannot be read or parsed is ERROR_FAILED
 * with its path and line.
 */
bool profiles_load(struct arena *arena, const struct profiles **out,
		   struct error *err) MUST_CHECK;

/*
 * The profile that AWS_PROFILE (or AWS_DEFAULT_PROFILE) names, else "default"; never
 * NULL.
 */
const char *profiles_chosen(void);

bool profiles_have(const struct profiles *profiles, const char *profile);

/*
 * The two files: sections in `credentials` are [NAME]; in `config` [profile NAME] and
 * [default].
 */
enum profiles_file { PROFILES_CREDENTIALS, PROFILES_CONFIG, PROFILES_FILES };

/* NULL when it is absent or empty. */
const char *profiles_get_from(const struct profiles *profiles, enum profiles_file file,
			      const char *profile, const char *name);
/* From credentials, else from config. */
const char *profiles_get(const struct profiles *profiles, const char *profile,
			 const char *name);

/* The file's path as it was opened, for messages. */
const char *profiles_path(const struct profiles *profiles, enum profiles_file file);

#endif
