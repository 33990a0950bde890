-- what: columns in the format of times before MariaDB 10.1.2, which SHOW CREATE notes in a comment
-- flavours: mariadb
-- right: equal
CREATE DATABASE old_temporal_format CHARACTER SET utf8mb4;
SET SESSION sql_mode = '';
USE old_temporal_format;
SET GLOBAL mysql56_temporal_format = 0;
CREATE TABLE t (a DATETIME PRIMARY KEY, b TIME(3), c TIMESTAMP NULL, d DATETIME(6) DEFAULT '2020-01-01 00:00:00', `e /* mariadb-5.3 */` TIME COMMENT ' /* mariadb-5.3 */');
SET GLOBAL mysql56_temporal_format = 1;
INSERT INTO t VALUES ('2020-01-01 00:00:00', '-10:00:00.123', '2020-01-01 00:00:00', '2020-01-01 00:00:00.123456', '838:59:59'),
	('0000-00-00 00:00:00', '00:00:00.001', NULL, '9999-12-31 23:59:59.999999', '-838:59:59');
