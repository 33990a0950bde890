/*
 * Collects what the workers find into the struct verify_result, under the lock.
 * Printing it is left to cmd/extrepl/verification.c.
 */
#include "base/text.h"
#include "verify/internal.h"

/* After this many differing rows of a table, only ranges are reported. */
#define MOST_FAULTS 1000

const char *verify_fault_name(enum verify_fault fault)
{
	static const char *const names[VERIFY_FAULTS] = {
		[FAULT_MISSING] = "missing",
		[FAULT_EXTRA] = "extra",
		[FAULT_DIFFERENT] = "different",
		[FAULT_UNDECIDED] = "undecided",
	};

	return names[fault];
}

static void worsen(struct verify_table *table, enum verify_outcome outcome)
{
	if (outcome > table->outcome)
		table->outcome = outcome;
}

void result_rows(struct verify *verify, struct subject *subject, uint64_t source,
		 uint64_t target)
{
	(void)pthread_mutex_lock(&verify->pool.lock);
	subject->result->source_rows += source;
	subject->result->target_rows += target;
	(void)pthread_mutex_unlock(&verify->pool.lock);
	atomic_fetch_add(&verify->rows_done, source);
}

void result_fault(struct verify *verify, struct subject *subject,
		  enum verify_fault fault, uint64_t count, const char *words)
{
	struct verify_table *table = subject->result;

	(void)pthread_mutex_lock(&verify->pool.lock);
	worsen(table, fault == FAULT_UNDECIDED ? VERIFY_UNDECIDED : VERIFY_DIFFERENT);
	table->faults[fault] += count;
	if (table->rows_count < VERIFY_SHOWN)
		table->rows[table->rows_count++] = (struct verify_row){
			.fault = fault,
			.count = count,
			.key = arena_copy(verify->arena, words),
		};
	(void)pthread_mutex_unlock(&verify->pool.lock);
}

bool result_is_settled(struct verify *verify, const struct subject *subject)
{
	uint64_t faults = 0;

	(void)pthread_mutex_lock(&verify->pool.lock);
	for (int i = 0; i < VERIFY_FAULTS; i++)
		faults += subject->result->faults[i];
	(void)pthread_mutex_unlock(&verify->pool.lock);
	return faults >= MOST_FAULTS;
}

static const char *range_text(const struct key *key, const struct key_range *range,
			      struct arena *arena)
{
	struct text words = text_make(arena);

	if (range->above.literals == NULL && range->upto.literals == NULL)
		return "the whole table";
	if (range->above.literals != NULL)
		text_addf(&words, "above %s",
			  key_text(key, range->above.literals, key->ordered_count, arena));
	if (range->upto.literals != NULL)
		text_addf(&words, "%sup to %s", words.length == 0 ? "" : ", ",
			  key_text(key, range->upto.literals, key->ordered_count, arena));
	return words.bytes;
}

void result_range(struct verify *verify, struct subject *subject,
		  const struct key_range *range, enum verify_outcome outcome)
{
	struct verify_table *table = subject->result;

	(void)pthread_mutex_lock(&verify->pool.lock);
	worsen(table, outcome);
	if (table->ranges_count++ < VERIFY_SHOWN)
		table->ranges[table->ranges_count - 1] =
			range_text(subject->key, range, verify->arena);
	(void)pthread_mutex_unlock(&verify->pool.lock);
}

void result_note(struct verify *verify, struct subject *subject,
		 enum verify_outcome outcome, const char *note)
{
	(void)pthread_mutex_lock(&verify->pool.lock);
	worsen(subject->result, outcome);
	subject->result->complete = false;
	if (subject->result->note == NULL)
		subject->result->note = arena_copy(verify->arena, note);
	(void)pthread_mutex_unlock(&verify->pool.lock);
}

void result_cut_short(struct verify *verify, struct subject *subject)
{
	/* The rows already found have set the outcome. */
	result_note(verify, subject, VERIFY_EQUAL,
		    "too many rows differ to find them all");
}

void result_finish(struct verify *verify)
{
	struct verify_result *result = &verify->result;

	for (size_t i = 0; i < result->definitions_count; i++)
		result->outcome = VERIFY_DIFFERENT;
	for (size_t i = 0; i < result->tables_count; i++) {
		if (result->tables[i].outcome > result->outcome)
			result->outcome = result->tables[i].outcome;
		result->rows += result->tables[i].source_rows;
	}
	result->unlinked =
		verify->missed != NULL ? verify->missed : verify->job->unlinked;
	result->elapsed_ms = (uint64_t)(run_clock() - verify->started);
}
