# DDL during a copy that moves names and builds nothing: a reader gets the rows of another table, and no error.
# shellcheck shell=bash disable=SC1091,SC2034,SC2154 # variables of lib/

. "$INTEGRATION/kills/holder.sh"

fresh
big_rows=32000
big_database
on source "CREATE DATABASE moves; USE moves;
	CREATE TABLE live (id INT PRIMARY KEY, v INT); INSERT INTO live VALUES (1, 1), (2, 2);
	CREATE TABLE staging (id INT PRIMARY KEY, v INT); INSERT INTO staging VALUES (1, 101), (3, 103);
	CREATE TABLE parts (id INT PRIMARY KEY, v INT) PARTITION BY RANGE (id)
		(PARTITION p0 VALUES LESS THAN (100), PARTITION p1 VALUES LESS THAN MAXVALUE);
	INSERT INTO parts VALUES (1, 1), (101, 2);
	CREATE TABLE part (id INT PRIMARY KEY, v INT); INSERT INTO part VALUES (5, 5), (6, 6);
	CREATE TABLE \`a-ü\` (id INT PRIMARY KEY, v INT); INSERT INTO \`a-ü\` VALUES (1, 7);
	CREATE TABLE \`b ü\` (id INT PRIMARY KEY, v INT); INSERT INTO \`b ü\` VALUES (1, 8);
	CREATE TABLE names (id INT PRIMARY KEY, a INT, b INT); INSERT INTO names VALUES (1, 1, 10), (2, 2, 20);
	CREATE TABLE instant LIKE names; INSERT INTO instant SELECT * FROM names; CREATE TABLE steps LIKE names; INSERT INTO steps SELECT * FROM names"

# moves SENTENCE SQL: done on the source while the copy, whose largest table comes first, stands still.
moves() {
	it "$1"
	reset_target
	extrepl_begins apply
	extrepl_says "$taken"
	kill -STOP "$pid"
	on source "USE moves; $2"
	kill -CONT "$pid"
	extrepl_ends
	expect_status 0
	expect_equal_sides
}

manifest '.copy.threads = 1'
taken="target.copy          read lock held"
is_mysql || taken="target.copy          snapshot taken"
tables="RENAME TABLE live TO tmp, staging TO live, tmp TO staging"
encoded="RENAME TABLE \`a-ü\` TO tmp, \`b ü\` TO \`a-ü\`, tmp TO \`b ü\`"
partition="ALTER TABLE parts EXCHANGE PARTITION p0 WITH TABLE part"
columns="ALTER TABLE names RENAME COLUMN a TO b, RENAME COLUMN b TO a"
instant="ALTER TABLE instant CHANGE COLUMN b a INT AFTER id, CHANGE COLUMN a b INT"
in_steps="ALTER TABLE steps RENAME COLUMN a TO c, RENAME COLUMN b TO a; ALTER TABLE steps DROP COLUMN c; ALTER TABLE steps ADD COLUMN b INT DEFAULT 5"

moves "tables, partitions and columns that change places: a new snapshot" "$tables; $encoded; $partition; $columns"
expect_error "a new snapshot is needed: table \`"
expect_error "may be another table since the snapshot"

moves "there and back again, and other DDL: the rows are those of the snapshot" "$tables; $tables;
	CREATE TEMPORARY TABLE of_session (id INT); ALTER TABLE of_session ADD COLUMN v INT;
	CREATE TABLE made_later (id INT PRIMARY KEY); ALTER TABLE made_later RENAME TO renamed_later"
! is_mysql || expect_no_error "a new snapshot is needed"

moves "columns that change places at once" "$instant"

if ! is_mysql; then
	# moves_sequences SENTENCE SQL: the same, before the copy reads the sequences, whose values no snapshot has: it waits for its
	# own ledger.
	moves_sequences() {
		it "$1"
		on source "USE moves; CREATE OR REPLACE SEQUENCE s1 START WITH 10; CREATE OR REPLACE SEQUENCE s2 START WITH 500"
		holds rdsadmin "LOCK TABLES extrepl.chunk READ"
		extrepl_begins apply --replace-copy --allow target-data
		extrepl_says "$taken"
		on source "USE moves; $2"
		lets_go
		extrepl_ends
		expect_status 0
		expect_error "a new snapshot is needed: sequence"
		expect_equal_sides
	}

	moves_sequences "sequences that change places: a new snapshot" "RENAME TABLE s1 TO tmp, s2 TO s1, tmp TO s2"
	moves_sequences "a sequence that is dropped: a new snapshot" "DROP SEQUENCE s1"
	moves_sequences "a sequence that becomes a table: a new snapshot" "DROP SEQUENCE s1; CREATE TABLE s1 (id INT PRIMARY KEY); INSERT INTO s1 VALUES (1)"
	on source "DROP TABLE moves.s1; DROP SEQUENCE moves.s2"
fi

[[ ${EXTREPL_LONG:-} ]] || return 0

for change in "$tables" "$encoded" "$partition" "$columns" "$instant" "$in_steps"; do
	moves "only this: $change" "$change"
	expect_error "a new snapshot is needed: table \`"
done
