-- What both flavours have: every type with its edges, odd names, odd charsets. Run under an empty sql_mode.
SET NAMES utf8mb4;
SET sql_mode = '', time_zone = '+00:00', foreign_key_checks = 0;

DROP DATABASE IF EXISTS torture;
DROP DATABASE IF EXISTS `tor``t'u"r\e.2 ü`;
CREATE DATABASE torture CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
CREATE DATABASE `tor``t'u"r\e.2 ü` CHARACTER SET latin1 COLLATE latin1_german2_ci;
USE torture;

CREATE TABLE integers (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  a tinyint, b tinyint unsigned, c smallint, d smallint unsigned, e mediumint, f mediumint unsigned,
  g int, h int unsigned, i bigint, j bigint unsigned, k int(8) unsigned zerofill, l tinyint(1), m year
) AUTO_INCREMENT = 1000;
SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO';
INSERT INTO integers (id, a, b, c, d, e, f, g, h, i, j, k, l, m) VALUES
  (-9223372036854775808, -128, 0, -32768, 0, -8388608, 0, -2147483648, 0, -9223372036854775808, 0, 0, 0, 0),
  (0, 127, 255, 32767, 65535, 8388607, 16777215, 2147483647, 4294967295, 9223372036854775807, 18446744073709551615, 4294967295, 1, 2155),
  (7, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (8, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 42, 127, 1901);
SET sql_mode = '';

CREATE TABLE reals (
  id int PRIMARY KEY, f float, d double, f2 float(7,4), d2 double(30,10), fu float unsigned, dn double NOT NULL
);
INSERT INTO reals VALUES
  (1, 0.1, 0.1, 0.1234, 0.0123456789, 0.1, 0.1),
  (2, 16777216, 9007199254740993, 123.4567, 1234567890123456.7890123456, 16777217, 1e308),
  (3, -0e0, -0e0, -0e0, -0e0, 0, -0e0),
  (4, 3.402823466e38, 1.7976931348623157e308, 999.9999, 99999999999999999999.9999999999, 3.4e38, -1.7976931348623157e308),
  (5, 1.175494351e-38, 2.2250738585072014e-308, 0.0001, 0.0000000001, 1e-38, 4.9406564584124654e-324),
  (6, 1.401298464324817e-45, 5e-324, -999.9999, -0.0000000001, 1.5e-44, 0.30000000000000004),
  (7, 3.14159265358979, 3.14159265358979312, 3.14159, 3.14159265358979312, 3.14159265358979, 2.718281828459045),
  (8, NULL, NULL, NULL, NULL, NULL, 1),
  (9, 8388608.5, 123456789.123456789, 12.3, 12.3, 33554431, 1e15),
  (10, 1e10/3, 1e10/3, 100/3, 100/3, 1e10/3, 1e22);

CREATE TABLE decimals (id int PRIMARY KEY, a decimal(65,30), b decimal(65,0), c decimal(1,1), d decimal(20,6) unsigned, e decimal(10,0) zerofill);
INSERT INTO decimals VALUES
  (1, 99999999999999999999999999999999999.999999999999999999999999999999, REPEAT('9',65), 0.9, 99999999999999.999999, 1),
  (2, -99999999999999999999999999999999999.999999999999999999999999999999, CONCAT('-', REPEAT('9',65)), -0.9, 0, 0),
  (3, 0.000000000000000000000000000001, 1, 0, 0.000001, 9999999999), (4, NULL, NULL, NULL, NULL, NULL);

CREATE TABLE bits (id int PRIMARY KEY, a bit(1), b bit(7), c bit(8), d bit(9), e bit(33), f bit(64), g bit(64) NOT NULL);
INSERT INTO bits VALUES (1, 0, 0, 0, 0, 0, 0, 0), (2, 1, 127, 255, 511, 8589934591, 18446744073709551615, 18446744073709551615),
  (3, NULL, NULL, NULL, NULL, NULL, NULL, 9223372036854775808), (4, 1, 10, 9, 256, 92, 2560, 2570);

CREATE TABLE times (
  id int PRIMARY KEY, d date, t time, t6 time(6), dt datetime, dt6 datetime(6), ts timestamp NULL, ts6 timestamp(6) NULL,
  tn timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, dz date NOT NULL DEFAULT '0000-00-00'
);
INSERT INTO times VALUES
  (1, '0000-00-00', '-838:59:59', '-838:59:59.000000', '0000-00-00 00:00:00', '0000-00-00 00:00:00.000000', '0000-00-00 00:00:00', '0000-00-00 00:00:00', '0000-00-00 00:00:00', '0000-00-00'),
  (2, '9999-12-31', '838:59:59', '838:59:58.999999', '9999-12-31 23:59:59', '9999-12-31 23:59:59.999999', '2038-01-19 03:14:07', '2038-01-19 03:14:07.999999', '2038-01-19 03:14:07', '2010-00-00'),
  (3, '2010-00-15', '00:00:00', '-00:00:00.000001', '2010-01-00 00:00:00', '2010-01-00 00:00:00.5', '1970-01-01 00:00:01', '1970-01-01 00:00:01.000001', '2021-03-28 02:30:00', '2010-01-00'),
  (4, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2021-10-31 02:30:00', '1000-01-01');
SET sql_mode = 'ALLOW_INVALID_DATES';
INSERT INTO times VALUES (5, '2011-02-31', '12:00:00', '12:00:00.1', '2011-02-31 10:00:00', '2011-02-30 10:00:00.1', NULL, NULL, '2021-10-31 03:30:00', '2011-04-31');
SET sql_mode = '';

CREATE TABLE bytes (id int PRIMARY KEY, b binary(5), vb varbinary(300), tb tinyblob, bl blob, mb mediumblob, lb longblob);
INSERT INTO bytes VALUES
  (1, X'0000000000', X'', X'', X'', X'', X''),
  (2, X'5C094E0A0D', X'5C4E', X'5C', X'0A', X'09', X'5C5C4E'),
  (3, NULL, NULL, NULL, NULL, NULL, NULL),
  (4, X'61', X'4E', '\\N', 'a\tb\nc\\d\0e\'f"g\Zh\r\n', X'00', X'FF');
SET @all = (SELECT GROUP_CONCAT(CHAR(a.n * 16 + b.n) ORDER BY a.n, b.n SEPARATOR '') FROM
  (SELECT 0 n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9 UNION SELECT 10 UNION SELECT 11 UNION SELECT 12 UNION SELECT 13 UNION SELECT 14 UNION SELECT 15) a,
  (SELECT 0 n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9 UNION SELECT 10 UNION SELECT 11 UNION SELECT 12 UNION SELECT 13 UNION SELECT 14 UNION SELECT 15) b);
INSERT INTO bytes VALUES (5, NULL, @all, NULL, REPEAT(@all, 200), REPEAT(@all, 300), REPEAT(@all, 4096)),
  (6, '', @all, NULL, REPEAT('\\', 40000), REPEAT('\t\n', 10000), REPEAT('\0', 100000));

CREATE TABLE texts (id int PRIMARY KEY, c char(10), v varchar(100), tt tinytext, t text, mt mediumtext, lt longtext,
  n varchar(20) CHARACTER SET utf8mb3, b varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  l varchar(20) CHARACTER SET latin1, a varchar(20) CHARACTER SET ascii COLLATE ascii_bin);
INSERT INTO texts VALUES (1, '', '', '', '', '', '', '', '', '', ''), (2, 'ab  ', 'ab  ', '\\N', '\\', '\n', '\t', 'NULL', 'N', '\\n', 'a'),
  (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (4, '😀é', '日本語😀', 'ÿ', REPEAT('€', 1000), REPEAT('😀\\\t', 5000), REPEAT('x', 200000), 'ﬀ', '\0', 'äöüß', '~');

CREATE TABLE lone (v varchar(50));
INSERT INTO lone VALUES (''), (NULL), ('\\N'), ('N'), (' '), ('\n'), (''), (NULL);

CREATE TABLE sets (
  id int PRIMARY KEY, e enum('', 'a', 'b,c', 'd''e', 'ü', '\\'), en enum('x','y') NOT NULL DEFAULT 'y',
  s set('a', 'b', 'ü', 'd''e'), sn set('p','q') NOT NULL,
  eu enum('ä','日') CHARACTER SET ucs2, es enum('表','ソ') CHARACTER SET sjis, eg set('中','文') CHARACTER SET gbk
);
INSERT INTO sets VALUES (1, '', 'x', '', '', 'ä', '表', '中'), (2, 'a', 'y', 'a,b', 'p', '日', 'ソ', '文'), (3, 'b,c', 'x', 'ü,d''e', 'p,q', NULL, NULL, NULL),
  (4, NULL, 'x', NULL, 'q', 'ä', '表', '中,文'), (5, 'd''e', 'y', 'a', '', 'ä', 'ソ', ''), (6, '\\', 'x', 'ü', '', 'ä', '表', '');
INSERT IGNORE INTO sets VALUES (7, 0, 0, 0, 0, 0, 0, 0), (8, 'nosuch', 'nosuch', 'nosuch', 'nosuch', 'no', 'no', 'no');
CREATE TABLE big_set (id int PRIMARY KEY, s set('v1','v2','v3','v4','v5','v6','v7','v8','v9','v10','v11','v12','v13','v14','v15','v16','v17','v18','v19','v20','v21','v22','v23','v24','v25','v26','v27','v28','v29','v30','v31','v32','v33','v34','v35','v36','v37','v38','v39','v40','v41','v42','v43','v44','v45','v46','v47','v48','v49','v50','v51','v52','v53','v54','v55','v56','v57','v58','v59','v60','v61','v62','v63','v64'));
INSERT INTO big_set VALUES (1, 18446744073709551615), (2, 9223372036854775808), (3, 1), (4, 0), (5, NULL);

CREATE TABLE charsets (
  id int PRIMARY KEY,
  u2 varchar(50) CHARACTER SET ucs2, u16 varchar(50) CHARACTER SET utf16, u16le varchar(50) CHARACTER SET utf16le, u32 varchar(50) CHARACTER SET utf32,
  sj varchar(50) CHARACTER SET sjis, cp varchar(50) CHARACTER SET cp932, uj varchar(50) CHARACTER SET ujis, ej varchar(50) CHARACTER SET eucjpms,
  gb varchar(50) CHARACTER SET gbk, g2 varchar(50) CHARACTER SET gb2312, b5 varchar(50) CHARACTER SET big5, ek varchar(50) CHARACTER SET euckr,
  k8 varchar(50) CHARACTER SET koi8r, c1 varchar(50) CHARACTER SET cp1251, l2 text CHARACTER SET latin2, ti char(9) CHARACTER SET tis620,
  s7 varchar(50) CHARACTER SET swe7, bi varchar(50) CHARACTER SET binary, u16t longtext CHARACTER SET utf16
);
INSERT INTO charsets VALUES
  (1, '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', ''),
  (2, 'a\\\t\n日本', 'a\\\t\n😀', 'a\\\t\n😀', 'a\\\t\n😀', '表ソ能\\', '表ソ能\\', '日本語', '日本語', '中文\\', '中文', '許功蓋', '한국어', 'Привет', 'Привет', 'Łódź', 'ไทย', 'abc', X'00FF5C', REPEAT('\n😀', 3000)),
  (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO charsets (id, u2, u16, u32) VALUES (4, X'5C095C0A', X'5C095C0A0009', X'0000005C00000009'), (5, X'0A5C', X'005C', X'0000000A');

CREATE TABLE shapes (id int PRIMARY KEY, g geometry, p point NOT NULL, l linestring, po polygon, mp multipoint, ml multilinestring, mpo multipolygon, gc geometrycollection);
INSERT INTO shapes VALUES
  (1, ST_GeomFromText('POINT(1 2)'), ST_GeomFromText('POINT(-0 5e-324)'), ST_GeomFromText('LINESTRING(0 0,1 1,2 2)'), ST_GeomFromText('POLYGON((0 0,10 0,10 10,0 10,0 0),(5 5,7 5,7 7,5 7,5 5))'), ST_GeomFromText('MULTIPOINT(0 0,9 9)'), ST_GeomFromText('MULTILINESTRING((10 48,10 21,10 0))'), ST_GeomFromText('MULTIPOLYGON(((28 26,28 0,84 0,84 42,28 26)))'), ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(15 15,20 20))')),
  (2, ST_GeomFromText('LINESTRING(1 1,9.25 92.9)', 4326), ST_GeomFromText('POINT(10 20)', 4326), NULL, NULL, NULL, NULL, NULL, ST_GeomFromText('GEOMETRYCOLLECTION EMPTY')),
  (3, NULL, ST_GeomFromText('POINT(1e-300 1e300)'), NULL, NULL, NULL, NULL, NULL, NULL);

CREATE TABLE `na``me.w'i"t\h	%s @#ü` (`i``d` int, `sel'ect` varchar(10), `a\b` int, `c.d` int, ` e` int, `日本` int, `per%scent` int, PRIMARY KEY (`i``d`), KEY `k``e.y` (`a\b`, `c.d`)) COMMENT 'it''s "a" \\ comment; with `all`, ( brackets';
INSERT INTO `na``me.w'i"t\h	%s @#ü` VALUES (1, 'x', 2, 3, 4, 5, 6), (2, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE `tor``t'u"r\e.2 ü`.`ta``ble` (id int PRIMARY KEY, v varchar(20) DEFAULT 'it''s ( , \\ `', t text);
INSERT INTO `tor``t'u"r\e.2 ü`.`ta``ble` VALUES (1, 'ß', 'ä');

CREATE TABLE generated_columns (a int, v int AS (a + 1) VIRTUAL, id int PRIMARY KEY, s varchar(30) AS (CONCAT('x(', a, ',\'')) STORED, b int, KEY (v), KEY (s));
INSERT INTO generated_columns (a, id, b) VALUES (1, 1, 10), (2, 2, 20), (NULL, 3, NULL);
-- What is computed does not always fit, which a lax sql_mode lets pass.
CREATE TABLE generated_cut (id int PRIMARY KEY, a int, s varchar(3) AS (CONCAT('x', a)) STORED, `t at row ' 1` tinyint AS (a * 2) STORED, v varchar(3) AS (CONCAT('y', a)) VIRTUAL, KEY (v));
SET @mode = @@sql_mode, sql_mode = '';
INSERT INTO generated_cut (id, a) VALUES (1, 5), (2, 77777), (3, -3000), (4, NULL);
SET sql_mode = @mode;

CREATE TABLE no_key (a int, b varchar(10));
INSERT INTO no_key VALUES (1, 'a'), (1, 'a'), (NULL, NULL), (1, 'a');
CREATE TABLE unique_key (a int NOT NULL, b int, UNIQUE KEY u (a), UNIQUE KEY w (b));
INSERT INTO unique_key VALUES (1, NULL), (2, NULL), (3, 3);
CREATE TABLE empty_table (id int PRIMARY KEY AUTO_INCREMENT, v text) AUTO_INCREMENT = 77;
CREATE TABLE composite (a varchar(20) COLLATE utf8mb4_unicode_ci, b enum('z','y'), c datetime(6), d decimal(10,2), PRIMARY KEY (a, b, c DESC, d));
INSERT INTO composite VALUES ('a', 'z', '2020-01-01', 1), ('a', 'y', '2020-01-01 00:00:00.000001', 1), ('Ä', 'z', '2020-01-01', -1), ('', 'y', '2020-01-01', 0);

CREATE TABLE numbers (n int PRIMARY KEY);
INSERT INTO numbers WITH RECURSIVE r (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM r WHERE n < 39) SELECT n FROM r;

-- Names that differ in case or accent only: a catalog that is sorted without regard to it mixes them up.
CREATE TABLE twins (a int, b int, v varchar(10), PRIMARY KEY (a, b));
CREATE TABLE Twins (a int, b int, v varchar(10), PRIMARY KEY (b, a));
CREATE TABLE TWINS (a int, v varchar(10), UNIQUE KEY u (a));
CREATE TABLE `twíns` (a int NOT NULL, b int NOT NULL, c int, UNIQUE KEY `PRIMARY_` (a, b));
INSERT INTO twins SELECT n DIV 20, n % 20, n FROM numbers;
INSERT INTO Twins SELECT n % 4, n DIV 4, -n FROM numbers;
INSERT INTO TWINS SELECT NULLIF(n, 3), n FROM numbers;
INSERT INTO `twíns` SELECT 7, n, n FROM numbers;

CREATE TABLE parts (id int, d date, v varchar(10), PRIMARY KEY (id, d)) PARTITION BY RANGE (YEAR(d)) (PARTITION p0 VALUES LESS THAN (2000), PARTITION p1 VALUES LESS THAN (2020), PARTITION pm VALUES LESS THAN MAXVALUE);
INSERT INTO parts VALUES (1, '1999-01-01', 'a'), (1, '2005-01-01', 'b'), (1, '2030-01-01', 'c');
CREATE TABLE hashed (id int PRIMARY KEY, v int) PARTITION BY HASH (id) PARTITIONS 4;
INSERT INTO hashed VALUES (1,1),(2,2),(3,3),(4,4),(5,5);

CREATE TABLE loop_a (id int PRIMARY KEY, b int, KEY (b), CONSTRAINT a_to_b FOREIGN KEY (b) REFERENCES loop_b (id));
CREATE TABLE loop_b (id int PRIMARY KEY, a int, KEY (a), CONSTRAINT b_to_a FOREIGN KEY (a) REFERENCES loop_a (id) ON DELETE CASCADE ON UPDATE SET NULL);
INSERT INTO loop_a VALUES (1, 1), (2, 2); INSERT INTO loop_b VALUES (1, 2), (2, 1);
CREATE TABLE tree (id int PRIMARY KEY, parent int, CONSTRAINT up FOREIGN KEY (parent) REFERENCES tree (id));
INSERT INTO tree VALUES (1, 3), (2, 1), (3, NULL);
CREATE TABLE `tor``t'u"r\e.2 ü`.far (id int PRIMARY KEY, x int, CONSTRAINT far_fk FOREIGN KEY (x) REFERENCES torture.tree (id));
INSERT INTO `tor``t'u"r\e.2 ü`.far VALUES (1, 2);

CREATE TABLE defaults (id int PRIMARY KEY, a binary(3) DEFAULT 'a\0b', b varchar(10) DEFAULT '\n\t\\''', c bit(4) DEFAULT b'1010', d timestamp NULL DEFAULT NULL, e datetime(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3), f int DEFAULT -1, g char(1) DEFAULT '', CHECK (f < 1000 AND b <> ')'));
INSERT INTO defaults (id, e) VALUES (1, '2020-01-01 00:00:00.123');
CREATE TABLE fulltexts (id int PRIMARY KEY, a text, b varchar(100), FULLTEXT KEY fa (a), FULLTEXT KEY fab (a, b), KEY pre (b(10))) ROW_FORMAT=DYNAMIC;
INSERT INTO fulltexts VALUES (1, 'the quick brown fox', 'jumps');
CREATE TABLE `tor``t'u"r\e.2 ü`.wide_rows (id int PRIMARY KEY, b longblob, c longblob);
INSERT INTO `tor``t'u"r\e.2 ü`.wide_rows VALUES (1, REPEAT(@all, 40960), REPEAT('\\', 3000000)), (2, NULL, ''), (3, REPEAT('a', 10000000), REPEAT(@all, 10));

-- Programs, made under charsets, collations and modes that are not the target's.
CREATE VIEW z_base AS SELECT id, v FROM texts;
CREATE VIEW a_over AS SELECT * FROM z_base WHERE v = 'x' COLLATE utf8mb4_bin;
DELIMITER //
CREATE FUNCTION twice(a int) RETURNS int DETERMINISTIC RETURN a * 2//
CREATE OR REPLACE VIEW b_over AS SELECT a.id, twice(a.id) AS t FROM a_over a JOIN z_base USING (id)//
CREATE OR REPLACE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW c_over AS SELECT `i``d`, 'it''s' AS `q"x` FROM `na``me.w'i"t\h	%s @#ü` WITH CASCADED CHECK OPTION//
CREATE VIEW `tor``t'u"r\e.2 ü`.`vi``ew` AS SELECT t.id FROM torture.tree t JOIN `tor``t'u"r\e.2 ü`.far f ON f.x = t.id//
CREATE PROCEDURE odd(IN `p``1` varchar(10), OUT x int) COMMENT 'a ''comment''' BEGIN
  -- a comment; with a semicolon and DEFINER=`x`@`y`
  DECLARE v varchar(10) DEFAULT 'ü日';
  SET x = LENGTH(CONCAT(`p``1`, v)); /* more; */
END//
SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT'//
CREATE PROCEDURE ansi() BEGIN DECLARE "x y" int; SET "x y" = 1; SELECT 'a\' || 'b', "x y"; END//
CREATE TRIGGER tree_bi BEFORE INSERT ON tree FOR EACH ROW BEGIN SET NEW.parent = NEW.parent || ''; END//
SET sql_mode = ''//
SET NAMES latin1 COLLATE latin1_german1_ci//
CREATE FUNCTION latin() RETURNS varchar(10) CHARACTER SET latin1 DETERMINISTIC RETURN 'äöü'//
CREATE VIEW latin_view AS SELECT 'äöü' AS a, COLLATION('x') AS b//
CREATE TRIGGER lone_bi BEFORE INSERT ON lone FOR EACH ROW SET NEW.v = CONCAT(NEW.v, 'ä')//
SET NAMES utf8mb4//
CREATE TRIGGER lone_first BEFORE INSERT ON lone FOR EACH ROW PRECEDES lone_bi SET NEW.v = TRIM(NEW.v)//
CREATE TRIGGER lone_after AFTER DELETE ON lone FOR EACH ROW BEGIN END//
SET time_zone = '+09:30'//
CREATE EVENT every_day ON SCHEDULE EVERY 1 DAY STARTS '2035-01-01 03:00:00' ON COMPLETION PRESERVE ENABLE COMMENT ' ON COMPLETION PRESERVE ENABLE ' DO BEGIN DELETE FROM lone WHERE v = ' ON COMPLETION NOT PRESERVE ENABLE'; END//
CREATE EVENT off_event ON SCHEDULE AT '2035-01-01 03:00:00' ON COMPLETION NOT PRESERVE DISABLE DO SELECT 1//
CREATE EVENT `on``e` ON SCHEDULE EVERY 5 HOUR STARTS '2035-01-01' ENDS '2036-01-01' DO SELECT 'ü'//
SET time_zone = '+00:00'//
DELIMITER ;
USE `tor``t'u"r\e.2 ü`;
DELIMITER //
CREATE FUNCTION here(a varchar(10)) RETURNS varchar(10) DETERMINISTIC RETURN CONCAT(a, '')//
DELIMITER ;
USE torture;
