/*
 * Memory in a list of blocks: an arena hands out the rest of its newest block and takes
 * a new block when that is full. Nothing is given back before arena_release.
 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Many arenas hold one sentence only, so the first block is small. */
#define FIRST_BLOCK_SIZE ((size_t)2 * 1024)
#define BLOCK_SIZE ((size_t)64 * 1024)

struct block {
	struct block *next;
	size_t size;
	size_t used;
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct block *blocks;
	size_t used;
};

static void out_of_memory(void)
{
	(void)fputs("extrepl: out of memory\n", stderr);
	abort();
}

struct arena *arena_make(void)
{
	struct arena *arena = calloc(1, sizeof(*arena));

	if (arena == NULL)
		out_of_memory();
	return arena;
}

void arena_release(struct arena *arena)
{
	if (arena == NULL)
		return;
	for (struct block *block = arena->blocks, *next; block != NULL; block = next) {
		next = block->next;
		free(block);
	}
	free(arena);
}

static struct block *block_make(size_t size)
{
	struct block *block = calloc(1, sizeof(*block) + size);

	if (block == NULL)
		out_of_memory();
	block->size = size;
	return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);

	if (size > SIZE_MAX / 2)
		out_of_memory();
	size = (size + align) / align * align;
	struct block *block = arena->blocks;
	if (block == NULL || block->size - block->used < size) {
		size_t usual = block == NULL ? FIRST_BLOCK_SIZE : BLOCK_SIZE;
		struct block *fresh = block_make(size > usual ? size : usual);

		/*
		 * A big item gets a block of its own; the current block, which still
		 * has room, stays in use.
		 */
		if (block != NULL && size > usual) {
			fresh->next = block->next;
			block->next = fresh;
		} else {
			fresh->next = block;
			arena->blocks = fresh;
		}
		block = fresh;
	}
	void *item = block->bytes + block->used;
	block->used += size;
	arena->used += size;
	return item;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / 2 / size)
		out_of_memory();
	return arena_alloc(arena, count * size);
}

void *arena_grow(struct arena *arena, const void *old, size_t old_size, size_t new_size)
{
	void *fresh = arena_alloc(arena, new_size);

	if (old != NULL)
		memcpy(fresh, old, old_size);
	return fresh;
}

void *arena_one_more(struct arena *arena, void *old, size_t count, size_t size)
{
	if ((count & (count - 1)) != 0)
		return old;
	return arena_grow(arena, old, count * size, (count == 0 ? 1 : count * 2) * size);
}

char *arena_copy_n(struct arena *arena, const char *bytes, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

	if (length > 0)
		memcpy(copy, bytes, length);
	return copy;
}

char *arena_copy(struct arena *arena, const char *text)
{
	return text == NULL ? NULL : arena_copy_n(arena, text, strlen(text));
}

/*
 * Formats straight into the rest of the current block, which is usually large enough:
 * one pass instead of two.
 */
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
	struct block *block = arena->blocks;
	size_t room = block == NULL ? 0 : block->size - block->used;
	char *place = room == 0 ? NULL : (char *)block->bytes + block->used;
	va_list again;

	va_copy(again, args);
	int length = vsnprintf(place, room, format, args);
	if (length < 0)
		length = 0;
	char *text = arena_alloc(arena, (size_t)length + 1);
	if (text != place) {
		(void)vsnprintf(text, (size_t)length + 1, format, again);
		/* The rest of the block must be zeros again for its next user. */
		if (room > 0)
			memset(place, 0, room);
	}
	va_end(again);
	return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	char *text = arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}

size_t arena_used(const struct arena *arena)
{
	return arena->used;
}
