/*
 * Compiler attributes used across the project, each with one meaning.
 */
#ifndef BASE_ATTRIBUTES_H
#define BASE_ATTRIBUTES_H

/* The result says whether the call worked. Ignoring it gives a warning. */
#define MUST_CHECK __attribute__((warn_unused_result))

/*
 * The arguments are like printf's: FMT is the index of the format, ARGS that of the
 * first value.
 */
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/* Calls FN(&variable) when the variable goes out of scope. */
#define CLEANUP(fn) __attribute__((cleanup(fn)))

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#endif
