-- what: comments of stored objects with backslashes, quotes and lines, made where a backslash is a letter
-- flavours: mysql mariadb
-- right: equal
-- compare: SELECT routine_name, HEX(routine_comment) FROM information_schema.routines WHERE routine_schema = 'comments_plain_backslash' ORDER BY 1
-- compare: SELECT event_name, HEX(event_comment) FROM information_schema.events WHERE event_schema = 'comments_plain_backslash' ORDER BY 1
CREATE DATABASE comments_plain_backslash CHARACTER SET utf8mb4;
USE comments_plain_backslash;
CREATE TABLE log (s VARCHAR(100));
SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES';
DELIMITER //
CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2035-01-01 03:00:00' COMMENT 'C:\backup\new ''Ã©''
second line\' DO INSERT INTO "log" VALUES (' COMMENT ''\''')//
CREATE EVENT quiet ON SCHEDULE EVERY 1 DAY STARTS '2035-01-01 03:00:00' DO INSERT INTO "log" VALUES (' COMMENT ''\\''')//
CREATE PROCEDURE store(IN kind ENUM('a\', 'b)(') CHARACTER SET utf8mb4) SQL SECURITY INVOKER COMMENT 'C:\new\''s, \\Ã©
line\' INSERT INTO "log" VALUES ('\')//
CREATE PROCEDURE bare(IN kind ENUM('a\') CHARACTER SET utf8mb4)
BEGIN
    CREATE TEMPORARY TABLE scratch (a INT)
    COMMENT 'x\\y';
END//
CREATE FUNCTION "pa""th"() RETURNS VARCHAR(20) CHARACTER SET utf8mb4 DETERMINISTIC COMMENT '\' RETURN 'C:\'//
SET NAMES latin1//
CREATE PROCEDURE latin() COMMENT '\é' SELECT '\é'//
SET NAMES utf8mb4//
DELIMITER ;
