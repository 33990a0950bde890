/*
 * The comment of a stored object, as SHOW CREATE writes it and as it must be sent back.
 */
#ifndef TABLES_COMMENT_H
#define TABLES_COMMENT_H

#include "tables/tables.h"

/*
 * The statement that makes the object again. It is stored->create itself, unless the
 * object was made under NO_BACKSLASH_ESCAPES and has a comment that the server has
 * written with backslashes. The text must still be in the charset of the server's
 * answer: before stored_object_recode.
 */
const char *comment_unescaped(const struct stored_object *stored, struct arena *arena);

#endif
