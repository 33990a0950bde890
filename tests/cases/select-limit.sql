-- what: sql_select_limit = 1 on both servers cuts no list short
-- flavours: mysql mariadb
-- source: SET GLOBAL sql_select_limit = 1
-- target: SET GLOBAL sql_select_limit = 1
-- when: long
-- right: equal
CREATE DATABASE select_limit;
CREATE DATABASE select_limit_second;
CREATE TABLE select_limit.t (id INT PRIMARY KEY, v VARCHAR(10), KEY (v));
CREATE TABLE select_limit.u (id INT PRIMARY KEY, v VARCHAR(10));
CREATE TABLE select_limit_second.t (id INT PRIMARY KEY, v VARCHAR(10));
INSERT INTO select_limit.t VALUES (1, 'a'), (2, 'b'), (3, 'c');
INSERT INTO select_limit.u VALUES (1, 'a'), (2, 'b'), (3, 'c');
INSERT INTO select_limit_second.t VALUES (1, 'a'), (2, 'b'), (3, 'c');
CREATE VIEW select_limit.v AS SELECT id FROM select_limit.t;
CREATE VIEW select_limit.w AS SELECT id FROM select_limit.u;
