-- what: the source answers in fr_FR, the target in de_DE
-- flavours: mysql mariadb
-- source: SET GLOBAL lc_messages = 'fr_FR'
-- target: SET GLOBAL lc_messages = 'de_DE'
-- compare: SELECT id, e + 0, v, s FROM lc_messages.t ORDER BY id
-- later: INSERT INTO lc_messages.t (id, e, v) VALUES (3, 'n', 'later')
-- when: long
-- right: equal
CREATE DATABASE lc_messages CHARACTER SET utf8mb4;
USE lc_messages;
SET SESSION sql_mode = '';
CREATE TABLE t (id INT PRIMARY KEY, e ENUM('y', 'n') NOT NULL, v VARCHAR(20), s VARCHAR(3) GENERATED ALWAYS AS (CONCAT('x', id)) STORED);
INSERT IGNORE INTO t (id, e, v) VALUES (1, 'y', 'a'), (2, 'nosuch', 'b'), (77777, 'n', NULL);
CREATE TABLE plain (id INT PRIMARY KEY);
INSERT INTO plain VALUES (1), (2);
