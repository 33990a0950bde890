-- what: MariaDB's collations of Unicode 14 and without padding
-- flavours: mariadb
-- right: equal
CREATE DATABASE collations_of_mariadb COLLATE utf8mb4_uca1400_as_ci; USE collations_of_mariadb;
CREATE TABLE ai (k VARCHAR(20) COLLATE utf8mb4_uca1400_nopad_ai_ci PRIMARY KEY); INSERT INTO ai VALUES ('a'), ('a '), ('a  '), ('ss'), ('ｱ'), ('😀'), (''), ('Z');
CREATE TABLE nopad (k VARCHAR(20) COLLATE utf8mb4_nopad_bin PRIMARY KEY, l VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_nopad_bin, UNIQUE KEY (l)); INSERT INTO nopad VALUES ('a', 'a'), ('a ', 'a '), ('A', 'A'), ('\0', X'00');
CREATE TABLE sw (k VARCHAR(20) COLLATE utf8mb4_uca1400_swedish_as_cs PRIMARY KEY); INSERT INTO sw VALUES ('ä'), ('Ä'), ('a'), ('z');
CREATE TABLE types (u UUID PRIMARY KEY, i INET6, f INET4, KEY (i)); INSERT INTO types VALUES (UUID(), '::1', '1.2.3.4'), ('00000000-0000-0000-0000-000000000000', NULL, NULL), ('ffffffff-ffff-ffff-ffff-ffffffffffff', 'ffff::', '255.255.255.255');
CREATE TABLE packed (id INT PRIMARY KEY, c VARCHAR(200) COMPRESSED, b BLOB COMPRESSED DEFAULT 'x'); INSERT INTO packed VALUES (1, REPEAT('a', 200), REPEAT('b', 5000)), (2, NULL, ''), (3, '', NULL);
CREATE SEQUENCE down START WITH -5 INCREMENT BY -3 MINVALUE -1000 MAXVALUE 10 CACHE 7; DO NEXTVAL(down), NEXTVAL(down);
CREATE SEQUENCE never_used START WITH 7; CREATE TABLE by_sequence (id INT DEFAULT (NEXTVAL(down)) PRIMARY KEY, v INT); INSERT INTO by_sequence (v) VALUES (1), (2);
CREATE TABLE j (id INT PRIMARY KEY, j JSON, k LONGTEXT CHECK (JSON_VALID(k))); INSERT INTO j VALUES (1, '{"a":1,"a":2}', '[1 , 2]'), (2, NULL, NULL), (3, '"\\u00e4"', '1e400');
CREATE TABLE hidden (id INT PRIMARY KEY, v INT INVISIBLE DEFAULT 7, w INT, KEY (w) IGNORED); INSERT INTO hidden (id) VALUES (1); INSERT INTO hidden (id, v, w) VALUES (2, NULL, 3);
CREATE TABLE period (id INT, a DATE, b DATE, PERIOD FOR p (a, b), UNIQUE KEY (id, p WITHOUT OVERLAPS)); INSERT INTO period VALUES (1, '2024-01-01', '2024-02-01'), (1, '2024-02-01', '2024-03-01');
