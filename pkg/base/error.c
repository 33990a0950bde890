/*
 * Fills an error, adds context to it, and maps its kind to the exit status. Printing is
 * left to main.
 */
#include "base/error.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool error_set(struct error *err, enum error_kind kind, const char *format, ...)
{
	struct error set = { .kind = kind };
	va_list args;

	va_start(args, format);
	(void)vsnprintf(set.message, sizeof(set.message), format, args);
	va_end(args);
	*err = set; /* last, because the arguments may be parts of the old error */
	return false;
}

/*
 * A failure whose error nobody set is a bug in extrepl; without this its exit status
 * would be 0. A build with -DERRORS_ABORT (make check-sanitized, check-tsan) aborts
 * here, so that a test shows where.
 */
bool error_settle(struct error *err)
{
	if (err->kind != ERROR_NONE)
		return true;
#ifdef ERRORS_ABORT
	(void)fputs("a failure without an error\n", stderr);
	abort();
#endif
	(void)error_set(err, ERROR_BUG,
			"something failed, but extrepl does not say what");
	return error_hint(err,
			  "This is a bug. Completed steps are not lost: check with `extrepl "
			  "plan`, and report the output of -v -v.");
}

bool error_wrap(struct error *err, const char *format, ...)
{
	char context[sizeof(err->message)];
	char inner[sizeof(err->message)];
	va_list args;

	(void)error_settle(err);
	va_start(args, format);
	(void)vsnprintf(context, sizeof(context), format, args);
	va_end(args);
	memcpy(inner, err->message, sizeof(inner));
	/* A message too long for the buffer loses its end, never the context. */
	int length = snprintf(err->message, sizeof(err->message), "%s: ", context);
	if (length > 0 && (size_t)length < sizeof(err->message)) {
		size_t room = sizeof(err->message) - (size_t)length;
		size_t keep = strnlen(inner, room - 1);

		memcpy(err->message + length, inner, keep);
		err->message[(size_t)length + keep] = '\0';
	}
	return false;
}

bool error_hint(struct error *err, const char *format, ...)
{
	char hint[sizeof(err->hint)];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(hint, sizeof(hint), format, args);
	va_end(args);
	/* Last, because the old hint may be one of the arguments. */
	memcpy(err->hint, hint, sizeof(hint));
	return false;
}

int error_exit_status(enum error_kind kind)
{
	switch (kind) {
	case ERROR_NONE:
		return 0;
	case ERROR_FAILED:
		return 1;
	case ERROR_BLOCKED:
		return 3;
	case ERROR_WAITING:
		return 4;
	case ERROR_USAGE:
		return 64;
	case ERROR_UNREACHABLE:
		return 69;
	case ERROR_BUG:
		return 70;
	case ERROR_LOCKED:
		return 75;
	case ERROR_DENIED:
		return 77;
	case ERROR_MANIFEST:
		return 78;
	case ERROR_INTERRUPTED:
		return 130;
	case ERROR_TERMINATED:
		return 143;
	}
	return 70;
}

int error_worse_status(int a, int b)
{
	/* The worst first; a status that is not listed (0) is the best. */
	static const int order[] = { 143, 130, 70, 1, 77, 69, 75, 78, 64, 3, 4, 2, 0 };

	for (size_t i = 0; i < ARRAY_SIZE(order); i++) {
		if (a == order[i] || b == order[i])
			return order[i];
	}
	return 70;
}
