/*
 * How the rows of a table are read and written so that they are the same bit for bit:
 * the columns that are stored (not the generated ones), each by the row of its type.
 */
#ifndef TABLES_SELECTION_H
#define TABLES_SELECTION_H

#include "tables/tables.h"

struct selection {
	const struct column **columns; /* in the order of the SELECT */
	size_t count;
	/* which of them are JSON: their types follow the columns in a row */
	const size_t *typed;
	size_t typed_count;
	const char *select; /* SELECT ... FROM ..., to be followed by WHERE */
	/* to follow it: reads in the order of the primary key, if any */
	const char *in_order;
	const char *load;   /* LOAD DATA LOCAL INFILE ... (...) SET ... */
	const char *insert; /* INSERT INTO ... (...) VALUES */
};

/*
 * shifted: the session that loads is in another time zone than UTC, in which TIMESTAMPs
 * are read.
 */
void selection_make(const struct table *table, bool shifted, struct arena *arena,
		    struct selection *out);

#endif
