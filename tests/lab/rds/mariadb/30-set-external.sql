-- Where to replicate from, by file and position or by GTID. The names that users call are in 31.
DELIMITER //

-- with_delay is NULL in the forms that leave a delay set earlier as it is, name in those by GTID,
-- gtid in those by file and position.
CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_set_external (
	IN host VARCHAR(255), IN port INT, IN user TEXT, IN passwd TEXT, IN name TEXT,
	IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1), IN with_delay INT, IN gtid TEXT, IN what VARCHAR(30)
)
SQL SECURITY DEFINER
BEGIN
	-- Too long values are refused here, before anything is noted.
	DECLARE v_called_by_user VARCHAR(50) DEFAULT USER();
	DECLARE master_user VARCHAR(96) DEFAULT TRIM(user);
	DECLARE master_log_file VARCHAR(50) DEFAULT TRIM(name);
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
	CALL mysql.lab_note_link(v_called_by_user, CONCAT('Starting: ', what), TRIM(host), port, master_user,
		master_log_file, pos, enable_ssl_encryption, with_delay, gtid);

	IF read_replica THEN
		CALL mysql.lab_refuse('Permission Denied: This instance is a RDS Read Replica.');
	END IF;
	IF state IN ('ON', 'BROKEN') THEN
		CALL mysql.lab_refuse('You can''t modify replication because replication is running. First call mysql.rds_stop_replication.');
	END IF;

	-- Committed before the change is made: a change that fails leaves its host here.
	CALL mysql.lab_note_status(v_called_by_user, 'set master');
	UPDATE mysql.rds_replication_status SET master_host = TRIM(host), master_port = port WHERE channel_name = '';
	COMMIT;

	IF gtid IS NOT NULL THEN
		SET GLOBAL gtid_slave_pos = gtid;
	END IF;

	-- The user variable keeps the password until the caller disconnects, as RDS's does.
	-- QUOTE(NULL) is the word NULL: a syntax error whose message quotes what follows.
	SET @cmd = CONCAT('CHANGE MASTER TO MASTER_HOST = ', QUOTE(TRIM(host)),
		', MASTER_PORT = ', IFNULL(port, 'NULL'),
		', MASTER_USER = ', QUOTE(master_user),
		', MASTER_PASSWORD = ', QUOTE(TRIM(passwd)),
		IF(gtid IS NULL, CONCAT(', MASTER_LOG_FILE = ', QUOTE(master_log_file), ', MASTER_LOG_POS = ', IFNULL(pos, 'NULL')), ''),
		', MASTER_SSL = ', IFNULL(enable_ssl_encryption, 'NULL'),
		IF(with_delay IS NULL, '', CONCAT(', MASTER_DELAY = ', with_delay)),
		', MASTER_USE_GTID = ', IF(gtid IS NULL, 'no', 'slave_pos'));
	PREPARE change_source FROM @cmd;
	EXECUTE change_source;
	DEALLOCATE PREPARE change_source;

	CALL mysql.lab_note_link(v_called_by_user, what, TRIM(host), port, master_user,
		master_log_file, pos, enable_ssl_encryption, with_delay, gtid);
	SET SESSION sql_log_bin = logging;
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_note_link (
	IN called_by VARCHAR(352), IN what VARCHAR(40), IN host VARCHAR(255), IN port INT, IN user VARCHAR(96),
	IN log_file VARCHAR(50), IN pos BIGINT UNSIGNED, IN enable_ssl TINYINT(1), IN with_delay INT,
	IN gtid TEXT
)
SQL SECURITY DEFINER
BEGIN
	INSERT INTO mysql.rds_history (called_by_user, action, mysql_version, master_host, master_port, master_user,
		master_log_file, master_log_pos, master_ssl, master_delay, auto_position, master_gtid)
	VALUES (called_by, what, VERSION(), host, port, user, log_file, pos, enable_ssl, with_delay, gtid IS NOT NULL, gtid);
	COMMIT;
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_check_source_delay (IN delay INT)
SQL SECURITY DEFINER
BEGIN
	IF delay IS NULL OR delay NOT BETWEEN 0 AND 86400 THEN
		CALL mysql.lab_refuse('For source delay the value must be between 0 and 86400 inclusive.');
	END IF;
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_set_external_with_delay (
	IN host VARCHAR(255), IN port INT, IN user TEXT, IN passwd TEXT, IN name TEXT,
	IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1), IN delay INT
)
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_check_source_delay(delay);
	CALL mysql.lab_set_external(host, port, user, passwd, name, pos, enable_ssl_encryption, delay, NULL,
		'set master with delay');
END //

DELIMITER ;
