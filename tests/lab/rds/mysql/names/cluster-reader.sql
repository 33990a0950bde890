-- A reader of a Multi-AZ DB cluster.
INSERT INTO mysql.rds_sysinfo VALUES ('lab cluster role', 'REPLICA');

CREATE DEFINER = 'rdsadmin'@'localhost'
FUNCTION mysql.rds_is_semi_sync () RETURNS VARCHAR(20)
READS SQL DATA
SQL SECURITY DEFINER
RETURN mysql.lab_cluster_role();
