-- The names of RDS for MariaDB.
DELIMITER //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_external_master (
	IN host VARCHAR(255), IN port INT, IN user TEXT, IN passwd TEXT, IN name TEXT,
	IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1)
)
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_set_external(host, port, user, passwd, name, pos, enable_ssl_encryption, NULL, NULL, 'set master');
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_external_master_with_delay (
	IN host VARCHAR(255), IN port INT, IN user TEXT, IN passwd TEXT, IN name TEXT,
	IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1), IN delay INT
)
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_set_external_with_delay(host, port, user, passwd, name, pos, enable_ssl_encryption, delay);
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_reset_external_master ()
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_reset_external();
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_external_master_gtid (
	IN host_name VARCHAR(255), IN host_port INT, IN replication_user_name TEXT, IN replication_user_password TEXT,
	IN gtid TEXT, IN ssl_encryption TINYINT(1)
)
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_set_external(host_name, host_port, replication_user_name, replication_user_password, NULL, NULL,
		ssl_encryption, NULL, IFNULL(gtid, ''), 'set master gtid');
END //

DELIMITER ;
