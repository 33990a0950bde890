-- what: init_connect changes how statements are read, and the password has a backslash and a quote
-- flavours: mysql mariadb
-- source: SET GLOBAL init_connect = "SET sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES,PAD_CHAR_TO_FULL_LENGTH', character_set_results = 'latin1', character_set_connection = 'latin1', completion_type = 2"
-- target: SET GLOBAL init_connect = "SET sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES,PAD_CHAR_TO_FULL_LENGTH', character_set_results = 'latin1', sql_select_limit = 1"
-- manifest: .source.admin = {user: "plain_admin", password: {value: "plain-Admin-1"}} | .source.replication_user.password = {value: "back\\slash'and-4711"}
-- later: INSERT INTO init_connect_modes.t VALUES (4, 'later')
-- when: long
-- right: equal
CREATE DATABASE init_connect_modes CHARACTER SET utf8mb4;
CREATE TABLE init_connect_modes.t (id INT PRIMARY KEY, v VARCHAR(20));
INSERT INTO init_connect_modes.t VALUES (1, 'a\\b'), (2, 'ü'), (3, '');
SET sql_log_bin = 0;
CREATE USER plain_admin@'%' IDENTIFIED BY 'plain-Admin-1';
GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES, RELOAD, PROCESS, CREATE USER, REPLICATION SLAVE, REPLICATION CLIENT, SHOW DATABASES ON *.* TO plain_admin@'%' WITH GRANT OPTION;
/*!80020 GRANT XA_RECOVER_ADMIN, SYSTEM_VARIABLES_ADMIN, SHOW_ROUTINE ON *.* TO plain_admin@'%' */;
/*M!100502 GRANT BINLOG MONITOR, BINLOG ADMIN, REPLICATION MASTER ADMIN, SLAVE MONITOR ON *.* TO plain_admin@'%' */;
SET sql_log_bin = 1;
