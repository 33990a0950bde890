# An apply that dies in the middle of the copy is finished by the next one.
# shellcheck shell=bash disable=SC2154 # variables of lib/

# A second or so of copying: 8,000 rows, 32 MB.
big_table() {
	on source "CREATE TABLE repltest.big (id INT AUTO_INCREMENT PRIMARY KEY, a VARCHAR(4000), b INT, KEY (b));
		INSERT INTO repltest.big (a, b) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
			SELECT REPEAT('x', 4000), i FROM n"
	for _ in 1 2 3; do
		on source "INSERT INTO repltest.big (a, b) SELECT a, b + 1 FROM repltest.big"
	done
}

in_the_copy() {
	extrepl_begins apply
	extrepl_says "target.copy"
	until [[ $(on rdsadmin "SELECT state FROM extrepl.record" 2>/dev/null) ]]; do
		sleep 0.02
	done
}

state_of_copy() { on rdsadmin "SELECT state FROM extrepl.record" 2>/dev/null; }

fresh
big_table
moments=(10 40 80)
if [[ ${EXTREPL_LONG:-} ]]; then
	mapfile -t moments < <(seq 4 4 200)
fi
for most in "${moments[@]}"; do
	delay=$(printf '%d.%02d' $((most / 100)) $((RANDOM % (most > 99 ? 99 : most))))
	it "kill -9 $delay s after the copy was begun, and again: both sides equal"
	reset_target
	in_the_copy
	sleep "$delay"
	kill -KILL "$pid" || true
	extrepl_ends
	echo "# killed $delay s later, the copy was $(state_of_copy)"
	on source "UPDATE repltest.big SET b = -1 LIMIT 100; DELETE FROM repltest.big LIMIT 10;
		INSERT INTO repltest.customer (name) VALUES ('meanwhile')"
	extrepl apply
	expect_status 0
	expect_equal_sides
	expect_in_sync
done

it "Ctrl-C in the copy: 130, and what to do next"
reset_target
in_the_copy
kill -INT "$pid"
extrepl_ends
expect_status 130
expect_error "interrupted"
expect_error "The same command goes on from there"
expect_same "the copy" "$(state_of_copy)" unfinished
extrepl plan
expect_output "a copy was begun"
extrepl apply
expect_status 0
expect_equal_sides
expect_in_sync
