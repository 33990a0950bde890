-- The names of RDS for MySQL 5.7 and 8.0. The first 8.4 releases have these and those of source.sql.
DELIMITER //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_external_master (
	IN host VARCHAR(255), IN port INT, IN user TEXT, IN passwd TEXT, IN name TEXT,
	IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1)
)
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_set_external(host, port, user, passwd, name, pos, enable_ssl_encryption, NULL, '');
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_external_master_with_delay (
	IN host VARCHAR(255), IN port INT, IN user TEXT, IN passwd TEXT, IN name TEXT,
	IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1), IN delay INT
)
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_set_external_with_delay(host, port, user, passwd, name, pos, enable_ssl_encryption, delay, '');
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_external_master_with_auto_position (
	IN host VARCHAR(255), IN port INT, IN user TEXT, IN passwd TEXT,
	IN enable_ssl_encryption TINYINT(1), IN delay INT
)
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_set_external_auto(host, port, user, passwd, enable_ssl_encryption, delay, '');
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_master_auto_position (IN mode TINYINT(1))
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_set_auto_position(mode, '');
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_reset_external_master ()
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_reset_external('');
END //

DELIMITER ;
