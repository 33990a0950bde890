-- What servers of two releases spell differently, or read differently: for a copy between them.
SET NAMES utf8mb4;
CREATE DATABASE releases CHARACTER SET utf8 COLLATE utf8_general_ci;
USE releases;
CREATE TABLE spelled (
	id INT PRIMARY KEY,
	question VARCHAR(20) DEFAULT 'why?',
	emoji VARCHAR(20) CHARACTER SET utf8mb4 DEFAULT '😀',
	bytes VARBINARY(10) DEFAULT x'6162',
	raw VARBINARY(10) DEFAULT x'00ff3f',
	hidden INT INVISIBLE DEFAULT NULL,
	zero DOUBLE DEFAULT 0,
	unicode VARCHAR(10) CHARACTER SET utf8 COLLATE utf8_unicode_ci,
	latin VARCHAR(10) CHARACTER SET latin1 DEFAULT 'é?',
	made DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
	checked INT CHECK (checked > 3),
	expression VARCHAR(40) DEFAULT (CONCAT('a', 'b?')),
	text TEXT DEFAULT 'it''s\\',
	bits BIT(3) DEFAULT b'101',
	letter ENUM('a?', 'b') DEFAULT 'a?',
	year YEAR DEFAULT 2000,
	price DECIMAL(10,2) DEFAULT 1.50,
	json JSON DEFAULT '{"a": "?"}',
	KEY (unicode)
);
INSERT INTO spelled (id, zero, checked, unicode) VALUES (1, -0e0, 4, 'ä'), (2, 0, 5, '€'), (3, -1e-320, 6, NULL);
CREATE TABLE computed (
	id INT AUTO_INCREMENT PRIMARY KEY,
	f FLOAT, d DOUBLE,
	doubled DOUBLE AS (d * 2) STORED,
	next INT AS (id + 1) VIRTUAL,
	price DECIMAL(10,3) AS (d * 1.19) STORED
);
INSERT INTO computed (f, d) VALUES (-0e0, -0e0), (1.1, 3.3), (1e30, 1e5);
CREATE TABLE parted (id INT, day DATE, PRIMARY KEY (id, day))
	PARTITION BY RANGE (YEAR(day)) (PARTITION p0 VALUES LESS THAN (2000), PARTITION p1 VALUES LESS THAN MAXVALUE);
INSERT INTO parted VALUES (1, '1999-01-01'), (2, '2011-01-01');
CREATE TABLE addressed (id INT PRIMARY KEY, address INET6, plain JSON) COLLATE utf8_bin;
INSERT INTO addressed VALUES (1, '::1', '{"a":1}');
CREATE SEQUENCE numbers START WITH 5 INCREMENT BY 3 CACHE 10;
SELECT NEXTVAL(numbers) INTO @number;
CREATE VIEW questions AS SELECT id, question FROM spelled WHERE question = 'why?';
CREATE FUNCTION ask(a VARCHAR(10)) RETURNS VARCHAR(20) DETERMINISTIC RETURN CONCAT(a, '?');
CREATE PROCEDURE answer(IN a INT, OUT b TEXT CHARACTER SET utf8) SET b = CONCAT('😀', a);
CREATE TRIGGER round_up BEFORE INSERT ON computed FOR EACH ROW SET NEW.f = NEW.f + 0;
CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 03:00:00' DISABLE DO SELECT 'why?';
