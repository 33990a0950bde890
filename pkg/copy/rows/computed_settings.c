/*
 * The session variables on which generated values may depend. computed.c chooses among
 * their values.
 */
#include <string.h>

#include "base/text.h"
#include "copy/rows/computed.h"
#include "copy/state.h"
#include "sql/quote.h"

/* The writers' sql_mode: it changes nothing that is loaded. */
#define WRITER_MODE                                                                    \
	"NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_DIR_IN_CREATE"

/* clang-format off */
static const struct {
	const char *variable;
	const char *usual; /* the value in the copy's sessions, as SQL */
	/*
	 * the variable matters if one of these words is in the definition; separated by
	 * blanks; "": always
	 */
	const char *words;
	const char *others; /* more values to try, separated by blanks */
} knobs[KNOBS] = {
	[KNOB_TIME_ZONE] = { "time_zone", "'+00:00'", "timestamp unixtime unix_timestamp convert_tz array)",
		"'+00:00' '+09:00' '+01:00' '+02:00' '-05:00' '-04:00' '-06:00' '-07:00' '-08:00' '+08:00' '+05:30' '+03:00'"
		" '+04:00' '+05:00' '+06:00' '+07:00' '+10:00' '+11:00' '+12:00' '-03:00' '-02:00' '-01:00' '-09:00' '-10:00'"
		" '-11:00' '-12:00' '+13:00' '+14:00' '+03:30' '+04:30' '+05:45' '+06:30' '+08:45' '+09:30' '+10:30' '+12:45'"
		" '-03:30' '-02:30' '-09:30'" },
	[KNOB_DIVISION] = { "div_precision_increment", "4", "/ avg",
		"4 12 30 6 8 10 9 0 1 2 3 5 7 11 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28  29" },
	[KNOB_SQL_MODE] = { "sql_mode", "'" WRITER_MODE "'", "",
		"'NO_AUTO_VALUE_ON_ZERO' 'NO_AUTO_VALUE_ON_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE'"
		" '" WRITER_MODE ",PAD_CHAR_TO_FULL_LENGTH' '" WRITER_MODE ",NO_UNSIGNED_SUBTRACTION'"
		" '" WRITER_MODE ",TIME_TRUNCATE_FRACTIONAL' '" WRITER_MODE ",TIME_ROUND_FRACTIONAL'"
		" '" WRITER_MODE ",EMPTY_STRING_IS_NULL' '" WRITER_MODE ",REAL_AS_FLOAT'" },
	[KNOB_WEEK] = { "default_week_format", "0", "week", "0 1 2 3 4 5 6 7" },
	[KNOB_NAMES] = { "lc_time_names", "'en_US'", "date_format monthname dayname str_to_date time_format",
		"'en_US' 'de_DE' 'fr_FR' 'es_ES' 'it_IT' 'pt_BR' 'ja_JP' 'zh_CN' 'zh_TW' 'ko_KR' 'ru_RU' 'nl_NL' 'pl_PL' 'sv_SE' 'tr_TR' 'en_GB'" },
	[KNOB_CIPHER] = { "block_encryption_mode", "'aes-128-ecb'", "aes_",
		"'aes-128-ecb' 'aes-256-ecb' 'aes-128-cbc' 'aes-256-cbc' 'aes-192-ecb' 'aes-192-cbc'" },
	[KNOB_COLLATION] = { "collation_connection", "NULL", "convert hex concat length char",
		"'utf8mb4_general_ci' 'latin1_swedish_ci'" },
};
/* clang-format on */

bool computed_has_columns(const struct table *table)
{
	for (size_t i = 0; i < table->columns_count; i++) {
		if (table->columns[i].stored)
			return true;
	}
	return false;
}

/*
 * The next word of a blank-separated list, or NULL; blanks in quotes do not separate.
 */
static const char *next_word(const char **at, struct arena *arena)
{
	*at += strspn(*at, " ");
	size_t length = strcspn(*at, " ");
	const char *word = length == 0 ? NULL : arena_copy_n(arena, *at, length);

	*at += length;
	return word;
}

bool computed_matters(const struct table *table)
{
	return table->kind != TABLE_SEQUENCE &&
	       (strstr(table->create, "((") != NULL ||
		strstr(table->create, ",(") != NULL ||
		strstr(table->create, "GENERATED ALWAYS AS (") != NULL);
}

bool computed_depends(const struct table *table, enum knob knob)
{
	AUTO_ARENA *arena = arena_make();
	const char *at = knobs[knob].words;
	const char *word;

	if (*at == '\0')
		return true;
	while ((word = next_word(&at, arena)) != NULL) {
		if (strcasestr(table->create, word) != NULL)
			return true;
	}
	return false;
}

