# plan changes nothing and takes no global lock, in any state of the servers.
# shellcheck shell=bash

plan_only_reads() {
	remember
	logging_statements extrepl plan --detailed-exitcode
	expect_status "$1"
	expect_only_reads
	expect_nothing_changed
}

fresh
it "plan only reads: an empty target"
plan_only_reads 2

it "plan only reads: half way, copied and not linked"
manifest '.replication.coordinates = "file"'
extrepl apply
on target "CALL mysql.rds_stop_replication(); CALL mysql.rds_reset_external_master()" >/dev/null
plan_only_reads 3

it "plan only reads: in sync"
replicating
plan_only_reads 0

it "plan only reads: drift"
on source "SET sql_log_bin = 0; REVOKE REPLICATION SLAVE ON *.* FROM repl@'%'"
plan_only_reads 2

it "plan only reads: a broken link"
fresh
extrepl apply
on rdsadmin "SET sql_log_bin = 0; INSERT INTO repltest.customer (id, name) VALUES (1000, 'mine')"
on source "INSERT INTO repltest.customer (id, name) VALUES (1000, 'theirs')"
expect_link_soon Replica_SQL_Running No
plan_only_reads 3

it "status and observe only read, too"
logging_statements extrepl status
expect_only_reads
logging_statements extrepl observe
expect_only_reads
expect_nothing_changed
