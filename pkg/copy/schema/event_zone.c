/*
 * Events created with the time zone SYSTEM run in their server's own zone, which is UTC
 * on RDS. So the target's event gets the source's zone by name, or by its offset if the
 * zone has no daylight saving time.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "copy/schema/schema.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "sql/zone_hours.h"

static const struct stored_object *first_in_system_zone(const struct copy *copy)
{
	for (size_t i = 0; i < copy->catalog.stored_objects_count; i++) {
		if (text_equal(copy->catalog.stored_objects[i].time_zone, "SYSTEM"))
			return &copy->catalog.stored_objects[i];
	}
	return NULL;
}

/* A zone's offsets on that server, and the server's name for its own zone. */
static bool read_hours(struct db *db, struct arena *arena, const char **hours,
		       const char **name, struct error *err)
{
	struct rows rows;

	if (!db_query(db, "SELECT " ZONE_HOURS("'SYSTEM'") ", @@system_time_zone",
		      arena, &rows, err))
		return false;
	*hours = rows_value(&rows, 0, 0);
	*name = rows_value(&rows, 0, 1);
	return true;
}

/* "540 540 ...": "+09:00"; NULL for a zone with daylight saving time. */
static const char *offset_of(const char *hours, struct arena *arena)
{
	size_t length = strcspn(hours, " ");
	long minutes = strtol(hours, NULL, 10);

	for (const char *at = hours; *at != '\0'; at += length + (at[length] == ' ')) {
		if (strncmp(at, hours, length) != 0 ||
		    (at[length] != ' ' && at[length] != '\0'))
			return NULL;
	}
	return arena_printf(arena, "%c%02ld:%02ld", minutes < 0 ? '-' : '+',
			    labs(minutes) / 60, labs(minutes) % 60);
}

/*
 * Finds a time zone of the target with these offsets, preferably with the source's own
 * name; none if the admin may not read the list of zones.
 */
static bool find_zone(struct copy *copy, const char *hours, const char *name,
		      struct arena *arena, const char **out, struct error *err)
{
	struct rows rows;

	*out = NULL;
	if (!db_query(copy->target,
		      arena_printf(arena,
				   "SELECT name FROM mysql.time_zone_name WHERE %s = %s"
				   " ORDER BY name <> %s, name NOT LIKE '%%/%%', name LIMIT 1",
				   ZONE_HOURS("name"), quote_text(hours, arena),
				   quote_text(name, arena)),
		      arena, &rows, err))
		return !db_lost(copy->target);
	if (rows.count > 0)
		*out = arena_copy(copy->arena, rows_value(&rows, 0, 0));
	return true;
}

static bool refuse(const struct stored_object *event, const char *name, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	error_set(err, ERROR_FAILED,
		  "%s is in the time zone SYSTEM, on the source %s, which the target "
		  "does not have: it would run at another hour",
		  stored_objects_label(event, arena), name);
	return error_hint(err, "Give the event a named time zone on the source: SET "
			       "time_zone = 'Europe/Paris', then ALTER EVENT ... ON "
			       "SCHEDULE ...; the target must know it.");
}

bool event_zone_find(struct copy *copy, struct error *err)
{
	const struct stored_object *event = first_in_system_zone(copy);
	AUTO_ARENA *arena = arena_make();
	const char *hours, *name, *other, *unused;

	copy->can.system_zone = "SYSTEM";
	if (event == NULL)
		return true;
	if (!read_hours(copy->control, arena, &hours, &name, err) ||
	    !read_hours(copy->target, arena, &other, &unused, err))
		return false;
	if (text_equal(hours, other))
		return true;
	copy->can.system_zone = arena_copy(copy->arena, offset_of(hours, arena));
	if (copy->can.system_zone == NULL &&
	    !find_zone(copy, hours, name, arena, &copy->can.system_zone, err))
		return false;
	if (copy->can.system_zone == NULL)
		return refuse(event, name, err);
	log_fact(copy->pool.run.log, LOG_INFO, copy->job->step,
		 "events in the time zone SYSTEM (%s on the source) get the time zone "
		 "%s on the target, to keep their hour",
		 name, copy->can.system_zone);
	return true;
}
