-- what: an administrator with rights for one database does not see the other one, nor the routines of his: the plan says both
-- flavours: mysql mariadb
-- manifest: .source.admin = {user: "one_database", password: {value: "one-Database-1"}}
-- right: plan says hidden-databases
-- fix-source: SET sql_log_bin = 0
-- fix-source: GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES, SHOW DATABASES ON *.* TO one_database@'%'
-- manifest: .checks.accept = ["account-changes"]
-- compare: SELECT routine_schema, routine_type, routine_name FROM information_schema.routines WHERE routine_schema LIKE 'unseen%' ORDER BY 1, 2, 3
-- compare: SELECT COUNT(*) FROM unseen_database_second.t
-- when: long
CREATE DATABASE unseen_database;
CREATE DATABASE unseen_database_second;
CREATE TABLE unseen_database_second.t (id INT PRIMARY KEY);
INSERT INTO unseen_database_second.t VALUES (1), (2);
USE unseen_database;
CREATE TABLE invoice (id INT PRIMARY KEY, net DECIMAL(10, 2) NOT NULL, closed INT NOT NULL DEFAULT 0);
INSERT INTO invoice VALUES (1, 10, 0), (2, 20.5, 1);
CREATE FUNCTION tax(net DECIMAL(10, 2)) RETURNS DECIMAL(10, 2) DETERMINISTIC RETURN net * 0.19;
CREATE PROCEDURE close_all() UPDATE invoice SET closed = 1;
SET sql_log_bin = 0;
CREATE USER one_database@'%' IDENTIFIED BY 'one-Database-1';
GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES ON unseen_database.* TO one_database@'%';
GRANT CREATE USER, REPLICATION SLAVE, REPLICATION CLIENT, RELOAD, PROCESS ON *.* TO one_database@'%' WITH GRANT OPTION;
GRANT SELECT ON mysql.* TO one_database@'%';
/*!80000 GRANT XA_RECOVER_ADMIN, SYSTEM_VARIABLES_ADMIN ON *.* TO one_database@'%' */;
/*M!100502 GRANT BINLOG MONITOR, BINLOG ADMIN, REPLICATION MASTER ADMIN, SLAVE MONITOR ON *.* TO one_database@'%' */;
