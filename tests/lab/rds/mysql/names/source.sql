-- The names of RDS for MySQL 8.4 and later.
DELIMITER //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_external_source (
	IN host VARCHAR(255), IN port INT, IN user TEXT, IN passwd TEXT, IN name TEXT,
	IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1)
)
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_set_external(host, port, user, passwd, name, pos, enable_ssl_encryption, NULL, '');
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_external_source_with_delay (
	IN host VARCHAR(255), IN port INT, IN user TEXT, IN passwd TEXT, IN name TEXT,
	IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1), IN delay INT
)
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_set_external_with_delay(host, port, user, passwd, name, pos, enable_ssl_encryption, delay, '');
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_external_source_with_auto_position (
	IN host VARCHAR(255), IN port INT, IN user TEXT, IN passwd TEXT,
	IN enable_ssl_encryption TINYINT(1), IN delay INT
)
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_set_external_auto(host, port, user, passwd, enable_ssl_encryption, delay, '');
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_source_auto_position (IN mode TINYINT(1))
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_set_auto_position(mode, '');
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_reset_external_source ()
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_reset_external('');
END //

DELIMITER ;
