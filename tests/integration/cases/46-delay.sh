# A target that lags on purpose.
# shellcheck shell=bash

arrived() { expect_row target "SELECT COUNT(*) FROM repltest.customer WHERE name = 'delayed'" "$1"; }

held_back() {
	it "by $1: a delay of an hour: in sync, and nothing arrives that was written since"
	fresh
	manifest "$2" '.replication.delay = "1h"'
	extrepl apply
	expect_status 0
	expect_link SQL_Delay 3600
	on source "INSERT INTO repltest.customer (name) VALUES ('delayed')"
	expect_in_sync
	arrived 0
}

let_go() {
	it "by $1: it is taken away, and what was held back arrives"
	manifest "$2"
	extrepl apply
	expect_status 0
	expect_link SQL_Delay 0
	arrived 1
}

file='.replication.coordinates = "file"' gtid='.replication.coordinates = "gtid"'

held_back "file and position" "$file"

it "the delay changes, and the position is kept"
manifest "$file" '.replication.delay = "30m"'
extrepl plan
expect_output "delay: 3600 s -> 1800 s"
extrepl apply
expect_status 0
expect_link SQL_Delay 1800
arrived 0

let_go "file and position" "$file"
held_back GTID "$gtid"
let_go GTID "$gtid"
expect_equal_sides
expect_in_sync
