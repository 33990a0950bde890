# A link that is configured correctly but broken is diagnosed, never reconfigured.
# shellcheck shell=bash

replicating
on target "INSERT INTO repltest.customer (id, name) VALUES (1000, 'written on the target')"
on source "INSERT INTO repltest.customer (id, name) VALUES (1000, 'written on the source')"
expect_link_soon Replica_SQL_Running No
remember

it "an applier error blocks, with a diagnosis"
extrepl apply
expect_refused 3
expect_output "the target already has a row with this key in repltest.customer: '1000'"
expect_output "the server says:"
expect_output "something wrote to repltest.customer on the target"

it "status tells the same and is unwell"
extrepl status
expect_refused 1
expect_output "(1062)"

it "not even consent to replace data makes it do more than what was asked for"
extrepl apply --allow source-restart
expect_refused 3

it "once the row is gone and the link is started, all is well"
on target "DELETE FROM repltest.customer WHERE id = 1000; CALL mysql.rds_stop_replication();
	CALL mysql.rds_start_replication()" >/dev/null
expect_equal_sides
expect_in_sync

it "a password that was changed by hand on the source is set again where that is allowed, and the link started"
on source "SET sql_log_bin = 0; ALTER USER repl@'%' IDENTIFIED BY 'changed by hand'"
on target "CALL mysql.rds_stop_replication()" >/dev/null
extrepl apply --allow source-password
expect_status 0
expect_equal_sides
expect_in_sync
