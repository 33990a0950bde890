-- How RDS marks a read replica that it keeps itself.
INSERT INTO mysql.rds_history (called_by_user, action, mysql_version, master_user)
VALUES ('rdsadmin@localhost', 'disable set master', VERSION(), 'rdsrepladmin');
