-- RDS's own settings, and the delay of the link.
DELIMITER //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_configuration (IN name VARCHAR(30), IN value INT)
SQL SECURITY DEFINER
BEGIN
	DECLARE logging BOOLEAN DEFAULT @@SESSION.sql_log_bin;
	DECLARE known BOOLEAN DEFAULT EXISTS (SELECT 1 FROM mysql.rds_configuration c WHERE c.name = LOWER(name));
	DECLARE EXIT HANDLER FOR SQLEXCEPTION
	BEGIN
		BEGIN
			DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
			SET SESSION sql_log_bin = logging;
		END;
		RESIGNAL;
	END;

	SET SESSION sql_log_bin = OFF;
	CASE
	WHEN NOT known OR name IS NULL THEN
		CALL mysql.lab_refuse(CONCAT('Cannot set unknown configuration parameter ''', IFNULL(name, 'NULL'),
			''' using mysql.rds_set_configuration.'));
	WHEN LOWER(name) = 'source delay' THEN
		CALL mysql.lab_set_source_delay(value, '');
	WHEN LOWER(name) = 'binlog retention hours' AND value NOT BETWEEN 1 AND 168 THEN
		CALL mysql.lab_refuse('For binlog retention hours the value must be between 1 and 168 inclusive or be NULL');
	WHEN LOWER(name) = 'target delay' AND (value IS NULL OR value NOT BETWEEN 0 AND 86400) THEN
		CALL mysql.lab_refuse('For target delay the value must be between 0 and 86400 inclusive');
	ELSE
		UPDATE mysql.rds_configuration c SET c.value = value, c.action_timestamp = NOW() WHERE c.name = LOWER(name);
	END CASE;
	SET SESSION sql_log_bin = logging;
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_show_configuration ()
SQL SECURITY DEFINER
BEGIN
	SELECT name, value, description FROM mysql.rds_configuration ORDER BY name;
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_set_source_delay (IN delay INT, IN channel VARCHAR(64))
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
	CALL mysql.lab_note(v_called_by_user, 'Starting: set source delay');

	IF mysql.lab_cluster_role() <> '' THEN
		CALL mysql.lab_refuse('Source delay is not supported on the MySQL Multi-AZ cluster');
	END IF;
	CALL mysql.lab_check_source_delay(delay);
	IF state = 'NOT_EXIST' THEN
		CALL mysql.lab_refuse('You can''t set replication delay because the replica isn''t configured. First call mysql.rds_set_external_master.');
	END IF;
	IF state IN ('ON', 'BROKEN') THEN
		CALL mysql.lab_refuse('You can''t set replication delay because replication is running. First call mysql.rds_stop_replication.');
	END IF;

	CALL mysql.lab_run(CONCAT('CHANGE REPLICATION SOURCE TO SOURCE_DELAY = ', delay, ' FOR CHANNEL ', QUOTE(channel)));

	UPDATE mysql.rds_configuration SET value = delay, action_timestamp = NOW() WHERE name = 'source delay';
	CALL mysql.lab_note(v_called_by_user, 'set source delay');
	SET SESSION sql_log_bin = logging;
	SELECT 'source delay is set successfully.' AS Message;
END //

-- Stops, changes, and starts whatever the state was, also from OFF.
CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_set_auto_position (IN mode TINYINT(1), IN channel VARCHAR(64))
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
	CALL mysql.lab_note(v_called_by_user, 'Starting: set_master_AP');
	IF state = 'NOT_EXIST' THEN
		CALL mysql.lab_refuse('You can''t set auto position because the replica isn''t configured. First call mysql.rds_set_external_master.');
	END IF;

	CALL mysql.lab_run(CONCAT('STOP REPLICA FOR CHANNEL ', QUOTE(channel)));
	-- NULL is a syntax error, which leaves replication stopped.
	CALL mysql.lab_run(CONCAT('CHANGE REPLICATION SOURCE TO SOURCE_AUTO_POSITION = ', IF(mode IS NULL, 'NULL', mode <> 0),
		' FOR CHANNEL ', QUOTE(channel)));
	SELECT CONCAT('Master Auto Position has been set to ', mode <> 0, '.') AS Message;
	CALL mysql.lab_run(CONCAT('START REPLICA FOR CHANNEL ', QUOTE(channel)));
	CALL mysql.lab_sleep(2);
	CALL mysql.lab_await_connection(channel);

	IF mysql.rds_replication_service_state_for_channel(channel) <> 'ON' THEN
		CALL mysql.lab_note(v_called_by_user, 'set_master_AP:ERR');
		CALL mysql.lab_refuse('Slave has encountered a new error. Please use SHOW SLAVE STATUS to see the error.');
	END IF;
	CALL mysql.lab_note(v_called_by_user, 'set_master_AP:OK');
	SET SESSION sql_log_bin = logging;
	SELECT 'Slave is running normally' AS Message;
END //

-- A channel that is configured but off is no hindrance to a GTID baseline.
CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_refuse_gtids_while_running ()
SQL SECURITY DEFINER
BEGIN
	IF EXISTS (SELECT 1 FROM performance_schema.replication_connection_status WHERE SERVICE_STATE <> 'OFF'
		UNION ALL SELECT 1 FROM performance_schema.replication_applier_status WHERE SERVICE_STATE <> 'OFF') THEN
		CALL mysql.lab_refuse('You can''t modify gtid_purged because replication is already running.');
	END IF;
END //

DELIMITER ;
