-- what: a trigger whose table has lost a column that it names: named before the copy, and its fix helps
-- flavours: mysql mariadb
-- right: apply says names the column note, which the table `broken_trigger`.`t` does not have
-- fix-source: DROP TRIGGER broken_trigger.keeps
-- when: long
CREATE DATABASE broken_trigger CHARACTER SET utf8mb4;
USE broken_trigger;
CREATE TABLE t (id INT PRIMARY KEY, Price INT, `sel``ect` INT, note VARCHAR(20), `größe` INT);
CREATE TABLE log (id INT, what VARCHAR(200));
INSERT INTO t VALUES (1, 1, 1, 'a', 1);
DELIMITER //
CREATE TRIGGER whole BEFORE INSERT ON t FOR EACH ROW
BEGIN
	/* NEW.gone, and OLD.`gone` */
	-- NEW.gone
	# NEW.gone
	SET NEW.PRICE = NEW . price + 1, NEW.`sel``ect` = 2, NEW.größe = 3;
	INSERT INTO log SELECT new.id, 'NEW.gone \' OLD.gone' FROM log AS renew WHERE renew.id = NEW.ID;
END//
CREATE TRIGGER keeps BEFORE UPDATE ON t FOR EACH ROW BEGIN INSERT INTO log VALUES (OLD.id, CONCAT(old.note)); END//
DELIMITER ;
ALTER TABLE t DROP COLUMN note;
