-- A table for each charset that the server has, with all that it can hold of Unicode's first plane and some beyond, and
-- its own odd bytes: backslashes, tabs and ends of lines within characters. Identifiers, defaults and comments with them too.
USE torture;
SET NAMES utf8mb4;
SET @bmp = (WITH RECURSIVE r (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM r WHERE n < 255)
  SELECT GROUP_CONCAT(CONVERT(CHAR(a.n, b.n USING ucs2) USING utf8mb4) ORDER BY a.n, b.n SEPARATOR '') FROM r a JOIN r b WHERE a.n NOT BETWEEN 216 AND 223 AND (a.n < 4 OR a.n IN (14, 30, 32, 33, 37, 48, 78, 79, 80, 81, 88, 95, 126, 127, 128, 138, 151, 172, 255)));
SET @bytes = (WITH RECURSIVE r (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM r WHERE n < 255) SELECT GROUP_CONCAT(CHAR(n) ORDER BY n SEPARATOR '') FROM r);
DELIMITER //
CREATE PROCEDURE make_charset(cs varchar(64), width int)
BEGIN
  DECLARE odd varchar(100) CHARACTER SET utf8mb4 DEFAULT 'a\\ "é€ß表ソ能十許功蓋中文한국어ไทยΩЖ''';
  DECLARE CONTINUE HANDLER FOR 1406, 1366, 1300, 3854 BEGIN END;
  -- Only what the charset has.
  SET @kept = '', @i = 1;
  WHILE @i <= CHAR_LENGTH(odd) DO
    SET @c = SUBSTRING(odd, @i, 1), @i = @i + 1, @back = NULL;
    SET @sql = CONCAT('SELECT CONVERT(CONVERT(@c USING ', cs, ') USING utf8mb4) INTO @back');
    PREPARE s FROM @sql; EXECUTE s;
    IF BINARY @back = BINARY @c THEN SET @kept = CONCAT(@kept, @c); END IF;
  END WHILE;
  SET @text = CONCAT('varchar(200) CHARACTER SET ', cs, ' DEFAULT ', QUOTE(@kept), ' COMMENT ', QUOTE(odd));
  SET @sql = CONCAT('CREATE TABLE `cs_', cs, '` (id int PRIMARY KEY AUTO_INCREMENT, c char(40) CHARACTER SET ', cs, ', `', odd, '` ', @text,
    ', t longtext CHARACTER SET ', cs, IF(cs = 'binary', '', CONCAT(', e enum(', QUOTE(CONCAT(@kept, '1')), ',', QUOTE(CONCAT(@kept, '2')), ') CHARACTER SET ', cs,
    ' DEFAULT ', QUOTE(CONCAT(@kept, '2')), ', s set(', QUOTE(CONCAT(@kept, '1')), ',', QUOTE('x'), ') CHARACTER SET ', cs)), ', KEY (c), KEY pre (`', odd, '`(5))) DEFAULT CHARSET=', cs, ' COMMENT=', QUOTE(odd));
  PREPARE s FROM @sql; EXECUTE s;
  SET @sql = CONCAT('INSERT INTO `cs_', cs, '` (c, t) VALUES (@kept, CONVERT(@bmp USING ', cs, ')), (NULL, NULL), ('''', ''''), (''  x '', ''a\\\\\\t\\n\\0\\r\\Z''''"'')');
  PREPARE s FROM @sql; EXECUTE s;
  SET @sql = CONCAT('INSERT INTO `cs_', cs, '` (t) VALUES (CONVERT(''😀𠀀'' USING ', cs, '))');
  PREPARE s FROM @sql; EXECUTE s;
  -- Bytes as they are, where the charset takes them.
  SET @sql = CONCAT('INSERT IGNORE INTO `cs_', cs, '` (t) VALUES (_binary ''', '''), (@bytes), (X''5C5C0A0A09095C095C0A''), (X''815C835C955C8E5C''), (X''A4A1A4A25C''), (X''000A005C0009000D''), (X''0000005C0000000A''), (X''81308130''), (X''8FA2B7''), (X''8EB1''), (X''FE5C''), (REVERSE(@bytes))');
  PREPARE s FROM @sql; EXECUTE s;
  -- A key of text in that charset, and rows enough for several chunks.
  IF cs <> 'binary' THEN
    SET @sql = CONCAT('CREATE TABLE `ck_', cs, '` (v varchar(20) PRIMARY KEY, c char(9)) DEFAULT CHARSET=', cs);
    PREPARE s FROM @sql; EXECUTE s;
    SET @sql = CONCAT('INSERT IGNORE INTO `ck_', cs, '` SELECT CONVERT(CONCAT(SUBSTRING(@kept, n % CHAR_LENGTH(@kept) + 1, 2), SUBSTRING(@bmp, n * 97 + 30, 1), IF(n % 4, n % 5, '''')) USING ', cs, '), n FROM numbers');
    PREPARE s FROM @sql; EXECUTE s;
  END IF;
  DEALLOCATE PREPARE s;
END//
CREATE PROCEDURE make_charsets()
BEGIN
  DECLARE done bool DEFAULT FALSE;
  DECLARE cs varchar(64);
  DECLARE width int;
  DECLARE list CURSOR FOR SELECT character_set_name, maxlen FROM information_schema.character_sets ORDER BY 1;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;
  OPEN list;
  every: LOOP
    FETCH list INTO cs, width;
    IF done THEN LEAVE every; END IF;
    CALL make_charset(cs, width);
    SET done = FALSE;
  END LOOP;
END//
DELIMITER ;
SET SESSION group_concat_max_len = 1000000, sql_mode = '';
CALL make_charsets();
DROP PROCEDURE make_charset; DROP PROCEDURE make_charsets;
