/* accounts.passwords: a list of mappings with a secret in each. */
#include <stddef.h>

#include "base/text.h"
#include "manifest/convert_internal.h"

/* FIELD_PASSWORDS stores the count after the pointer. */
_Static_assert(offsetof(struct manifest, accounts.passwords_count) ==
		       offsetof(struct manifest, accounts.passwords) + sizeof(void *),
	       "passwords, passwords_count");

static bool convert_command(const struct conversion *conversion, const char *item,
			    const struct raw_password *raw, const char *const **out,
			    struct error *err)
{
	const char *path = arena_printf(conversion->arena, "%s.command", item);

	if (!document_has(conversion->document, path))
		return true;
	if (raw->command_count == 0)
		return document_fault(conversion->document, path, err,
				      "the list is empty");
	return convert_each_text(conversion, field_find(path), path, raw->command,
				 raw->command_count, out, err);
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

/* An IAM token makes no sense here; every other source of a password does. */
static bool refuse_token(const struct conversion *conversion, const char *path,
			 const struct raw_password *raw, struct error *err)
{
	if (raw == NULL || text_empty(raw->iam) || text_equal(raw->iam, "false"))
		return true;
	return document_fault(conversion->document, path, err,
			      "an IAM token is for the target's admin only");
}

static bool convert_password(const struct conversion *conversion,
			     const struct raw_list *raw, unsigned index,
			     const char *path, void *out, struct error *err)
{
	const char *secret = arena_printf(conversion->arena, "%s.password", path);
	struct manifest_account_password *account = out;

	return convert_item(conversion, path, "account", raw->passwords[index].account,
			    &account->account, err) &&
	       refuse_token(conversion, secret, raw->passwords[index].password, err) &&
	       convert_secret(conversion, secret, raw->passwords[index].password,
			      &account->password, err);
}

bool convert_passwords(const struct conversion *conversion, const struct field *field,
		       struct error *err)
{
	return convert_list(conversion, field, sizeof(struct manifest_account_password),
			    convert_password, err);
}
