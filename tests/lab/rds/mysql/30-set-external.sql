-- Where to replicate from. The names that users call are in names/.
DELIMITER //

-- name is NULL in the forms by auto position; with_delay in those that leave a delay as it is.
CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_set_source (
	IN called_by VARCHAR(352), IN read_replica BOOLEAN,
	IN host VARCHAR(255), IN port INT, IN user VARCHAR(96), IN passwd TEXT,
	IN name VARCHAR(50), IN pos BIGINT UNSIGNED, IN enable_ssl TINYINT(1), IN with_delay INT,
	IN auto_position BOOLEAN, IN channel VARCHAR(64), IN what_begins VARCHAR(40), IN what VARCHAR(40)
)
SQL SECURITY DEFINER
BEGIN
	DECLARE state VARCHAR(20) DEFAULT mysql.rds_replication_service_state_for_channel(channel);

	CALL mysql.lab_note_link(called_by, what_begins, host, port, user, name, pos, enable_ssl, with_delay, auto_position);
	CALL mysql.lab_refuse_read_replica(read_replica);
	IF auto_position THEN
		CALL mysql.lab_refuse_cluster(TRUE);
	END IF;
	IF state IN ('ON', 'BROKEN') THEN
		CALL mysql.lab_refuse(IF(channel = '',
			'You can''t modify replication because replication is running. First call mysql.rds_stop_replication.',
			'You can''t modify the given channel because replication is running. First call mysql.rds_stop_replication_for_channel.'));
	END IF;
	CALL mysql.lab_check_other_channels(host, port, channel, auto_position);

	-- Committed before the change is made: a change that fails leaves its host here.
	CALL mysql.lab_note_status(called_by, 'set master', channel);
	UPDATE mysql.rds_replication_status SET master_host = host, master_port = port WHERE channel_name = channel;
	COMMIT;

	-- QUOTE(NULL) is the word NULL: a syntax error whose message quotes what follows.
	CALL mysql.lab_run(CONCAT('CHANGE REPLICATION SOURCE TO SOURCE_HOST = ', QUOTE(host),
		', SOURCE_PORT = ', IFNULL(port, 'NULL'),
		', SOURCE_USER = ', QUOTE(user),
		', SOURCE_PASSWORD = ', QUOTE(TRIM(passwd)),
		IF(auto_position, '', CONCAT(', SOURCE_LOG_FILE = ', QUOTE(name), ', SOURCE_LOG_POS = ', IFNULL(pos, 'NULL'))),
		', SOURCE_SSL = ', IFNULL(enable_ssl, 'NULL'),
		IF(with_delay IS NULL AND NOT auto_position, '', CONCAT(', SOURCE_DELAY = ', IFNULL(with_delay, 'NULL'))),
		', SOURCE_AUTO_POSITION = ', auto_position + 0, ' FOR CHANNEL ', QUOTE(channel)));

	CALL mysql.lab_note_link(called_by, what, host, port, user, name, pos, enable_ssl, with_delay, auto_position);
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_note_link (
	IN called_by VARCHAR(352), IN what VARCHAR(40), IN host VARCHAR(255), IN port INT, IN user VARCHAR(96),
	IN log_file VARCHAR(50), IN pos BIGINT UNSIGNED, IN enable_ssl TINYINT(1), IN with_delay INT, IN by_gtid BOOLEAN
)
SQL SECURITY DEFINER
BEGIN
	INSERT INTO mysql.rds_history (called_by_user, action, mysql_version, master_host, master_port, master_user,
		master_log_file, master_log_pos, master_ssl, master_delay, auto_position)
	VALUES (called_by, what, VERSION(), host, port, user, log_file, pos, enable_ssl, with_delay, by_gtid);
	COMMIT;
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_check_other_channels (IN host VARCHAR(255), IN port INT, IN channel VARCHAR(64), IN by_gtid BOOLEAN)
SQL SECURITY DEFINER
BEGIN
	DECLARE others INT;
	DECLARE same INT;

	SELECT COUNT(*), COUNT(IF(c.HOST = host AND c.PORT = port, 1, NULL)) INTO others, same
	FROM performance_schema.replication_connection_configuration c WHERE c.CHANNEL_NAME <> channel;

	IF others >= 15 THEN
		CALL mysql.lab_refuse(CONCAT('Maximum 15 channels are allowed in ', IF(by_gtid, 'multi source', 'multi-source'),
			' replication on RDS.'));
	END IF;
	IF same > 0 THEN
		CALL mysql.lab_refuse(CONCAT(
			IF(by_gtid, 'Use multiple channels to replicate', 'Configuring multiple channels to replicate'),
			' from the host: ', host, ' and port: ', port, ' is not supported.'));
	END IF;
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_check_source_delay (IN delay INT)
SQL SECURITY DEFINER
BEGIN
	IF delay IS NULL OR delay NOT BETWEEN 0 AND 86400 THEN
		CALL mysql.lab_refuse('For source delay the value must be between 0 and 86400 inclusive.');
	END IF;
