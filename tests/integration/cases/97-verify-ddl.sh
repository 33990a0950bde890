# DDL while verify runs that makes it read rows twice, or not at all: tables that change places, partitions that are cut anew.
# shellcheck shell=bash disable=SC1091,SC2154 # variables of lib/

. "$INTEGRATION/kills/holder.sh"

replicating
manifest '.copy.threads = 1'
# In the order in which they are compared; the one in the middle holds verify up.
on source "CREATE DATABASE moves; USE moves;
	CREATE TABLE live (id INT PRIMARY KEY, pad CHAR(200));
	INSERT INTO live WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900) SELECT i, 'live' FROM n;
	CREATE TABLE middle LIKE live; INSERT INTO middle SELECT * FROM live WHERE id <= 500;
	CREATE TABLE parts (id INT PRIMARY KEY, pad CHAR(100)) PARTITION BY RANGE (id)
		(PARTITION p0 VALUES LESS THAN (100), PARTITION p1 VALUES LESS THAN (200), PARTITION p2 VALUES LESS THAN MAXVALUE);
	INSERT INTO parts SELECT id, 'part' FROM live WHERE id <= 150;
	CREATE TABLE staging LIKE live; INSERT INTO staging VALUES (1, 'staging');
	ANALYZE TABLE live, middle, parts, staging" >/dev/null
caught_up

more=()
# during SENTENCE SQL: done on the source while verify waits in the middle.
during() {
	it "$1"
	holds source "LOCK TABLES moves.middle WRITE"
	extrepl_begins verify --table moves.live --table moves.middle --table moves.parts --table moves.staging "${more[@]}"
	until_counted source "processlist WHERE state LIKE 'Waiting for table metadata lock' AND info LIKE '%moves%middle%'"
	on source "USE moves; $2"
	lets_go
	extrepl_ends
	caught_up
}

during "nothing but other tables is altered: equal" "CREATE TABLE other LIKE live; ALTER TABLE other ADD COLUMN v INT; RENAME TABLE other TO another; ALTER TABLE live ADD KEY (pad)"
expect_status 0
expect_output "Equal: 4 tables"

on source "CREATE DATABASE \`a-b\`; CREATE TABLE \`a-b\`.\`c-d\` (id INT PRIMARY KEY); CREATE TABLE \`a-b\`.\`e-f\` (id INT PRIMARY KEY); CREATE TABLE \`a-b\`.\`x-y\` (id INT PRIMARY KEY)"
caught_up
more=(--table a-b.x-y)
during "others are renamed, and all names are encoded: equal" "RENAME TABLE \`a-b\`.\`c-d\` TO \`a-b\`.\`g-h\`, \`a-b\`.\`e-f\` TO \`a-b\`.\`c-d\`"
expect_status 0
expect_output "Equal: 5 tables"
more=()

during "a table that was compared is partitioned anew: equal" "ALTER TABLE live PARTITION BY KEY (id) PARTITIONS 2"
expect_status 0
expect_output "Equal: 4 tables"
on source "ALTER TABLE moves.live REMOVE PARTITIONING"
caught_up

# What differs is never read.
on rdsadmin "UPDATE moves.staging SET pad = 'changed'"
during "tables that change places: not equal" "RENAME TABLE live TO tmp, staging TO live, tmp TO staging"
expect_status 1
expect_output "was renamed while its rows were compared"
expect_output "Undecided: "
on source "RENAME TABLE moves.live TO moves.tmp, moves.staging TO moves.live, moves.tmp TO moves.staging"
caught_up
on rdsadmin "UPDATE moves.staging SET pad = 'staging'"

on rdsadmin "UPDATE moves.staging SET pad = 'changed'"
during "a table that is renamed, and a new one has its name: not equal" "CREATE TABLE fresh LIKE staging; RENAME TABLE staging TO old, fresh TO staging"
expect_status 1
expect_output "it was renamed or dropped"
expect_output "Undecided: "
on source "DROP TABLE moves.staging; RENAME TABLE moves.old TO moves.staging"
caught_up
on rdsadmin "UPDATE moves.staging SET pad = 'staging'"

on rdsadmin "UPDATE moves.parts SET pad = 'changed' WHERE id = 120"
during "partitions that are cut anew: not equal" "ALTER TABLE parts REORGANIZE PARTITION p1, p2 INTO
	(PARTITION p1 VALUES LESS THAN (110), PARTITION p1b VALUES LESS THAN (200), PARTITION p2 VALUES LESS THAN MAXVALUE)"
expect_status 1
expect_output "or its partitions were changed, while"

it "another verify names the difference"
extrepl verify
expect_status 1
expect_output "1 row different"
