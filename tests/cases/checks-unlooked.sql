-- what: MariaDB: a row that was written while its CHECK was not looked at
-- flavours: mariadb
-- right: equal
CREATE DATABASE checks_unlooked; USE checks_unlooked;
SET check_constraint_checks = 0;
CREATE TABLE never (id INT PRIMARY KEY, n INT CHECK (n > 5)); INSERT INTO never VALUES (1, 1);
