-- what: generated columns that warn about every row, and more rows than a server keeps warnings of
-- flavours: mysql mariadb
-- compare: SELECT COUNT(*), SUM(id), SUM(n), COUNT(d) FROM generated_warnings.t
-- right: equal
CREATE DATABASE generated_warnings;
USE generated_warnings;
SET sql_mode = '';
CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, s VARCHAR(20), n INT AS (CAST(s AS SIGNED)) STORED, d DATE AS (CAST(s AS DATE)) VIRTUAL);
INSERT IGNORE INTO t (s) VALUES ('1x'), ('abc'), ('2020-02-30'), ('7');
INSERT IGNORE INTO t (s) SELECT a.s FROM t a, t b, t c, t e, t f;
