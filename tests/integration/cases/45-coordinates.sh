# Replication by GTID, by file and position, and the change from one to the other on a running pair.
# shellcheck shell=bash

# A source with a history: GTIDs of other servers, gaps, and purged binlogs.
source_with_a_past() {
	local other=00000000-1111-2222-3333-444444444444 gtid

	if is_mysql; then
		for gtid in $other:{3,4,9} 55555555-1111-2222-3333-444444444444:7; do
			echo "SET gtid_next = '$gtid'; BEGIN; COMMIT;"
		done | client source
	fi
	on source "FLUSH BINARY LOGS; INSERT INTO repltest.customer (name) VALUES ('after the flush')"
	on source "PURGE BINARY LOGS TO '$(binlog_position source | cut -d: -f1)'"
}

by() { if is_mysql; then expect_link Auto_Position "$1"; else expect_link Using_Gtid "$2"; fi; }

# While a writer is running.
apply_under_load() {
	extrepl apply
	expect_status 0
	rows_soon "$(($(on source "SELECT COUNT(*) FROM repltest.journal") + 10))"
}

fresh
source_with_a_past
manifest '.replication.coordinates = "gtid"'
writer_begins

it "by GTID, from a source with holes, other servers' GTIDs and purged binlogs"
extrepl plan
expect_output "<known after target.copy>"
apply_under_load
by 1 Slave_Pos

it "to file and position while it runs"
manifest '.replication.coordinates = "file"'
extrepl plan
expect_output "coordinates: GTID -> file and position"
apply_under_load
by 0 No

it "and back to GTID"
manifest '.replication.coordinates = "gtid"'
extrepl plan
expect_output "coordinates: file and position -> GTID"
apply_under_load
by 1 Slave_Pos

it "no row was lost or doubled on the way"
writer_ends
expect_equal_sides

if is_mysql; then
	# gtid_mode MODE...: sets these modes on the source, one after the other; the last one when all transactions have a GTID.
	gtid_mode() {
		local mode

		for mode; do
			expect_row_soon source "SELECT COUNT(*) FROM performance_schema.global_status
				WHERE variable_name = 'Ongoing_anonymous_transaction_count' AND variable_value > 0" 0
			on source "SET GLOBAL gtid_mode = $mode"
		done
	}

	it "to GTID from data of a time without GTIDs: what has none still arrives"
	fresh
	gtid_mode ON_PERMISSIVE OFF_PERMISSIVE
	writer_begins
	apply_under_load
	by 0 No
	expect_row target "SELECT gtid_set FROM extrepl.record" ""
	on rdsadmin "STOP REPLICA SQL_THREAD"
	on source "INSERT INTO repltest.customer (name) VALUES ('without a GTID')"
	gtid_mode ON_PERMISSIVE ON
	on source "FLUSH BINARY LOGS; INSERT INTO repltest.customer (name) VALUES ('with a GTID')"
	manifest '.replication.coordinates = "gtid"'
	extrepl plan
	expect_output "the target's GTIDs are known once it has applied"
	by 0 No
	# apply starts the other thread again.
	apply_under_load
	by 1 Slave_Pos
	writer_ends
	expect_equal_sides
fi

it "auto is content with either way"
manifest
expect_in_sync
by 1 Slave_Pos

if is_mysql; then
	it "GTIDs say how far the target came even when its link is gone"
	pass_a_second
	on target "CALL mysql.rds_reset_external_source()" >/dev/null
	on source "INSERT INTO repltest.customer (name) VALUES ('while there was no link')"
	extrepl plan
	expect_output "the target's own GTIDs show how far it has applied"
	extrepl apply
	expect_status 0
	expect_equal_sides
	expect_in_sync
else
	it "auto goes by file and position where the target's own GTIDs are in the source's domain"
	fresh
	extrepl plan
	expect_output "the target's own GTIDs are in the source's domain 0"
fi

it "GTIDs that cannot be are refused before anything is done"
fresh
client target <"$REPO/tests/lab/sample.sql"
manifest '.replication.coordinates = "gtid"' '.copy.adopt = {file: "db001-bin.000001", position: 4}'
remember
extrepl apply
expect_refused 3
expect_output "replication.coordinates is gtid, but the GTID"
