# The procedures when nothing replicates: arguments, refusals, history.
# shellcheck shell=bash

# set_external [NAME=SQL ...]: a call that RDS accepts, except for the named arguments.
set_external() {
	local host="'127.0.0.1'" port=$SOURCE_PORT user="'repl'" passwd="'secret'" name="'db001-bin.000001'" pos=4 ssl=1
	[[ $# -eq 0 ]] || local "$@"
	echo "CALL mysql.rds_set_external_master($host, $port, $user, $passwd, $name, $pos, $ssl)"
}

# The history's actions after the given number of rows, in the order in which they were written.
history_since() { echo "SELECT action FROM mysql.rds_history LIMIT $1, 100"; }
history_length() { on target "SELECT COUNT(*) FROM mysql.rds_history"; }

test_procedures() {
	local flavour=$1

	procedures_not_configured
	procedures_arguments "$flavour"
	procedures_history
	procedures_configuration
	procedures_sessions "$flavour"
	procedures_with_delay
	on target "CALL mysql.rds_reset_external_master()" >/dev/null
}

procedures_not_configured() {
	refuses "start when not configured" "CALL mysql.rds_start_replication()" 1644 \
		"You can't start replication because the replica isn't configured. First call mysql.rds_set_external_master."
	refuses "stop when not configured" "CALL mysql.rds_stop_replication()" 1644 \
		"You can't stop replication because the replica isn't configured. First call mysql.rds_set_external_master."
	refuses "reset when not configured" "CALL mysql.rds_reset_external_master()" 1644 \
		"You can't reset replication because replication isn't configured. First run mysql.rds_set_external_master."
	refuses "a delay when not configured" "CALL mysql.rds_set_source_delay(5)" 1644 \
		"You can't set replication delay because the replica isn't configured. First call mysql.rds_set_external_master."
	refuses "a skip when not configured" "CALL mysql.rds_skip_repl_error()" 1644
	refuses "a procedure that is not there" "CALL mysql.rds_nonesuch()" 1305
}

procedures_arguments() {
	local flavour=$1 before

	before=$(history_length)
	refuses "too few arguments"       "CALL mysql.rds_set_external_master('h', 1)"      1318
	refuses "a port that is no number" "$(set_external port="'abc'")"                   1366 "Incorrect integer value: 'abc'"
	refuses "a position below 0"      "$(set_external pos=-1)"                          1264
	refuses "a boolean of 300"        "$(set_external ssl=300)"                         1264
	refuses "a file name of 51"       "$(set_external name="REPEAT('f', 51)")"          1406 master_log_file
	refuses "a user name of 97"       "$(set_external user="REPEAT('u', 97)")"          1406 master_user
	refuses "a host name of 256"      "$(set_external host="REPEAT('h', 256)")"         1406
	is      "none of these is in the history" "$(history_length)" "$before"
	refuses "NULL as host, and tells the password" "$(set_external host=NULL)"          1064 secret
	refuses "NULL as password"        "$(set_external passwd=NULL)"                     1064
	refuses "NULL as position"        "$(set_external pos=NULL)"                        1064
	refuses "an empty host"           "$(set_external host="''")"                       1210
	if [[ $flavour == mysql ]]; then
		refuses "a password with a newline" "$(set_external passwd="'a\\nb'")"          1525
		refuses "a password of 33"    "$(set_external passwd="REPEAT('p', 33)")"        3056
	fi
	does    "takes an empty user"     on target "$(set_external user="''")"
	does    "takes blanks around a name" on target "$(set_external user="'  repl '")"
	answers "and cuts them off" "SELECT DISTINCT master_user FROM mysql.rds_history WHERE master_user LIKE '%repl%'" repl
	answers "keeps the password in a variable of the session" \
		"$(set_external); SELECT @cmd LIKE '%secret%'" 1
}

procedures_history() {
	local before

	on target "CALL mysql.rds_reset_external_master()" >/dev/null
	before=$(history_length)
	on target "CALL mysql.rds_start_replication()" >/dev/null || true
	answers "a refused call leaves only its beginning" "$(history_since "$before")" "Starting: start slave"
	before=$(history_length)
	on target "$(set_external)" >/dev/null
	answers "a call that worked leaves its beginning and end" "$(history_since "$before")" \
		$'Starting: set master\nset master'
	answers "the status row names the source" \
		"SELECT action, master_host, master_port, channel_name FROM mysql.rds_replication_status" \
		"set master"$'\t'"127.0.0.1"$'\t'"$SOURCE_PORT"$'\t'
	on target "$(set_external host="NULL" port=9)" >/dev/null || true
	answers "the status row is changed even when the change failed" \
		"SELECT master_port FROM mysql.rds_replication_status" 9
	answers "never the password" "SELECT COUNT(*) FROM mysql.rds_history WHERE CONCAT_WS(' ', called_by_user, action,
		master_host, master_user, master_log_file, master_gtid) LIKE '%secret%'" 0
	refuses "stop when stopped" "CALL mysql.rds_stop_replication()" 1644 \
		"Slave is already stopped or may not be configured. Run SHOW SLAVE STATUS\\G;"
	refuses "a skip when stopped" "CALL mysql.rds_skip_repl_error()" 1644 "Slave is down or disabled."
	on rdsadmin "SET sql_log_bin = 0; INSERT INTO mysql.rds_history (called_by_user, action, mysql_version, master_user)
		VALUES ('rdsadmin@localhost', 'disable set master', VERSION(), 'rdsrepladmin')" >/dev/null
	refuses "a source for a read replica" "$(set_external)" 1644 "Permission Denied: This instance is a RDS Read Replica."
	refuses "a reset of a read replica" "CALL mysql.rds_reset_external_master()" 1644 \
		"Permission Denied: This instance is a RDS Read Replica."
	on rdsadmin "SET sql_log_bin = 0; DELETE FROM mysql.rds_history WHERE action = 'disable set master'" >/dev/null
}

procedures_configuration() {
	refuses "an unknown setting" "CALL mysql.rds_set_configuration('x', 1)" 1644 \
		"Cannot set unknown configuration parameter 'x' using mysql.rds_set_configuration."
	refuses "169 hours of binlogs" "CALL mysql.rds_set_configuration('binlog retention hours', 169)" 1644 \
		"For binlog retention hours the value must be between 1 and 168 inclusive or be NULL"
	refuses "0 hours of binlogs" "CALL mysql.rds_set_configuration('binlog retention hours', 0)" 1644
	refuses "too long a target delay" "CALL mysql.rds_set_configuration('target delay', 86401)" 1644 \
		"For target delay the value must be between 0 and 86400 inclusive"
	does "takes 24 hours of binlogs, in any case" on target "CALL mysql.rds_set_configuration('Binlog Retention Hours', 24)"
	answers "shows them" "CALL mysql.rds_show_configuration()" "$(configuration_with 24)"
	does "forgets them" on target "CALL mysql.rds_set_configuration('binlog retention hours', NULL)"
	answers "shows that" "CALL mysql.rds_show_configuration()" "$(configuration_with NULL)"
}

configuration_with() {
	cat <<-END
		binlog retention hours	$1	binlog retention hours specifies the duration in hours before binary logs are automatically deleted.
		source delay	0	source delay specifies replication delay in seconds between current instance and its master.
		target delay	0	target delay specifies replication delay in seconds between current instance and its future read-replica.
	END
}

# The settings of the caller's session matter: the stand-in has RDS's pitfalls, too.
procedures_sessions() {
	local flavour=$1 in_transaction="Cannot modify @@session.sql_log_bin inside a transaction" before

	before=$(history_length)
	refuses "a call in a transaction" "BEGIN; $(set_external)" 1694 "$in_transaction"
	refuses "a source with autocommit off" "SET autocommit = 0; $(set_external)" 1694 "$in_transaction"
	refuses "a reset with autocommit off" "SET autocommit = 0; CALL mysql.rds_reset_external_master()" 1694 "$in_transaction"
	is      "neither is in the history" "$(history_length)" "$before"
	refuses "a start with autocommit off" "SET autocommit = 0; CALL mysql.rds_start_replication()" 1694 "$in_transaction"
	is      "which has left the session without a binlog" \
		"$(session_after_start_without_autocommit)" 0
	on rdsadmin "DO SLEEP(60)" 2>/dev/null &
	becomes "sees a session of rdsadmin" target "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'rdsadmin' AND info = 'DO SLEEP(60)'" 1
	refuses "the end of rdsadmin's session" "$(kill_session_of rdsadmin)" 1644 "CANNOT KILL RDSADMIN SESSION"
	on rdsadmin "KILL $(on rdsadmin "SELECT id FROM information_schema.processlist WHERE info = 'DO SLEEP(60)'")"
	wait $! || true
	on target "DO SLEEP(60)" >/dev/null &
	becomes "sees a session of its own" target "SELECT COUNT(*) FROM information_schema.processlist WHERE info = 'DO SLEEP(60)'" 1
	does    "ends it" on target "$(kill_session_of awsuser)"
	wait $! || true
	refuses "the end of an unknown session" "CALL mysql.rds_kill(4000000)" 1094
	does    "takes a call whose session has its own SQL mode" \
		on target "SET sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES'; SET NAMES latin1; $(set_external passwd="'it''s \\ ok'")"
	[[ $flavour != mysql ]] || answers "makes no GTID of its own" \
		"SELECT @@GLOBAL.gtid_executed LIKE CONCAT('%', @@server_uuid, '%')" 0
}

session_after_start_without_autocommit() {
	"$LAB_HOME/lab" sql "$LAB_NAME" target --skip-column-names --force 2>/dev/null <<-END || true
		SET autocommit = 0;
		CALL mysql.rds_start_replication();
		SELECT @@sql_log_bin;
	END
}

kill_session_of() {
	echo "SELECT id INTO @id FROM information_schema.processlist
		WHERE user = '$1' AND info LIKE 'DO SLEEP%'; CALL mysql.rds_kill(@id)"
}

procedures_with_delay() {
	refuses "a delay beyond a day" "CALL mysql.rds_set_source_delay(86401)" 1644 \
		"For source delay the value must be between 0 and 86400 inclusive."
	answers "takes a delay" "CALL mysql.rds_set_source_delay(100)" "source delay is set successfully."
	on target "$(set_external)" >/dev/null
	is "a delay outlives another source" "$(sql_delay)" 100
	does "takes a source with a delay" on target \
		"CALL mysql.rds_set_external_master_with_delay('127.0.0.1', $SOURCE_PORT, 'repl', 'secret', 'db001-bin.000001', 4, 1, 7)"
	is "which is in force" "$(sql_delay)" 7
	on target "CALL mysql.rds_reset_external_master()" >/dev/null
	on target "$(set_external)" >/dev/null
	is "a reset ends it" "$(sql_delay)" 0
}

status_field() {
	local sql="SHOW REPLICA STATUS"

	[[ ${FLAVOUR:?} == mysql ]] || sql="CALL mysql.rds_replica_status()"
	in_session target vertical "$sql" | sed -n "s/^ *$1: //p"
}
sql_delay() { status_field SQL_Delay; }
