-- A database for every kind of change that may come between two runs of a copy: some 25 MB, the largest table being
-- one whose keys are built after its data.
CREATE DATABASE changing;
USE changing;
CREATE TABLE numbers (i INT PRIMARY KEY);
INSERT INTO numbers WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT i FROM n;

CREATE TABLE wide (id INT AUTO_INCREMENT PRIMARY KEY, pad VARCHAR(4000), n INT, u INT, KEY n (n), UNIQUE KEY u (u));
INSERT INTO wide (id, pad, n, u) SELECT i + 1000 * t, REPEAT('x', 4000), i, i + 1000 * t
	FROM numbers JOIN (SELECT 0 AS t UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4) times;
CREATE TABLE counted (id INT AUTO_INCREMENT PRIMARY KEY, u INT, pad VARCHAR(1000), UNIQUE KEY u (u));
INSERT INTO counted (id, u, pad) SELECT i + 1000 * t, i + 1000 * t, REPEAT('y', 800)
	FROM numbers JOIN (SELECT 0 AS t UNION SELECT 1 UNION SELECT 2) times;
CREATE TABLE word (w VARCHAR(60) COLLATE utf8mb4_general_ci PRIMARY KEY, n INT, pad VARCHAR(1000));
INSERT INTO word SELECT CONCAT(LEFT(SHA2(i, 256), 12), '\n''', i), i, REPEAT('z', 900) FROM numbers;
CREATE TABLE pair (a INT, b VARCHAR(20), c INT, PRIMARY KEY (a, b), KEY c (c));
INSERT INTO pair SELECT i DIV 10, CONCAT('b', i), i FROM numbers;
CREATE TABLE heap (n INT, w VARCHAR(60));
INSERT INTO heap SELECT i, 'no key' FROM numbers;
CREATE TABLE child (id INT PRIMARY KEY, word VARCHAR(60) COLLATE utf8mb4_general_ci, KEY (word),
	FOREIGN KEY (word) REFERENCES word (w) ON DELETE CASCADE ON UPDATE CASCADE);
INSERT INTO child SELECT n, w FROM word WHERE n <= 300;
CREATE TABLE altered (id INT PRIMARY KEY, v INT, c0 INT);
INSERT INTO altered SELECT i, i, i FROM numbers WHERE i <= 100;
CREATE TABLE mirror (id INT);
CREATE TRIGGER mirrors AFTER INSERT ON counted FOR EACH ROW INSERT INTO mirror VALUES (NEW.id);
CREATE SQL SECURITY INVOKER VIEW seen AS SELECT w FROM word;
ANALYZE TABLE wide, counted, word, pair, heap, child, altered;
