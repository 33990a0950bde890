# An apply that dies in the middle of the copy is finished by the next one.
# shellcheck shell=bash disable=SC2154 # variables of lib/

# Some seconds of copying.
big_table() {
	on source "CREATE TABLE repltest.big (id INT AUTO_INCREMENT PRIMARY KEY, a CHAR(200), b INT, KEY (b));
		INSERT INTO repltest.big (a, b) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
			SELECT REPEAT('x', 200), i FROM n"
	for _ in 1 2 3 4 5 6 7 8; do
		on source "INSERT INTO repltest.big (a, b) SELECT a, b + 1 FROM repltest.big"
	done
}

fresh
big_table
for delay in 0.05 0.3 0.6; do
	it "kill -9 $delay s into the copy, and again: both sides equal"
	reset_target
	extrepl_begins apply
	extrepl_says "target.copy"
	sleep "$delay"
	kill -KILL "$pid"
	extrepl_ends
	expect_status 137
	on source "UPDATE repltest.big SET b = -1 LIMIT 100; INSERT INTO repltest.customer (name) VALUES ('meanwhile')"
	extrepl apply
	expect_status 0
	expect_equal_sides
	expect_in_sync
done

it "Ctrl-C in the copy: 130, and what to do next"
reset_target
extrepl_begins apply
until [[ $(on rdsadmin "SELECT state FROM extrepl.record" 2>/dev/null) == unfinished ]]; do sleep 0.02; done
kill -INT "$pid"
extrepl_ends
expect_status 130
expect_error "interrupted"
expect_error "same command"
expect_row rdsadmin "SELECT state FROM extrepl.record" unfinished
extrepl plan
expect_output "a copy was begun"
extrepl apply
expect_status 0
expect_equal_sides
expect_in_sync
