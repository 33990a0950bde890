-- what: JSON of large numbers, of dates and times, deep and wide, and with every letter
-- flavours: mysql
-- right: equal
CREATE DATABASE json_depths; USE json_depths;
CREATE TABLE t (id INT PRIMARY KEY, j JSON DEFAULT (JSON_ARRAY(1, 'a')));
INSERT INTO t (id) VALUES (1); INSERT INTO t VALUES (2, JSON_OBJECT('d', CAST('2024-02-29' AS DATE), 't', CAST('-838:59:59' AS TIME(6)), 'dt', CAST('2024-01-01 01:02:03.000004' AS DATETIME(6)), 'dec', CAST(1.10 AS DECIMAL(10,5)), 'big', 18446744073709551615, 'neg', -9223372036854775808, 'dbl', 1e308, 'zero', -0.0e0)),
	(3, CONCAT(REPEAT('[', 99), REPEAT(']', 99))), (4, '"\\u0000\\ud83d\\ude00\\"\\\\/\\b\\f\\n\\r\\t"'), (5, 'null'), (6, NULL), (7, '{"": {"a.b": [{}], "a\\"b": [[]]}, "ä": true}'), (8, '1.0'), (9, '1'), (10, '[1, 1.0, 1e0, -1, 0.1, 123456789012345678901234567890]'), (11, JSON_ARRAY(ST_GeomFromText('POINT(1 2)'))), (12, CAST(CAST(NULL AS DATE) AS JSON)), (13, JSON_OBJECT('y', CAST(2024 AS YEAR)));
CREATE TABLE v (id INT PRIMARY KEY, e VECTOR(3), f VECTOR(2) NOT NULL); INSERT INTO v VALUES (1, TO_VECTOR('[1,2.5,-3e30]'), TO_VECTOR('[0,1]')), (2, NULL, TO_VECTOR('[-1,1e-30]'));
