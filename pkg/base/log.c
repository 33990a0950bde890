/*
 * Writes each line of the log, as text (wrapped to the terminal, with a moving progress
 * line) or as JSON. What is worth a line is left to the callers.
 */
#include "base/log.h"

#include <inttypes.h>
#include <jansson.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"

#define PROGRESS_EVERY_MS 10000 /* not on a terminal */
#define PROGRESS_TERMINAL_EVERY_MS 200
#define STEP_COLUMNS 20
/* Columns for a terminal of unknown width, and the minimum. */
#define USUAL_WIDTH 80
#define LEAST_WIDTH 40

/* The output: a log and all logs made from it by log_named share one. */
struct sink {
	bool moving; /* a progress line without a newline is on the screen */
	pthread_mutex_t lock;
};

struct log {
	FILE *out;
	enum log_level level;
	enum log_format format;
	bool terminal;
	int64_t last_progress; /* milliseconds of the monotonic clock */
	char name[64];         /* of the manifest; "": there is only one */
	struct sink *sink;
	struct sink own; /* sink is this one, or that of the log it was made from */
};

struct log *log_make(FILE *out, enum log_level level, enum log_format format)
{
	struct log *log = calloc(1, sizeof(*log));

	if (log == NULL)
		abort();
	log->out = out;
	log->level = level;
	log->format = format;
	log->terminal = format == LOG_TEXT && isatty(fileno(out)) == 1;
	log->sink = &log->own;
	(void)pthread_mutex_init(&log->own.lock, NULL);
	return log;
}

struct log *log_named(struct log *log, const char *manifest_name)
{
	struct log *named = log_make(log->out, log->level, log->format);

	named->sink = log->sink;
	(void)snprintf(named->name, sizeof(named->name), "%s", manifest_name);
	return named;
}

void log_break(struct log *log)
{
	if (log == NULL)
		return;
	(void)pthread_mutex_lock(&log->sink->lock);
	if (log->sink->moving)
		(void)fputc('\n', log->out);
	log->sink->moving = false;
	(void)fflush(log->out);
	(void)pthread_mutex_unlock(&log->sink->lock);
}

void log_release(struct log *log)
{
	if (log == NULL)
		return;
	log_break(log);
	(void)pthread_mutex_destroy(&log->own.lock);
	free(log);
}

