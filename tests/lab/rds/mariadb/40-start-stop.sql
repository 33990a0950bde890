-- Starting and stopping. Neither is idempotent, and the answer of neither proves anything.
DELIMITER //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_start_replication ()
SQL SECURITY DEFINER
BEGIN
	DECLARE v_called_by_user VARCHAR(50) DEFAULT USER();
	DECLARE logging BOOLEAN DEFAULT @@SESSION.sql_log_bin;
	DECLARE state VARCHAR(20) DEFAULT mysql.lab_replication_state();
	DECLARE EXIT HANDLER FOR SQLEXCEPTION
	BEGIN
		BEGIN
			DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
			SET SESSION sql_log_bin = logging;
		END;
		RESIGNAL;
	END;

	SET SESSION sql_log_bin = OFF;
	CALL mysql.lab_note(v_called_by_user, 'Starting: start slave');

	CASE state
	WHEN 'NOT_EXIST' THEN
		CALL mysql.lab_refuse('You can''t start replication because the replica isn''t configured. First call mysql.rds_set_external_master.');
	WHEN 'ON' THEN
		CALL mysql.lab_refuse('Replication may already be running. Call rds_stop_replication to stop replication');
	WHEN 'BROKEN' THEN
		CALL mysql.lab_refuse('Replication might be running. First call mysql.rds_stop_replication.');
	ELSE
		IF @@GLOBAL.sql_slave_skip_counter <> 0 THEN
			CALL mysql.lab_refuse('Another session currently running the procedure mysql.rds_skip_repl_error_for_channel. Consider retrying the procedure call.');
		END IF;
	END CASE;

	-- Noted even when the start fails. With autocommit off this opens a transaction in which
	-- the next line fails (1694) and the handler cannot undo the first: RDS's trap, kept.
	CALL mysql.lab_note_status(v_called_by_user, 'start slave');
	SET SESSION sql_log_bin = OFF;
	CALL mysql.lab_sleep(1);
	START SLAVE;
	CALL mysql.lab_sleep(2);
	CALL mysql.lab_await_connection();

	IF mysql.lab_replication_state() <> 'ON' THEN
		CALL mysql.lab_refuse('Slave has encountered an error. Run SHOW SLAVE STATUS\\G; to see the error.');
	END IF;
	CALL mysql.lab_note(v_called_by_user, 'start slave');
	SET SESSION sql_log_bin = logging;
	SELECT 'Replication started. Slave is now running normally.' AS Message;
END //

-- Where sleeps are scaled down, a link that RDS's 2 s would have seen come up must not be
-- reported as an error: a first connection attempt under way is given the rest of that time.
CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_await_connection ()
SQL SECURITY DEFINER
BEGIN
	DECLARE waited DECIMAL(6, 2) DEFAULT (SELECT 2 * value FROM mysql.lab_settings WHERE name = 'sleep scale');

	WHILE waited < 2 AND EXISTS (
		SELECT 1 FROM mysql.lab_replica
		WHERE Connection_name = '' AND Slave_IO_Running IN ('Connecting', 'Preparing') AND Last_IO_Errno = 0
	) DO
		DO SLEEP(0.05);
		SET waited = waited + 0.05;
	END WHILE;
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_stop_replication ()
SQL SECURITY DEFINER
BEGIN
	DECLARE v_called_by_user VARCHAR(50) DEFAULT USER();
	DECLARE logging BOOLEAN DEFAULT @@SESSION.sql_log_bin;
	DECLARE state VARCHAR(20) DEFAULT mysql.lab_replication_state();
	DECLARE EXIT HANDLER FOR SQLEXCEPTION
	BEGIN
		BEGIN
			DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
			SET SESSION sql_log_bin = logging;
		END;
		RESIGNAL;
	END;

	SET SESSION sql_log_bin = OFF;
	CALL mysql.lab_note(v_called_by_user, 'Starting: stop slave');

	IF state = 'NOT_EXIST' THEN
		CALL mysql.lab_refuse('You can''t stop replication because the replica isn''t configured. First call mysql.rds_set_external_master.');
	END IF;
	IF state = 'OFF' THEN
		CALL mysql.lab_refuse('Slave is already stopped or may not be configured. Run SHOW SLAVE STATUS\\G;');
	END IF;

	CALL mysql.lab_note_status(v_called_by_user, 'stop slave');
	COMMIT;
	CALL mysql.lab_sleep(1);
	STOP SLAVE;
	CALL mysql.lab_sleep(2);

	CALL mysql.lab_note(v_called_by_user, 'stop slave');
	SET SESSION sql_log_bin = logging;
	SELECT 'Slave is now down or disabled' AS Message;
END //

DELIMITER ;
