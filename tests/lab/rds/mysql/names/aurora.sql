-- Aurora MySQL 3: the names of 8.4, no delay, no channels, GTID sets whole, TLS by a switch of
-- its own. Its bodies and messages are not known: where RDS for MySQL has none to follow they
-- are the lab's.
DELIMITER //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_external_source (
	IN host VARCHAR(255), IN port INT, IN user TEXT, IN passwd TEXT, IN name TEXT,
	IN pos BIGINT UNSIGNED, IN ssl_encryption TINYINT(1)
)
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_check_ssl_material(ssl_encryption);
	CALL mysql.lab_set_external(host, port, user, passwd, name, pos, ssl_encryption, NULL, '');
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_external_source_with_auto_position (
	IN host VARCHAR(255), IN port INT, IN user TEXT, IN passwd TEXT, IN ssl_encryption TINYINT(1)
)
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_check_ssl_material(ssl_encryption);
	CALL mysql.lab_set_external_auto(host, port, user, passwd, ssl_encryption, 0, '');
END //

-- Nobody has imported any here.
CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_check_ssl_material (IN ssl_encryption TINYINT(1))
SQL SECURITY DEFINER
BEGIN
	IF ssl_encryption THEN
		CALL mysql.lab_refuse('No SSL material was imported. First call mysql.rds_import_binlog_ssl_material.');
	END IF;
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_binlog_source_ssl (IN ssl_mode TINYINT(1))
SQL SECURITY DEFINER
BEGIN
	DECLARE state VARCHAR(20) DEFAULT mysql.rds_replication_service_state_for_channel('');

	IF state <> 'OFF' THEN
		CALL mysql.lab_refuse('You can''t modify replication because replication is running. First call mysql.rds_stop_replication.');
	END IF;
	CALL mysql.lab_run(CONCAT('CHANGE REPLICATION SOURCE TO SOURCE_SSL = ', IFNULL(ssl_mode, 'NULL'), ' FOR CHANNEL '''''));
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

-- A whole set, with the rules of SET GLOBAL gtid_purged: '+set' adds, and must not overlap.
CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_gtid_purged (IN gtid_set TEXT)
SQL SECURITY DEFINER
BEGIN
	DECLARE v_called_by_user VARCHAR(352) DEFAULT USER();

	CALL mysql.lab_refuse_gtids_while_running();
	CALL mysql.lab_run(CONCAT('SET GLOBAL gtid_purged = ', QUOTE(gtid_set)));
	CALL mysql.lab_note(v_called_by_user, 'set gtid_purged:OK');
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
FUNCTION mysql.aurora_version () RETURNS VARCHAR(20)
DETERMINISTIC
NO SQL
RETURN '3.08.0' //

DELIMITER ;
