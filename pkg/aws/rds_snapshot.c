#include <stdlib.h>

#include "aws/rds_internal.h"

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
	const struct xml_node *node = xml_find(result, "DBSnapshots/DBSnapshot");
	const char *percent = xml_text(node, "PercentProgress");
	*out = (struct rds_snapshot){
		.id = id,
		.instance = xml_text(node, "DBInstanceIdentifier"),
		.status = xml_text(node, "Status"),
		.percent = percent == NULL ? 0 : (unsigned)strtoul(percent, NULL, 10),
	};
	return true;
}
