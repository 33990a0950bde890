# User databases whose names look like the server's own, folders that are no databases, and objects in the server's own databases.
# shellcheck shell=bash disable=SC2016,SC2034,SC2154 # variables of lib/

fresh
on source 'CREATE DATABASE `innodb`; CREATE TABLE `innodb`.t (id INT PRIMARY KEY); INSERT INTO `innodb`.t VALUES (1);
	CREATE TABLE mysql.notes (id INT PRIMARY KEY)'
stray=$LAB_DIR/source/data/lost+found
is_mysql || mkdir "$stray"

it "a database called innodb is a user's; a table of yours in mysql is named, and so is a folder that is not a database"
extrepl plan --detailed-exitcode
expect_status 2
expect_output "innodb, repltest"
expect_output "mysql.notes: a table of yours in a system database is not copied"
is_mysql || expect_output "#mysql50#lost+found: a folder in the data directory that is not a database: it is skipped"
on source "DROP TABLE mysql.notes"
extrepl apply
expect_status 0
is_mysql || rmdir "$stray"
on source 'INSERT INTO `innodb`.t VALUES (2)'
expect_equal_sides
extrepl verify
expect_status 0
expect_output "innodb.t"

it "verify never calls equal what it did not see"
manifest '.copy.databases = ["Repltest"]'
extrepl verify
expect_status 1
expect_error "neither side shows a database Repltest"
expect_hint "Did you mean repltest?"
on source "SET sql_log_bin = 0; CREATE USER blind@'%' IDENTIFIED BY 'blind'; SET sql_log_bin = 1"
manifest '.source.admin = {user: "blind", password: {value: "blind"}}'
extrepl verify
expect_status 77
expect_error "nothing was compared"
expect_hint "GRANT SHOW DATABASES ON *.* TO 'blind'@'%'"

it "verify says that the applier is stopped"
manifest
on rdsadmin "STOP REPLICA SQL_THREAD"
extrepl verify
expect_status 0
expect_output "the applier is stopped"
on rdsadmin "START REPLICA SQL_THREAD"

it "a database that came by replication after the copy is not left out"
manifest '.copy.databases = ["repltest", "innodb"]'
on source "CREATE DATABASE later; CREATE TABLE later.t (id INT PRIMARY KEY)"
expect_row_soon target "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'later'" 1
extrepl plan --detailed-exitcode
expect_no_output "left-out-database"
REPL_PASSWORD=another-Pw-4711
extrepl plan --detailed-exitcode
REPL_PASSWORD=repl-Pw-4711
expect_no_output "left-out-database"

it "where there is nothing, nothing is equal"
manifest
for side in source rdsadmin; do
	on $side 'SET sql_log_bin = 0; DROP DATABASE later; DROP DATABASE `innodb`; DROP DATABASE repltest'
done
extrepl verify
expect_status 1
expect_error "nothing was compared: neither side shows a database innodb"

it "a view over a database that is not copied: told by the plan, and what it prints helps"
fresh
on source "CREATE DATABASE rates; CREATE TABLE rates.rate (id INT PRIMARY KEY, r INT);
	CREATE FUNCTION rates.twice(n INT) RETURNS INT DETERMINISTIC RETURN n * 2;
	CREATE VIEW repltest.prices AS SELECT c.id, r.r FROM repltest.customer c JOIN rates.rate r ON r.id = c.id;
	CREATE VIEW repltest.doubled AS SELECT rates.twice(id) AS d FROM repltest.customer;
	CREATE TABLE repltest.child (id INT PRIMARY KEY, FOREIGN KEY (id) REFERENCES rates.rate (id))"
manifest '.copy.databases = ["repltest"]'
extrepl plan -o json
for object in prices doubled child; do
	expect_json "[.plans[].checks[] | select(.check == \"refers-elsewhere\") | .object] | index(\"repltest.$object\") != null"
done
manifest '.copy.databases = ["repltest", "rates"]'
extrepl plan --detailed-exitcode
expect_status 2
expect_no_output "refers-elsewhere"

# MariaDB makes none of that name.
if is_mysql; then
	it "a database under a name of MySQL 5.0 that holds only a routine is refused, not left out"
	on source "CREATE DATABASE \`#mysql50#q\`; CREATE PROCEDURE \`#mysql50#q\`.p() SELECT 1"
	extrepl plan -o json
	expect_json '[.plans[].checks[] | select(.check == "old-database-name") | .object] == ["#mysql50#q"]'
	on source "DROP DATABASE \`#mysql50#q\`"
fi
