-- Forgetting the source. It stops replication by itself. The names are in names/.
DELIMITER //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_reset_external (IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
	DECLARE v_called_by_user VARCHAR(352) DEFAULT USER();
	DECLARE logging BOOLEAN DEFAULT @@SESSION.sql_log_bin;
	DECLARE read_replica BOOLEAN DEFAULT mysql.lab_is_read_replica();
	DECLARE state VARCHAR(20) DEFAULT mysql.rds_replication_service_state_for_channel(channel);
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

	CALL mysql.lab_refuse_read_replica(read_replica);
	CALL mysql.lab_refuse_cluster(TRUE);
	IF state = 'NOT_EXIST' THEN
		CALL mysql.lab_refuse('You can''t reset replication because replication isn''t configured. First run mysql.rds_set_external_master.');
	END IF;

	IF state IN ('ON', 'BROKEN') THEN
		CALL mysql.lab_run(CONCAT('STOP REPLICA FOR CHANNEL ', QUOTE(channel)));
		CALL mysql.lab_sleep(2);
	END IF;
	CALL mysql.lab_run(CONCAT('RESET REPLICA ALL FOR CHANNEL ', QUOTE(channel)));

	CALL mysql.lab_note_status(v_called_by_user, 'reset slave', channel);
	UPDATE mysql.rds_replication_status SET master_host = NULL, master_port = NULL WHERE channel_name = channel;
	DELETE FROM mysql.rds_replication_status WHERE channel_name = channel AND channel <> '';
	CALL mysql.lab_note(v_called_by_user, IF(channel = '', 'reset slave', 'reset replica for channel'));
	SET SESSION sql_log_bin = logging;
	SELECT IF(channel = '', 'Slave has been reset', CONCAT('Replication has been reset for channel ''', channel, '''')) AS message;
END //

DELIMITER ;
