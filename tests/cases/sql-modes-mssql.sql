-- what: the language of SQL Server on both servers
-- flavours: mariadb
-- source: SET GLOBAL sql_mode = 'MSSQL,NO_BACKSLASH_ESCAPES,PAD_CHAR_TO_FULL_LENGTH,NO_UNSIGNED_SUBTRACTION,TIME_ROUND_FRACTIONAL'
-- target: SET GLOBAL sql_mode = 'MSSQL,NO_BACKSLASH_ESCAPES,PAD_CHAR_TO_FULL_LENGTH,NO_UNSIGNED_SUBTRACTION,TIME_ROUND_FRACTIONAL'
-- manifest: .copy.definers = "admin" | .source.replication_user.password = {value: "back\\slash-4711"}
-- compare: SELECT id, HEX(c), u, r, HEX(v) FROM sql_modes_mssql.t ORDER BY id
-- right: equal
-- when: long
CREATE DATABASE sql_modes_mssql CHARACTER SET utf8mb4;
USE sql_modes_mssql;
SET SESSION sql_mode = '';
CREATE TABLE t (id INT PRIMARY KEY, c CHAR(10) NOT NULL, u INT UNSIGNED, r REAL, v VARCHAR(10) DEFAULT 'a\\b');
INSERT INTO t VALUES (1, 'a', 0, 0.1, 'x'), (2, '', 5, 1e30, '\\');
CREATE VIEW w AS SELECT CONCAT(c, '|', v) AS both_of_them FROM t;
DELIMITER //
CREATE PROCEDURE p() BEGIN SELECT 'it''s', "x" FROM t LIMIT 1; END//
