-- what: functional keys of many kinds, a multi-valued one among them, with rows in all of them
-- flavours: mysql
-- right: equal
-- compare: SELECT COUNT(*) FROM functional_keys.t FORCE INDEX (tags) WHERE 3 MEMBER OF (j->'$.tags')
-- compare: SELECT COUNT(*), SUM(id) FROM functional_keys.t FORCE INDEX (low) WHERE LOWER(s) = 'word 7'
CREATE DATABASE functional_keys CHARACTER SET utf8mb4; USE functional_keys;
CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(40), j JSON, d DATETIME(6), n DECIMAL(20,5), g INT AS (id * 2) VIRTUAL,
	KEY low ((LOWER(s))), KEY tags ((CAST(j->'$.tags' AS UNSIGNED ARRAY))), KEY name ((CAST(j->>'$.name' AS CHAR(30)) COLLATE utf8mb4_bin)),
	UNIQUE KEY u ((id + 1), (n - 1) DESC), KEY y ((YEAR(d)), s(5)), KEY gg ((id + 3), g), KEY c ((CONCAT(s, '/', 'a)b'))), KEY k2 ((CAST(s AS BINARY(10)))));
INSERT INTO t (id, s, j, d, n) WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 500)
	SELECT i, CONCAT('Word ', i % 20), JSON_OBJECT('tags', JSON_ARRAY(i % 7, i % 5, 3), 'name', CONCAT('n''', i)), '2024-01-01' + INTERVAL i HOUR, i / 3 FROM r;
INSERT INTO t (id) VALUES (-1), (0);
CREATE TABLE only_functional (a INT, b VARCHAR(10), UNIQUE KEY ((a + 1)), KEY ((UPPER(b)))); INSERT INTO only_functional VALUES (1, 'a'), (NULL, NULL), (NULL, 'b');
CREATE TABLE multi_unique (id INT PRIMARY KEY, j JSON, UNIQUE KEY ((CAST(j AS UNSIGNED ARRAY)))); INSERT INTO multi_unique VALUES (1, '[1,2]'), (2, '[3]'), (3, '[]'), (4, NULL);
