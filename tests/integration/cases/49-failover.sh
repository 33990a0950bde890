# A source fails, and its own replica takes its place.
# shellcheck shell=bash

# The same on both flavours; on MariaDB the second pair is started only for this.
is_mysql || [[ ${EXTREPL_LONG:-} ]] || return 0
# shellcheck source=/dev/null
. "$INTEGRATION/second.sh"

# The second source is a replica of the first.
second_follows() {
	if is_mysql; then
		on_second "SET GLOBAL server_id = 206; RESET BINARY LOGS AND GTIDS; CHANGE REPLICATION SOURCE TO SOURCE_HOST = '$SOURCE_HOST',
			SOURCE_PORT = $SOURCE_PORT, SOURCE_USER = 'root', SOURCE_PASSWORD = '$SOURCE_PASSWORD', SOURCE_SSL = 1,
			SOURCE_AUTO_POSITION = 1; START REPLICA" 2>/dev/null
		return
	fi
	printf '[mysqld]\nlog_slave_updates = ON\nserver_id = 206\n' >"$(of_second SOURCE_CONF_D)/follows.cnf"
	lab restart "$PAIR-second" source >/dev/null
	on_second "RESET MASTER; CHANGE MASTER TO MASTER_HOST = '$SOURCE_HOST', MASTER_PORT = $SOURCE_PORT,
		MASTER_USER = 'root', MASTER_PASSWORD = '$SOURCE_PASSWORD', MASTER_USE_GTID = slave_pos; START SLAVE"
}

# second_has NAME: waits until the row has arrived there.
second_has() {
	local deadline=$((SECONDS + MOMENT))

	until [[ $(on_second "SELECT COUNT(*) FROM repltest.customer WHERE name = '$1'" 2>/dev/null) == 1 ]]; do
		((SECONDS < deadline)) || { wrong "the second source does not get '$1'"; return; }
		pause 0.05
	done
}

add() { "$1" "INSERT INTO repltest.customer (name) VALUES ('$2')"; }
on_source() { on source "$1"; }
copied_at() { on rdsadmin "SELECT completed_at FROM extrepl.record"; }

second_up
fresh
manifest '.replication.coordinates = "gtid"'
extrepl apply
expect_status 0
second_follows
add on_source before
second_has before
on_second "STOP REPLICA"
add on_source 'not there'
caught_up

it "a replica that lacks what the target has is not taken for the source, whatever is allowed"
manifest '.replication.coordinates = "gtid"' "$(from_second)"
world_of_target >"$WORK/before"
extrepl apply --allow target-data
expect_status 3
expect_output "cannot replace it: it lacks transactions that the target has"
world_of_target | diff "$WORK/before" - >"$WORK/diff" || wrong "the target changed:" "$(cat "$WORK/diff")"

it "one that has all is, with consent: the link goes on, and no row is copied again"
on_second "START REPLICA"
second_has 'not there'
on_second "STOP REPLICA; RESET REPLICA ALL"
lab kill "$LAB_NAME" source
add on_second 'after the failover'
copied=$(copied_at)
extrepl apply
expect_status 3
expect_output "and no row is changed"
expect_output "--allow target-data"
extrepl apply --allow target-data
expect_status 0
expect_row_soon target "SELECT COUNT(*) FROM repltest.customer WHERE name = 'after the failover'" 1
expect_row target "SELECT COUNT(*) FROM repltest.customer WHERE name IN ('before', 'not there')" 2
expect_same "time of the copy" "$(copied_at)" "$copied"

it "and all holds then, without the consent"
extrepl plan --detailed-exitcode
expect_status 0
expect_output "In sync: 6 of 6 steps in place."
add on_second 'and later'
expect_row_soon target "SELECT COUNT(*) FROM repltest.customer WHERE name = 'and later'" 1

lab start "$LAB_NAME" source
lab down "$PAIR-second"
