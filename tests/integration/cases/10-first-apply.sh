# From nothing to a running replication while an application writes: the most important case.
# shellcheck shell=bash

fresh
writer_begins
extrepl apply
it "apply takes an empty target to a running replication under a writer"
expect_status 0
expect_error "In sync after"
expect_link Replica_IO_Running Yes
expect_link Replica_SQL_Running Yes
expect_row rdsadmin "SELECT state FROM extrepl.record" complete

it "rows written while and after it was copied arrive, once each"
rows_soon "$(($(on source "SELECT COUNT(*) FROM repltest.journal") + 20))"
writer_ends
expect_equal_sides

it "a database created on the source appears on the target"
on source "CREATE DATABASE repltestrds; CREATE TABLE repltestrds.t (a INT PRIMARY KEY);
	INSERT INTO repltestrds.t VALUES (42)"
expect_row_soon target "SELECT a FROM repltestrds.t" 42

it "apply again does nothing"
expect_in_sync
