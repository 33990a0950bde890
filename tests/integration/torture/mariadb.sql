-- What only MariaDB has.
USE torture;
SET NAMES utf8mb4, sql_mode = '';
ALTER DATABASE torture COMMENT 'it''s torture';
CREATE TABLE ids (id int PRIMARY KEY, u uuid, i4 inet4, i6 inet6);
INSERT INTO ids VALUES (1, '123e4567-e89b-12d3-a456-426655440000', '255.254.0.1', '2001:db8::ff00:42:8329'), (2, NULL, NULL, NULL), (3, '00000000-0000-0000-0000-000000000000', '0.0.0.0', '::'), (4, 'ffffffff-ffff-ffff-ffff-ffffffffffff', '9.10.92.0', '::ffff:192.0.2.128');
CREATE TABLE documents (id int PRIMARY KEY, j json);
INSERT INTO documents VALUES (1, '{"a": 1.10, "b":   [1,2]}'), (2, NULL);
CREATE TABLE hidden (id int PRIMARY KEY, a int INVISIBLE, b int DEFAULT (1 + 2), c int GENERATED ALWAYS AS (a * 2) VIRTUAL INVISIBLE);
INSERT INTO hidden (id, a, b) VALUES (1, 10, 11), (2, NULL, NULL);
CREATE TABLE compressed_columns (id int PRIMARY KEY, v varchar(1000) COMPRESSED, t text COMPRESSED CHARACTER SET latin1, b blob COMPRESSED);
INSERT INTO compressed_columns VALUES (1, REPEAT('a', 900), REPEAT('ä', 9000), X'005C0A'), (2, NULL, '', '');
CREATE SEQUENCE seq START WITH 100 INCREMENT BY 5 MAXVALUE 1000000 CACHE 10 CYCLE;
DO NEXTVAL(seq), NEXTVAL(seq);
CREATE SEQUENCE untouched;
CREATE TABLE uses_sequence (id int DEFAULT NEXTVAL(untouched) PRIMARY KEY, v int);
INSERT INTO uses_sequence (v) VALUES (1), (2);
CREATE TABLE spatial_keys (id int PRIMARY KEY, p point NOT NULL, SPATIAL KEY (p));
INSERT INTO spatial_keys VALUES (1, ST_GeomFromText('POINT(10 20)'));
CREATE TABLE periods (id int, s date, e date, PERIOD FOR app (s, e), PRIMARY KEY (id, app WITHOUT OVERLAPS));
INSERT INTO periods VALUES (1, '2020-01-01', '2021-01-01'), (1, '2021-01-01', '2022-01-01');
CREATE TABLE aria_table (id int PRIMARY KEY, v int) ENGINE=Aria TRANSACTIONAL=1;
INSERT INTO aria_table VALUES (1, 1);
DELIMITER //
SET sql_mode = 'ORACLE'//
CREATE OR REPLACE PACKAGE pack AS FUNCTION f RETURN INT; PROCEDURE p(a INT); END//
CREATE OR REPLACE PACKAGE BODY pack AS FUNCTION f RETURN INT AS BEGIN RETURN 1; END; PROCEDURE p(a INT) AS BEGIN SELECT a; END; END//
SET sql_mode = ''//
DELIMITER ;
-- SHOW CREATE TABLE says '?' there.
CREATE VIEW beyond_defaults AS SELECT id, DEFAULT(d) AS d, DEFAULT(s) AS s, DEFAULT(u) AS u FROM beyond;
