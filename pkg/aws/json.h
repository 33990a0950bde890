/*
 * JSON documents that hold secrets. jansson knows no wiping: their text is overwritten
 * before it lets go of them.
 */
#ifndef AWS_JSON_H
#define AWS_JSON_H

#include <jansson.h>

#include "base/attributes.h"

/* For an object or NULL: all of its members that are strings, none that are deeper. */
void json_cleanup(json_t **object);
#define AUTO_JSON CLEANUP(json_cleanup) json_t

/* A member's text; NULL when there is none, or it is no string. */
const char *json_text(const json_t *object, const char *name);

#endif
