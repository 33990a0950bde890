-- What only MySQL has.
USE torture;
SET NAMES utf8mb4, sql_mode = '';
CREATE TABLE documents (id int PRIMARY KEY, j json, k json NOT NULL DEFAULT (JSON_OBJECT()));
INSERT INTO documents VALUES
  (1, NULL, '{}'), (2, 'null', '[]'), (3, '{"a": "\\\\ \\n \\t \\u0000 \\" 😀 é", "": [1, -1, 1.5, 1e300, true, false, null]}', '"text"'),
  (4, '1', '-1.5e-300'), (5, '18446744073709551615', '-9223372036854775808'), (6, '0.1', '-0.0'), (7, '1.0', '1e20'),
  (8, '[[[[]]], {"b": {"c": {}}}]', CONCAT('["', REPEAT('x', 100000), '"]'));
CREATE TABLE vectors (id int PRIMARY KEY, v vector(3), w vector(2048));
INSERT INTO vectors VALUES (1, STRING_TO_VECTOR('[1,2.5,-3e38]'), NULL), (3, X'0000000000000080FFFF7F7F', NULL);
CREATE TABLE hidden (id int PRIMARY KEY, a int INVISIBLE, b int DEFAULT (1 + 2), c int GENERATED ALWAYS AS (a * 2) VIRTUAL INVISIBLE);
INSERT INTO hidden (id, a, b) VALUES (1, 10, 11), (2, NULL, NULL);
SET SESSION sql_generate_invisible_primary_key = ON;
CREATE TABLE hidden_key (a int, b varchar(10));
INSERT INTO hidden_key VALUES (3, 'x'), (1, 'y');
INSERT INTO hidden_key (my_row_id, a, b) VALUES (50, 1, 'z');
SET SESSION sql_generate_invisible_primary_key = OFF;
CREATE TABLE functional (id int PRIMARY KEY, a varchar(20), j json, KEY f ((LOWER(a))), KEY g ((a + id), a), KEY inv (a) INVISIBLE, KEY m ((CAST(j->'$.n' AS UNSIGNED ARRAY))));
INSERT INTO functional VALUES (1, 'ABC', '{"n": [1, 2]}'), (2, 'def', NULL);
CREATE TABLE referenced (id int PRIMARY KEY, x int NOT NULL, p point NOT NULL SRID 4326, UNIQUE KEY x (x), SPATIAL KEY (p)) COLLATE utf8mb4_0900_as_cs;
INSERT INTO referenced VALUES (1, 5, ST_GeomFromText('POINT(10 20)', 4326));
CREATE TABLE gb (id int PRIMARY KEY, v varchar(20) CHARACTER SET gb18030, w varchar(20) CHARACTER SET utf8mb4, x varchar(10) COLLATE utf8mb4_0900_bin);
INSERT INTO gb VALUES (1, '中文😀\\', 'é', 'é');
CREATE TABLE not_enforced (id int PRIMARY KEY, a int, CONSTRAINT c CHECK (a > 5) NOT ENFORCED);
INSERT INTO not_enforced VALUES (1, 1);
CREATE TABLE packed (id int PRIMARY KEY, v text) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=4;
INSERT INTO packed VALUES (1, REPEAT('a', 10000));
-- What the text of a document does not say: JSON_TYPE of its nodes.
CREATE TABLE typed_documents (id int PRIMARY KEY, j json, k json);
INSERT INTO typed_documents VALUES
  (1, JSON_OBJECT('price', CAST('12.50' AS DECIMAL(5,2)), 'a "quoted\\" key\n', JSON_ARRAY(CAST('2020-01-01 00:00:00' AS DATETIME), 1, CAST(5 AS UNSIGNED), CAST(X'00FF' AS BINARY), CAST('-10:00:00.5' AS TIME(6)), CAST('2020-01-01' AS DATE), TRUE, NULL, 1.5e0, '2020-01-01')), '{"x": [1, 2.5, {"y": "z,]}"}]}'),
  (2, CAST(CAST('1.10' AS DECIMAL(5,2)) AS JSON), CAST(CAST(7 AS UNSIGNED) AS JSON)),
  (3, CAST(CAST('12345678901234567890.123' AS DECIMAL(30,3)) AS JSON), CAST(CAST('2020-01-01' AS DATE) AS JSON)),
  (4, JSON_ARRAY(JSON_OBJECT('sum', CAST(123 AS DECIMAL(20,0)), 'n', -CAST(0.5 AS DECIMAL(3,1))), JSON_ARRAY(), JSON_OBJECT(), JSON_ARRAY(JSON_ARRAY(18446744073709551615))), NULL),
  (5, '{"plain": ["as", 1, 1.5, true, null]}', JSON_ARRAY(CAST(REPEAT(X'0A5C22', 200) AS BINARY), TIMESTAMP'2020-01-01 00:00:00.5')),
  (6, NULL, NULL);
