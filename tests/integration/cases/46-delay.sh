# A target that stays behind on purpose.
# shellcheck shell=bash

arrived() { expect_row target "SELECT COUNT(*) FROM repltest.customer WHERE name = 'delayed'" "$1"; }

delay_comes_and_goes() {
	it "by $1: a delay of an hour: in sync, and nothing arrives that was written since"
	fresh
	manifest "$2" '.replication.delay = "1h"'
	extrepl apply
	expect_status 0
	expect_link SQL_Delay 3600
	on source "INSERT INTO repltest.customer (name) VALUES ('delayed')"
	extrepl apply
	expect_status 0
	expect_in_sync
	arrived 0

	it "by $1: the delay changes, and the position is kept"
	manifest "$2" '.replication.delay = "30m"'
	extrepl plan
	expect_output "delay: 3600 s -> 1800 s"
	extrepl apply
	expect_status 0
	expect_link SQL_Delay 1800
	arrived 0
	expect_in_sync

	it "by $1: it is taken away, and what was held back arrives"
	manifest "$2"
	extrepl apply
	expect_status 0
	expect_link SQL_Delay 0
	arrived 1
	expect_equal_sides
	expect_in_sync
}

delay_comes_and_goes "file and position" '.replication.coordinates = "file"'
delay_comes_and_goes GTID '.replication.coordinates = "gtid"'
