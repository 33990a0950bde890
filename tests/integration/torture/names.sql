-- Names, texts and programs of the kinds that SHOW CREATE bends.
USE torture;
SET NAMES utf8mb4, sql_mode = '';
CREATE TABLE beyond (id int PRIMARY KEY, e enum('😀','?','x😁''') COLLATE utf8mb4_bin, s set('😀','ü') NOT NULL DEFAULT '😀' COMMENT 'c', d varchar(20) DEFAULT 'a😀\'', u enum('😀','a') CHARACTER SET utf16 DEFAULT '😀',
  g varchar(50) AS (CONCAT(id, '😁 ü')) VIRTUAL, h varchar(50) DEFAULT (CONCAT('😀', 'ü')), CHECK (d <> '𠀀 ü'));
INSERT INTO beyond (id) VALUES (1);
INSERT INTO beyond (id, e, s, d, u) VALUES (2, '😀', '😀,ü', 'ü', 'a'), (3, '?', 'ü', NULL, '😀'), (4, 'x😁''', '', '', NULL);
CREATE TABLE byte_defaults (id int PRIMARY KEY, b binary(3) DEFAULT X'FF00FE', c varbinary(5) DEFAULT X'805C27', l varchar(5) CHARACTER SET latin1 DEFAULT X'80E4', sj varchar(5) CHARACTER SET sjis DEFAULT X'955C', g varchar(9) CHARACTER SET gbk DEFAULT X'955C815C');
INSERT INTO byte_defaults (id) VALUES (1);
CREATE VIEW beyond_view AS SELECT '😀' AS a, _latin1 X'E4' AS b, X'FF' AS c, _binary X'FF5C' AS d, 'ü\\''' AS e, _sjis X'955C' AS f, e AS g FROM beyond WHERE e = '😀';
DELIMITER //
SET NAMES latin1//
CREATE PROCEDURE `prö`(`pä` int) COMMENT 'kö' BEGIN DECLARE `dö` int; SELECT 'ö' AS `ä`; END//
CREATE FUNCTION `fö`(`pä` int) RETURNS enum('ö','x') CHARSET latin1 DETERMINISTIC COMMENT 'kö' RETURN 'ö'//
CREATE EVENT `evö` ON SCHEDULE EVERY 1 DAY STARTS '2035-01-01' COMMENT 'kö' DO SELECT 'ö'//
CREATE TABLE `tö` (`cö` int)//
CREATE TRIGGER `trö` BEFORE INSERT ON `tö` FOR EACH ROW SET NEW.`cö` = LENGTH('ö')//
CREATE VIEW `vö` AS SELECT `cö`, 'ö' AS `lö` FROM `tö`//
\C sjis
SET NAMES sjis//
CREATE PROCEDURE `sj�\`(`p�\` varchar(10)) COMMENT '�\' BEGIN SELECT '�\', `p�\` AS "�\"; END//
CREATE EVENT `ev�\` ON SCHEDULE EVERY 1 DAY STARTS '2035-01-01' ON COMPLETION PRESERVE ENABLE COMMENT '�\ ON COMPLETION PRESERVE ENABLE' DO SELECT '�\ DEFINER'//
CREATE TRIGGER `tr�\` AFTER INSERT ON numbers FOR EACH ROW SET @x = '�\'//
\C utf8mb4
SET NAMES utf8mb4//
DELIMITER ;
