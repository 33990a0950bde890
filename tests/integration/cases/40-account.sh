# The replication account drifts; repairing it must not reach the replica through the binlog.
# shellcheck shell=bash

# The link is up, the binlog has nothing about accounts, and nothing is left to do.
expect_repaired() {
	expect_status 0
	expect_same "binlog of the source" "$(binlog_position source)" "$before"
	expect_equal_sides
	expect_in_sync
}

drift() {
	on source "SET sql_log_bin = 0; $1"
	before=$(binlog_position source)
}

fresh
it "an account that is there with another password gets the manifest's where that is allowed"
drift "CREATE USER repl@'%' IDENTIFIED BY 'another' REQUIRE SSL; GRANT REPLICATION SLAVE ON *.* TO repl@'%'"
extrepl apply
expect_status 3
expect_output "with a different password"
extrepl apply --allow source-password
expect_repaired

it "REPLICATION SLAVE that was revoked is granted"
drift "REVOKE REPLICATION SLAVE ON *.* FROM repl@'%'"
extrepl plan
expect_output "'repl'@'%' lacks REPLICATION SLAVE"
extrepl apply
expect_repaired

it "an account that was dropped is created"
drift "DROP USER repl@'%'"
extrepl apply
expect_repaired

it "an account that need not use TLS has to"
drift "ALTER USER repl@'%' REQUIRE NONE"
extrepl apply
expect_repaired
expect_row source "SELECT ssl_type FROM mysql.user WHERE user = 'repl'" ANY

it "an account that is locked is unlocked"
drift "ALTER USER repl@'%' ACCOUNT LOCK"
extrepl apply
expect_repaired
