-- what: a question mark and an emoji among the members of ENUM and SET
-- flavours: mysql mariadb
-- compare: SELECT id, e + 0, HEX(e), s + 0 FROM enum_question_mark.t ORDER BY id
-- right: equal
CREATE DATABASE enum_question_mark CHARACTER SET utf8mb4;
USE enum_question_mark;
CREATE TABLE t (id INT PRIMARY KEY, e ENUM('yes', 'no', '?', 'maybe', '😀') NOT NULL, s SET('?', 'a', 'b', 'c') NOT NULL);
INSERT INTO t VALUES (1, '?', '?'), (2, '😀', 'a,c'), (3, 'yes', '');
