# Servers and sessions that are lost during an apply, and signals and limits during a wait: extrepl continues, or ends at
# once and prints what to do next.
# shellcheck shell=bash disable=SC1091,SC2034,SC2154 # variables of lib/

. "$INTEGRATION/kills/holder.sh"

lacks_small() {
	on rdsadmin "UPDATE extrepl.record SET state = 'unfinished'; TRUNCATE big.small;
		DELETE FROM extrepl.chunk WHERE \`database\` = 'big' AND \`table\` = 'small' AND number > 0"
}

# The first chunk of big.small waits in the ledger until lets_go; an earlier run has copied all else.
half_copied() {
	lacks_small
	holds rdsadmin "START TRANSACTION; SELECT COUNT(*) FROM extrepl.chunk WHERE name = '$1'
		AND \`database\` = 'big' AND \`table\` = 'small' AND number = 1 FOR UPDATE"
}

# few_connections COUNT: uses an administrator of the source that may have only COUNT connections.
few_connections() {
	on source "SET sql_log_bin = 0; CREATE USER few IDENTIFIED BY 'few' WITH MAX_USER_CONNECTIONS $1; GRANT ALL ON *.* TO few WITH GRANT OPTION"
	is_mysql || on source "SET sql_log_bin = 0; GRANT BINLOG ADMIN ON *.* TO few"
	manifest '.source.admin = {user: "few", password: {value: "few"}}' '.copy.threads = 4'
}

# A time limit for what would wait much longer if it were not told to end.
ends_within() {
	local deadline=$((SECONDS + $1))

	while kill -0 "$pid" 2>/dev/null; do
		((SECONDS < deadline)) || {
			wrong "it is still at it"
			kill -KILL "$pid"
			break
		}
		pause 0.02
	done
	extrepl_ends
}

fresh
big_database
it "a target whose COMMIT ends the session, a source whose COMMIT begins a transaction: no session is lost by that"
on rdsadmin "SET GLOBAL completion_type = 'RELEASE'"
on source "SET GLOBAL completion_type = 'CHAIN'"
copies -t 2 -c 256 big
expect_status 0
expect_same "sessions lost" "$(figure retried)" 0
expect_same_checksums "big.t, big.small, big.other"
on rdsadmin "SET GLOBAL completion_type = DEFAULT"
on source "SET GLOBAL completion_type = DEFAULT"

it "a target that ends each session amid the same rows: 69, who does such things, and the rest goes on later"
half_copied copy-driver
copies_begins -t 2 -c 256 big
until_loading_waits big small
while kill -0 "$pid" 2>/dev/null; do
	for id in $(on rdsadmin "SELECT id FROM information_schema.processlist WHERE info LIKE 'INSERT INTO %chunk%''small'', 1,%'"); do
		asks rdsadmin "KILL $id" || true
	done
	pause 0.02
done
extrepl_ends
expect_status 69
expect_error "the session was ended 6 times while the same rows were loaded"
expect_hint "Something ends sessions there"
lets_go
copies -t 2 -c 256 big
expect_status 0
expect_same_checksums "big.t, big.small, big.other"

it "with too few connections it goes on with those that there are"
reset_target
few_connections 5
extrepl apply
expect_status 0
expect_error "continuing with 1 of the 4 sessions of copy.threads: source"

on source "SET sql_log_bin = 0; DROP USER few"
manifest

it "the end of --timeout ends a statement that waits, and says what is kept"
on rdsadmin "STOP REPLICA; RESET REPLICA ALL; TRUNCATE mysql.rds_history; UPDATE extrepl.record SET link_started_at = NULL"
lacks_small
# The server itself would end this wait only after 600 seconds.
holds rdsadmin "LOCK TABLES big.small WRITE"
# The wait must begin before its time is over, which takes longer on a slow machine.
for seconds in 3 6 12 24 48; do
	extrepl_begins apply --timeout "${seconds}s"
	ends_within 200
	! says "$WORK/err" "are recorded on the target" || break
done
expect_status 4
expect_error "the time limit of --timeout is over: "
expect_error "are recorded on the target"
lets_go

# tests/unit/test_login.c tests how soon.
it "a signal while a connection is being made"
python3 -c 'import socket, time
listener = socket.create_server(("127.0.0.1", 0)); print(listener.getsockname()[1], flush=True)
peer = listener.accept(); print("connected", flush=True); time.sleep(60)' >"$WORK/silent" &
silent=$!
until [[ -s $WORK/silent ]]; do pause 0.02; done
manifest ".source.port = $(<"$WORK/silent")"
extrepl_begins apply
until says "$WORK/silent" connected || ! kill -0 "$pid" 2>/dev/null; do pause 0.02; done
kill -INT "$pid"
extrepl_ends
expect_status 130
kill "$silent"
manifest

it "under nohup a hang-up ends nothing; an interrupt does, and says what to do next"
half_copied db001-to-rds001
(cd "$WORK" && trap '' HUP && exec "$EXTREPL" apply) >"$WORK/begun.out" 2>"$WORK/begun.err" </dev/null &
pid=$! began="apply"
until_loading_waits big small
kill -HUP "$pid"
sleep 0.3
kill -0 "$pid" || wrong "it has ended"
kill -INT "$pid"
extrepl_ends
lets_go
expect_status 130
expect_hint "The same command goes on from there"

it "a command has its exit status whatever the parent ignores"
manifest '.source.admin.password = {command: ["printenv", "SOURCE_PASSWORD"]}'
(cd "$WORK" && trap '' CHLD && exec "$EXTREPL" plan) >"$WORK/out" 2>"$WORK/err" </dev/null || wrong "$(cat "$WORK/err")"
manifest

[[ ${EXTREPL_LONG:-} ]] || return 0

it "with room for not one of them it ends, and names copy.threads"
reset_target
few_connections 2
extrepl apply
expect_status 77
expect_error "no room for another session of 'few'"
expect_hint "Lower copy.threads"

it "both servers are started again amid the copy: the same apply goes on, and says what it waits for"
on source "SET sql_log_bin = 0; DROP USER few"
manifest
reset_target
extrepl apply
expect_status 0
half_copied db001-to-rds001
on rdsadmin "STOP REPLICA; RESET REPLICA ALL; TRUNCATE mysql.rds_history; UPDATE extrepl.record SET link_started_at = NULL"
manifest '.replication.timeout = "60s"'
extrepl_begins apply
until_loading_waits big small
lab kill "$PAIR" source >/dev/null
lab kill "$PAIR" target >/dev/null
extrepl_says "a session on the target was lost; connecting again"
lets_go
lab start "$PAIR" target >/dev/null
extrepl_says "waiting at most 1m00s for it to answer again"
lab start "$PAIR" source >/dev/null
use "$PAIR"
extrepl_ends
expect_status 0
expect_error "both servers answer again"
expect_same_checksums "big.t, big.small, big.other"
expect_in_sync

it "the read lock is got where a round trip takes 350 ms"
reset_target
python3 "$INTEGRATION/delay.py" "$SOURCE_HOST" "$SOURCE_PORT" 175 >"$WORK/slow" & slow=$!
until [[ -s $WORK/slow ]]; do pause 0.02; done
on source "CREATE TABLE big.myisam (id INT PRIMARY KEY) ENGINE=MyISAM"
manifest ".source.port = $(head -n 1 "$WORK/slow")" ".replication.source = {host: \"$SOURCE_HOST\", port: $SOURCE_PORT}" '.copy.threads = 1'
extrepl apply --allow source-lock
expect_status 0
expect_error "a round trip to the source takes"
kill "$slow"
manifest
