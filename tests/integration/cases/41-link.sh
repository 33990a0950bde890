# The link drifts but the account and the data stay: the position is kept.
# shellcheck shell=bash

replicating
it "a link that was stopped by hand is started"
on target "CALL mysql.rds_stop_replication()" >/dev/null
on source "INSERT INTO repltest.customer (name) VALUES ('while stopped')"
extrepl plan
expect_output "stopped, wanted running"
extrepl apply
expect_status 0
expect_equal_sides
expect_in_sync

it "the same server under another name: the position is kept, no row lost or doubled"
at=$(binlog_position source)
manifest '.replication.source = {host: "localhost"}'
extrepl plan
expect_output "host: 127.0.0.1 -> localhost"
expect_output "the same server"
if is_mysql; then
	expect_output "with_auto_position('localhost', $SOURCE_PORT, 'repl', <secret>, 1, 0)"
else
	expect_output "<secret>, '${at%:*}', ${at#*:}, 1)"
fi
writer_begins
extrepl apply
expect_status 0
expect_link Source_Host localhost
rows_soon "$(($(on source "SELECT COUNT(*) FROM repltest.journal") + 10))"
writer_ends
expect_equal_sides
expect_in_sync

it "a rotated password goes to the account and to the link"
export REPL_PASSWORD=rotated-Pw-4712
before=$(binlog_position source)
extrepl apply
expect_status 0
expect_same "binlog of the source" "$(binlog_position source)" "$before"
on target "CALL mysql.rds_stop_replication(); CALL mysql.rds_start_replication()" >/dev/null
on source "INSERT INTO repltest.customer (name) VALUES ('after the rotation')"
expect_equal_sides
expect_in_sync
