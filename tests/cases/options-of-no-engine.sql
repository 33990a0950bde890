-- what: options of tables, columns and keys that the engine does not know, as they stay after a change of engine
-- flavours: mariadb
-- right: equal
CREATE DATABASE options_of_no_engine CHARACTER SET utf8mb4;
USE options_of_no_engine;
CREATE TABLE was_aria (id INT PRIMARY KEY, v INT) ENGINE = Aria TRANSACTIONAL = 1 PAGE_CHECKSUM = 1;
ALTER TABLE was_aria ENGINE = InnoDB;
SET SESSION sql_mode = 'IGNORE_BAD_TABLE_OPTIONS';
CREATE TABLE unknown (id INT PRIMARY KEY lightness = 1, KEY k (id) speed = 'it''s /* fast */') colour = 'ON';
INSERT INTO was_aria VALUES (1, 1);
INSERT INTO unknown VALUES (1);
