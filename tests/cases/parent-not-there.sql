-- what: foreign keys to a table that is not there, as it was dropped or is still to be made
-- flavours: mysql mariadb
-- right: equal
CREATE DATABASE parent_not_there CHARACTER SET utf8mb4;
USE parent_not_there;
SET SESSION foreign_key_checks = 0;
CREATE TABLE child (id INT PRIMARY KEY, parent INT, CONSTRAINT up FOREIGN KEY (parent) REFERENCES gone (id));
CREATE TABLE parent (id INT PRIMARY KEY);
CREATE TABLE orphan (id INT PRIMARY KEY, parent INT, CONSTRAINT to_dropped FOREIGN KEY (parent) REFERENCES parent (id) ON DELETE CASCADE);
INSERT INTO child VALUES (1, 5), (2, NULL);
INSERT INTO orphan VALUES (1, 9);
DROP TABLE parent;
