/* Reads members of a JSON object, and wipes its strings before jansson frees them. */
#include "aws/json.h"

#include <string.h>

void json_cleanup(json_t **object)
{
	const char *name;
	json_t *value;

	json_object_foreach(*object, name, value)
	{
		if (json_is_string(value))
			explicit_bzero((char *)json_string_value(value),
				       json_string_length(value));
	}
	json_decref(*object);
}

const char *json_text(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}
