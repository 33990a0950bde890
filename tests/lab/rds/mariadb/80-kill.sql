-- Ending other sessions, which the master user may not do by itself.
DELIMITER //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_kill (IN thread BIGINT)
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_spare_rdsadmin(thread);
	KILL IFNULL(thread, 0);
END //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_kill_query (IN thread BIGINT)
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_spare_rdsadmin(thread);
	KILL QUERY IFNULL(thread, 0);
END //

-- Only sessions on the socket: a master user's session inside a procedure shows as rdsadmin, too.
CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.lab_spare_rdsadmin (IN thread BIGINT)
SQL SECURITY DEFINER
BEGIN
	IF EXISTS (SELECT 1 FROM information_schema.PROCESSLIST
		WHERE ID = thread AND USER = 'rdsadmin' AND HOST = 'localhost') THEN
		CALL mysql.lab_refuse('CANNOT KILL RDSADMIN SESSION');
	END IF;
END //

DELIMITER ;