/* Reads the values of the source's global variables, as SQL. */
static bool read_globals(struct copy *copy, const char *values[KNOBS], struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct text names = text_make(arena);
	struct rows rows;

	for (size_t i = 0; i < KNOBS; i++) {
		values[i] = NULL;
		text_addf(&names, "%s'%s'", i == 0 ? "" : ", ", knobs[i].variable);
	}
	if (!db_query(copy->control,
		      arena_printf(arena,
				   "SHOW GLOBAL VARIABLES WHERE Variable_name IN (%s)",
				   names.bytes),
		      arena, &rows, err))
		return false;
	for (size_t row = 0; row < rows.count; row++) {
		const char *value = rows_value(&rows, row, 1);
		bool is_number = value[0] != '\0' &&
				 strspn(value, "0123456789") == strlen(value);

		for (size_t i = 0; i < KNOBS; i++) {
			if (text_equal_nocase(rows_value(&rows, row, 0),
					      knobs[i].variable))
				values[i] = is_number ? arena_copy(copy->arena, value) :
							quote_text(value, copy->arena);
		}
	}
	return true;
}

/* The source's sql_mode without the modes that refuse or change what is loaded. */
static const char *mode_of_source(const char *quoted, struct arena *arena)
{
	struct text mode = text_make(arena);
	AUTO_ARENA *scratch = arena_make();
	char *list = arena_copy(scratch, quoted);
	char *rest = NULL;

	text_add(&mode, "'NO_AUTO_VALUE_ON_ZERO");
	for (char *word = strtok_r(list, "',", &rest); word != NULL;
	     word = strtok_r(NULL, "',", &rest)) {
		if (!text_starts(word, "STRICT_") && !text_equal(word, "TRADITIONAL") &&
		    !text_equal(word, "NO_AUTO_VALUE_ON_ZERO"))
			text_addf(&mode, ",%s", word);
	}
	text_add(&mode, "'");
	return mode.bytes;
}

/* The zone ("'Europe/Berlin'") if the target knows it; else NULL. */
static const char *zone_known(struct copy *copy, const char *zone, struct arena *arena)
{
	struct rows rows;
	struct error unused = { 0 };

	if (zone == NULL || text_equal(zone, "'SYSTEM'") ||
	    !db_query(copy->target,
		      arena_printf(arena,
				   "SELECT CONVERT_TZ('2024-07-01', '+00:00', %s) IS NULL",
				   zone),
		      arena, &rows, &unused) ||
	    rows_number(rows_value(&rows, 0, 0), 1) != 0)
		return NULL;
	return zone;
}

/*
 * The source's time zone by name, if the target knows it; and the offsets of its SYSTEM
 * zone in winter and in summer.
 */
static bool read_zones(struct copy *copy, const char *global, const char *zones[4],
		       struct error *err)
{
	struct rows rows;
	size_t count = 0;
	const char *known = zone_known(copy, global, copy->arena);

	if (known != NULL)
		zones[count++] = known;
	if (!db_query(copy->control,
		      "SELECT @@system_time_zone,"
		      " CONVERT_TZ('2024-01-15 12:00:00', 'SYSTEM', '+00:00'),"
		      " TIME_FORMAT(TIMEDIFF('2024-01-15 12:00:00',"
		      " CONVERT_TZ('2024-01-15 12:00:00', 'SYSTEM', '+00:00')), '%H:%i'),"
		      " TIME_FORMAT(TIMEDIFF('2024-07-15 12:00:00',"
		      " CONVERT_TZ('2024-07-15 12:00:00', 'SYSTEM', '+00:00')), '%H:%i')",
		      copy->arena, &rows, err))
		return false;
	for (size_t i = 2; i < 4; i++) {
		const char *offset = rows_value(&rows, 0, i);

		if (offset == NULL)
			continue;
		zones[count++] = arena_printf(copy->arena, "'%s%s'",
					      offset[0] == '-' ? "" : "+", offset);
	}
	zones[count] = NULL;
	return true;
}

static void add_candidate(const char **list, size_t *count, const char *value)
{
	if (value == NULL)
		return;
	for (size_t i = 0; i < *count; i++) {
		if (text_equal(list[i], value))
			return;
	}
	list[(*count)++] = value;
}

bool computed_prepare(struct copy *copy, struct error *err)
{
	struct compute *compute = arena_alloc(copy->arena, sizeof(*compute));
	const char *globals[KNOBS], *zones[4];
	bool wanted = false;

	copy->compute = compute;
	for (size_t i = 0; i < copy->catalog.tables_count; i++)
		wanted = wanted || computed_matters(&copy->catalog.tables[i]);
	if (!wanted)
		return true;
	if (!read_globals(copy, globals, err) ||
	    !read_zones(copy, globals[KNOB_TIME_ZONE], zones, err))
		return false;
	for (size_t i = 0; i < KNOBS; i++) {
		const char **list = arena_array(copy->arena, 64, sizeof(*list));
		const char *at = knobs[i].others;
		const char *word;
		size_t count = 0;

		for (size_t z = 0; i == KNOB_TIME_ZONE && zones[z] != NULL; z++)
			add_candidate(list, &count, zones[z]);
		if (i == KNOB_SQL_MODE && globals[i] != NULL) {
			add_candidate(list, &count, knobs[i].usual);
			add_candidate(list, &count,
				      mode_of_source(globals[i], copy->arena));
		} else if (i != KNOB_TIME_ZONE) {
			add_candidate(list, &count, globals[i]);
		}
		while ((word = next_word(&at, copy->arena)) != NULL)
			add_candidate(list, &count, word);
		compute->candidates[i] = list;
	}
	return true;
}

