# Only one apply at a time works on a target.
# shellcheck shell=bash disable=SC2154 # variables of lib/

fresh
it "a second apply is told who is at work and since when"
extrepl_begins apply
extrepl_says "target.copy"
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
kill -CONT "$pid"
extrepl_ends
expect_status 0
expect_equal_sides
expect_in_sync
