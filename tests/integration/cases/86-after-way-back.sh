# What a way back leaves behind on MySQL: GTIDs of the source that the target never executes, and a parallel applier that
# does not start any more, because its notes and its relay logs do not fit.
# shellcheck shell=bash

is_mysql || return 0
replicating
# shellcheck disable=SC2034 # for expect_nothing_left
scheduler=$(on source "SELECT @@GLOBAL.event_scheduler")
lacks() { on target "SELECT GTID_SUBTRACT('$(on source "SELECT REPLACE(@@GLOBAL.gtid_executed, '\n', '')")', @@GLOBAL.gtid_executed)"; }

it "GTIDs that the source gave to a way back are marked as executed before the link starts, though their binlogs are gone"
manifest '.cutover.verify_within = "0s"'
extrepl promote --allow promote
expect_status 0
on target "INSERT INTO repltest.customer (name) VALUES ('from the other side')"
extrepl promote --revert
expect_status 0
extrepl promote --finalize
expect_status 0
expect_nothing_left
extrepl apply
expect_status 0
[[ $(lacks) == 65787472-* ]] || wrong "the way back left no GTIDs: $(lacks)"
on rdsadmin "STOP REPLICA"
on source "FLUSH BINARY LOGS"
last=$(on source "SHOW BINARY LOGS" | tail -n 1 | cut -f 1)
on source "PURGE BINARY LOGS TO '$last'"
on source "INSERT INTO repltest.customer (name) VALUES ('while it stood')"
extrepl plan --detailed-exitcode
expect_status 2
expect_output "marked as executed"
extrepl apply
expect_status 0
[[ -z $(lacks) ]] || wrong "the target still lacks $(lacks)"
expect_equal_sides
expect_in_sync

it "a link that met the purge while it ran is mended the same way"
extrepl promote --allow promote
expect_status 0
extrepl promote --revert
expect_status 0
extrepl promote --finalize
expect_status 0
[[ $(lacks) == 65787472-* ]] || wrong "the way back left no GTIDs: $(lacks)"
on source "FLUSH BINARY LOGS"
last=$(on source "SHOW BINARY LOGS" | tail -n 1 | cut -f 1)
on source "PURGE BINARY LOGS TO '$last'"
on rdsadmin "STOP REPLICA IO_THREAD; START REPLICA IO_THREAD"
expect_link_soon Replica_IO_Running No
extrepl status
expect_status 1
expect_output "extrepl apply marks their GTIDs as executed"
expect_no_output "a new copy"
extrepl apply
expect_status 0
expect_equal_sides
expect_in_sync

it "an applier that does not start (1201) is set up again by GTID, and nothing is lost"
on rdsadmin "STOP REPLICA"
on rdsadmin "UPDATE mysql.slave_worker_info SET Master_log_name = 'db001-bin.999999', Master_log_pos = 4 LIMIT 1"
on source "INSERT INTO repltest.customer (name) VALUES ('while it could not start')"
[[ $(client rdsadmin --force <<<"START REPLICA" 2>&1) == *1201* ]] || wrong "the server starts it all the same"
extrepl plan --detailed-exitcode
expect_status 2
expect_output "(1201)"
extrepl apply
expect_status 0
expect_equal_sides
expect_in_sync

it "so is one that a revert finds, in the same run"
extrepl promote --allow promote
expect_status 0
on rdsadmin "UPDATE mysql.slave_worker_info SET Master_log_name = 'db001-bin.999999', Master_log_pos = 4 LIMIT 1"
extrepl promote --revert
expect_status 0
[[ $(promotion_state) == reverted ]] || wrong "it is $(promotion_state)"
expect_link Replica_SQL_Running Yes
extrepl promote --finalize
expect_status 0
expect_nothing_left
expect_equal_sides
expect_in_sync
