# The source's binlog is reset, or GTIDs are switched off for a while, before the link is started: the coordinates of the copy
# then mean other transactions. The two were lost without an error.
# shellcheck shell=bash disable=SC2034,SC2154 # variables of lib/

big_rows=32000
insert="INSERT INTO repltest.customer (name) VALUES ('since the snapshot')"
if is_mysql; then reset="RESET BINARY LOGS AND GTIDS"; else reset="RESET MASTER"; fi
taken="target.copy          read lock held"
is_mysql || taken="target.copy          snapshot taken"

# meanwhile SQL...: apply, which stands still after its snapshot while these run on the source.
meanwhile() {
	extrepl_begins apply
	extrepl_says "$taken"
	kill -STOP "$pid"
	for sql; do on source "$sql"; done
	kill -CONT "$pid"
	extrepl_ends
}

# Whose coordinates come again soon: the snapshot is near the beginning of the first file.
young_source() {
	fresh
	big_database
	on source "$reset"
	on source "$insert"
}

# The same transactions as before the snapshot, and more of them.
overtakes() { on source "$reset"; for _ in {1..30}; do on source "$insert"; done; }

for way in gtid file; do
	it "RESET MASTER while the copy runs, link by $way: refused"
	young_source
	manifest ".replication.coordinates = \"$way\"" '.copy.threads = 1'
	meanwhile "$reset" "$insert" "$insert" "$insert"
	expect_status 3
	expect_output "the source has executed a RESET since the copy's snapshot"
	extrepl plan
	expect_output "--allow target-data"
done

it "a new copy helps"
extrepl apply --allow target-data
expect_status 0
expect_equal_sides

it "RESET MASTER between a link that waits and its start: refused"
young_source
manifest '.replication.state = "stopped"'
extrepl apply
expect_status 0
# Set again, in a later second than the copy: that is no start.
pass_a_second
if is_mysql; then link_reset=rds_reset_external_source; else link_reset=rds_reset_external_master; fi
on target "CALL mysql.$link_reset()" >/dev/null
extrepl apply
expect_status 0
overtakes
manifest '.replication.state = "running"'
extrepl apply
expect_status 3
expect_output "the link was not started yet"
extrepl apply --allow target-data
expect_status 0
expect_equal_sides

it "once the link runs, a RESET on the source changes no plan"
if is_mysql; then on source "RESET REPLICA"; else on source "RESET SLAVE"; fi
expect_in_sync

it "nor does a restart of the source before the link is set"
young_source
manifest '.replication.state = "stopped"'
extrepl apply
expect_status 0
lab restart "$PAIR" source >/dev/null
manifest '.replication.state = "running"'
extrepl apply
expect_status 0
expect_equal_sides

is_mysql || return 0

off=("SET GLOBAL gtid_mode = ON_PERMISSIVE" "SET GLOBAL gtid_mode = OFF_PERMISSIVE" "$insert"
	"SET GLOBAL gtid_mode = ON_PERMISSIVE" "SET GLOBAL gtid_mode = ON")

# By file and position; a source with gtid_mode ON does not send what has no GTID.
goes_by_file() {
	expect_status 3
	expect_output "SET GLOBAL gtid_mode = ON_PERMISSIVE on the source, until the target has"
	expect_link Auto_Position 0
	on source "SET GLOBAL gtid_mode = ON_PERMISSIVE"
	on target "CALL mysql.rds_stop_replication()" >/dev/null
	extrepl apply
	expect_status 0
	expect_equal_sides
	on source "SET GLOBAL gtid_mode = ON"
}

it "gtid_mode off for a while, while the copy runs: auto goes by file and position, and the fix helps"
fresh
big_database
manifest '.copy.threads = 1'
meanwhile "${off[@]}"
goes_by_file

it "the same, with coordinates: gtid: refused"
fresh
big_database
manifest '.copy.threads = 1' '.replication.coordinates = "gtid"'
meanwhile "${off[@]}"
expect_status 3
expect_output "replication.coordinates is gtid, but gtid_mode was changed on"

it "the same before the start of a link that was set by GTID: refused, and the fix helps"
fresh
manifest '.replication.state = "stopped"'
extrepl apply
expect_status 0
expect_link Auto_Position 1
for sql in "${off[@]}"; do on source "$sql"; done
manifest '.replication.state = "running"'
extrepl apply
expect_status 3
expect_output "the link was set by GTID, and gtid_mode was changed"
on target "CALL mysql.rds_reset_external_source()" >/dev/null
extrepl apply
goes_by_file

it "the same for a link that was set by file and position and is to change to GTID: it is started as it is"
fresh
manifest '.replication.state = "stopped"' '.replication.coordinates = "file"'
extrepl apply
expect_status 0
for sql in "${off[@]}"; do on source "$sql"; done
manifest '.replication.coordinates = "gtid"'
extrepl apply
expect_status 3
expect_link Auto_Position 0
manifest
extrepl apply
goes_by_file
