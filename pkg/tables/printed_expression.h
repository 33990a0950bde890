/*
 * An expression as MySQL's information_schema prints it, in another way than SHOW CREATE
 * does: `_cp1251\'\xc3\xa6\'` for a literal whose one byte is 0xe6. Quotes and
 * backslashes have a backslash before them, and each byte of a literal is printed as the
 * character with that number. SHOW CREATE may show the same literal in the character set
 * of the column that it is combined with, and the table made from that text prints it so.
 */
#ifndef TABLES_PRINTED_EXPRESSION_H
#define TABLES_PRINTED_EXPRESSION_H

#include "base/arena.h"

/*
 * The same expression without these backslashes, and each literal as the bytes x'...' of
 * its text in UTF-8, whatever its character set. A literal in a character set that is
 * not known here keeps its introducer: `_swe7 x'...'`. Other texts are returned as they
 * are.
 */
const char *printed_expression(const char *printed, struct arena *arena);

#endif
