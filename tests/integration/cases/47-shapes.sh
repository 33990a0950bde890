# The kinds of RDS for MySQL: extrepl uses the procedures that each has, by their names.
# shellcheck shell=bash

is_mysql || return 0

works_on() {
	local shape=$1 way=$2

	it "$shape, by $way"
	fresh
	lab reshape "$LAB_NAME" "$shape"
	manifest ".replication.coordinates = \"$way\""
	extrepl apply
	expect_status 0
	expect_link Source_SSL_Allowed Yes
	on source "INSERT INTO repltest.customer (name) VALUES ('$shape')"
	expect_row_soon target "SELECT COUNT(*) FROM repltest.customer WHERE name = '$shape'" 1
	extrepl plan --detailed-exitcode
	expect_status 0
}

works_on rds80 gtid
works_on rds97 file
works_on aurora3 file
works_on aurora3 gtid

it "Aurora 3 knows no delay: refused before anything is done"
fresh
manifest '.replication.delay = "1h"'
remember
extrepl apply
expect_refused 3
expect_output "the target has no procedure that delays a link"

it "nor channels"
manifest '.replication.channel = "orders"'
extrepl plan --detailed-exitcode
expect_status 3
expect_output "it supports one source only"

it "a read replica that RDS keeps is refused"
lab reshape "$LAB_NAME" rds-readreplica
manifest
extrepl plan --detailed-exitcode
expect_status 3
expect_output "it is an RDS read replica"

it "a reader of a Multi-AZ cluster is refused"
lab reshape "$LAB_NAME" rds-cluster
extrepl plan --detailed-exitcode
expect_status 3
expect_output "it is a reader of a Multi-AZ DB cluster"

lab reshape "$LAB_NAME" rds84
