-- what: joins of few rows on both servers hide no fact: the plan still warns of a table without a key
-- flavours: mysql mariadb
-- source: SET GLOBAL max_join_size = 11
-- target: SET GLOBAL max_join_size = 11
-- manifest: .copy.definers = "admin"
-- right: plan says join_size.keyless
-- fix-source: DO 0
-- when: long
CREATE DATABASE join_size CHARACTER SET utf8mb4;
USE join_size;
CREATE TABLE keyless (a INT, b VARCHAR(10));
CREATE TABLE keyed (id INT PRIMARY KEY, v INT, KEY (v));
INSERT INTO keyless VALUES (1, 'a'), (1, 'a'), (2, 'b');
INSERT INTO keyed VALUES (1, 1), (2, 2);
