/* Which IAM permission each call to AWS's API needs. pkg/aws makes the calls. */
#include "plan/plan.h"

const char *order_permission(enum aws_order order)
{
	static const char *const permissions[] = {
		[AWS_NOTHING] = "",
		[AWS_CREATE_GROUP] = "rds:CreateDBParameterGroup",
		[AWS_SET_PARAMETERS] = "rds:ModifyDBParameterGroup",
		[AWS_USE_GROUP] = "rds:ModifyDBInstance",
		[AWS_REBOOT] = "rds:RebootDBInstance",
		[AWS_SNAPSHOT] = "rds:CreateDBSnapshot",
	};

	return permissions[order];
}
