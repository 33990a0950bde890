-- what: a database that is called innodb is a user's like any other
-- flavours: mysql mariadb
-- compare: SELECT COUNT(*), SUM(id) FROM innodb.t
-- right: equal
CREATE DATABASE innodb;
CREATE TABLE innodb.t (id INT PRIMARY KEY, v VARCHAR(10));
INSERT INTO innodb.t VALUES (1, 'a'), (2, 'b');
CREATE VIEW innodb.w AS SELECT v FROM innodb.t;
