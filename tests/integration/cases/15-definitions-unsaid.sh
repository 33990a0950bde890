# Parts of a definition that CREATE TABLE cannot say, or that a server shows in two ways.
# shellcheck shell=bash disable=SC2154 # variables of lib/

fresh
on source "CREATE DATABASE unsaid; USE unsaid;
	CREATE TABLE base (d DOUBLE, f FLOAT, s VARCHAR(20) CHARACTER SET latin1); INSERT INTO base VALUES (1.5, 2.5, 'x');
	CREATE TABLE report AS SELECT AVG(d) m, d * 1.1e0 AS gross, SUM(f) AS total, SQRT(d) AS root, RAND() AS any_number,
		1e10 AS fixed FROM base GROUP BY d;
	CREATE TABLE columns_keep (a VARCHAR(5), e ENUM('x')) CHARSET latin1;
	ALTER TABLE columns_keep DEFAULT CHARSET utf8mb4;
	CREATE TABLE people (name VARCHAR(20)) CHARSET utf8mb4;
	CREATE TABLE export_latin1 AS SELECT CONVERT(name USING latin1) AS name FROM people;
	CREATE TABLE export_upper AS SELECT UPPER(s) AS u, MAX(s) AS m, CONCAT(s, 'y') AS c FROM base GROUP BY s;
	CREATE TABLE no_default (id INT PRIMARY KEY, a INT, b VARCHAR(5) DEFAULT 'x', t TEXT, g INT AS (id + 1), d DATETIME);
	ALTER TABLE no_default ALTER a DROP DEFAULT, ALTER b DROP DEFAULT, ALTER d DROP DEFAULT;
	CREATE TABLE no_default_ctas AS SELECT table_name, table_schema, engine FROM information_schema.tables LIMIT 0"
is_mysql || on source "USE unsaid; CREATE SEQUENCE numbers; CREATE VIEW taking AS SELECT NEXTVAL(numbers) AS n;
	CREATE TABLE numbered (id INT PRIMARY KEY DEFAULT NEXTVAL(numbers))"

it "the copy has all of it, and verify finds no difference"
extrepl apply
expect_status 0
expect_equal_sides
extrepl verify
expect_status 0
expect_output "Equal"
# MariaDB does not show that a column was deprived of its default.
! is_mysql || for account in source rdsadmin; do
	! on "$account" "SET sql_mode = 'STRICT_ALL_TABLES'; INSERT INTO unsaid.no_default (id) VALUES (1)" 2>"$WORK/refused" ||
		wrong "$account: a column without a default has one"
	grep -q "doesn't have a default value" "$WORK/refused" || wrong "$account: $(<"$WORK/refused")"
done

it "verify names a collation that differs, though the text of one side does not have it"
on rdsadmin "SET sql_log_bin = 0; ALTER TABLE unsaid.columns_keep MODIFY a VARCHAR(5) CHARACTER SET latin1 COLLATE latin1_bin"
extrepl verify
expect_status 1
expect_output "latin1_bin"
