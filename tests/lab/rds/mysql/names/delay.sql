-- The delay of the default channel's link: not on Aurora MySQL 3.
DELIMITER //

CREATE DEFINER = 'rdsadmin'@'localhost'
PROCEDURE mysql.rds_set_source_delay (IN delay INT)
SQL SECURITY DEFINER
BEGIN
	CALL mysql.lab_set_source_delay(delay, '');
END //

DELIMITER ;
