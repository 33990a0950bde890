-- What the procedures share. RDS's own helpers are named rds_*; these are the lab's.
-- A channel of '' is the default one: RDS's parameterless procedures call those for it.
DELIMITER //

-- ON: both threads run. OFF: neither. BROKEN: anything else, a connecting IO thread included.
CREATE DEFINER = 'rdsadmin'@'localhost'
FUNCTION mysql.rds_replication_service_state_for_channel (channel VARCHAR(64)) RETURNS VARCHAR(20)
READS SQL DATA
SQL SECURITY DEFINER
BEGIN
	DECLARE io VARCHAR(20);
	DECLARE applier VARCHAR(20);

	SELECT c.SERVICE_STATE, a.SERVICE_STATE INTO io, applier
	FROM performance_schema.replication_connection_status c
	JOIN performance_schema.replication_applier_status a USING (CHANNEL_NAME)
	WHERE c.CHANNEL_NAME = channel;

	RETURN CASE
		WHEN io IS NULL THEN 'NOT_EXIST'
		WHEN io = 'ON' AND applier = 'ON' THEN 'ON'
		WHEN io = 'OFF' AND applier = 'OFF' THEN 'OFF'
		ELSE 'BROKEN'
	END;
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_refuse (IN reason VARCHAR(500))
SQL SECURITY DEFINER
BEGIN
	SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = reason;
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_sleep (IN seconds INT)
SQL SECURITY DEFINER
BEGIN
	DECLARE scale DECIMAL(10, 4) DEFAULT (SELECT value FROM mysql.lab_settings WHERE name = 'sleep scale');

	-- RDS reads no table here: with autocommit off, ours must not leave a transaction open.
	COMMIT;
	DO SLEEP(seconds * scale);
END //

-- The row that every call leaves, rejected or not, unlogged. The caller has set sql_log_bin.
CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_note (IN called_by VARCHAR(352), IN what VARCHAR(40))
SQL SECURITY DEFINER
BEGIN
	INSERT INTO mysql.rds_history (called_by_user, action, mysql_version)
	VALUES (called_by, what, VERSION());
	COMMIT;
END //

-- The channel's row of rds_replication_status. It is not committed here.
CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_note_status (IN called_by VARCHAR(352), IN what VARCHAR(20), IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
	IF NOT EXISTS (SELECT 1 FROM mysql.rds_replication_status WHERE channel_name = channel) THEN
		INSERT INTO mysql.rds_replication_status (called_by_user, action, mysql_version, channel_name)
		VALUES (called_by, what, VERSION(), channel);
	END IF;
	UPDATE mysql.rds_replication_status
	SET action_timestamp = NOW(), called_by_user = called_by, action = what, mysql_version = VERSION(),
		replication_log_file = NULL, replication_stop_point = NULL, replication_gtid = NULL
	WHERE channel_name = channel;
END //

-- RDS marks its own read replicas by a row of the history. Callers look before they set
-- sql_log_bin: with autocommit off that opens the transaction in which RDS's own calls fail.
CREATE DEFINER = 'rdsadmin'@'localhost'
FUNCTION mysql.lab_is_read_replica () RETURNS BOOLEAN
READS SQL DATA
SQL SECURITY DEFINER
RETURN EXISTS (SELECT 1 FROM mysql.rds_history
	WHERE action = 'disable set master' AND master_user = 'rdsrepladmin') //

-- What rds_is_semi_sync() says on members of a Multi-AZ DB cluster; elsewhere there is none.
CREATE DEFINER = 'rdsadmin'@'localhost'
FUNCTION mysql.lab_cluster_role () RETURNS VARCHAR(20)
READS SQL DATA
SQL SECURITY DEFINER
RETURN IFNULL((SELECT value FROM mysql.rds_sysinfo WHERE name = 'lab cluster role'), '') //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_refuse_cluster (IN readers_only BOOLEAN)
SQL SECURITY DEFINER
BEGIN
	IF mysql.lab_cluster_role() = 'REPLICA' OR (mysql.lab_cluster_role() <> '' AND NOT readers_only) THEN
		CALL mysql.lab_refuse('Permission Denied: Replication for Multi-AZ clusters is managed exclusively by RDS.');
	END IF;
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_refuse_read_replica (IN read_replica BOOLEAN)
SQL SECURITY DEFINER
BEGIN
	IF read_replica THEN
		CALL mysql.lab_refuse('Permission Denied: This instance is a RDS Read Replica.');
	END IF;
END //

-- The user variable keeps the password until the caller disconnects, as RDS's does.
CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_run (IN command TEXT)
SQL SECURITY DEFINER
BEGIN
	SET @cmd = command;
	PREPARE command_now FROM @cmd;
	EXECUTE command_now;
	DEALLOCATE PREPARE command_now;
END //

DELIMITER ;
