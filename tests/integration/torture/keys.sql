-- Keys of every kind, with rows enough for several chunks: what is lost or read twice at a chunk's end shows here.
USE torture;
SET NAMES utf8mb4, sql_mode = 'NO_AUTO_VALUE_ON_ZERO';
CREATE TABLE k_negative (id bigint PRIMARY KEY, v int);
INSERT INTO k_negative SELECT CASE n WHEN 0 THEN -9223372036854775808 WHEN 39 THEN 9223372036854775807 ELSE (n - 20) * 1000000007 END, n FROM numbers;
CREATE TABLE k_unsigned (id bigint unsigned AUTO_INCREMENT PRIMARY KEY, v int);
INSERT INTO k_unsigned SELECT CASE n WHEN 39 THEN 18446744073709551614 ELSE n END, n FROM numbers;
CREATE TABLE k_tiny (id tinyint AUTO_INCREMENT PRIMARY KEY, v int);
INSERT INTO k_tiny SELECT n - 20, n FROM numbers; INSERT INTO k_tiny VALUES (127, 0), (-128, 0);
CREATE TABLE k_zerofill (id int(6) unsigned zerofill PRIMARY KEY);
INSERT INTO k_zerofill SELECT n * n FROM numbers;
CREATE TABLE k_decimal (id decimal(65,30) PRIMARY KEY);
INSERT INTO k_decimal SELECT (CAST(n AS DECIMAL(65,30)) - 20) * 1000000000000000000000000000000.000000000000000000000000000001 FROM numbers;
CREATE TABLE k_float (id float PRIMARY KEY, v int);
INSERT INTO k_float SELECT (n - 20) / 3, n FROM numbers;
CREATE TABLE k_float_second (a int, id double, v float, PRIMARY KEY (a, id));
INSERT INTO k_float_second SELECT n DIV 3, (n - 20) / 3, n / 7 FROM numbers;
CREATE TABLE k_bit (id bit(64) PRIMARY KEY);
INSERT INTO k_bit SELECT CAST(n AS UNSIGNED) * 461168601842738790 FROM numbers;
CREATE TABLE k_year (id year PRIMARY KEY);
INSERT INTO k_year SELECT IF(n = 0, 0, 1898 + n * 6) FROM numbers WHERE n = 0 OR n > 1;
CREATE TABLE k_date (id date PRIMARY KEY, v int);
CREATE TABLE k_datetime (id datetime(6), t time(3), PRIMARY KEY (id, t));
CREATE TABLE k_time (id time(6) PRIMARY KEY, v int);
CREATE TABLE k_timestamp (id timestamp(6) DEFAULT '2001-02-03 04:05:06', v int, PRIMARY KEY (id));
SET sql_mode = 'ALLOW_INVALID_DATES';
INSERT INTO k_date SELECT CASE n WHEN 0 THEN '0000-00-00' WHEN 1 THEN '2010-00-00' WHEN 2 THEN '2010-01-00' WHEN 3 THEN '2010-02-31' WHEN 4 THEN '2010-00-15' ELSE DATE_ADD('2009-12-01', INTERVAL n * 7 DAY) END, n FROM numbers;
INSERT INTO k_datetime SELECT CASE n DIV 4 WHEN 0 THEN '0000-00-00' WHEN 1 THEN '2010-00-00 01:00:00.5' WHEN 2 THEN '2010-02-31 10:00:00.000001' ELSE DATE_ADD('2010-01-01', INTERVAL n DIV 4 * 86400.999999 SECOND) END, SEC_TO_TIME((n - 20) * 1000.001) FROM numbers;
INSERT INTO k_time SELECT CASE n WHEN 0 THEN '-838:59:59' WHEN 39 THEN '838:59:59' ELSE SEC_TO_TIME((n - 20) * 100000.000001) END, n FROM numbers;
INSERT INTO k_timestamp SELECT CASE n WHEN 0 THEN '0000-00-00 00:00:00' WHEN 1 THEN '1970-01-01 00:00:01' WHEN 2 THEN '2038-01-19 03:14:07.999999' ELSE DATE_ADD('2021-10-31 00:00:00', INTERVAL n * 600 SECOND) END, n FROM numbers;
SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO';
CREATE TABLE k_enum (e enum('z','m','ü','a'), n int, v int, PRIMARY KEY (e, n));
INSERT INTO k_enum SELECT n % 4 + 1, n, n FROM numbers;
CREATE TABLE k_set (s set('z','m','ü','a') PRIMARY KEY);
INSERT INTO k_set SELECT n FROM numbers WHERE n < 16;
CREATE TABLE k_binary (b binary(5), v varbinary(300), PRIMARY KEY (b, v));
INSERT INTO k_binary SELECT CHAR(n DIV 8 * 50), CONCAT(CHAR(n * 6), IF(n % 2, '', CHAR(0)), 'x\\\n\'') FROM numbers;
CREATE TABLE k_text (c char(5), v varchar(50), PRIMARY KEY (c, v)) COLLATE utf8mb4_unicode_ci;
INSERT INTO k_text SELECT CONCAT(CHAR(97 + n DIV 8), ''), CONCAT(IF(n % 2, 'é', 'Z'), n, IF(n % 3, '😀', ' '), '\t''\\') FROM numbers;
CREATE TABLE k_text_bin (v varchar(50) COLLATE utf8mb4_bin PRIMARY KEY);
INSERT INTO k_text_bin SELECT CONCAT(IF(n % 2, 'é', 'Z'), n) FROM numbers; INSERT INTO k_text_bin VALUES (''), (' x'), ('\0'), ('\n'), ('a '), ('A'), ('a\t');
CREATE TABLE k_prefix (id int, t text, b varchar(50), UNIQUE KEY t (t(20)), KEY b (b(3) DESC));
INSERT INTO k_prefix SELECT n, CONCAT('prefix ', n), n FROM numbers;
CREATE TABLE k_unique_second (a int, b varchar(20) NOT NULL, c int NOT NULL, UNIQUE KEY nulls (a), UNIQUE KEY usable (b, c));
INSERT INTO k_unique_second SELECT NULLIF(n % 39, 0), n % 5, n FROM numbers;
CREATE TABLE k_down (a int, b int, PRIMARY KEY (a, b DESC), KEY `d(``)` (b DESC, a));
INSERT INTO k_down SELECT n DIV 3, n FROM numbers;
CREATE TABLE k_all_down (a int, PRIMARY KEY (a DESC));
INSERT INTO k_all_down SELECT n FROM numbers;
CREATE TABLE k_large_row (id int PRIMARY KEY, b longblob);
INSERT INTO k_large_row SELECT n, REPEAT(CHAR(n), IF(n % 10 = 0, 100000, n)) FROM numbers;
CREATE TABLE no_key_many (a int, b float, c text); INSERT INTO no_key_many SELECT n % 3, n / 3, n % 3 FROM numbers;
CREATE TABLE `64_ñ_columns_and_name_that_is_as_long_as_it_can_be_日本語_______` (`as_long_as_a_name_can_be_0123456789_0123456789_0123456789_日本語é` int PRIMARY KEY,
  KEY `as_long_as_a_name_can_be_0123456789_0123456789_0123456789_日本語ü` (`as_long_as_a_name_can_be_0123456789_0123456789_0123456789_日本語é`)) COMMENT 'ends in a backslash \\';
