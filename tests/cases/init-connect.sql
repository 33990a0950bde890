-- what: init_connect leaves sessions in a transaction, without autocommit, in a database
-- flavours: mysql mariadb
-- source: SET GLOBAL init_connect = 'SET autocommit = 0; USE information_schema; START TRANSACTION; SELECT COUNT(*) FROM schemata'
-- target: SET GLOBAL init_connect = 'SET autocommit = 0; USE information_schema; START TRANSACTION'
-- manifest: .source.admin = {user: "plain_admin", password: {value: "plain-Admin-1"}}
-- later: INSERT INTO init_connect.t VALUES (4, 'later')
-- when: long
-- right: equal
CREATE DATABASE init_connect CHARACTER SET utf8mb4;
CREATE TABLE init_connect.t (id INT PRIMARY KEY, v VARCHAR(20));
INSERT INTO init_connect.t VALUES (1, 'a\\b'), (2, 'ü'), (3, '');
SET sql_log_bin = 0;
CREATE USER plain_admin@'%' IDENTIFIED BY 'plain-Admin-1';
GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES, RELOAD, PROCESS, CREATE USER, REPLICATION SLAVE, REPLICATION CLIENT, SHOW DATABASES ON *.* TO plain_admin@'%' WITH GRANT OPTION;
/*!80020 GRANT XA_RECOVER_ADMIN, SYSTEM_VARIABLES_ADMIN, SHOW_ROUTINE ON *.* TO plain_admin@'%' */;
/*M!100502 GRANT BINLOG MONITOR, BINLOG ADMIN, REPLICATION MASTER ADMIN, SLAVE MONITOR ON *.* TO plain_admin@'%' */;
SET sql_log_bin = 1;
