-- Skipping one transaction that the applier fails on.
DELIMITER //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_skip_repl_error (IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
	DECLARE v_called_by_user VARCHAR(352) DEFAULT USER();
	DECLARE logging BOOLEAN DEFAULT @@SESSION.sql_log_bin;
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
	CALL mysql.lab_note(v_called_by_user, 'Starting: skip_repl_error');

	CASE state
	WHEN 'NOT_EXIST' THEN
		CALL mysql.lab_refuse('You can''t skip an error because the replica isn''t configured. First call mysql.rds_set_external_master.');
	WHEN 'ON' THEN
		CALL mysql.lab_refuse('Slave is running normally.  No errors detected to skip.');
	WHEN 'OFF' THEN
		CALL mysql.lab_refuse('Slave is down or disabled.');
	ELSE
		IF mysql.lab_applier_fails(channel) THEN
			CALL mysql.lab_skip(v_called_by_user, channel);
		ELSE
			SELECT CONCAT('The replica SQL thread is running for the specified channel without encountering errors. Run SHOW REPLICA STATUS FOR CHANNEL ''', channel, ''';') AS Message;
		END IF;
	END CASE;
	SET SESSION sql_log_bin = logging;
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
FUNCTION mysql.lab_applier_fails (channel VARCHAR(64)) RETURNS BOOLEAN
READS SQL DATA
SQL SECURITY DEFINER
RETURN EXISTS (
	SELECT 1 FROM performance_schema.replication_applier_status_by_coordinator
	WHERE CHANNEL_NAME = channel AND LAST_ERROR_NUMBER <> 0
	UNION ALL
	SELECT 1 FROM performance_schema.replication_applier_status_by_worker
	WHERE CHANNEL_NAME = channel AND LAST_ERROR_NUMBER <> 0
) //

-- With gtid_mode=ON nothing is skipped although it says so, as on RDS: there the counter
-- cannot be set or has no effect, and the same error returns.
CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_skip (IN called_by VARCHAR(352), IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_run(CONCAT('STOP REPLICA FOR CHANNEL ', QUOTE(channel)));
	CALL mysql.lab_sleep(1);
	BEGIN
		DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
		SET GLOBAL sql_replica_skip_counter = 1;
	END;
	CALL mysql.lab_run(CONCAT('START REPLICA FOR CHANNEL ', QUOTE(channel)));
	SELECT 'Statement in error has been skipped' AS Message;
	CALL mysql.lab_sleep(3);
	CALL mysql.lab_await_connection(channel);

	IF mysql.rds_replication_service_state_for_channel(channel) = 'ON' THEN
		CALL mysql.lab_note(called_by, 'skip_repl_error:OK');
		SELECT 'Slave is now running normally' AS Message;
	ELSE
		CALL mysql.lab_note(called_by, 'skip_repl_error:ERR');
		CALL mysql.lab_refuse('Slave has encountered a new error. Please use SHOW SLAVE STATUS to see the error.');
	END IF;
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_skip_repl_error ()
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_skip_repl_error('');
END //

-- An empty transaction under the number. No state is looked at, no beginning noted.
CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_skip_transaction_with_gtid (IN gtid_to_skip TEXT)
SQL SECURITY DEFINER
BEGIN
	DECLARE v_called_by_user VARCHAR(352) DEFAULT USER();
	DECLARE logging BOOLEAN DEFAULT @@SESSION.sql_log_bin;

	SET @@SESSION.gtid_next = gtid_to_skip;
	START TRANSACTION;
	COMMIT;
	SET @@SESSION.gtid_next = 'AUTOMATIC';
	SET SESSION sql_log_bin = OFF;
	CALL mysql.lab_note(v_called_by_user, 'rds_skip_transaction_with_gtid:OK');
	SET SESSION sql_log_bin = logging;
	SELECT 'Transaction has been skipped successfully.' AS Message;
END //

DELIMITER ;
