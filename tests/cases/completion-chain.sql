-- what: completion_type = CHAIN on both servers, and a copy of many chunks
-- flavours: mysql mariadb
-- source: SET GLOBAL completion_type = 'CHAIN'
-- target: SET GLOBAL completion_type = 'CHAIN'
-- manifest: .copy.chunk_size = "1MiB"
-- compare: SELECT COUNT(*), SUM(CRC32(pad)) FROM completion_chain.t
-- when: long
-- right: equal
CREATE DATABASE completion_chain CHARACTER SET latin1;
USE completion_chain;
CREATE TABLE digits (d INT PRIMARY KEY);
INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);
CREATE TABLE t (id INT PRIMARY KEY, pad CHAR(250));
INSERT INTO t SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d, REPEAT(CHAR(65 + a.d), 240)
	FROM digits a, digits b, digits c, digits e, digits f WHERE f.d < 5;
ANALYZE TABLE t;
