-- what: ENUM and SET members that are empty, quoted, numbers or blank, and values that are none of them
-- flavours: mysql mariadb
-- right: equal
SET sql_mode = '';
CREATE DATABASE enum_members CHARACTER SET utf8mb4; USE enum_members;
CREATE TABLE t (id INT PRIMARY KEY, e ENUM('', '0', '1', '2', 'a,b', 'it''s', 'back\\slash', '"', '`', '😀', 'new\nline', ' lead') DEFAULT '', s SET('a', 'b c', '''', '%', '0') NOT NULL DEFAULT 'a,0', f ENUM('x') NOT NULL, g ENUM('ä', 'Ω') CHARACTER SET utf16, h ENUM('é', 'ü') CHARACTER SET latin1 COLLATE latin1_bin DEFAULT 'ü');
INSERT INTO t (id) VALUES (1); INSERT IGNORE INTO t VALUES (2, 1, '', 'none', 2, 1), (3, 0, 31, 0, 0, 0), (4, '2', 'a,''', 'x', 'Ω', NULL), (5, 6, 'b c', 'x', NULL, 'é'), (6, 10, '%', '', 1, 2), (7, 11, '', 'x', 1, 1), (8, ' lead', '0', 'x', 1, 1);
CREATE TABLE keys_of (e ENUM('b', 'a', '10', '9'), s SET('z', 'y', 'x'), PRIMARY KEY (e, s)); INSERT IGNORE INTO keys_of VALUES ('b', 'x'), ('b', 'z,y'), ('10', ''), ('9', 'z'), ('none', 'y'), ('a', 'x,y,z');
CREATE TABLE many (id INT PRIMARY KEY, s SET('a01','a02','a03','a04','a05','a06','a07','a08','a09','a10','a11','a12','a13','a14','a15','a16','a17','a18','a19','a20','a21','a22','a23','a24','a25','a26','a27','a28','a29','a30','a31','a32','a33','a34','a35','a36','a37','a38','a39','a40','a41','a42','a43','a44','a45','a46','a47','a48','a49','a50','a51','a52','a53','a54','a55','a56','a57','a58','a59','a60','a61','a62','a63','a64')); INSERT INTO many VALUES (1, 'a64'), (2, 'a01,a63,a64'), (3, 18446744073709551615), (4, '');
