-- what: the source answers in ru_RU, the target in ja_JP
-- flavours: mysql mariadb
-- source: SET GLOBAL lc_messages = 'ru_RU'
-- target: SET GLOBAL lc_messages = 'ja_JP'
-- compare: SELECT id, e + 0, v, s FROM lc_messages_east.t ORDER BY id
-- later: INSERT INTO lc_messages_east.t (id, e, v) VALUES (3, 'n', 'later')
-- when: long
-- right: equal
CREATE DATABASE lc_messages_east CHARACTER SET utf8mb4;
USE lc_messages_east;
SET SESSION sql_mode = '';
CREATE TABLE t (id INT PRIMARY KEY, e ENUM('y', 'n') NOT NULL, v VARCHAR(20), s VARCHAR(3) GENERATED ALWAYS AS (CONCAT('x', id)) STORED);
INSERT IGNORE INTO t (id, e, v) VALUES (1, 'y', 'a'), (2, 'nosuch', 'b'), (77777, 'n', NULL);
CREATE TABLE plain (id INT PRIMARY KEY);
INSERT INTO plain VALUES (1), (2);
