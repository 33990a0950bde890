# Ways to lose rows in a copy or to make others wait for it, each made to happen. README.md has the list.
# shellcheck shell=bash disable=SC1091,SC2034,SC2154 # variables of lib/

. "$INTEGRATION/kills/holder.sh"

reset_source
reset_target
if is_mysql; then many="SET cte_max_recursion_depth = 10000"; else many="SET max_recursive_iterations = 10000"; fi
# About twenty chunks of 17 KiB, and small tables of one chunk. With 16 KiB, the size of a page, their only row fills a chunk by the
# statistics, and an empty chunk comes after it: DDL that waits gets in between, or not.
on source "$many; CREATE DATABASE pit; USE pit;
	CREATE TABLE many (id INT AUTO_INCREMENT PRIMARY KEY, n INT, w VARCHAR(40), pad CHAR(100));
	INSERT INTO many (n, w, pad) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
		SELECT i, 'word', REPEAT('x', 100) FROM n;
	CREATE TABLE few (id INT PRIMARY KEY, v INT); INSERT INTO few VALUES (1, 1);
	CREATE TABLE other (id INT PRIMARY KEY, v INT); INSERT INTO other VALUES (1, 1)"
tables="pit.many, pit.few, pit.other"
# A table that was created in the second before the snapshot may have been altered since (MariaDB).
is_mysql || { pass_a_second; pass_a_second; }

# Makes the state in which a killed copy leaves the target.
unfinished() { on rdsadmin "UPDATE extrepl.record SET state = 'unfinished'"; }

resumes() {
	copies -t 2 -c 17 pit
	expect_status 0
	expect_same_checksums "$tables"
}

