# Two sources replicate into one target, each with its own manifest and channel.
# shellcheck shell=bash

if ! is_mysql; then
	it "a channel is refused where the target knows none"
	fresh
	manifest '.replication.channel = "orders"'
	remember
	extrepl apply
	expect_refused 3
	expect_output "it supports one source only"
	return 0
fi

# shellcheck source=/dev/null
. "$INTEGRATION/second.sh"

# The source of another pair, with this pair's target.
second_manifest() {
	manifest_named second.yaml '.name = "second"' "$(from_second)" '.replication.channel = "stock"' "$@"
}

# of_channel NAME FIELD
of_channel() { vertically rdsadmin "SHOW REPLICA STATUS FOR CHANNEL '$1'" | sed -nE "s/^ *$2: //p"; }

second_up
on_second "CREATE DATABASE stock; CREATE TABLE stock.item (id INT PRIMARY KEY); INSERT INTO stock.item VALUES (1);
	SET GLOBAL server_id = 206"
fresh
manifest_named first.yaml '.name = "first"' '.replication.channel = "Orders"'
second_manifest

it "two sources replicate into one target"
extrepl apply -f first.yaml
expect_status 0
extrepl apply -f second.yaml
expect_status 0
on_second "INSERT INTO stock.item VALUES (2)"
on source "INSERT INTO repltest.customer (name) VALUES ('on a channel')"
expect_row_soon target "SELECT COUNT(*) FROM stock.item" 2
expect_row_soon target "SELECT COUNT(*) FROM repltest.customer WHERE name = 'on a channel'" 1
expect_same "channel of the first" "$(of_channel orders Replica_SQL_Running)" Yes
expect_same "channel of the second" "$(of_channel stock Replica_SQL_Running)" Yes

it "both are in sync, and nothing is written"
counting_writes extrepl apply -f first.yaml -f second.yaml
expect_status 0
expect_no_writes

it "GTIDs are declared only while the other channel stands still: auto goes by file and position"
expect_same "first" "$(of_channel orders Auto_Position)" 1
expect_same "second" "$(of_channel stock Auto_Position)" 0

it "a channel's delay is its own"
second_manifest '.replication.delay = "1h"'
extrepl apply -f second.yaml
expect_status 0
expect_same "delay of the first" "$(of_channel orders SQL_Delay)" 0
expect_same "delay of the second" "$(of_channel stock SQL_Delay)" 3600
second_manifest

it "a source is taken once"
on source "CREATE DATABASE other"
manifest_named third.yaml '.name = "third"' '.replication.channel = "third"' '.copy.databases = ["other"]'
extrepl plan -f third.yaml --detailed-exitcode
expect_status 3
expect_output ", on channel 'orders', and RDS accepts each source only once"

it "a database of another manifest's copy is not copied over"
on_second "CREATE DATABASE repltest"
on target "CALL mysql.rds_reset_external_source_for_channel('stock')" >/dev/null
on rdsadmin "SET sql_log_bin = 0; DELETE FROM extrepl.record WHERE name = 'second'; DROP DATABASE stock"
remember
extrepl apply -f second.yaml --allow target-data
expect_refused 3
expect_output "repltest is on the target already as part of the copy of another manifest, 'first'"

# The next case needs it empty.
on_second "DROP DATABASE stock; DROP DATABASE repltest"
