-- what: a limit of a millisecond for every statement (MySQL: every SELECT) cuts no look off and no copy short
-- flavours: mysql mariadb
-- source: /*!80000 SET GLOBAL max_execution_time = 1 */ /*M!100100 SET GLOBAL max_statement_time = 0.001 */
-- target: /*!80000 SET GLOBAL max_execution_time = 1 */ /*M!100100 SET GLOBAL max_statement_time = 0.001 */
-- later: INSERT INTO execution_time.t VALUES (20001, 'later')
-- when: long
-- right: equal
CREATE DATABASE execution_time;
USE execution_time;
CREATE TABLE digits (d INT PRIMARY KEY);
INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);
CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20));
INSERT INTO t SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d, CONCAT('row ', a.d) FROM digits a, digits b, digits c, digits e;
CREATE VIEW slow AS SELECT COUNT(*) AS n FROM t a JOIN t b ON a.v = b.v;
