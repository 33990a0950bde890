/* accounts.passwords: a list of mappings with a secret in each. */
#include <stddef.h>

#include "base/text.h"
#include "manifest/convert_internal.h"
#include "manifest/scalar.h"

/* FIELD_PASSWORDS stores the count after the pointer. */
_Static_assert(offsetof(struct manifest, accounts.passwords_count) ==
		       offsetof(struct manifest, accounts.passwords) + sizeof(void *),
	       "passwords, passwords_count");

static bool convert_command(const struct conversion *conversion, const char *item,
			    const struct raw_password *raw, const char *const **out,
			    struct error *err)
{
	const char *path = arena_printf(conversion->arena, "%s.command", item);
	struct field word = *field_find(path);

	if (!document_has(conversion->document, path))
		return true;
	if (raw->command_count == 0)
		return document_fault(conversion->document, path, err,
				      "the list is empty");
	const char **words = arena_array(conversion->arena,
					 (size_t)raw->command_count + 1, sizeof(*words));
	word.kind = FIELD_TEXT;
	word.min = word.max = 0;
	for (unsigned i = 0; i < raw->command_count; i++) {
		const struct leaf leaf = { conversion->document, &word,
					   arena_printf(conversion->arena, "%s[%u]",
							path, i),
					   raw->command[i] };
		union scalar value;

		if (!scalar_parse(&leaf, &value, err))
			return false;
		words[i] = value.text;
	}
	*out = words;
	return true;
}

static bool convert_secret(const struct conversion *conversion, const char *path,
			   const struct raw_password *raw, struct secret_reference *out,
			   struct error *err)
{
	*out = (struct secret_reference){ .where = path };
	if (!document_has(conversion->document, path) || raw == NULL)
		return convert_missing(conversion, field_find(path), path, err);
	return convert_item(conversion, path, "env", raw->env, &out->env, err) &&
	       convert_item(conversion, path, "file", raw->file, &out->file, err) &&
	       convert_item(conversion, path, "value", raw->value, &out->value, err) &&
	       convert_item(conversion, path, "secretsmanager", raw->secretsmanager,
			    &out->secretsmanager, err) &&
	       convert_item(conversion, path, "key", raw->key, &out->key, err) &&
	       convert_command(conversion, path, raw, &out->command, err);
}

/* Of all the ways that a password can be given only a token makes no sense here. */
static bool refuse_token(const struct conversion *conversion, const char *path,
			 const struct raw_password *raw, struct error *err)
{
	if (raw == NULL || text_empty(raw->iam) || text_equal(raw->iam, "false"))
		return true;
	return document_fault(conversion->document, path, err,
			      "an IAM token is for the target's admin only");
}

bool convert_passwords(const struct conversion *conversion, const struct field *field,
		       struct error *err)
{
	struct raw_list raw = raw_list(conversion->raw, field->path);
	struct {
		struct manifest_account_password *items;
		size_t count;
	} passwords = { .count = raw.count };

	if (!convert_check_items(conversion, field, err))
		return false;
	passwords.items =
		arena_array(conversion->arena, raw.count, sizeof(*passwords.items));
	for (unsigned i = 0; i < raw.count; i++) {
		const char *item =
			arena_printf(conversion->arena, "%s[%u]", field->path, i);
		const char *secret = arena_printf(conversion->arena, "%s.password", item);

		if (!convert_item(conversion, item, "account", raw.passwords[i].account,
				  &passwords.items[i].account, err) ||
		    !refuse_token(conversion, secret, raw.passwords[i].password, err) ||
		    !convert_secret(conversion, secret, raw.passwords[i].password,
				    &passwords.items[i].password, err))
			return false;
	}
	convert_store(conversion, field, &passwords, sizeof(passwords));
	return true;
}
