-- One procedure a channel: RDS for MySQL 8.0.35 and later has them under these names alone.
DELIMITER //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_external_source_for_channel (
	IN host VARCHAR(255), IN port INT, IN user TEXT, IN passwd TEXT, IN log_file_name TEXT,
	IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1), IN channel VARCHAR(64)
)
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_set_external(host, port, user, passwd, log_file_name, pos, enable_ssl_encryption, NULL, channel);
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_external_source_with_delay_for_channel (
	IN host VARCHAR(255), IN port INT, IN user TEXT, IN passwd TEXT, IN log_file_name TEXT,
	IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1), IN delay INT, IN channel VARCHAR(64)
)
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_set_external_with_delay(host, port, user, passwd, log_file_name, pos, enable_ssl_encryption, delay, channel);
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_external_source_with_auto_position_for_channel (
	IN host VARCHAR(255), IN port INT, IN user TEXT, IN passwd TEXT,
	IN enable_ssl_encryption TINYINT(1), IN delay INT, IN channel VARCHAR(64)
)
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_set_external_auto(host, port, user, passwd, enable_ssl_encryption, delay, channel);
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_source_auto_position_for_channel (IN mode TINYINT(1), IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_set_auto_position(mode, channel);
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_reset_external_source_for_channel (IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_reset_external(channel);
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_start_replication_for_channel (IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_start(channel);
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_stop_replication_for_channel (IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_stop(channel);
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_source_delay_for_channel (IN delay INT, IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_set_source_delay(delay, channel);
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_skip_repl_error_for_channel (IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_skip_repl_error(channel);
END //

DELIMITER ;
