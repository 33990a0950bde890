/*
 * Reads the secret that a reference in the manifest names: environment, file, command,
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
 * Strips one trailing newline. ERROR_MANIFEST when the secret is empty, missing or too
 * long, or the command fails; the message names reference->where, never the value. For
 * a secret in AWS, the errors are those of secretsmanager.h. An IAM token is made for
 * each login separately: *out stays empty. A command runs without a shell, stdin from
 * /dev/null, for at most 30 s; cancelling the run ends it.
 */
bool secret_resolve(const struct secret_reference *reference,
		    const struct manifest *manifest, struct run *run,
		    struct secret *out, struct error *err) MUST_CHECK;

/* Where it came from, for hints: "the environment variable SOURCE_PASSWORD". */
const char *secret_origin(const struct secret_reference *reference, struct arena *arena);

#endif