static int64_t monotonic_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void rfc3339_now(char *out, size_t size)
{
	time_t now = time(NULL);
	struct tm utc;

	(void)gmtime_r(&now, &utc);
	(void)strftime(out, size, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

/*
 * json_string returns NULL for text that is not UTF-8, and a message may quote a
 * server.
 */
static json_t *message_json(const char *message)
{
	json_t *text = json_string(message);

	return text == NULL ? json_string("(not UTF-8)") : text;
}

/*
 * Makes the members that every line has. The caller adds others and gives it to
 * write_line.
 */
static json_t *begin_line(const struct log *log, enum log_level level, const char *step,
			  const char *message)
{
	static const char *const levels[] = { "error", "info", "debug", "trace" };
	char now[32];

	rfc3339_now(now, sizeof(now));
	json_t *line = json_object();
	json_object_set_new(line, "time", json_string(now));
	json_object_set_new(line, "level", json_string(levels[level]));
	json_object_set_new(line, "manifest",
			    log->name[0] == '\0' ? json_null() : json_string(log->name));
	json_object_set_new(line, "step", step == NULL ? json_null() : json_string(step));
	json_object_set_new(line, "message", message_json(message));
	return line;
}

static void write_line(const struct log *log, json_t *line)
{
	char *bytes = json_dumps(line, JSON_COMPACT);

	if (bytes != NULL)
		(void)fprintf(log->out, "%s\n", bytes);
	free(bytes);
	json_decref(line);
	(void)fflush(log->out);
}

static json_t *figure_json(const struct log_figure *figure)
{
	if (figure->text != NULL)
		return message_json(figure->text);
	return figure->number == LOG_UNKNOWN ? json_null() :
					       json_integer((json_int_t)figure->number);
}

static void write_json(const struct log *log, enum log_level level, const char *step,
		       const struct log_figure *figures, size_t count,
		       const char *message)
{
	json_t *line = begin_line(log, level, step, message);

	for (size_t i = 0; i < count; i++)
		json_object_set_new(line, figures[i].name, figure_json(&figures[i]));
	write_line(log, line);
}

void log_error(struct log *log, const struct error *err)
{
	json_t *line = begin_line(log, LOG_ERROR, NULL, err->message);

	json_object_set_new(line, "hint",
			    err->hint[0] == '\0' ? json_null() : message_json(err->hint));
	json_object_set_new(line, "exit", json_integer(error_exit_status(err->kind)));
	json_object_set_new(line, "code", json_integer((json_int_t)err->code));
	(void)pthread_mutex_lock(&log->sink->lock);
	write_line(log, line);
	(void)pthread_mutex_unlock(&log->sink->lock);
}

static size_t width_of(const struct log *log)
{
	struct winsize size = { 0 };

	if (ioctl(fileno(log->out), TIOCGWINSZ, &size) != 0 || size.ws_col < LEAST_WIDTH)
		return USUAL_WIDTH;
	return size.ws_col;
}

/* Wraps at words; later lines start below the first word of the message. */
static void add_lines(const struct log *log, struct text *line, const char *message)
{
	size_t width = width_of(log);

	text_add_wrapped(line, message, line->length,
			 line->length < width / 2 ? line->length : 2, width);
	text_add(line, "\n");
}

/*
 * Cuts a progress line, because one that the terminal has wrapped cannot be
 * overwritten.
 */
static void cut(struct text *line, size_t width)
{
	size_t columns = 0, at = 0;

	while (at < line->length && columns < width) {
		for (at++; ((unsigned char)line->bytes[at] & 0xC0) == 0x80;)
			at++;
		columns++;
	}
	line->bytes[at] = '\0';
	line->length = at;
}

/* The caller holds the lock. A moving line has no newline. */
static void write_text(struct log *log, const char *step, const char *message, bool moving)
{
	AUTO_ARENA *arena = arena_make();
	struct text line = text_make(arena);
	char now[32];

	if (!log->terminal) {
		rfc3339_now(now, sizeof(now));
		text_addf(&line, "%s  ", now);
	}
	text_addf(&line, "%s%s", log->name, log->name[0] == '\0' ? "" : "  ");
	if (step != NULL)
		text_addf(&line, "%-*s ", STEP_COLUMNS, step);
	if (log->terminal && !moving) {
		add_lines(log, &line, message);
	} else {
		text_addf(&line, "%s%s", message, moving ? "" : "\n");
		if (moving)
			cut(&line, width_of(log) - 1);
	}
	(void)fprintf(log->out, "%s%s", log->sink->moving ? "\r\033[K" : "", line.bytes);
	log->sink->moving = moving;
	(void)fflush(log->out);
}

PRINTF_LIKE(6, 0)
static void write_fact(struct log *log, enum log_level level, const char *step,
		       const struct log_figure *figures, size_t count,
		       const char *format, va_list args)
{
	char message[4096];

	if (log == NULL || level > log->level)
		return;
	(void)vsnprintf(message, sizeof(message), format, args);
	(void)pthread_mutex_lock(&log->sink->lock);
	if (log->format == LOG_JSON)
		write_json(log, level, step, figures, count, message);
	else
		write_text(log, step, message, false);
	(void)fflush(log->out);
	(void)pthread_mutex_unlock(&log->sink->lock);
}

void log_fact(struct log *log, enum log_level level, const char *step,
	      const char *format, ...)
{
	va_list args;

	va_start(args, format);
	write_fact(log, level, step, NULL, 0, format, args);
	va_end(args);
}

void log_figures(struct log *log, const char *step, const struct log_figure *figures,
		 size_t count, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	write_fact(log, LOG_INFO, step, figures, count, format, args);
	va_end(args);
}

static void write_progress(struct log *log, const char *step,
			   const struct progress *progress, const char *message)
{
	static const struct progress none = { .seconds_left = LOG_UNKNOWN };
	const struct progress *now = progress == NULL ? &none : progress;
	const struct log_figure figures[] = {
		{ "bytes_done", NULL, (int64_t)now->bytes_done },
		{ "bytes_total", NULL, (int64_t)now->bytes_total },
		{ "rows", NULL, (int64_t)now->rows },
		{ "tables_done", NULL, (int64_t)now->tables_done },
		{ "tables_total", NULL, (int64_t)now->tables_total },
		{ "bytes_per_second", NULL, (int64_t)now->bytes_per_second },
		{ "seconds_left", NULL, now->seconds_left },
		{ "kept_bytes", NULL, (int64_t)now->kept_bytes },
		{ "retried", NULL, (int64_t)now->retried },
	};

	write_json(log, LOG_INFO, step, figures,
		   progress == NULL ? 0 : ARRAY_SIZE(figures), message);
}

void log_progress(struct log *log, const char *step, const struct progress *figures,
		  const char *format, ...)
{
	char message[1024];
	va_list args;

	if (log == NULL || log->level < LOG_INFO)
		return;
	(void)pthread_mutex_lock(&log->sink->lock);
	int64_t now = monotonic_ms();
	int64_t every = log->terminal ? PROGRESS_TERMINAL_EVERY_MS : PROGRESS_EVERY_MS;
	/*
	 * The first line elsewhere comes after the interval too: short work stays
	 * quiet.
	 */
	if (log->last_progress == 0 && !log->terminal)
		log->last_progress = now;
	if (now - log->last_progress >= every) {
		log->last_progress = now;
		va_start(args, format);
		(void)vsnprintf(message, sizeof(message), format, args);
		va_end(args);
		if (log->format == LOG_JSON)
			write_progress(log, step, figures, message);
		else
			write_text(log, step, message, log->terminal);
		(void)fflush(log->out);
	}
	(void)pthread_mutex_unlock(&log->sink->lock);
}
