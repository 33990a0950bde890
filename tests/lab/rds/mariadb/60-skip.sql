-- Skipping one transaction that the applier fails on.
DELIMITER //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_skip_repl_error ()
SQL SECURITY DEFINER
BEGIN
	DECLARE v_called_by_user VARCHAR(352) DEFAULT USER();
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
	CALL mysql.lab_note(v_called_by_user, 'Starting: skip_repl_error');

	CASE state
	WHEN 'NOT_EXIST' THEN
		CALL mysql.lab_refuse('You can''t skip an error because the replica isn''t configured. First call mysql.rds_set_external_master.');
	WHEN 'ON' THEN
		CALL mysql.lab_refuse('Slave is running normally.  No errors detected to skip.');
	WHEN 'OFF' THEN
		CALL mysql.lab_refuse('Slave is down or disabled.');
	ELSE
		IF mysql.lab_applier_fails() THEN
			CALL mysql.lab_skip(v_called_by_user);
		ELSE
			SELECT 'The replica SQL thread is running for the specified channel without encountering errors. Run SHOW REPLICA STATUS FOR CHANNEL '''';' AS Message;
		END IF;
	END CASE;
	SET SESSION sql_log_bin = logging;
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
FUNCTION mysql.lab_applier_fails () RETURNS BOOLEAN
READS SQL DATA
SQL SECURITY DEFINER
RETURN EXISTS (SELECT 1 FROM mysql.lab_replica WHERE Connection_name = '' AND Last_SQL_Errno <> 0) //

-- One event group, counted by the server.
CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_skip (IN called_by VARCHAR(352))
SQL SECURITY DEFINER
BEGIN
	STOP SLAVE;
	CALL mysql.lab_sleep(1);
	BEGIN
		DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
		SET GLOBAL sql_slave_skip_counter = 1;
	END;
	START SLAVE;
	SELECT 'Statement in error has been skipped' AS Message;
	CALL mysql.lab_sleep(3);
	CALL mysql.lab_await_connection();

	IF mysql.lab_replication_state() = 'ON' THEN
		CALL mysql.lab_note(called_by, 'skip_repl_error:OK');
		SELECT 'Slave is now running normally' AS Message;
	ELSE
		CALL mysql.lab_note(called_by, 'skip_repl_error:ERR');
		CALL mysql.lab_refuse('Slave has encountered a new error. Please use SHOW SLAVE STATUS to see the error.');
	END IF;
END //

DELIMITER ;
