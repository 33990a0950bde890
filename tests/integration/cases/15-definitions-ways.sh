# Definitions of which the server keeps how their creator wrote them: what is made from SHOW CREATE means the same and is
# described in other words.
# shellcheck shell=bash disable=SC2154 # variables of lib/

fresh
on source "CREATE DATABASE ways; CREATE DATABASE narrow CHARACTER SET latin1; USE ways;
	CREATE TABLE names (ID INT PRIMARY KEY, g INT AS (Id + 1), w INT DEFAULT (iD + 1));
	CREATE TABLE hashed (Id INT PRIMARY KEY) PARTITION BY HASH (ID) PARTITIONS 2;
	CREATE TABLE ranges (a INT, b INT) PARTITION BY RANGE (A) SUBPARTITION BY HASH (B) SUBPARTITIONS 2 (PARTITION p VALUES LESS THAN (5));
	CREATE TABLE bytes (u BINARY(16), ok INT AS (u = 'abc'), e INT AS (u = 'abé'));
	CREATE TABLE beside (a VARCHAR(5), b VARCHAR(20) AS (CONCAT(a, 'x', CAST('y' AS BINARY))), c VARBINARY(9) AS (CONCAT('a', X'41')),
		d VARBINARY(9) DEFAULT (CONCAT('x', X'C3')), n VARCHAR(9) AS (CONCAT('a', N'c', _latin1'd')));
	CREATE TABLE wide (u VARCHAR(5) CHARACTER SET ucs2, b INT AS (u = 'abc'));
	CREATE TABLE now (id INT PRIMARY KEY, d DATETIME DEFAULT CURRENT_TIMESTAMP, t TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP);
	CREATE TABLE shapes (id INT PRIMARY KEY, j JSON, g GEOMETRY, p POINT, l LINESTRING, m MULTIPOLYGON, c GEOMETRYCOLLECTION, t TEXT, b LONGBLOB);
	INSERT INTO names (ID) VALUES (1); INSERT INTO bytes (u) VALUES (RPAD('abc', 16, X'00')); INSERT INTO beside (a) VALUES ('v'); INSERT INTO wide (u) VALUES ('abc');
	SET time_zone = '+05:30'; CREATE TABLE zone (id INT PRIMARY KEY, ts TIMESTAMP NOT NULL DEFAULT '1970-01-02 00:00:01'); INSERT INTO zone (id) VALUES (1);
	CREATE FUNCTION narrow.of_ways (x VARCHAR(5)) RETURNS VARCHAR(5) DETERMINISTIC RETURN x;
	CREATE PROCEDURE narrow.several (x VARCHAR(5), y VARCHAR(5) CHARACTER SET utf8mb4, z VARCHAR(5) CHARACTER SET cp1251) SELECT x;
	SET collation_database = utf8mb4_bin; CREATE FUNCTION narrow.of_none (x VARCHAR(5), y VARCHAR(5) CHARACTER SET utf8mb4) RETURNS VARCHAR(5) DETERMINISTIC RETURN x;
	USE narrow; CREATE FUNCTION ways.of_narrow (x VARCHAR(5)) RETURNS VARCHAR(5) DETERMINISTIC RETURN x;
	USE ways; SET sql_mode = 'HIGH_NOT_PRECEDENCE'; CREATE EVENT passing ON SCHEDULE EVERY 1 DAY STARTS '2035-01-01' DO SELECT NOT 1 BETWEEN 2 AND 3;
	CREATE EVENT kept ON SCHEDULE EVERY 1 DAY STARTS '2035-01-01' ON COMPLETION PRESERVE DO SELECT 1;
	CREATE EVENT off ON SCHEDULE EVERY 1 DAY STARTS '2035-01-01' DISABLE DO SELECT 1"
# MariaDB does not show it.
! is_mysql || on source "USE ways; ALTER TABLE now ALTER d DROP DEFAULT, ALTER t DROP DEFAULT;
	ALTER TABLE shapes ALTER j DROP DEFAULT, ALTER g DROP DEFAULT, ALTER p DROP DEFAULT, ALTER l DROP DEFAULT, ALTER m DROP DEFAULT,
		ALTER c DROP DEFAULT, ALTER t DROP DEFAULT, ALTER b DROP DEFAULT"

values_of() {
	on "$1" "SELECT * FROM ways.names; SELECT ok, e FROM ways.bytes; SELECT a, b, HEX(c), HEX(d), n FROM ways.beside; SELECT b FROM ways.wide;
		SET time_zone = '+00:00'; SET sql_log_bin = 0; INSERT INTO ways.zone (id) VALUES (2); SELECT * FROM ways.zone;
		SELECT specific_schema, specific_name, ordinal_position, collation_name FROM information_schema.parameters
			WHERE specific_schema IN ('ways', 'narrow') ORDER BY 1, 2, 3"
}

it "the copy has all of it, and verify finds no difference"
extrepl apply
expect_status 0
expect_equal_sides
extrepl verify
expect_status 0
expect_output "Equal"
expect_same "values" "$(values_of rdsadmin)" "$(values_of source)"

it "verify names another default of a TIMESTAMP, another column, another byte"
on rdsadmin "SET sql_log_bin = 0; USE ways; ALTER TABLE zone ALTER ts SET DEFAULT '1970-01-02 00:00:01'; ALTER TABLE names MODIFY w INT DEFAULT (ID + 2);
	ALTER TABLE beside MODIFY c VARBINARY(9) AS (CONCAT('a', X'42'))"
extrepl verify
expect_status 1
expect_output "column \`ts\`"
expect_output "column \`w\`"
expect_output "column \`c\`"
