/*
 * AWS Secrets Manager: reads a secret by its name or ARN. RDS rotates the passwords
 * that it manages every few days: fetch in every run, and once more when a login is
 * refused.
 */
#ifndef AWS_SECRETSMANAGER_H
#define AWS_SECRETSMANAGER_H

#include "aws/client.h"

/*
 * key: the member of the secret's JSON object; NULL: the whole secret. An ARN is read
 * from its own region. ERROR_DENIED without the IAM action
 * secretsmanager:GetSecretValue; ERROR_FAILED when the secret or member does not exist,
 * or is binary, empty or too long.
 */
bool secretsmanager_get(struct aws *aws, const char *id, const char *key,
			struct secret *out, struct error *err) MUST_CHECK;

#endif
