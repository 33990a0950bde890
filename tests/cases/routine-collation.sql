-- what: a routine whose parameters got another collation than this server gives compares the same on the target
-- flavours: mysql
-- compare: SELECT routine_collation.same_word('a', 'a ') AS padded, routine_collation.same_word('ss', 'ß') AS sharp
-- compare: SELECT specific_name, ordinal_position, collation_name FROM information_schema.parameters WHERE specific_schema = 'routine_collation' ORDER BY 1, 2
-- right: equal
CREATE DATABASE routine_collation CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
USE routine_collation;
SET NAMES utf8mb4;
SET SESSION default_collation_for_utf8mb4 = utf8mb4_general_ci;
CREATE TABLE t (id INT PRIMARY KEY);
INSERT INTO t VALUES (1);
DELIMITER //
CREATE FUNCTION same_word(a VARCHAR(20) CHARACTER SET utf8mb4, b VARCHAR(20) CHARACTER SET utf8mb4) RETURNS TINYINT DETERMINISTIC RETURN a = b//
CREATE PROCEDURE counts(IN w VARCHAR(20) CHARACTER SET utf8mb4)
BEGIN
  DECLARE v VARCHAR(20) CHARACTER SET utf8mb4 DEFAULT w;
  SELECT COUNT(*) FROM t WHERE v = 'ss';
END//
SET SESSION default_collation_for_utf8mb4 = DEFAULT//
CREATE FUNCTION same_word_now(a VARCHAR(20) CHARACTER SET utf8mb4, b VARCHAR(20) CHARACTER SET utf8mb4) RETURNS TINYINT DETERMINISTIC RETURN a = b//
