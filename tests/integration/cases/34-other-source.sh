# A target that replicates from somewhere else.
# shellcheck shell=bash

fresh
on target "CALL mysql.rds_set_external_master('10.99.0.1', 3306, 'other', 'x', 'other-bin.000001', 4, 0)" >/dev/null

it "another source is not left without consent"
remember
extrepl apply
expect_refused 3
expect_output "the target replicates from another source, 10.99.0.1:3306"
expect_output "--allow target-data"

it "with --allow target-data it is"
extrepl apply --allow target-data
expect_status 0
expect_link Source_Host 127.0.0.1
expect_link Source_Port "$SOURCE_PORT"
expect_equal_sides
expect_in_sync

it "a link that somebody points elsewhere later is not pulled back"
on target "CALL mysql.rds_stop_replication()" >/dev/null
on target "CALL mysql.rds_set_external_master('10.99.0.1', 3306, 'other', 'x', 'other-bin.000001', 4, 0)" >/dev/null
remember
extrepl apply
expect_refused 3
expect_output "10.99.0.1:3306"
