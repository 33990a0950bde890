-- what: CHECKs, and defaults that are expressions, of the time, of chance and of other columns
-- flavours: mysql mariadb
-- right: equal
CREATE DATABASE checks_and_defaults CHARACTER SET utf8mb4; USE checks_and_defaults;
CREATE TABLE t (id INT PRIMARY KEY, u CHAR(36) DEFAULT (UUID()), later DATETIME DEFAULT (NOW() + INTERVAL 1 DAY), r DOUBLE DEFAULT (RAND()), tx TEXT DEFAULT ('it''s \\ "x"'),
	d DATE DEFAULT (CURRENT_DATE), ts TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6), a INT DEFAULT 3, b INT DEFAULT (4 * 5), c BINARY(3) DEFAULT 'a', e BIT(5) DEFAULT b'101',
	x VARCHAR(20) DEFAULT '', y DECIMAL(9,3) DEFAULT -0.5, z DATETIME DEFAULT '2011-01-01 00:00:00', CONSTRAINT ab CHECK (a < b), CHECK (tx NOT LIKE '%--%' AND tx <> ')'), CONSTRAINT `odd ``name` CHECK (x REGEXP '^[a-z]*$'));
INSERT INTO t (id) VALUES (1), (2), (3); INSERT INTO t (id, a, b, x) VALUES (4, NULL, 1, 'abc');
CREATE TABLE col_checks (id INT PRIMARY KEY CHECK (id > 0), j TEXT CHECK (LENGTH(j) < 100), k INT CHECK (k IN (1, 2, 3) OR k IS NULL)); INSERT INTO col_checks VALUES (1, 'x', 3), (2, NULL, NULL);
