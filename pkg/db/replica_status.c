/*
 * Reads a row of the status of a replica. What it means is left to the callers.
 */
#include "db/replica_status.h"

#include "base/text.h"

bool replica_status_read(const struct rows *rows, size_t row, struct replica_status *out)
{
#define EITHER(mysql, other) rows_either(rows, row, mysql, other)
#define NUMBER(mysql, other) rows_number(EITHER(mysql, other), 0)
#define NAMED(name) rows_named(rows, row, name)
	const char *channel = EITHER("Channel_Name", "Connection_name");
	/* clang-format off */
	const struct replica_status status = {
		.channel          = channel == NULL ? "" : channel,
		.host             = EITHER("Source_Host", "Master_Host"),
		.port             = (unsigned)NUMBER("Source_Port", "Master_Port"),
		.user             = EITHER("Source_User", "Master_User"),
		.tls              = EITHER("Source_SSL_Allowed", "Master_SSL_Allowed"),
		.receiver         = EITHER("Replica_IO_Running", "Slave_IO_Running"),
		.applier          = EITHER("Replica_SQL_Running", "Slave_SQL_Running"),
		.receiver_errno   = (unsigned)rows_number(NAMED("Last_IO_Errno"), 0),
		.applier_errno    = (unsigned)rows_number(NAMED("Last_SQL_Errno"), 0),
		.receiver_error   = NAMED("Last_IO_Error"),
		.applier_error    = NAMED("Last_SQL_Error"),
		.read_file        = EITHER("Source_Log_File", "Master_Log_File"),
		.read_position    = NUMBER("Read_Source_Log_Pos", "Read_Master_Log_Pos"),
		.applied_file     = EITHER("Relay_Source_Log_File", "Relay_Master_Log_File"),
		.applied_position = NUMBER("Exec_Source_Log_Pos", "Exec_Master_Log_Pos"),
		.received_gtids   = EITHER("Retrieved_Gtid_Set", "Gtid_IO_Pos"),
		.lag              = EITHER("Seconds_Behind_Source", "Seconds_Behind_Master"),
		.delay            = rows_number(NAMED("SQL_Delay"), 0),
		.server_id        = NUMBER("Source_Server_Id", "Master_Server_Id"),
		.uuid             = EITHER("Source_UUID", "Master_UUID"),
		.retry            = rows_number(NAMED("Connect_Retry"), 60),
	};
	/* clang-format on */
#undef EITHER
#undef NUMBER
#undef NAMED

	if (text_empty(status.host))
		return false;
	*out = status;
	return true;
}
