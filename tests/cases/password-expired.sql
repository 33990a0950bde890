-- what: an administrator whose password has expired: said what to do, and it works then
-- flavours: mysql mariadb
-- manifest: .source.admin = {user: "stale", password: {value: "stale-Pw-1"}}
-- source: SET sql_log_bin = 0; CREATE USER stale@'%' IDENTIFIED BY 'stale-Pw-1' PASSWORD EXPIRE; GRANT ALL ON *.* TO stale@'%' WITH GRANT OPTION; SET sql_log_bin = 1
-- right: plan says password has expired
-- fix-source: SET sql_log_bin = 0; ALTER USER stale@'%' IDENTIFIED BY 'stale-Pw-1'; SET sql_log_bin = 1
-- when: long
CREATE DATABASE password_expired;
CREATE TABLE password_expired.t (id INT PRIMARY KEY);
INSERT INTO password_expired.t VALUES (1), (2);
