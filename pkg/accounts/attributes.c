/*
 * Compares attributes as JSON_MERGE_PATCH merges them: member by member, objects inside
 * objects. The server always prints them in the same form, so values are compared as
 * text.
 */
#include "accounts/attributes.h"

#include <string.h>

#include "accounts/tokens.h"
#include "base/text.h"

struct span {
	const char *at;
	size_t length;
};

struct member {
	struct span key, value;
};

static const char *string_end(const char *at)
{
	for (at++; *at != '\0' && *at != '"'; at++) {
		if (*at == '\\' && at[1] != '\0')
			at++;
	}
	return *at == '"' ? at + 1 : at;
}

/* The end of a value: the comma or bracket that follows it. */
static const char *value_end(const char *at)
{
	size_t depth = 0;

	while (*at != '\0' && (depth > 0 || strchr(",}]", *at) == NULL)) {
		if (*at == '"') {
			at = string_end(at);
			continue;
		}
		if (strchr("{[", *at) != NULL)
			depth++;
		else if (strchr("}]", *at) != NULL)
			depth--;
		at++;
	}
	return at;
}

/*
 * The next member of an object. *at: the start; on return, the place after the member.
 */
static bool next_member(const char **at, struct member *out)
{
	const char *key = *at + strspn(*at, "{, ");

	if (*key != '"')
		return false;
	const char *key_end = string_end(key);
	const char *value = key_end + strspn(key_end, ": ");
	*at = value_end(value);
	*out = (struct member){ { key, (size_t)(key_end - key) },
				{ value, (size_t)(*at - value) } };
	return true;
}

static bool is_same(struct span a, struct span b)
{
	return a.length == b.length && memcmp(a.at, b.at, a.length) == 0;
}

static bool find_member(const char *object, struct span key, struct span *value)
{
	struct member member;

	while (next_member(&object, &member)) {
		if (is_same(member.key, key)) {
			*value = member.value;
			return true;
		}
	}
	return false;
}

static bool object_includes(const char *there, const char *wanted)
{
	static const struct span null = { "null", 4 };
	struct member member;
	struct span value;

	while (next_member(&wanted, &member)) {
		bool found = find_member(there, member.key, &value);

		/* A merge removes a member whose value is null. */
		if (is_same(member.value, null) && !found)
			continue;
		if (!found)
			return false;
		if (is_same(member.value, value))
			continue;
		if (*member.value.at != '{' || *value.at != '{' ||
		    !object_includes(value.at, member.value.at))
			return false;
	}
	return true;
}

/* '{"team": "a"}' without the SQL quotes. */
static const char *json_of(const char *option, struct arena *arena)
{
	size_t length;

	return text_starts(option, "ATTRIBUTE ") ?
		       token_unquote(option + strlen("ATTRIBUTE "), arena, &length) :
		       "{}";
}

bool attributes_include(const char *there, const char *wanted, struct arena *arena)
{
	return object_includes(json_of(there, arena), json_of(wanted, arena));
}
