/*
 * The log: what happens, one line per fact, on stderr. The result of a command goes to
 * stdout instead.
 *
 * On a terminal the progress line is overwritten until the next fact. Elsewhere
 * progress is a line every ten seconds, and each line begins with an RFC 3339 time. As
 * JSON each line is an object with "time", "level", "step", "message" and for progress
 * the figures. May be used from any thread.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/attributes.h"
#include "base/error.h"

enum log_level {
	LOG_ERROR,
	LOG_INFO,
	LOG_DEBUG,
	LOG_TRACE
}; /* -q, default, -v, -v -v */
enum log_format { LOG_TEXT, LOG_JSON };

struct log;

struct log *log_make(FILE *out, enum log_level level, enum log_format format);
void log_release(struct log *log);

/*
 * A log that writes to the same place as log and starts each line with the manifest's
 * name, for manifests that run at the same time. Release it before log.
 */
struct log *log_named(struct log *log, const char *manifest_name);

/*
 * A fact about a step ("target.copy"), or about no step (NULL). Does nothing if log is
 * NULL.
 */
void log_fact(struct log *log, enum log_level level, const char *step,
	      const char *format, ...) PRINTF_LIKE(4, 5);

/* One more member of a JSON line, in addition to its message. */
struct log_figure {
	const char *name;
	const char *text; /* or NULL: the number */
	int64_t number;   /* LOG_UNKNOWN: null */
};
#define LOG_UNKNOWN (-1)

/* A fact with its figures, which appear only in JSON. */
void log_figures(struct log *log, const char *step, const struct log_figure *figures,
		 size_t count, const char *format, ...) PRINTF_LIKE(5, 6);

/*
 * An error as a JSON line: in addition to the usual members, "hint" (or null), "exit"
 * and "code". Only for LOG_JSON.
 */
void log_error(struct log *log, const struct error *err);

/* Ends the progress line. Call it before writing to the terminal without the log. */
void log_break(struct log *log);

/*
 * The progress of a long step. An unknown value is 0; seconds_left is -1 when unknown.
 */
struct progress {
	uint64_t bytes_done, bytes_total;
	uint64_t rows;
	uint64_t tables_done, tables_total;
	uint64_t bytes_per_second;
	int64_t seconds_left;
	/*
	 * kept_bytes: copied by an earlier run, not sent again; retried: number of
	 * parts that were repeated
	 */
	uint64_t kept_bytes, retried;
};

/*
 * A progress line: the message is the text form, figures appear in JSON (NULL: none).
 */
void log_progress(struct log *log, const char *step, const struct progress *figures,
		  const char *format, ...) PRINTF_LIKE(4, 5);

#endif
