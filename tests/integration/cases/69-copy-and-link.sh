# What a copy depends on outside itself: the source's sessions, the target's binlog, what the link applied in between, and
# time and space on the servers.
# shellcheck shell=bash disable=SC1091,SC2034,SC2154 # variables of lib/

. "$INTEGRATION/kills/holder.sh"

fresh
if is_mysql; then
	it "a session that still writes statements is warned of: its changes would not be rows"
	holds source "SET SESSION binlog_format = 'STATEMENT'"
	extrepl plan
	lets_go
	expect_output "statement-session"
fi

it "what is loaded is in the target's own binlog, for its replicas and backups"
extrepl apply
expect_status 0
(($(on rdsadmin "SHOW BINLOG EVENTS" | grep -c "(repltest.customer)") > 0)) || wrong_run "no rows in the binlog"

# The source has the copied value again, so its digest is the same; the target has not.
it "a value that changed, and changed back while the link did not run: loaded again"
name=$(on source "SELECT name FROM repltest.customer WHERE id = 1")
on source "UPDATE repltest.customer SET name = 'meanwhile' WHERE id = 1"
caught_up
on target "CALL mysql.rds_stop_replication()" >/dev/null
on source "UPDATE repltest.customer SET name = '$name' WHERE id = 1"
on rdsadmin "UPDATE extrepl.record SET state = 'unfinished'"
extrepl plan
expect_output "replication was started since, so none of its rows can be kept"
extrepl apply
expect_status 0
expect_row target "SELECT name FROM repltest.customer WHERE id = 1" "$name"
expect_equal_sides
expect_in_sync

if is_mysql; then
	it "a source that was reset and gives its GTIDs out again: blocked, for the target would skip them"
	on source "$(sql_forget_binlogs); INSERT INTO repltest.customer (name) VALUES ('under an old number')"
	remember
	extrepl apply
	expect_refused 3
	expect_output "the target has transactions under the source's numbers"
fi

[[ ${EXTREPL_LONG:-} ]] || return 0

it "a target that is slow for longer than the source's timeouts: the snapshot stays"
reset_source
reset_target
big_database
copies -t 2 big
on rdsadmin "UPDATE extrepl.record SET state = 'unfinished'; DELETE FROM extrepl.chunk WHERE \`table\` = 't' AND number > 0;
	TRUNCATE big.t"
on source "SET GLOBAL wait_timeout = 1, net_write_timeout = 1, net_read_timeout = 1"
holds rdsadmin "START TRANSACTION; SELECT COUNT(*) FROM extrepl.chunk WHERE name = 'copy-driver'
	AND \`database\` = 'big' AND \`table\` = 't' AND number = 1 FOR UPDATE"
copies_begins -t 2 big
until_loading_waits big t
sleep 4
lets_go
extrepl_ends
on source "SET GLOBAL wait_timeout = DEFAULT, net_write_timeout = DEFAULT, net_read_timeout = DEFAULT"
expect_status 0
expect_no_error "was lost"
expect_same_checksums "big.t, big.small, big.other"

# A folder of a few megabytes for the target's sorts, mounted in the server's own namespace, which any user may do.
room=$WORK/room
target_with_room() {
	local command

	mapfile -d '' -t command <"/proc/$TARGET_PID/cmdline"
	lab stop "$PAIR" target >/dev/null
	printf '[mysqld]\ninnodb_tmpdir=%s\n' "$room" >"$TARGET_CONF_D/room.cnf"
	mkdir -p "$room"
	# shellcheck disable=SC2016 # the variables are the inner shell's
	setsid unshare --user --map-root-user --mount sh -c 'mount -t tmpfs -o "size=$1" none "$2" && shift 2 && exec "$@"' sh \
		"$1" "$room" "${command[@]}" --user=root </dev/null >>"$LAB_DIR/target/server.log" 2>&1 &
	echo $! >"$LAB_DIR/target/pid"
	disown
	lab start "$PAIR" target >/dev/null
	use "$PAIR"
}

if unshare --user --map-root-user --mount true 2>/dev/null; then
	it "no room to sort for all keys at once: one by one"
	reset_source
	on source "CREATE DATABASE roomy; USE roomy; SET SESSION $(is_mysql && echo cte_max_recursion_depth || echo max_recursive_iterations) = 1000000;
		CREATE TABLE t (id INT PRIMARY KEY, a CHAR(60), b CHAR(60), c CHAR(60), KEY a (a), KEY b (b), KEY c (c)) CHARACTER SET latin1;
		INSERT INTO t WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)
			SELECT i, SHA2(i, 224), SHA2(i + 1, 224), SHA2(i + 2, 224) FROM n; ANALYZE TABLE t" >/dev/null
	target_with_room 48m
	reset_target
	copies -t 2 roomy
	expect_status 0
	expect_error "no room to build all keys of t at once: building them one by one"
	expect_same_checksums roomy.t
	expect_row target "SELECT COUNT(*) FROM information_schema.statistics WHERE table_schema = 'roomy'" 4
	rm "$TARGET_CONF_D/room.cnf"
	lab restart "$PAIR" target >/dev/null
	use "$PAIR"
else
	echo "# not tried: no room to sort, for a user may not have a namespace of its own here"
fi
