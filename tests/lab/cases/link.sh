# A real link, started with the procedures, and their messages at each stage.
# shellcheck shell=bash

test_link() {
	local flavour=$1

	link_comes_up
	link_states "$flavour"
	link_breaks
	link_sleeps
}

coordinates() {
	local sql="SHOW BINARY LOG STATUS"

	[[ ${FLAVOUR:?} == mysql ]] || sql="SHOW MASTER STATUS"
	on source "$sql" | cut -f 1,2 | tr '\t' ' '
}

link_here() {
	local file pos

	read -r file pos < <(coordinates)
	set_external name="'$file'" pos="$pos"
}

link_comes_up() {
	local before

	on source "CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE SSL; GRANT REPLICATION SLAVE ON *.* TO repl@'%'" >/dev/null
	does    "takes a source" on target "$(link_here)"
	before=$(history_length)
	answers "starts" "CALL mysql.rds_start_replication()" "Replication started. Slave is now running normally."
	answers "and has noted that" "$(history_since "$before")" $'Starting: start slave\nstart slave'
	on source "CREATE DATABASE repltestrds; CREATE TABLE repltestrds.t (id INT PRIMARY KEY); INSERT INTO repltestrds.t VALUES (42)" >/dev/null
	becomes "a row written on the source arrives" target "SELECT id FROM repltestrds.t" 42
}

link_states() {
	local flavour=$1

	is "both threads run" "$(status_field Replica_IO_Running) $(status_field Replica_SQL_Running)" "Yes Yes"
	[[ $flavour != mysql ]] || answers "the state function says ON" "SELECT mysql.rds_replication_service_state_for_channel('')" ON
	refuses "start when it runs" "CALL mysql.rds_start_replication()" 1644 \
		"Replication may already be running. Call rds_stop_replication to stop replication"
	refuses "another source when it runs" "$(set_external)" 1644 \
		"You can't modify replication because replication is running. First call mysql.rds_stop_replication."
	refuses "a delay when it runs" "CALL mysql.rds_set_source_delay(5)" 1644 \
		"You can't set replication delay because replication is running. First call mysql.rds_stop_replication."
	refuses "a skip when it runs" "CALL mysql.rds_skip_repl_error()" 1644 \
		"Slave is running normally.  No errors detected to skip."
	answers "stops, even with autocommit off" "SET autocommit = 0; CALL mysql.rds_stop_replication()" "Slave is now down or disabled"
	[[ $flavour != mysql ]] || answers "the state function says OFF" "SELECT mysql.rds_replication_service_state_for_channel('')" OFF
	is "resets, and answers under a small heading" \
		"$("$LAB_HOME/lab" sql "$LAB_NAME" target --execute "CALL mysql.rds_reset_external_master()")" $'message\nSlave has been reset'
	answers "the status row has lost the source" \
		"SELECT action, master_host, master_port FROM mysql.rds_replication_status" $'reset slave\tNULL\tNULL'
	[[ $flavour != mysql ]] || answers "the state function says NOT_EXIST" "SELECT mysql.rds_replication_service_state_for_channel('')" NOT_EXIST
}

link_breaks() {
	on target "$(set_external port=1)" >/dev/null
	refuses "to call a start without a source a success" "CALL mysql.rds_start_replication()" 1644 \
		"Slave has encountered an error. Run SHOW SLAVE STATUS\\G; to see the error."
	is "though the threads were started" "$(status_field Replica_IO_Running) $(status_field Replica_SQL_Running)" "Connecting Yes"
	is "and the error is there to read" "$(status_field Last_IO_Errno)" 2003
	answers "the status row says that it started" "SELECT action FROM mysql.rds_replication_status" "start slave"
	refuses "a start of what is broken" "CALL mysql.rds_start_replication()" 1644 \
		"Replication might be running. First call mysql.rds_stop_replication."
	answers "a skip with no error to skip is a success" "CALL mysql.rds_skip_repl_error()" \
		"The replica SQL thread is running for the specified channel without encountering errors. Run SHOW REPLICA STATUS FOR CHANNEL '';"
	answers "resets what is broken" "CALL mysql.rds_reset_external_master()" "Slave has been reset"

	on target "$(link_here); INSERT INTO repltestrds.t VALUES (43)" >/dev/null
	on target "CALL mysql.rds_start_replication()" >/dev/null
	on source "INSERT INTO repltestrds.t VALUES (43); CREATE DATABASE whole" >/dev/null
	becomes_status "an event that cannot be applied stops the applier" Last_SQL_Errno 1062
	answers "skips it" "CALL mysql.rds_skip_repl_error()" $'Statement in error has been skipped\nSlave is now running normally'
	becomes "and goes on after it" target "SHOW DATABASES LIKE 'whole'" whole
	answers "resets what runs" "CALL mysql.rds_reset_external_master()" "Slave has been reset"
}

becomes_status() {
	local sentence=$1 field=$2 value=$3 deadline=$((SECONDS + 10))

	until [[ $(status_field "$field") == "$value" ]] || ((SECONDS >= deadline)); do
		pause 0.1
	done
	is "$sentence" "$(status_field "$field")" "$value"
}

# Only these cases use RDS's real waiting times.
link_sleeps() {
	on rdsadmin "SET sql_log_bin = 0; UPDATE mysql.lab_settings SET value = 1" >/dev/null
	on target "$(link_here)" >/dev/null
	takes "start takes 3 s"               2950 60000 "CALL mysql.rds_start_replication()"
	takes "a refused start takes no time"    0  2900 "CALL mysql.rds_start_replication()"
	takes "reset takes 2 s where it stops" 1950 60000 "CALL mysql.rds_reset_external_master()"
}
