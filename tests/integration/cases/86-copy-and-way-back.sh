# While the source follows the target, nothing is dropped on the target: the source would drop it, too.
# shellcheck shell=bash disable=SC2154 # what lib/ sets

replicating
# shellcheck disable=SC2034 # for expect_nothing_left
scheduler=$(on source "SELECT @@GLOBAL.event_scheduler")
rows=$(on source "SELECT COUNT(*) FROM repltest.customer")
expect_rows_kept() {
	local side

	for side in source target; do
		expect_row "$side" "SELECT COUNT(*) FROM repltest.customer" "$rows"
	done
}

manifest '.cutover.verify_within = "0s"'
extrepl promote --allow promote
expect_status 0

it "a promoted pair is not copied again, not even by a plan that was reviewed"
extrepl plan --replace-copy --allow target-data -o json
id=$(jq -r '.plans[0].id' "$WORK/out")
expect_json '.plans[0].steps[] | select(.step == "target.copy") | .verdict == "blocked"'
extrepl apply --replace-copy --allow target-data --plan-id "$id"
expect_status 3
expect_rows_kept

it "nor is one that was reverted, while the way back is kept"
extrepl promote --revert
expect_status 0
extrepl apply --replace-copy --allow target-data
expect_status 3
expect_output "would be dropped ON THE SOURCE"
expect_output "extrepl promote --finalize -f replication.yaml removes the way back"
expect_rows_kept
extrepl apply
expect_status 0

it "once it is removed, the copy works, and the source keeps its rows"
extrepl promote --finalize
expect_status 0
expect_nothing_left
extrepl apply --replace-copy --allow target-data
expect_status 0
expect_rows_kept
expect_equal_sides

it "a source that follows the target by other means is refused before the first change"
on rdsadmin "SET sql_log_bin = 0; CREATE USER circle@'%' IDENTIFIED BY 'circle-Pw-1'; GRANT REPLICATION SLAVE ON *.* TO circle@'%'"
status_of_binlog="SHOW MASTER STATUS"
! is_mysql || status_of_binlog="SHOW BINARY LOG STATUS"
at=$(on rdsadmin "$status_of_binlog")
read -r file position _ <<<"$at"
if is_mysql; then
	on source "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = $TARGET_PORT, SOURCE_USER = 'circle', SOURCE_PASSWORD = 'circle-Pw-1',
		SOURCE_LOG_FILE = '$file', SOURCE_LOG_POS = $position, SOURCE_SSL = 1, ASSIGN_GTIDS_TO_ANONYMOUS_TRANSACTIONS = LOCAL FOR CHANNEL 'circle'; START REPLICA FOR CHANNEL 'circle'"
	soon source "SELECT service_state FROM performance_schema.replication_connection_status WHERE channel_name = 'circle'" ON
else
	on source "CHANGE MASTER 'circle' TO MASTER_HOST = '127.0.0.1', MASTER_PORT = $TARGET_PORT, MASTER_USER = 'circle', MASTER_PASSWORD = 'circle-Pw-1',
		MASTER_LOG_FILE = '$file', MASTER_LOG_POS = $position; START SLAVE 'circle'"
	until [[ $(vertically source "SHOW ALL SLAVES STATUS") == *"Slave_IO_Running: Yes"* ]]; do pause 0.2; done
fi
extrepl apply --replace-copy --allow target-data
[[ $status == 3 ]] || wrong_run "it is not refused"
expect_rows_kept
if is_mysql; then
	expect_error "the source follows the target (channel circle)"
	on source "STOP REPLICA FOR CHANNEL 'circle'; RESET REPLICA ALL FOR CHANNEL 'circle'"
else
	on source "STOP SLAVE 'circle'; RESET SLAVE 'circle' ALL"
fi
on rdsadmin "SET sql_log_bin = 0; DROP USER circle@'%'"