END //

-- By file and position. Too long values are refused before anything is noted.
CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_set_external (
	IN host VARCHAR(255), IN port INT, IN user TEXT, IN passwd TEXT, IN name TEXT,
	IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1), IN with_delay INT, IN channel VARCHAR(64)
)
SQL SECURITY DEFINER
BEGIN
	DECLARE v_called_by_user VARCHAR(50) DEFAULT USER();
	DECLARE master_user VARCHAR(96) DEFAULT TRIM(user);
	DECLARE master_log_file VARCHAR(50) DEFAULT TRIM(name);
	DECLARE logging BOOLEAN DEFAULT @@SESSION.sql_log_bin;
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
	CALL mysql.lab_set_source(v_called_by_user, read_replica, TRIM(host), port, master_user, passwd, master_log_file, pos,
		enable_ssl_encryption, with_delay, FALSE, channel,
		IF(channel = '', CONCAT('Starting: set master', IF(with_delay IS NULL, '', ' with delay')), 'Starting: set channel'),
		IF(channel = '', CONCAT('set master', IF(with_delay IS NULL, '', ' with delay')), 'set channel source'));
	SET SESSION sql_log_bin = logging;
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_set_external_with_delay (
	IN host VARCHAR(255), IN port INT, IN user TEXT, IN passwd TEXT, IN name TEXT,
	IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1), IN delay INT, IN channel VARCHAR(64)
)
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_check_source_delay(delay);
	CALL mysql.lab_set_external(host, port, user, passwd, name, pos, enable_ssl_encryption, delay, channel);
END //

-- By GTID. A delay of NULL slips through, to be a syntax error.
CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_set_external_auto (
	IN host VARCHAR(255), IN port INT, IN user TEXT, IN passwd TEXT,
	IN enable_ssl_encryption TINYINT(1), IN delay INT, IN channel VARCHAR(64)
)
SQL SECURITY DEFINER
BEGIN
	DECLARE v_called_by_user VARCHAR(352) DEFAULT USER();
	DECLARE master_user VARCHAR(96) DEFAULT TRIM(user);
	DECLARE logging BOOLEAN DEFAULT @@SESSION.sql_log_bin;
	DECLARE read_replica BOOLEAN DEFAULT mysql.lab_is_read_replica();
	DECLARE EXIT HANDLER FOR SQLEXCEPTION
	BEGIN
		BEGIN
			DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
			SET SESSION sql_log_bin = logging;
		END;
		RESIGNAL;
	END;

	IF delay NOT BETWEEN 0 AND 86400 THEN
		CALL mysql.lab_refuse('For source delay the value must be between 0 and 86400 inclusive.');
	END IF;
	SET SESSION sql_log_bin = OFF;
	CALL mysql.lab_set_source(v_called_by_user, read_replica, TRIM(host), port, master_user, passwd, NULL, NULL,
		enable_ssl_encryption, delay, TRUE, channel,
		IF(channel = '', 'Starting: set master AP', 'Starting: set channel AP'),
		IF(channel = '', 'set master with AP', 'set channel with AP'));
	UPDATE mysql.rds_configuration SET value = delay, action_timestamp = NOW() WHERE name = 'source delay';
	SET SESSION sql_log_bin = logging;
END //

DELIMITER ;
