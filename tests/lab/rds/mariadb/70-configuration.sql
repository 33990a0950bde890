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
		CALL mysql.rds_set_source_delay(value);
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
PROCEDURE mysql.rds_set_source_delay (IN delay INT)
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
	CALL mysql.lab_note(v_called_by_user, 'Starting: set source delay');

	CALL mysql.lab_check_source_delay(delay);
	IF state = 'NOT_EXIST' THEN
		CALL mysql.lab_refuse('You can''t set replication delay because the replica isn''t configured. First call mysql.rds_set_external_master.');
	END IF;
	IF state IN ('ON', 'BROKEN') THEN
		CALL mysql.lab_refuse('You can''t set replication delay because replication is running. First call mysql.rds_stop_replication.');
	END IF;

	SET @cmd = CONCAT('CHANGE MASTER TO MASTER_DELAY = ', delay);
	PREPARE change_source FROM @cmd;
	EXECUTE change_source;
	DEALLOCATE PREPARE change_source;

	UPDATE mysql.rds_configuration SET value = delay, action_timestamp = NOW() WHERE name = 'source delay';
	CALL mysql.lab_note(v_called_by_user, 'set source delay');
	SET SESSION sql_log_bin = logging;
	SELECT 'source delay is set successfully.' AS Message;
END //

DELIMITER ;
