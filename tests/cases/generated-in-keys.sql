-- what: generated columns in primary, unique and foreign keys, and one of another
-- flavours: mysql mariadb
-- right: equal
CREATE DATABASE generated_in_keys CHARACTER SET utf8mb4; USE generated_in_keys;
CREATE TABLE chain (id INT PRIMARY KEY, a INT, b INT AS (a + 1) VIRTUAL, c INT AS (b * 2) STORED, s VARCHAR(20), t VARCHAR(30) AS (CONCAT(s, '-', id)) VIRTUAL, UNIQUE KEY (t), KEY (b, c), KEY part (t(5)));
INSERT INTO chain (id, a, s) VALUES (1, 1, 'x'), (2, NULL, 'y'), (3, -5, NULL), (4, 1000000, 'ü');
CREATE TABLE parent (id INT, k INT AS (id + 100) STORED, UNIQUE KEY (k)); INSERT INTO parent (id) VALUES (1), (2), (NULL);
CREATE TABLE child (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES parent (k)); INSERT INTO child VALUES (1, 101), (2, NULL);
CREATE TABLE first (a INT, v INT AS (a + 1) VIRTUAL, b INT, PRIMARY KEY (b), KEY (v)); INSERT INTO first (a, b) VALUES (5, 1), (NULL, 2);
CREATE TABLE words (id INT PRIMARY KEY, w VARCHAR(50), i VARCHAR(50) AS (LOWER(w)) STORED COMMENT 'small', UNIQUE KEY (i)); INSERT INTO words (id, w) VALUES (1, 'Ab'), (2, 'CD'), (3, NULL);
