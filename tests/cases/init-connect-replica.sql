-- what: init_connect writes down who logs in, which the replication account may not: said before the copy, and its fix works
-- flavours: mysql mariadb
-- source: SET GLOBAL init_connect = 'INSERT INTO init_connect_replica.logins (who) VALUES (CURRENT_USER())'
-- right: apply says init-connect the source's init_connect fails for the replication account
-- fix-source: /*!80000 GRANT CONNECTION_ADMIN ON *.* TO repl@'%' */ /*M!100502 GRANT CONNECTION ADMIN ON *.* TO repl@'%' */
-- later: INSERT INTO init_connect_replica.t VALUES (2, 'later')
-- when: long
CREATE DATABASE init_connect_replica;
CREATE TABLE init_connect_replica.logins (id INT AUTO_INCREMENT PRIMARY KEY, who VARCHAR(100));
CREATE TABLE init_connect_replica.t (id INT PRIMARY KEY, v VARCHAR(10));
INSERT INTO init_connect_replica.t VALUES (1, 'a');