INSERT INTO `64_ñ_columns_and_name_that_is_as_long_as_it_can_be_日本語_______` SELECT n FROM numbers;

-- Partitions of all kinds, with subpartitions.
CREATE TABLE p_list (a int, s varchar(10), PRIMARY KEY (a)) PARTITION BY LIST (a) (PARTITION p0 VALUES IN (NULL, 0, 2, 4) COMMENT 'it''s', PARTITION `p``1` VALUES IN (1, 3, -5));
INSERT INTO p_list VALUES (0, 'a'), (1, 'b'), (2, 'c'), (3, 'd'), (-5, 'e');
CREATE TABLE p_list_columns (a varchar(10) COLLATE utf8mb4_bin, b date, PRIMARY KEY (a, b)) PARTITION BY LIST COLUMNS (a, b) (PARTITION p0 VALUES IN (('ü', '2020-01-01'), ('a''b', '2020-01-02')), PARTITION p1 VALUES IN (('😀', '2020-01-01')));
INSERT INTO p_list_columns VALUES ('ü', '2020-01-01'), ('a''b', '2020-01-02'), ('😀', '2020-01-01');
CREATE TABLE p_range_columns (a int, b varchar(10) CHARACTER SET latin1, PRIMARY KEY (a, b)) PARTITION BY RANGE COLUMNS (a, b) SUBPARTITION BY HASH (a) (PARTITION p0 VALUES LESS THAN (10, 'ö') (SUBPARTITION s0, SUBPARTITION `s 1`), PARTITION p1 VALUES LESS THAN (MAXVALUE, MAXVALUE) (SUBPARTITION s2, SUBPARTITION s3));
INSERT INTO p_range_columns SELECT n, CONCAT('ä', n) FROM numbers;
CREATE TABLE p_range_sub (id int, d date, PRIMARY KEY (id, d)) PARTITION BY RANGE (TO_DAYS(d)) SUBPARTITION BY KEY (id) SUBPARTITIONS 3 (PARTITION p0 VALUES LESS THAN (TO_DAYS('2010-03-01')), PARTITION p1 VALUES LESS THAN MAXVALUE);
INSERT INTO p_range_sub SELECT n, DATE_ADD('2010-02-20', INTERVAL n DAY) FROM numbers;
CREATE TABLE p_linear (id int PRIMARY KEY, v int) PARTITION BY LINEAR HASH (id DIV 2) PARTITIONS 5; INSERT INTO p_linear SELECT n, n FROM numbers;
CREATE TABLE p_key (a varchar(20) PRIMARY KEY) PARTITION BY LINEAR KEY ALGORITHM = 2 (a) PARTITIONS 3; INSERT INTO p_key SELECT CONCAT('ü', n) FROM numbers;
CREATE TABLE p_stamp (id int, ts timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (id, ts)) PARTITION BY RANGE (UNIX_TIMESTAMP(ts)) (PARTITION p0 VALUES LESS THAN (UNIX_TIMESTAMP('2021-10-31 01:00:00')), PARTITION p1 VALUES LESS THAN (MAXVALUE));
INSERT INTO p_stamp SELECT n, DATE_ADD('2021-10-31 00:00:00', INTERVAL n * 600 SECOND) FROM numbers;

-- As wide as InnoDB lets a table be.
SET SESSION group_concat_max_len = 1000000;
SET @wide = (WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 1000)
  SELECT GROUP_CONCAT('c', n, ELT(n % 7 + 1, ' int', ' varchar(3) CHARACTER SET latin1', ' float', ' time', ' bit(9)', ' tinyint NOT NULL DEFAULT 7', ' varbinary(4)') ORDER BY n SEPARATOR ',') FROM r);
SET @wide = CONCAT('CREATE TABLE wide_table (id int PRIMARY KEY,', @wide, ') ROW_FORMAT=DYNAMIC');
PREPARE wide FROM @wide; EXECUTE wide; DEALLOCATE PREPARE wide;
INSERT INTO wide_table (id) VALUES (1), (2);
INSERT INTO wide_table (id, c1, c2, c3, c500, c998, c1000) VALUES (3, 'one', 1/3, '-10:00:01', 1, X'00095C0A', -1);
SET sql_mode = '';
