/*
 * From the reference in a manifest to the secret itself: environment, file, command,
 * AWS, value.
 *
 * A secret is resolved only when a login needs it. `extrepl check` and an offline plan
 * need none.
 */
#ifndef SECRETS_SECRETS_H
#define SECRETS_SECRETS_H

#include "base/run.h"
#include "base/secret.h"
#include "manifest/manifest.h"

/*
 * Also for a secret of AWS's (errors of secretsmanager.h). An IAM token is made for
 * each login by itself: the secret stays empty. One trailing newline is stripped.
 * Empty, missing, too long or a failing command is ERROR_MANIFEST, naming
 * reference->where and never the value. A command runs without a shell, stdin from
 * /dev/null, for at most 30 s; cancelling the run ends it.
 */
bool secret_resolve(const struct secret_reference *reference,
		    const struct manifest *manifest, struct run *run,
		    struct secret *out, struct error *err) MUST_CHECK;

/* Where it came from, for hints: "the environment variable SOURCE_PASSWORD". */
const char *secret_origin(const struct secret_reference *reference, struct arena *arena);

#endif
