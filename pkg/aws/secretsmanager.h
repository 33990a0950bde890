/*
 * AWS Secrets Manager: a secret by its name or ARN. RDS rotates the passwords that it
 * manages itself every few days: fetch at every run, and once more when a login is
 * refused.
 */
#ifndef AWS_SECRETSMANAGER_H
#define AWS_SECRETSMANAGER_H

#include "aws/client.h"

/*
 * key: the member of the secret's JSON object; NULL takes the secret as it is. An ARN
 * is asked for in its own region. ERROR_DENIED without the IAM action
 * secretsmanager:GetSecretValue, ERROR_FAILED when there is no such secret or member,
 * or it is binary, empty or too long.
 */
bool secretsmanager_get(struct aws *aws, const char *id, const char *key,
			struct secret *out, struct error *err) MUST_CHECK;

#endif
