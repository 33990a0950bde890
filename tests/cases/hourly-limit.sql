-- what: an administrator who may send so many statements an hour: said with what lifts it, and the copy goes on then
-- flavours: mysql mariadb
-- manifest: .source.admin = {user: "hourly", password: {value: "hourly-Pw-1"}}
-- source: SET sql_log_bin = 0; CREATE USER hourly@'%' IDENTIFIED BY 'hourly-Pw-1' WITH MAX_QUERIES_PER_HOUR 60; GRANT ALL ON *.* TO hourly@'%' WITH GRANT OPTION; SET sql_log_bin = 1
-- right: apply says (current value: 60)
-- fix-source: SET sql_log_bin = 0; ALTER USER hourly@'%' WITH MAX_QUERIES_PER_HOUR 0; SET sql_log_bin = 1
-- when: long
CREATE DATABASE hourly_limit;
CREATE TABLE hourly_limit.t (id INT PRIMARY KEY);
INSERT INTO hourly_limit.t VALUES (1), (2);