const struct compute_settings *computed_keep(struct copy *copy,
					     const struct compute_settings *settings)
{
	(void)pthread_mutex_lock(&copy->pool.lock);
	struct compute_settings *kept = arena_alloc(copy->arena, sizeof(*kept));
	(void)pthread_mutex_unlock(&copy->pool.lock);
	*kept = *settings;
	return kept;
}

const struct compute_settings *computed_first(struct copy *copy, const struct table *table)
{
	if (!computed_matters(table))
		return NULL;
	struct compute_settings first = { 0 };
	for (enum knob knob = 0; knob < KNOBS; knob++) {
		if (copy->compute->candidates[knob] != NULL &&
		    computed_depends(table, knob))
			first.values[knob] = copy->compute->candidates[knob][0];
	}
	return computed_keep(copy, &first);
}

/* The settings with the variable's next value, or NULL after the last. */
static const struct compute_settings *next_of(struct copy *copy,
					      const struct table *table,
					      const struct compute_settings *settings,
					      enum knob knob)
{
	const char *const *value = copy->compute->candidates[knob];

	if (value == NULL || settings->values[knob] == NULL ||
	    !computed_depends(table, knob))
		return NULL;
	while (*value != NULL && !text_equal(*value, settings->values[knob]))
		value++;
	if (value[0] == NULL || value[1] == NULL)
		return NULL;
	struct compute_settings next = *settings;
	next.values[knob] = value[1];
	return computed_keep(copy, &next);
}

const struct compute_settings *computed_next_zone(struct copy *copy,
						  const struct table *table,
						  const struct compute_settings *settings)
{
	return next_of(copy, table, settings, KNOB_TIME_ZONE);
}

const struct compute_settings *computed_next_opening(struct copy *copy,
						     const struct table *table,
						     const struct compute_settings *settings)
{
	const struct compute_settings *next =
		next_of(copy, table, settings, KNOB_DIVISION);

	return next != NULL ? next : next_of(copy, table, settings, KNOB_NAMES);
}

const struct compute_settings *computed_next_mode(struct copy *copy,
						  const struct table *table,
						  const struct compute_settings *settings)
{
	return next_of(copy, table, settings, KNOB_SQL_MODE);
}

/*
 * A server fixes the digits of a division and the language of names when it opens a
 * table, so an open table must be reopened. Without the RELOAD privilege extrepl cannot
 * force that; the digests show whether it happened.
 */
static bool open_again(struct worker *worker, const struct table *table, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	return db_executef(worker->writer, err, "FLUSH TABLES %s",
			   quote_table(table->database, table->name, arena)) ||
	       (!db_lost(worker->writer) && run_goes_on(&worker->copy->pool.run, err));
}

bool computed_open(struct worker *worker, struct task *task,
		   const struct compute_settings *settings, struct error *err)
{
	struct copy *copy = worker->copy;

	if (settings == NULL)
		return true;
	bool first_counts = settings->values[KNOB_DIVISION] != NULL ||
			    settings->values[KNOB_NAMES] != NULL;
	(void)pthread_mutex_lock(&copy->pool.lock);
	bool opened = task->opened_by == settings ||
		      (task->opened_by == NULL && !first_counts);
	task->opened_by = settings;
	(void)pthread_mutex_unlock(&copy->pool.lock);
	return opened || open_again(worker, task->table, err);
}

/* For reading and comparing values: the settings of all sessions of the copy. */
#define AS_USUAL "SET time_zone = '+00:00', sql_mode = '" WRITER_MODE "'"

/* In a separate statement, because literals before it may be UTF-16. */
#define USUAL_CHARSET "SET NAMES utf8mb4, character_set_results = NULL"

bool computed_pause(struct worker *worker, struct error *err)
{
	return db_execute(worker->writer, USUAL_CHARSET, err) &&
	       db_execute(worker->writer, AS_USUAL, err);
}

/*
 * Skips a variable that the target does not have: the digests show whether it mattered.
 */
bool computed_apply(struct worker *worker, const struct compute_settings *settings,
		    struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct db_statement statements[KNOBS + 2] = { { .sql = USUAL_CHARSET },
						      { .sql = AS_USUAL } };
	size_t count = 2;

	for (size_t i = 0; i < KNOBS; i++) {
		const char *value = settings == NULL ? NULL : settings->values[i];

		if (value == NULL &&
		    (i == KNOB_COLLATION || i == KNOB_SQL_MODE || i == KNOB_TIME_ZONE))
			continue;
		statements[count++].sql =
			arena_printf(arena, "SET SESSION %s = %s", knobs[i].variable,
				     value == NULL ? knobs[i].usual : value);
	}
	if (!db_batch(worker->writer, statements, count, arena, err))
		return false;
	for (size_t i = 0; i < 2; i++) {
		if (!statements[i].done) {
			*err = statements[i].error;
			return false;
		}
	}
	return true;
}
