-- what: foreign keys in circles, to themselves, to another database and to rows that are not there
-- flavours: mysql mariadb
-- right: equal
CREATE DATABASE keys_abroad; CREATE DATABASE keys_abroad_2; USE keys_abroad; SET foreign_key_checks = 0;
CREATE TABLE a (id INT PRIMARY KEY, b INT, CONSTRAINT fk FOREIGN KEY (b) REFERENCES b (id) ON UPDATE CASCADE ON DELETE SET NULL); CREATE TABLE b (id INT PRIMARY KEY, a INT, CONSTRAINT fk_b FOREIGN KEY (a) REFERENCES a (id));
INSERT INTO a VALUES (1, 1), (2, 99); INSERT INTO b VALUES (1, 1), (2, 77);
CREATE TABLE self (id INT PRIMARY KEY, up INT, x INT, y INT, UNIQUE KEY (x, y), FOREIGN KEY (up) REFERENCES self (id) ON DELETE CASCADE); INSERT INTO self VALUES (1, 2, 1, 1), (2, 1, NULL, 1), (3, NULL, 1, NULL);
CREATE TABLE keys_abroad_2.far (id INT PRIMARY KEY, s INT, x INT, y INT, CONSTRAINT fk FOREIGN KEY (s) REFERENCES keys_abroad.self (id), CONSTRAINT `a.b``c` FOREIGN KEY (x, y) REFERENCES keys_abroad.self (x, y)); INSERT INTO keys_abroad_2.far VALUES (1, 1, 1, 1), (2, NULL, NULL, 5);
