-- what: a folder in the data directory that is no database is passed over
-- flavours: mariadb
-- right: plan says stray-directory
-- fix-source: DROP DATABASE `#mysql50#stray-folder`
-- when: long
CREATE DATABASE stray_directory;
CREATE TABLE stray_directory.t (id INT PRIMARY KEY);
INSERT INTO stray_directory.t VALUES (1);
CREATE DATABASE `#mysql50#stray-folder`;
