-- what: a primary key that is generated, in one row after another
-- flavours: mysql
-- right: equal
CREATE DATABASE generated_primary_key; USE generated_primary_key;
CREATE TABLE t (a INT, k INT AS (a * 3) STORED, PRIMARY KEY (k)); INSERT INTO t (a) VALUES (1), (2), (-7);
SET sql_generate_invisible_primary_key = 1; CREATE TABLE gipk (v VARCHAR(10)); INSERT INTO gipk VALUES ('a'), ('a'), (NULL); DELETE FROM gipk WHERE my_row_id = 2;
SET sql_generate_invisible_primary_key = 0;
CREATE TABLE hidden (id INT INVISIBLE AUTO_INCREMENT PRIMARY KEY, v INT, w INT DEFAULT 5 INVISIBLE, KEY (w) INVISIBLE); INSERT INTO hidden (v) VALUES (1), (2); INSERT INTO hidden (id, v, w) VALUES (9, 3, NULL);
ALTER TABLE hidden AUTO_INCREMENT = 50;
