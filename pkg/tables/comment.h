/*
 * The comment of a stored object, as SHOW CREATE writes it and as it must be sent back.
 */
#ifndef TABLES_COMMENT_H
#define TABLES_COMMENT_H

#include "tables/tables.h"

/*
 * The statement that creates the object again. It is stored->create itself, unless the
 * object was created under NO_BACKSLASH_ESCAPES and has a comment that the server shows
 * with backslashes. Call it before stored_object_recode: the text must still be in the
 * charset of the server's answer.
 */
const char *comment_unescaped(const struct stored_object *stored, struct arena *arena);

#endif
