/*
 * Compiler attributes used across the project, each with one meaning.
 */
#ifndef BASE_ATTRIBUTES_H
#define BASE_ATTRIBUTES_H

/* The result says whether it worked: ignoring it is a warning. */
#define MUST_CHECK __attribute__((warn_unused_result))

/*
 * The arguments are those of printf: FMT is the format's index, ARGS the first value's.
 */
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/* Release the variable by FN(&variable) when it goes out of scope. */
#define CLEANUP(fn) __attribute__((cleanup(fn)))

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#endif
