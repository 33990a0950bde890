-- what: init_connect is not SQL, so that the server ends each session that an administrator without SUPER begins
-- flavours: mysql mariadb
-- source: SET GLOBAL init_connect = 'SELEC 1'
-- manifest: .source.admin = {user: "plain_admin", password: {value: "plain-Admin-1"}}
-- right: plan says init_connect
-- fix-source: SET GLOBAL init_connect = ''
-- when: long
CREATE DATABASE init_connect_wrong CHARACTER SET utf8mb4;
CREATE TABLE init_connect_wrong.t (id INT PRIMARY KEY, v VARCHAR(20));
INSERT INTO init_connect_wrong.t VALUES (1, 'a\\b'), (2, 'ü'), (3, '');
SET sql_log_bin = 0;
CREATE USER plain_admin@'%' IDENTIFIED BY 'plain-Admin-1';
GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES, RELOAD, PROCESS, CREATE USER, REPLICATION SLAVE, REPLICATION CLIENT, SHOW DATABASES ON *.* TO plain_admin@'%' WITH GRANT OPTION;
/*!80020 GRANT XA_RECOVER_ADMIN, SYSTEM_VARIABLES_ADMIN, SHOW_ROUTINE ON *.* TO plain_admin@'%' */;
/*M!100502 GRANT BINLOG MONITOR, BINLOG ADMIN, REPLICATION MASTER ADMIN, SLAVE MONITOR ON *.* TO plain_admin@'%' */;
SET sql_log_bin = 1;
