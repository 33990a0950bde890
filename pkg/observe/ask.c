/*
 * Sends named queries together and finds their answers. It also repairs text that is
 * not valid UTF-8, because facts must be.
 */
#include "observe/ask.h"

#include "base/text.h"

bool ask(struct db *db, const enum query *queries, size_t count,
	 const struct query_values *values, struct arena *arena,
	 struct answers *answers, struct error *err)
{
	struct db_statement *statements = arena_array(arena, count, sizeof(*statements));
	enum query *asked = arena_array(arena, count, sizeof(*asked));
	size_t asked_count = 0;

	for (size_t i = 0; i < count; i++) {
		const char *sql = query_text(queries[i], db_server(db), values, arena);

		if (sql == NULL)
			continue;
		asked[asked_count] = queries[i];
		statements[asked_count++].sql = sql;
	}
	if (asked_count == 0)
		return true;
	if (!db_batch(db, statements, asked_count, arena, err))
		return false;
	for (size_t i = 0; i < asked_count; i++)
		answers->of[asked[i]] = statements[i];
	return true;
}

const struct rows *answer(const struct answers *answers, enum query query)
{
	return answers->of[query].done ? &answers->of[query].rows : NULL;
}

unsigned answer_code(const struct answers *answers, enum query query)
{
	const struct db_statement *statement = &answers->of[query];

	return statement->sql == NULL || statement->done ? 0 : statement->error.code;
}

const char *answer_first(const struct answers *answers, enum query query,
			 const char *column)
{
	const struct rows *rows = answer(answers, query);

	return rows == NULL || rows->count == 0 ? NULL : rows_named(rows, 0, column);
}

static bool continues(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

/* Length in bytes of the character that begins here; 0: not valid UTF-8. */
static size_t character_length(const unsigned char *at)
{
	if (at[0] < 0x80)
		return 1;
	if (at[0] >= 0xC2 && at[0] <= 0xDF)
		return continues(at[1]) ? 2 : 0;
	if (at[0] >= 0xE0 && at[0] <= 0xEF) {
		bool overlong = at[0] == 0xE0 && at[1] < 0xA0;
		bool surrogate = at[0] == 0xED && at[1] > 0x9F;

		return !overlong && !surrogate && continues(at[1]) && continues(at[2]) ?
			       3 :
			       0;
	}
	if (at[0] >= 0xF0 && at[0] <= 0xF4) {
		bool overlong = at[0] == 0xF0 && at[1] < 0x90;
		bool beyond = at[0] == 0xF4 && at[1] > 0x8F;

		return !overlong && !beyond && continues(at[1]) && continues(at[2]) &&
				       continues(at[3]) ?
			       4 :
			       0;
	}
	return 0;
}

char *clean_copy(struct arena *arena, const char *text)
{
	struct text out = text_make(arena);

	if (text == NULL)
		return NULL;
	while (*text != '\0') {
		size_t length = character_length((const unsigned char *)text);

		if (length == 0)
			text_add(&out, "\xEF\xBF\xBD");
		else
			text_add_n(&out, text, length);
		text += length == 0 ? 1 : length;
	}
	return out.bytes;
}
