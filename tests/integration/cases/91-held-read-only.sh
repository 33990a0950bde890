# A target that is kept read-only while it replicates; and the RDS snapshot before a copy.
# shellcheck shell=bash disable=SC2154

# As with the parameters, MariaDB is tested only in the long run.
is_mysql || [[ ${EXTREPL_LONG:-} ]] || return 0

fresh
api_up
read_only() { on rdsadmin "SELECT @@GLOBAL.read_only"; }

it "read_only comes after the copy, and holds against the master user"
manifest "$with_api" '.target.read_only = true' '.copy.backup_first = true'
extrepl apply --allow target-reboot
expect_status 0
expect_same "read_only" "$(read_only)" 1
! on target "CREATE DATABASE not_here" 2>/dev/null || wrong "the master user may write"
expect_same "snapshots" "$(api_state '.snapshots | length')" 1
expect_equal_sides
extrepl plan --detailed-exitcode
expect_status 0
expect_output "In sync: 8 of 8 steps in place"

it "it replicates on, and apply does nothing"
on source "INSERT INTO repltest.person (name) VALUES ('while held')" 2>/dev/null ||
	on source "CREATE DATABASE while_held"
caught_up
counting_writes extrepl apply
expect_status 0
expect_no_writes

it "it is lifted for a repair that writes, and held again"
export REPL_PASSWORD=another-Pw-1
extrepl plan
expect_step target.writable '~'
expect_output "read_only={TrueIfReplica}"
api_forget_calls
extrepl apply
expect_status 0
expect_calls 2 ModifyDBParameterGroup
expect_same "read_only" "$(read_only)" 1

# The slowest tests run only in the long run.
[[ ${EXTREPL_LONG:-} ]] || return 0

it "a new copy gets a new snapshot, with read_only lifted for it"
on target "CALL mysql.rds_stop_replication(); CALL mysql.$(on rdsadmin "SELECT routine_name FROM information_schema.routines
	WHERE routine_name LIKE 'rds_reset_external_%' AND routine_name NOT LIKE '%channel' LIMIT 1")()" >/dev/null
extrepl apply --allow target-data
expect_status 0
expect_same "snapshots" "$(api_state '.snapshots | length')" 2
expect_same "read_only" "$(read_only)" 1
expect_equal_sides

it "no longer wanted, it is lifted"
manifest "$with_api"
extrepl apply
expect_status 0
expect_same "read_only" "$(read_only)" 0
