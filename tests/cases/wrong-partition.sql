-- what: rows that stand in the partition of others are copied
-- flavours: mysql
-- compare: SELECT COUNT(*), SUM(id) FROM wrong_partition.t WHERE v > 0
-- right: equal
CREATE DATABASE wrong_partition;
USE wrong_partition;
CREATE TABLE t (id INT PRIMARY KEY, v INT) PARTITION BY RANGE (id) (PARTITION low VALUES LESS THAN (100), PARTITION high VALUES LESS THAN MAXVALUE);
CREATE TABLE u (id INT PRIMARY KEY, v INT);
INSERT INTO t VALUES (1, 1), (200, 2);
INSERT INTO u VALUES (300, 3), (5, 4);
ALTER TABLE t EXCHANGE PARTITION low WITH TABLE u WITHOUT VALIDATION;
