# Only one apply at a time works on a target.
# shellcheck shell=bash disable=SC1091,SC2154 # variables of lib/

. "$INTEGRATION/kills/holder.sh"

fresh
it "a second apply is told who is at work and since when"
holds rdsadmin "SELECT GET_LOCK('extrepl/0', 0)"
extrepl_begins apply
extrepl_says "waiting for statements of an earlier extrepl to end"
kill -STOP "$pid"
extrepl apply
expect_status 75
expect_error "another extrepl is running: awsuser from 127.0.0.1, since"
expect_hint "Wait for it, or end its session: CALL mysql.rds_kill("

it "plan and status do not need the lock"
extrepl plan
expect_status 0
extrepl status
expect_status 1

it "the first one is not disturbed"
lets_go
kill -CONT "$pid"
extrepl_ends
expect_status 0
expect_equal_sides
expect_in_sync
