/*
 * An error: a plain value that the caller owns, filled where something failed, given
 * context on the way up and printed once, in main.
 *
 * Every function that can fail takes a `struct error *` as its last argument and
 * returns false; its other outputs are then untouched. The helpers return false so that
 * failing is one line:
 *
 * 	return error_set(err, ERROR_UNREACHABLE, "no answer within %d s", seconds);
 *
 * Declare it as `struct error err = { 0 };`, so that a failure that sets no error is
 * noticed (tests/lint/errors checks both).
 *
 * Messages are lower case without a full stop; a hint is a sentence that says what to
 * do.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>

#include "base/attributes.h"

/* The kinds of failure, which decide the exit status (error_exit_status). */
enum error_kind {
	ERROR_NONE,
	ERROR_BUG,         /* 70: extrepl itself is wrong */
	ERROR_FAILED,      /*  1: an action failed */
	ERROR_DENIED,      /* 77: login or observing was denied */
	ERROR_UNREACHABLE, /* 69: a server cannot be reached */
	ERROR_LOCKED,      /* 75: another run holds the lock */
	ERROR_MANIFEST,    /* 78: the manifest or a secret is wrong */
	ERROR_USAGE,       /* 64: the command line is wrong */
	ERROR_BLOCKED,     /*  3: a human must act first */
	ERROR_WAITING,     /*  4: waited too long for something to come true */
	ERROR_INTERRUPTED, /* 130: SIGINT */
	ERROR_TERMINATED,  /* 143: SIGTERM */
};

struct error {
	enum error_kind kind;
	unsigned code; /* the server's error number; 0: not from a server */
	char message[1536];
	char hint[768]; /* "" when there is none */
};

/*
 * Replaces the whole error: sets kind and message, clears the hint. Returns false. Here
 * and below, the arguments may be parts of the old error.
 */
bool error_set(struct error *err, enum error_kind kind, const char *format, ...)
	PRINTF_LIKE(3, 4);

/* Puts "context: " in front of the message. Returns false. */
bool error_wrap(struct error *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* Sets the hint, replacing one that is there. Returns false. */
bool error_hint(struct error *err, const char *format, ...) PRINTF_LIKE(2, 3);

/*
 * Call it before an error is shown or given to another thread: an error that nobody set
 * becomes ERROR_BUG. True when it was set.
 */
bool error_settle(struct error *err);

/* The exit status of a kind; and the worse of two statuses. */
int error_exit_status(enum error_kind kind);
int error_worse_status(int a, int b);

#endif
