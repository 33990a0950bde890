-- The baseline of a link by GTID: RDS for MySQL 8.0.37 and later. One interval a call, for good.
DELIMITER //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_external_source_gtid_purged (
	IN server_uuid VARCHAR(36), IN start_pos BIGINT, IN end_pos BIGINT
)
SQL SECURITY DEFINER
BEGIN
	DECLARE v_called_by_user VARCHAR(352) DEFAULT USER();
	DECLARE logging BOOLEAN DEFAULT @@SESSION.sql_log_bin;
	DECLARE read_replica BOOLEAN DEFAULT mysql.lab_is_read_replica();
	DECLARE EXIT HANDLER FOR SQLEXCEPTION
	BEGIN
		BEGIN
			DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
			SET SESSION sql_log_bin = OFF;
			CALL mysql.lab_note(v_called_by_user, 'set gtid_purged:ERR');
			SET SESSION sql_log_bin = logging;
		END;
		RESIGNAL;
	END;

	SET SESSION sql_log_bin = OFF;
	CALL mysql.lab_note(v_called_by_user, 'begin: set gtid_purged');
	IF read_replica THEN
		CALL mysql.lab_refuse('Permission Denied: This instance is an RDS Read Replica');
	END IF;
	CALL mysql.lab_refuse_cluster(FALSE);
	CALL mysql.lab_refuse_gtids_while_running();
	IF NOT server_uuid REGEXP '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$' THEN
		CALL mysql.lab_refuse('Invalid input value for server_uuid');
	END IF;
	IF start_pos < 1 THEN
		CALL mysql.lab_refuse('Invalid input value for start_pos. The value of start_pos should be greater than or equal to 1');
	END IF;
	IF end_pos < start_pos THEN
		CALL mysql.lab_refuse('Invalid input value for end_pos. The value of end_pos should be greater than or equal to start_pos value');
	END IF;
	IF server_uuid = @@GLOBAL.server_uuid THEN
		CALL mysql.lab_refuse('You cannot change the GTID set belongs to the current instance');
	END IF;
	IF GTID_SUBTRACT(CONCAT(server_uuid, ':', start_pos, '-', end_pos), @@GLOBAL.gtid_executed) <>
		GTID_SUBTRACT(CONCAT(server_uuid, ':', start_pos, '-', end_pos), '') THEN
		CALL mysql.lab_refuse('The GTID set must be a superset of current @@GLOBAL.GTID_PURGED value');
	END IF;
	CALL mysql.lab_run(CONCAT('SET GLOBAL gtid_purged = ''+', server_uuid, ':', start_pos, '-', end_pos, ''''));
	CALL mysql.lab_note(v_called_by_user, 'set gtid_purged:OK');
	SET SESSION sql_log_bin = logging;
END //

DELIMITER ;
