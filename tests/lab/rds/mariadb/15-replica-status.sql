-- MariaDB 10.11 has no table of the replication threads' states: only SHOW SLAVE STATUS, whose
-- result no SQL can read. The CONNECT engine can: this table runs that statement on this very
-- server, through an account that may do nothing else.
SET @lab_password = REPLACE(UUID(), '-', '');
EXECUTE IMMEDIATE CONCAT('CREATE USER rdslab@127.0.0.1 IDENTIFIED BY ''', @lab_password, '''');
GRANT SLAVE MONITOR ON *.* TO rdslab@127.0.0.1;

-- The columns that are read, found by name. Given here because CONNECT would take the width of
-- each from its first row.
SET @lab_columns = '
	Connection_name VARCHAR(192),
	Slave_IO_State VARCHAR(255),
	Master_Host VARCHAR(255),
	Master_User VARCHAR(255),
	Master_Port INT UNSIGNED,
	Connect_Retry INT UNSIGNED,
	Master_Log_File VARCHAR(512),
	Read_Master_Log_Pos BIGINT UNSIGNED,
	Relay_Log_File VARCHAR(512),
	Relay_Log_Pos BIGINT UNSIGNED,
	Relay_Master_Log_File VARCHAR(512),
	Slave_IO_Running VARCHAR(20),
	Slave_SQL_Running VARCHAR(20),
	Replicate_Do_DB VARCHAR(2000),
	Replicate_Ignore_DB VARCHAR(2000),
	Replicate_Do_Table VARCHAR(2000),
	Replicate_Ignore_Table VARCHAR(2000),
	Replicate_Wild_Do_Table VARCHAR(2000),
	Replicate_Wild_Ignore_Table VARCHAR(2000),
	Last_Errno INT UNSIGNED,
	Last_Error VARCHAR(4000),
	Skip_Counter INT UNSIGNED,
	Exec_Master_Log_Pos BIGINT UNSIGNED,
	Relay_Log_Space BIGINT UNSIGNED,
	Until_Condition VARCHAR(10),
	Until_Log_File VARCHAR(512),
	Until_Log_Pos BIGINT UNSIGNED,
	Master_SSL_Allowed VARCHAR(10),
	Master_SSL_CA_File VARCHAR(512),
	Master_SSL_CA_Path VARCHAR(512),
	Master_SSL_Cert VARCHAR(512),
	Master_SSL_Cipher VARCHAR(512),
	Master_SSL_Key VARCHAR(512),
	Seconds_Behind_Master BIGINT UNSIGNED,
	`Master_SSL_Verify_Server_Cert` VARCHAR(10),
	Last_IO_Errno INT UNSIGNED,
	Last_IO_Error VARCHAR(4000),
	Last_SQL_Errno INT UNSIGNED,
	Last_SQL_Error VARCHAR(4000),
	Replicate_Ignore_Server_Ids VARCHAR(512),
	Master_Server_Id INT UNSIGNED,
	Master_SSL_Crl VARCHAR(512),
	Master_SSL_Crlpath VARCHAR(512),
	Using_Gtid VARCHAR(20),
	Gtid_IO_Pos VARCHAR(1000),
	Replicate_Do_Domain_Ids VARCHAR(512),
	Replicate_Ignore_Domain_Ids VARCHAR(512),
	Parallel_Mode VARCHAR(20),
	SQL_Delay INT UNSIGNED,
	SQL_Remaining_Delay INT UNSIGNED,
	Slave_SQL_Running_State VARCHAR(255),
	Slave_DDL_Groups BIGINT UNSIGNED,
	Slave_Non_Transactional_Groups BIGINT UNSIGNED,
	Slave_Transactional_Groups BIGINT UNSIGNED';

EXECUTE IMMEDIATE CONCAT('CREATE TABLE mysql.lab_replica (', @lab_columns, '
	) ENGINE = CONNECT DEFAULT CHARSET = latin1 TABLE_TYPE = mysql SRCDEF = ''SHOW ALL SLAVES STATUS''
	CONNECTION = ''mysql://rdslab:', @lab_password, '@127.0.0.1:', @@port, '/information_schema''');

DELIMITER //

-- The new names, but Seconds_Behind_Master, as RDS prints them. It is the only way for the
-- master user: SHOW REPLICA STATUS needs a privilege that it has not.
CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_replica_status ()
SQL SECURITY DEFINER
BEGIN
	SELECT Slave_IO_State AS Replica_IO_State, Master_Host AS Source_Host, Master_User AS Source_User,
		Master_Port AS Source_Port, Connect_Retry, Master_Log_File AS Source_Log_File,
		Read_Master_Log_Pos AS Read_Source_Log_Pos, Relay_Log_File, Relay_Log_Pos,
		Relay_Master_Log_File AS Relay_Source_Log_File, Slave_IO_Running AS Replica_IO_Running,
		Slave_SQL_Running AS Replica_SQL_Running, Replicate_Do_DB, Replicate_Ignore_DB,
		Replicate_Do_Table, Replicate_Ignore_Table, Replicate_Wild_Do_Table, Replicate_Wild_Ignore_Table,
		Last_Errno, Last_Error, Skip_Counter, Exec_Master_Log_Pos AS Exec_Source_Log_Pos, Relay_Log_Space,
		Until_Condition, Until_Log_File, Until_Log_Pos, Master_SSL_Allowed AS Source_SSL_Allowed,
		Master_SSL_CA_File AS Source_SSL_CA_File, Master_SSL_CA_Path AS Source_SSL_CA_Path,
		Master_SSL_Cert AS Source_SSL_Cert, Master_SSL_Cipher AS Source_SSL_Cipher,
		Master_SSL_Key AS Source_SSL_Key,
		-- CONNECT makes 0 of a NULL.
		IF(Slave_IO_Running = 'Yes' AND Slave_SQL_Running = 'Yes', Seconds_Behind_Master, NULL) AS Seconds_Behind_Master,
		`Master_SSL_Verify_Server_Cert` AS Source_SSL_Verify_Server_Cert, Last_IO_Errno, Last_IO_Error,
		Last_SQL_Errno, Last_SQL_Error, Replicate_Ignore_Server_Ids, Master_Server_Id AS Source_Server_Id,
		Master_SSL_Crl AS Source_SSL_Crl, Master_SSL_Crlpath AS Source_SSL_Crlpath, Using_Gtid,
		Gtid_IO_Pos, Replicate_Do_Domain_Ids, Replicate_Ignore_Domain_Ids, Parallel_Mode, SQL_Delay,
		NULLIF(SQL_Remaining_Delay, 0) AS SQL_Remaining_Delay,
		Slave_SQL_Running_State AS Replica_SQL_Running_State, Slave_DDL_Groups AS Replica_DDL_Groups,
		Slave_Non_Transactional_Groups AS Replica_Non_Transactional_Groups,
		Slave_Transactional_Groups AS Replica_Transactional_Groups
	FROM mysql.lab_replica WHERE Connection_name = '';
END //

DELIMITER ;
