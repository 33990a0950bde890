-- what: a target whose own row format would cut a key: said by the plan, and the key arrives whole
-- flavours: mysql mariadb
-- target: SET GLOBAL innodb_default_row_format = 'compact'
-- right: plan says row-format innodb_default_row_format: compact on the target
-- fix-target: SET GLOBAL innodb_default_row_format = 'dynamic'
-- compare: SELECT table_name, index_name, column_name, sub_part FROM information_schema.statistics WHERE table_schema = 'compact_rows' ORDER BY 1, 2, 3
-- when: long
CREATE DATABASE compact_rows CHARACTER SET utf8mb4;
USE compact_rows;
CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(255) NOT NULL, KEY v (v));
INSERT INTO t VALUES (1, REPEAT('a', 255)), (2, CONCAT(REPEAT('a', 254), 'b'));
CREATE TABLE short (id INT PRIMARY KEY, v VARCHAR(255) NOT NULL, UNIQUE KEY v (v(100)));
INSERT INTO short VALUES (1, 'a'), (2, 'b');
