/*
 * Properties of an open connection that need no statement. connect.c opens and closes
 * it.
 */
#include "db/internal.h"

const struct db_server *db_server(const struct db *db)
{
	return &db->server;
}

const char *db_label(const struct db *db)
{
	return db->label;
}

bool db_lost(const struct db *db)
{
	return db == NULL || db->lost;
}
