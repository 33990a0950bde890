/* Creates a DB snapshot, reads one, and finds the newest that extrepl made. */
#include <stdlib.h>
#include <string.h>

#include "aws/rds_internal.h"

static void parse(const struct xml_node *node, struct rds_snapshot *out)
{
	const char *percent = xml_text(node, "PercentProgress");

	*out = (struct rds_snapshot){
		.id = xml_text(node, "DBSnapshotIdentifier"),
		.instance = xml_text(node, "DBInstanceIdentifier"),
		.status = xml_text(node, "Status"),
		.created_at = xml_text(node, "SnapshotCreateTime"),
		.percent = percent == NULL ? 0 : (unsigned)strtoul(percent, NULL, 10),
	};
}

bool rds_snapshot_create(struct aws *aws, const char *id, const char *instance,
			 struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct text form = text_make(arena);
	const struct xml_node *result;

	form_add(&form, "DBSnapshotIdentifier", id);
	form_add(&form, "DBInstanceIdentifier", instance);
	return rds_call(aws, "CreateDBSnapshot", &form, true, arena, &result, err);
}

bool rds_snapshot_read(struct aws *aws, const char *id, struct arena *arena,
		       struct rds_snapshot *out, struct error *err)
{
	struct text form = text_make(arena);
	const struct xml_node *result;

	form_add(&form, "DBSnapshotIdentifier", id);
	if (!rds_call(aws, "DescribeDBSnapshots", &form, false, arena, &result, err)) {
		if (!aws_refused_with(aws, "DBSnapshotNotFound") &&
		    !aws_refused_with(aws, "DBSnapshotNotFoundFault"))
			return false;
		*out = (struct rds_snapshot){ .id = id };
		return true;
	}
	parse(xml_find(result, "DBSnapshots/DBSnapshot"), out);
	out->id = id;
	return true;
}

/*
 * Times in one format compare as texts; a snapshot that has not started yet is the
 * newest.
 */
static bool is_newer(const struct rds_snapshot *a, const struct rds_snapshot *b)
{
	if (b->id == NULL || a->created_at == NULL)
		return true;
	return b->created_at != NULL && strcmp(a->created_at, b->created_at) > 0;
}

struct newest {
	const struct rds_instance *instance;
	const char *begins;
	struct rds_snapshot found;
};

static bool keep_newest(const struct xml_node *node, void *arg)
{
	struct newest *newest = arg;
	const char *resource = xml_text(node, "DbiResourceId");
	struct rds_snapshot snapshot;

	parse(node, &snapshot);
	bool same = resource == NULL || newest->instance->resource_id == NULL ||
		    text_equal(resource, newest->instance->resource_id);
	if (same && text_starts(snapshot.id, newest->begins) &&
	    is_newer(&snapshot, &newest->found))
		newest->found = snapshot;
	return true;
}

bool rds_snapshot_newest(struct aws *aws, const struct rds_instance *instance,
			 const char *begins, struct arena *arena,
			 struct rds_snapshot *out, struct error *err)
{
	struct newest newest = { .instance = instance, .begins = begins };
	struct text form = text_make(arena);
	const struct rds_listing listing = {
		.action = "DescribeDBSnapshots",
		.list = "DBSnapshots",
		.form = &form,
		.visit = keep_newest,
		.arg = &newest,
	};

	form_add(&form, "DBInstanceIdentifier", instance->id);
	form_add(&form, "SnapshotType", "manual");
	if (!rds_list(aws, &listing, arena, err))
		return false;
	*out = newest.found;
	return true;
}