# halts_at TABLE: an unfinished copy has all rows except this table's. When it loads them, it waits in the ledger until
# lets_go, because a gap there is locked. The open snapshot stops InnoDB from purging the ledger row of a table that is created
# again: the new row takes the old one's place, not the gap.
halts_at() {
	unfinished
	on rdsadmin "DELETE FROM extrepl.chunk WHERE \`table\` = '$1' AND number > 0; TRUNCATE pit.$1"
	holds rdsadmin "START TRANSACTION WITH CONSISTENT SNAPSHOT; SELECT COUNT(*) FROM extrepl.chunk WHERE name = 'copy-driver'
		AND \`database\` = 'pit' AND \`table\` = '$1' AND number = 1 FOR UPDATE"
}

copies -t 2 -c 17 pit
expect_status 0

# refused ALTER UPDATE TEXT: the target's table cannot store the source's new row 1500. LOAD DATA LOCAL would change or skip
# it and return OK.
refused() {
	unfinished
	on target "ALTER TABLE pit.many $1"
	on source "UPDATE pit.many SET $2 WHERE id = 1500"
	copies -t 2 -c 17 pit
	expect_status 1
	expect_error "table \`pit\`.\`many\`: target"
	expect_error "$3"
	expect_row rdsadmin "SELECT state FROM extrepl.record" unfinished
	expect_row rdsadmin "SELECT COUNT(*) FROM extrepl.chunk WHERE \`table\` = 'many' AND digest IS NULL" 1
	expect_row target "SELECT COUNT(*) FROM pit.many WHERE id = 1500" 0
}

it "a row that the target would skip or bend is refused, and its chunk is not recorded"
refused "ADD UNIQUE KEY stray (n)" "n = 1" "Duplicate entry '1'"
refused "DROP KEY stray, MODIFY n SMALLINT" "n = 70000" "Out of range value"
refused "MODIFY n INT, MODIFY w VARCHAR(8)" "n = 1500, w = 'longer than eight'" "Data truncated"
refused "MODIFY w VARCHAR(40), MODIFY n INT NOT NULL" "n = NULL" "NULL supplied"
on target "ALTER TABLE pit.many MODIFY n INT"
resumes

# MariaDB loads an empty table in bulk if unique_checks and foreign_key_checks are 0, and then counts rows that it drops.
it "a duplicate in a table that is empty is refused, too"
unfinished
on rdsadmin "DELETE FROM extrepl.chunk WHERE \`table\` = 'many' AND number > 0; TRUNCATE pit.many;
	ALTER TABLE pit.many ADD UNIQUE KEY stray (n)"
on source "UPDATE pit.many SET n = 7 WHERE id IN (8, 9)"
copies -t 2 -c 17 pit
expect_status 1
expect_error "Duplicate entry '7'"
# The right row with 7 may be in an earlier chunk: the length of chunks is estimated from statistics.
expect_row target "SELECT COUNT(*) FROM pit.many WHERE id IN (8, 9)" 0
on target "ALTER TABLE pit.many DROP KEY stray"
resumes

it "DDL that waits for the copy's reader: the copy does not wait for the DDL"
halts_at other
copies_begins -t 2 -c 17 pit
until_loading_waits pit other
client source --execute "ALTER TABLE pit.other ADD KEY later (v)" & alter=$!
until_counted source "processlist WHERE state LIKE 'Waiting for table metadata lock'"
lets_go
extrepl_ends
wait "$alter" || wrong "the ALTER failed"
expect_status 0
expect_same "retried" "$(figure retried)" 0
expect_no_error "a new snapshot is needed"
expect_row target "SELECT COUNT(*) FROM information_schema.statistics WHERE index_name = 'later'" 0

it "DDL on a table that has been read does not wait for the rest of the copy"
halts_at few
copies_begins -t 2 -c 17 pit
until_loading_waits pit few
on source "SET lock_wait_timeout = 2; ALTER TABLE pit.many ADD COLUMN later INT" || wrong "the ALTER waited for the copy"
expect_row source "SELECT COUNT(*) FROM information_schema.columns WHERE column_name = 'later'" 1
kill -0 "$pid" || wrong "the copy was over before"
lets_go
extrepl_ends
expect_status 0
expect_no_error "a new snapshot is needed"
expect_row target "SELECT COUNT(*) FROM information_schema.columns WHERE column_name = 'later'" 0

it "who takes over from a run that was killed waits until its statements have ended"
# The new column would make the copy create pit.many again. Whether its new ledger row then falls into the locked gap depends
# on how soon InnoDB purges the old one.
unfinished
resumes
halts_at few
copies_begins -t 2 -c 17 pit
until_loading_waits pit few
kill -KILL "$pid"
extrepl_ends
copies_begins -t 2 -c 17 pit
extrepl_says "waiting for statements of an earlier extrepl to end"
lets_go
extrepl_ends
expect_status 0
expect_same_checksums "$tables"

it "of tables without transactions just these are locked while they are copied"
on source "CREATE TABLE pit.my (id INT PRIMARY KEY, v INT) ENGINE=MyISAM; INSERT INTO pit.my VALUES (1, 1)"
unfinished
copies -L -t 2 -c 17 pit
expect_status 0
halts_at my
copies_begins -L -t 2 -c 17 pit
until_loading_waits pit my
on source "SET lock_wait_timeout = 2; UPDATE pit.other SET v = 2" || wrong "another table was locked"
! on source "SET lock_wait_timeout = 1; UPDATE pit.my SET v = 3" 2>"$WORK/refused" || wrong "the table was not locked"
grep -q "Lock wait timeout" "$WORK/refused" || wrong "$(cat "$WORK/refused")"
lets_go
extrepl_ends
expect_status 0
expect_row target "SELECT v FROM pit.my" 1
expect_row target "SELECT v FROM pit.other" 1

if is_mysql; then
	# The session with the lock on pit.my.
	its_holder() {
		on source "SELECT processlist_id FROM performance_schema.metadata_locks
			JOIN performance_schema.threads ON thread_id = owner_thread_id
			WHERE object_name = 'my' AND lock_type = 'SHARED_READ_ONLY'"
	}
	my_changes() { on source "SET lock_wait_timeout = $1; UPDATE pit.my SET v = v + 1" 2>>"$WORK/refused"; }

	it "a lock on them that was lost is no success"
	halts_at my
	copies_begins -L -t 2 -c 17 pit
	until_loading_waits pit my
	on source "KILL $(its_holder)"
	my_changes 5 || wrong "the table is still locked"
	lets_go
	extrepl_ends
	expect_status 69
	expect_error "the session that locked the tables without transactions was lost"

	if [[ ${EXTREPL_LONG:-} ]]; then
		it "the lock stays while the copy lives, and no longer"
		halts_at my
		copies_begins -L -t 2 -c 17 pit
		until_loading_waits pit my
		sleep 75
		! my_changes 1 || wrong "the lock was lost"
		kill -STOP "$pid"
		my_changes 75 || wrong "the lock outlives its client"
		kill -CONT "$pid"
		lets_go
		extrepl_ends
		expect_status 69
	fi
fi
