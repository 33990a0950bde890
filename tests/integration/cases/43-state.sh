# replication.state stops and starts the replication.
# shellcheck shell=bash

replicating
it "stopped is stopped"
manifest '.replication.state = "stopped"'
extrepl apply
expect_status 0
expect_link Replica_IO_Running No
expect_link Replica_SQL_Running No
expect_in_sync

it "running goes on from where it was"
on source "INSERT INTO repltest.customer (name) VALUES ('while stopped')"
manifest
extrepl apply
expect_status 0
expect_equal_sides
expect_in_sync

it "a link that reaches nobody: exit 4 after replication.timeout, saying why"
manifest '.replication.source = {port: 1}' '.replication.timeout = "2s"'
extrepl apply
expect_status 4
expect_error "target.health: no progress for 2 s"
expect_error "(2003)"

it "--timeout ends a run that still waits"
manifest '.replication.source = {port: 1}'
extrepl apply --timeout 2s
expect_status 4
expect_error "timeout"

it "the right address again: no row lost"
manifest
extrepl apply
expect_status 0
expect_equal_sides
expect_in_sync
