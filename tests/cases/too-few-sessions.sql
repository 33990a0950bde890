-- what: an administrator with three sessions, too few for any copy: blocked, and one more is enough
-- flavours: mysql mariadb
-- manifest: .source.admin = {user: "three_sessions", password: {value: "three-Sessions-1"}} | .checks.accept = ["account-changes", "source-threads"] | .copy.threads = 1
-- right: plan says source-sessions
-- fix-source: SET sql_log_bin = 0; ALTER USER three_sessions@'%' WITH MAX_USER_CONNECTIONS 4; SET sql_log_bin = 1
-- when: long
CREATE DATABASE three_sessions;
CREATE TABLE three_sessions.t (id INT PRIMARY KEY);
INSERT INTO three_sessions.t VALUES (1);
SET sql_log_bin = 0;
CREATE USER three_sessions@'%' IDENTIFIED BY 'three-Sessions-1' WITH MAX_USER_CONNECTIONS 3;
GRANT ALL ON *.* TO three_sessions@'%' WITH GRANT OPTION;
SET sql_log_bin = 1;
