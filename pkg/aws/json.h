/*
 * JSON documents that contain secrets. jansson does not wipe memory, so their text is
 * overwritten before jansson frees it.
 */
#ifndef AWS_JSON_H
#define AWS_JSON_H

#include <jansson.h>

#include "base/attributes.h"

/*
 * Takes an object or NULL; wipes its string members, but not those of nested objects.
 */
void json_cleanup(json_t **object);
#define AUTO_JSON CLEANUP(json_cleanup) json_t

/* A member's text; NULL when it is missing or not a string. */
const char *json_text(const json_t *object, const char *name);

#endif
