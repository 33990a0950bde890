-- Forgetting the source. It stops replication by itself. Its name is in 31.
DELIMITER //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_reset_external ()
SQL SECURITY DEFINER
BEGIN
	DECLARE v_called_by_user VARCHAR(352) DEFAULT USER();
	DECLARE logging BOOLEAN DEFAULT @@SESSION.sql_log_bin;
	DECLARE state VARCHAR(20) DEFAULT mysql.lab_replication_state();
	DECLARE read_replica BOOLEAN DEFAULT mysql.lab_is_read_replica();
	DECLARE EXIT HANDLER FOR SQLEXCEPTION
	BEGIN
		BEGIN
			DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
			SET SESSION sql_log_bin = logging;
		END;
		RESIGNAL;
	END;

	SET SESSION sql_log_bin = OFF;
	CALL mysql.lab_note(v_called_by_user, 'Starting: reset slave');

	IF read_replica THEN
		CALL mysql.lab_refuse('Permission Denied: This instance is a RDS Read Replica.');
	END IF;
	IF state = 'NOT_EXIST' THEN
		CALL mysql.lab_refuse('You can''t reset replication because replication isn''t configured. First run mysql.rds_set_external_master.');
	END IF;

	IF state IN ('ON', 'BROKEN') THEN
		STOP SLAVE;
		CALL mysql.lab_sleep(2);
	END IF;
	RESET SLAVE ALL;

	CALL mysql.lab_note_status(v_called_by_user, 'reset slave');
	UPDATE mysql.rds_replication_status SET master_host = NULL, master_port = NULL WHERE channel_name = '';
	CALL mysql.lab_note(v_called_by_user, 'reset slave');
	SET SESSION sql_log_bin = logging;
	SELECT 'Slave has been reset' AS message;
END //

DELIMITER ;
