/*
 * An arena: memory that is released all at once. Each round of the reconciler and each
 * worker thread has its own; nothing else in the project calls free().
 *
 * An arena belongs to one thread at a time. Allocation never returns NULL: without
 * memory the process ends with a message, because that is the safest reaction.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/attributes.h"

struct arena;

struct arena *arena_make(void);
void arena_release(struct arena *arena);
static inline void arena_cleanup(struct arena **arena)
{
	arena_release(*arena);
}
#define AUTO_ARENA CLEANUP(arena_cleanup) struct arena

/* Zeroed memory, aligned for any type; size 0 gives a valid pointer. */
void *arena_alloc(struct arena *arena, size_t size);
/* An array of count zeroed items. */
void *arena_array(struct arena *arena, size_t count, size_t size);
/*
 * A bigger copy of old (old_size bytes), with the new part zeroed. old stays valid
 * until the arena is released.
 */
void *arena_grow(struct arena *arena, const void *old, size_t old_size, size_t new_size);
/*
 * Room for one more item after the `count` items of a list. The list must start as NULL
 * and grow only through this function. Its capacity doubles, so long lists stay cheap.
 */
void *arena_one_more(struct arena *arena, void *old, size_t count, size_t size);

char *arena_copy(struct arena *arena, const char *text); /* NULL stays NULL */
/* copies length bytes and adds a 0 byte */
char *arena_copy_n(struct arena *arena, const char *bytes, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
	PRINTF_LIKE(2, 0);

/* All bytes allocated so far, for tests and for watch, whose memory must not grow. */
size_t arena_used(const struct arena *arena);

#endif
