-- what: an administrator with four sessions, and a copy that wants more: said before, and it goes on with fewer
-- flavours: mysql mariadb
-- manifest: .source.admin = {user: "few_sessions", password: {value: "few-Sessions-1"}} | .checks.accept = ["account-changes"]
-- right: plan says source-threads
-- fix-manifest: .copy.threads = 1
-- when: long
CREATE DATABASE few_sessions;
CREATE TABLE few_sessions.t (id INT PRIMARY KEY);
INSERT INTO few_sessions.t VALUES (1);
SET sql_log_bin = 0;
CREATE USER few_sessions@'%' IDENTIFIED BY 'few-Sessions-1' WITH MAX_USER_CONNECTIONS 4;
GRANT ALL ON *.* TO few_sessions@'%' WITH GRANT OPTION;
SET sql_log_bin = 1;
