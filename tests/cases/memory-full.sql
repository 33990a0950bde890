-- what: a MEMORY table that is larger than the target takes: named before the copy, and arrives as InnoDB
-- flavours: mysql mariadb
-- right: plan says memory-table memory_full.m: a MEMORY table of
-- fix-source: ALTER TABLE memory_full.m ENGINE = InnoDB
-- compare: SELECT COUNT(*), SUM(id) FROM memory_full.m
-- when: long
CREATE DATABASE memory_full CHARACTER SET latin1;
USE memory_full;
SET SESSION max_heap_table_size = 134217728;
CREATE TABLE m (id INT PRIMARY KEY AUTO_INCREMENT, pad CHAR(250)) ENGINE = MEMORY;
INSERT INTO m (pad) VALUES ('x'), ('x'), ('x'), ('x');
INSERT INTO m (pad) SELECT 'x' FROM m a, m b, m c, m d, m e, m f, m g;
INSERT INTO m (pad) SELECT 'x' FROM m;
INSERT INTO m (pad) SELECT 'x' FROM m;
INSERT INTO m (pad) SELECT 'x' FROM m;
