-- what: views, routines and triggers that were made under other modes, with odd names and comments
-- flavours: mysql mariadb
-- right: equal
-- compare: SELECT programs_of_modes.bs(), programs_of_modes.pipes('a'), programs_of_modes.`odd ``name`()
CREATE DATABASE programs_of_modes CHARACTER SET utf8mb4; USE programs_of_modes; SET GLOBAL log_bin_trust_function_creators = 1;
CREATE TABLE `t x` (id INT PRIMARY KEY, `select` INT, `a``b` TEXT, `c.d` INT COMMENT 'it''s a \\ "comment"\nof two lines');
INSERT INTO `t x` VALUES (1, 2, 'x', 3);
SET sql_mode = 'NO_BACKSLASH_ESCAPES'; CREATE FUNCTION bs() RETURNS VARCHAR(20) DETERMINISTIC RETURN 'a\nb\';
CREATE VIEW bs_view AS SELECT 'c\' AS c, id FROM `t x` WHERE `a``b` <> '\';
SET sql_mode = 'PIPES_AS_CONCAT,ANSI_QUOTES'; CREATE FUNCTION pipes(a VARCHAR(9)) RETURNS VARCHAR(20) DETERMINISTIC RETURN a || "a" || 'x';
CREATE VIEW "ansi view" ("col 1", "col`2") AS SELECT id || 'x', "a`b" FROM "t x";
SET sql_mode = 'IGNORE_SPACE,HIGH_NOT_PRECEDENCE'; CREATE FUNCTION `odd ``name`() RETURNS INT DETERMINISTIC COMMENT 'c''est \\ ça' RETURN (NOT 1 BETWEEN -5 AND 5) + COUNT_IT ();
SET sql_mode = ''; CREATE FUNCTION COUNT_IT() RETURNS INT DETERMINISTIC RETURN 7;
CREATE TRIGGER `t``1` BEFORE INSERT ON `t x` FOR EACH ROW SET NEW.`select` = /* a comment; with ; */ NEW.id -- the end
;
CREATE TRIGGER t2 BEFORE INSERT ON `t x` FOR EACH ROW FOLLOWS `t``1` SET NEW.`c.d` = 1;
CREATE TRIGGER t0 BEFORE INSERT ON `t x` FOR EACH ROW PRECEDES t2 SET NEW.`c.d` = 2;
CREATE VIEW v1 AS SELECT id, COUNT_IT() AS n FROM `t x`; CREATE VIEW a_first AS SELECT * FROM v1 UNION SELECT `select`, 1 FROM `t x`; CREATE VIEW b AS WITH c AS (SELECT 1 AS one) SELECT * FROM c, a_first ORDER BY 1 DESC LIMIT 3;
CREATE EVENT `e x` ON SCHEDULE EVERY '1 2:3' DAY_MINUTE STARTS '2036-01-01 00:00:00' ENDS '2037-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'it''s' DO SET @a = 'x;y';