CREATE TABLE json_sources (b blob, ts timestamp(3) NULL, vb varbinary(9), y year, e enum('x'), g point);
INSERT INTO json_sources VALUES (REPEAT(X'00FF0A5C22', 100), '2020-01-01 10:00:00.123', X'00FF', 2020, 'x', POINT(1, 2)), ('', '0000-00-00', '', 0, 'x', POINT(-0, 1e-300));
INSERT INTO typed_documents SELECT 7 + (ts = 0), JSON_OBJECT('b', b, 'ts', ts, 'l', JSON_ARRAY(vb, y, e, g, ts)), CAST(ts AS JSON) FROM json_sources;
-- Numbers of each type on both sides of each limit: as a document, in an object, and from text.
CREATE TABLE json_numbers (id int AUTO_INCREMENT PRIMARY KEY, j json);
CREATE TABLE number_texts (n varchar(30));
INSERT INTO number_texts VALUES ('0'), ('1'), ('-1'), ('32767'), ('32768'), ('65536'), ('2147483647'), ('2147483648'), ('4294967295'), ('4294967296'), ('1700000000000'),
  ('9223372036854775807'), ('-2147483648'), ('-2147483649'), ('-4294967297'), ('-9223372036854775808'), ('9223372036854775808'), ('18446744073709551615');
INSERT INTO json_numbers (j) SELECT CAST(CAST(n AS SIGNED) AS JSON) FROM number_texts WHERE n + 0e0 < 9.2e18 UNION ALL SELECT CAST(CAST(n AS UNSIGNED) AS JSON) FROM number_texts WHERE n + 0e0 >= 0
  UNION ALL SELECT JSON_OBJECT('n', CAST(n AS SIGNED), 'a', JSON_ARRAY(CAST(n AS SIGNED))) FROM number_texts WHERE n + 0e0 < 9.2e18
  UNION ALL SELECT CAST(n AS JSON) FROM number_texts UNION ALL SELECT JSON_ARRAY(n + 0e0, CAST(n AS JSON), CAST(CONCAT(n, '.0') AS JSON), CAST(n AS DECIMAL(20, 0))) FROM number_texts;
INSERT INTO json_numbers (j) VALUES (JSON_ARRAY(-0e0, 1e15, 1e16, 1e17, 1e300, 5e-324, 0.1e0, 1/3e0)), (CAST(-0e0 AS JSON)), ('[-0.0, 1e300]');
CREATE TABLE plain_and_typed (id int PRIMARY KEY, j json);
INSERT INTO plain_and_typed VALUES (1, '{}'), (2, JSON_OBJECT('d', CAST('2020-01-01' AS DATE))), (3, '[]'), (4, CAST(CAST('1.10' AS DECIMAL(5,2)) AS JSON)), (5, NULL);
CREATE TABLE k_computed (a int, b int AS (a * 2) STORED NOT NULL, v int, PRIMARY KEY (b, a));
INSERT INTO k_computed (a, v) VALUES (1, 1), (2, 2), (3, 3);
