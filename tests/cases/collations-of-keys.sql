-- what: keys in many character sets and collations, whose letters are equal, or blank at the end
-- flavours: mysql mariadb
-- right: equal
CREATE DATABASE collations_of_keys CHARACTER SET utf8mb4; USE collations_of_keys;
CREATE TABLE bin (k VARCHAR(20) COLLATE utf8mb4_bin PRIMARY KEY, n INT); INSERT INTO bin VALUES ('a', 1), ('A', 2), ('ä', 3), ('😀', 4), ('', 5), ('\0', 6), ('\\', 7), ('it''s', 8), ('a\nb', 9), ('a\tb', 10), ('\Z', 11), ('%_', 12);
CREATE TABLE general (k VARCHAR(20) COLLATE utf8mb4_general_ci PRIMARY KEY); INSERT INTO general VALUES ('a'), ('b '), ('ß'), ('é'), ('😀'), ('z');
CREATE TABLE bytes (k VARBINARY(20) PRIMARY KEY, b BINARY(4), UNIQUE KEY (b)); INSERT INTO bytes VALUES ('a', 'a'), ('A', 'A'), ('a ', 'a '), (X'00', X'00'), (X'0000', X'0001'), (X'FF', X'FFFFFFFF'), ('', 'zz');
CREATE TABLE german (k VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_german2_ci PRIMARY KEY); INSERT INTO german VALUES ('ae'), ('oe'), ('ss'), ('Z'), ('ÿ');
CREATE TABLE wide16 (k VARCHAR(20) CHARACTER SET utf16 PRIMARY KEY, c CHAR(5) CHARACTER SET utf32, KEY (c)); INSERT INTO wide16 VALUES ('a', 'b'), ('😀', '😀'), ('Ω', ''), ('', NULL);
CREATE TABLE asia (a VARCHAR(20) CHARACTER SET sjis, b VARCHAR(20) CHARACTER SET big5, c VARCHAR(20) CHARACTER SET gbk, d VARCHAR(20) CHARACTER SET ujis, PRIMARY KEY (a, b), KEY (c), KEY (d)); INSERT INTO asia VALUES ('表', '功', '一', '日'), ('ソ', '許', '誠', 'ア'), ('\\', '\\', '\\', '\\'), ('', '', NULL, '');
CREATE TABLE ucs (k CHAR(10) CHARACTER SET ucs2 COLLATE ucs2_bin PRIMARY KEY); INSERT INTO ucs VALUES ('a'), ('A'), ('ab'), ('');
CREATE TABLE prefix (k TEXT, b BLOB, KEY (k(3)), UNIQUE KEY (b(2))); INSERT INTO prefix VALUES ('äöü', 'a'), ('äöüß', 'ab'), (NULL, NULL), ('', NULL);
CREATE TABLE ascii_names (k VARCHAR(9) CHARACTER SET ascii COLLATE ascii_bin, l VARCHAR(9) CHARACTER SET latin7, m VARCHAR(9) CHARACTER SET koi8r, PRIMARY KEY (m, k)) COLLATE utf8mb4_unicode_ci; INSERT INTO ascii_names VALUES ('a', 'ą', 'я'), ('A', 'Ą', 'Я '), ('b', '', 'а');
