-- what: bytes in JSON: BINARY, BIT and BLOB values of every length
-- flavours: mysql
-- compare: SELECT id, JSON_TYPE(j->'$.v'), SHA2(CAST(j AS CHAR), 256) FROM json_opaque.t ORDER BY id
-- right: equal
CREATE DATABASE json_opaque;
USE json_opaque;
CREATE TABLE t (id INT PRIMARY KEY, j JSON);
INSERT INTO t VALUES (1, JSON_OBJECT('v', CAST(x'00FF10' AS BINARY(8)))), (2, JSON_OBJECT('v', b'1010'));
CREATE TABLE b (a TINYBLOB, b MEDIUMBLOB, c LONGBLOB, d BIT(13), e VARBINARY(9));
INSERT INTO b VALUES (x'01', x'02', x'03', b'1', x'04');
INSERT INTO t SELECT 3, JSON_OBJECT('v', a) FROM b UNION SELECT 4, JSON_OBJECT('v', b) FROM b UNION SELECT 5, JSON_OBJECT('v', c) FROM b
	UNION SELECT 6, JSON_OBJECT('v', d) FROM b UNION SELECT 7, JSON_OBJECT('v', e) FROM b;
