/*
 * How the rows of a table are read and written so that they stay the same bit for bit:
 * all columns except generated ones, each as its type needs (types.c).
 */
#ifndef TABLES_SELECTION_H
#define TABLES_SELECTION_H

#include "tables/tables.h"

struct selection {
	const struct column **columns; /* in the order of the SELECT */
	size_t count;
	/*
	 * indexes of the JSON columns; the types of their nodes follow the columns in a
	 * row
	 */
	const size_t *typed;
	size_t typed_count;
	const char *select; /* SELECT ... FROM ..., to be followed by WHERE */
	/* to follow select: reads in the order of the primary key, if any */
	const char *in_order;
	const char *load;   /* LOAD DATA LOCAL INFILE ... (...) SET ... */
	const char *insert; /* INSERT INTO ... (...) VALUES */
};

/*
 * shifted: TIMESTAMPs are read in UTC, but the session that loads is in another time
 * zone.
 */
void selection_make(const struct table *table, bool shifted, struct arena *arena,
		    struct selection *out);

#endif
