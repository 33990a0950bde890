# Views, routines, triggers, events, foreign keys in a circle, names that need quoting.
# shellcheck shell=bash

fresh
client source <<-'END'
	CREATE DATABASE `odd ``name`;
	USE `odd ``name`;
	SET foreign_key_checks = 0;
	CREATE TABLE `a.b` (id INT PRIMARY KEY, other INT, `sel``ect` BLOB, words TEXT CHARACTER SET latin1, KEY (other));
	CREATE TABLE b (id INT PRIMARY KEY, other INT, KEY (other), FOREIGN KEY (other) REFERENCES `a.b` (id));
	INSERT INTO `a.b` VALUES (1, 1, x'00010A0D5C27091A', 'caf\u00e9'), (2, NULL, NULL, NULL), (0, 2, '', '\\N');
	INSERT INTO b VALUES (1, 1);
	ALTER TABLE `a.b` ADD FOREIGN KEY (other) REFERENCES b (id);
	CREATE TABLE counted (n INT);
	CREATE VIEW second AS SELECT id FROM `a.b`;
	CREATE VIEW first AS SELECT id FROM second;
	DELIMITER //
	CREATE TRIGGER counts AFTER INSERT ON b FOR EACH ROW INSERT INTO counted VALUES (NEW.id)//
	CREATE PROCEDURE p(a INT) BEGIN SELECT a; END//
	CREATE FUNCTION f(a INT) RETURNS INT DETERMINISTIC RETURN a + 1//
	CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO INSERT INTO counted VALUES (0)//
END
# Names that differ only in case, and one of the server's own names in capitals.
on source "CREATE DATABASE Shop; CREATE DATABASE shop; CREATE DATABASE SYS;
	CREATE TABLE Shop.a (id INT PRIMARY KEY); CREATE TABLE shop.b (c INT); CREATE TABLE SYS.t (id INT PRIMARY KEY);
	INSERT INTO Shop.a VALUES (1); INSERT INTO shop.b VALUES (2); INSERT INTO SYS.t VALUES (3)"

it "all kinds of objects arrive with the rows"
extrepl plan
expect_output "5 databases: 8 tables"
expect_output "shop.b: replicating its updates scans the table"
extrepl apply
expect_status 0
expect_equal_sides
expect_row target "SELECT \`odd \`\`name\`.f(1)" 2

expect_row target "SELECT id FROM Shop.a; SELECT c FROM shop.b; SELECT id FROM SYS.t" "1
2
3"

it "triggers do not fire twice: the source's rows have their effects in them"
on source "INSERT INTO \`odd \`\`name\`.b VALUES (2, 2)"
expect_equal_sides

it "events do not run on the replica"
expect_row target "SELECT COUNT(*) FROM information_schema.events WHERE status = 'ENABLED'" 0

it "apply again does nothing"
expect_in_sync
