-- Starting and stopping. Neither is idempotent, and the answer of neither proves anything.
DELIMITER //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_start (IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
	DECLARE v_called_by_user VARCHAR(50) DEFAULT USER();
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
	CALL mysql.lab_note(v_called_by_user, IF(channel = '', 'Starting: start slave', 'Starting: start channel'));
	CALL mysql.lab_refuse_cluster(TRUE);

	CASE state
	WHEN 'NOT_EXIST' THEN
		CALL mysql.lab_refuse(IF(channel = '',
			'You can''t start replication because the replica isn''t configured. First call mysql.rds_set_external_master.',
			'The given channel does not exist. Run SHOW REPLICA STATUS\\G to find all existing channel names.'));
	WHEN 'ON' THEN
		CALL mysql.lab_refuse(IF(channel = '',
			'Replication may already be running. Call rds_stop_replication to stop replication',
			CONCAT('Replication may already be running for channel. Run SHOW REPLICA STATUS FOR CHANNEL ''', channel, '''\\G .')));
	WHEN 'BROKEN' THEN
		CALL mysql.lab_refuse(IF(channel = '',
			'Replication might be running. First call mysql.rds_stop_replication.',
			'The replication on given channel might be running. First call mysql.rds_stop_replication_for_channel.'));
	ELSE
		IF @@GLOBAL.sql_replica_skip_counter <> 0 THEN
			CALL mysql.lab_refuse('Another session currently running the procedure mysql.rds_skip_repl_error_for_channel. Consider retrying the procedure call.');
		END IF;
	END CASE;

	-- Noted even when the start fails. With autocommit off this opens a transaction in which
	-- the next line fails (1694) and the handler cannot undo the first: RDS's trap, kept.
	CALL mysql.lab_note_status(v_called_by_user, 'start slave', channel);
	SET SESSION sql_log_bin = OFF;
	CALL mysql.lab_sleep(1);
	CALL mysql.lab_run(CONCAT('START REPLICA FOR CHANNEL ', QUOTE(channel)));
	CALL mysql.lab_sleep(2);
	CALL mysql.lab_await_connection(channel);

	IF mysql.rds_replication_service_state_for_channel(channel) <> 'ON' THEN
		CALL mysql.lab_refuse(IF(channel = '',
			'Slave has encountered an error. Run SHOW SLAVE STATUS\\G; to see the error.',
			CONCAT('Start replication failed. To see the error, run SHOW REPLICA STATUS FOR CHANNEL ''', channel, '''\\G .')));
	END IF;
	CALL mysql.lab_note(v_called_by_user, IF(channel = '', 'start slave', 'start channel'));
	SET SESSION sql_log_bin = logging;
	SELECT IF(channel = '', 'Replication started. Slave is now running normally.',
		CONCAT('Replication started for channel ''', channel, ''' and replication is now running normally.')) AS Message;
END //

-- Where sleeps are scaled down, a link that RDS's 2 s would have seen come up must not be
-- reported as an error: a first connection attempt under way is given the rest of that time.
CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_await_connection (IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
	DECLARE waited DECIMAL(6, 2) DEFAULT (SELECT 2 * value FROM mysql.lab_settings WHERE name = 'sleep scale');

	WHILE waited < 2 AND EXISTS (
		SELECT 1 FROM performance_schema.replication_connection_status
		WHERE CHANNEL_NAME = channel AND SERVICE_STATE = 'CONNECTING' AND LAST_ERROR_NUMBER = 0
	) DO
		DO SLEEP(0.05);
		SET waited = waited + 0.05;
	END WHILE;
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_stop (IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
	DECLARE v_called_by_user VARCHAR(50) DEFAULT USER();
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
	CALL mysql.lab_note(v_called_by_user, IF(channel = '', 'Starting: stop slave', 'Starting: stop channel'));
	CALL mysql.lab_refuse_cluster(TRUE);

	IF state = 'NOT_EXIST' THEN
		CALL mysql.lab_refuse('You can''t stop replication because the replica isn''t configured. First call mysql.rds_set_external_master.');
	END IF;
	IF state = 'OFF' THEN
		CALL mysql.lab_refuse(IF(channel = '',
			'Slave is already stopped or may not be configured. Run SHOW SLAVE STATUS\\G;',
			'Replication is already stopped for the given channel. Run SHOW REPLICA STATUS\\G .'));
	END IF;

	CALL mysql.lab_note_status(v_called_by_user, 'stop slave', channel);
	COMMIT;
	CALL mysql.lab_sleep(1);
	CALL mysql.lab_run(CONCAT('STOP REPLICA FOR CHANNEL ', QUOTE(channel)));
	CALL mysql.lab_sleep(2);

	CALL mysql.lab_note(v_called_by_user, IF(channel = '', 'stop slave', 'stop channel'));
	SET SESSION sql_log_bin = logging;
	SELECT IF(channel = '', 'Slave is now down or disabled',
		CONCAT('Replication for channel ''', channel, ''' is down or disabled.')) AS Message;
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_start_replication ()
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_start('');
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_stop_replication ()
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_stop('');
END //

DELIMITER ;
