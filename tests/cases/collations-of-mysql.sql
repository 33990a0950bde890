-- what: MySQL's collations of Unicode 9, which tell blanks at the end
-- flavours: mysql
-- right: equal
CREATE DATABASE collations_of_mysql COLLATE utf8mb4_0900_as_cs; USE collations_of_mysql;
CREATE TABLE ai (k VARCHAR(20) COLLATE utf8mb4_0900_ai_ci PRIMARY KEY); INSERT INTO ai VALUES ('a'), ('a '), ('a  '), ('ss'), ('ｱ'), ('😀'), (''), ('Z');
CREATE TABLE japan (k VARCHAR(20) COLLATE utf8mb4_ja_0900_as_cs_ks PRIMARY KEY); INSERT INTO japan VALUES ('は'), ('ハ'), ('ば'), ('ｱ'), ('a');
CREATE TABLE b0900 (k VARCHAR(20) COLLATE utf8mb4_0900_bin PRIMARY KEY); INSERT INTO b0900 VALUES ('a'), ('a '), ('A'), (_utf8mb4 X'C3A9'), (_utf8mb4 X'65CC81');
CREATE TABLE de (k VARCHAR(20) COLLATE utf8mb4_de_pb_0900_as_cs, c VARCHAR(20) CHARACTER SET gb18030, PRIMARY KEY (k), UNIQUE KEY (c)); INSERT INTO de VALUES ('ä', '㐁'), ('ae', '😀'), ('Ä', ''), ('æ', NULL);
