# A read-only target: its master user cannot write to it either.
# shellcheck shell=bash

fresh
on rdsadmin "SET GLOBAL read_only = 1"
remember

it "a read-only target is told before anything is begun"
extrepl apply
expect_refused 3
expect_output "read_only"
expect_output "parameter group"

it "and goes on once it is lifted"
on rdsadmin "SET GLOBAL read_only = 0"
extrepl apply
expect_status 0
expect_equal_sides
expect_in_sync
