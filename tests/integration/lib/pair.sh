# The pairs of servers that cases use, and how to reset one to a known state.
# Most cases share one pair per flavour: a reset is much faster than starting a pair.
# shellcheck shell=bash disable=SC2034,SC2154 # the files of lib/ share variables

lab() { "$REPO/tests/lab/lab" "$@"; }

# use NAME: selects the pair for the following statements.
use() {
	# shellcheck source=/dev/null
	. "$REPO/build/lab/$1/env"
	export SOURCE_PASSWORD RDS_PASSWORD=$TARGET_PASSWORD REPL_PASSWORD=repl-Pw-4711
	SERVER_PROGRAMS=${MYSQL_CLIENT%/*}
}

# A second pair with an unprepared source (no binlog, server_id 1). Its target's master user has the privileges of RDS
# before 8.0.36.
use_raw() {
	lab up "$FLAVOUR" --raw-source --grants direct --name "$PAIR-raw" >/dev/null
	use "$PAIR-raw"
}

is_mysql() { [[ $FLAVOUR == mysql ]]; }

# Names that differ between the flavours.
sql_binlog_status() { if is_mysql; then echo "SHOW BINARY LOG STATUS"; else echo "SHOW MASTER STATUS"; fi; }
sql_forget_binlogs() { if is_mysql; then echo "RESET BINARY LOGS AND GTIDS"; else echo "RESET MASTER"; fi; }

# look_at_binlog ACCOUNT: sets $at to file:position.
look_at_binlog() {
	local answer trouble file position

	asks "$1" "$(sql_binlog_status)" || true
	IFS=$'\t' read -r file position _ <<<"$answer"
	at=$file:$position
}

binlog_position() {
	local at

	look_at_binlog "$1"
	echo "$at"
}

# The databases except the server's own, in their exact spelling.
databases_of() {
	on "$1" "SELECT schema_name FROM information_schema.schemata WHERE CAST(schema_name AS BINARY) NOT IN
		('mysql', 'sys', 'information_schema', 'performance_schema') ORDER BY CAST(schema_name AS BINARY)"
}

sql_drop_databases() {
	echo "SET foreign_key_checks = 0;"
	raw "$1" "SELECT CONCAT('DROP DATABASE \`', REPLACE(schema_name, '\`', '\`\`'), '\`;') FROM information_schema.schemata
		WHERE CAST(schema_name AS BINARY) NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')"
}

# The accounts that a test created; the lab's own remain.
sql_drop_accounts() {
	local name="CONCAT('\`', REPLACE(user, '\`', '\`\`'), '\`')" host="CONCAT('@\`', REPLACE(host, '\`', '\`\`'), '\`')" drop

	drop="CONCAT('DROP USER ', $name, $host, ';')"
	is_mysql || drop="IF(is_role = 'Y', CONCAT('DROP ROLE ', $name, ';'), $drop)"
	raw "$1" "SELECT $drop FROM mysql.user
		WHERE user NOT IN ('root', 'rdsadmin', 'rdslab', 'awsuser', 'rds_superuser_role', 'mariadb.sys', 'PUBLIC')
		AND user NOT LIKE 'mysql.%'"
	is_mysql || raw "$1" "SELECT 'REVOKE ALL PRIVILEGES, GRANT OPTION FROM PUBLIC;' FROM mysql.user WHERE user = 'PUBLIC' AND is_role = 'Y'"
	on "$1" "SELECT CONCAT('DROP USER rdsadmin@', QUOTE(host), ';') FROM mysql.user WHERE user = 'rdsadmin' AND host = '%' AND @@port = $SOURCE_PORT"
}

# Removes what a cut-over leaves on a source.
sql_forget_cutover() {
	echo "SET GLOBAL event_scheduler = DEFAULT;"
	if is_mysql; then
		echo "SET GLOBAL super_read_only = OFF; SET GLOBAL read_only = OFF; RESET PERSIST; STOP REPLICA; RESET REPLICA ALL;"
	else
		echo "SET GLOBAL read_only = OFF; STOP ALL SLAVES;"
		raw source "SHOW ALL SLAVES STATUS" | awk -F'\t' '$1 ~ /^extrepl/ { print "RESET SLAVE \047" $1 "\047 ALL;" }'
		echo "SET GLOBAL gtid_slave_pos = '';"
	fi
}

reset_source() {
	on source "$(sql_forget_cutover)"
	on source "SET sql_log_bin = 0; SET GLOBAL general_log = 0;
		$(sql_drop_databases source)
		$(sql_drop_accounts source)
		SET foreign_key_checks = 1; SET sql_log_bin = 1; $(sql_forget_binlogs);
		$(<"$REPO/tests/lab/sample.sql")"
}

reset_target() {
	local forget_position=''

	is_mysql || forget_position="SET GLOBAL gtid_slave_pos = '';"
	on rdsadmin "SET sql_log_bin = 0; SET GLOBAL read_only = 0; SET GLOBAL general_log = 0;
		STOP REPLICA; RESET REPLICA ALL;
		$(sql_drop_databases rdsadmin)
		$(sql_drop_accounts rdsadmin)
		TRUNCATE mysql.rds_history; TRUNCATE mysql.rds_replication_status; $(sql_forget_binlogs);
		$forget_position"
}

# A prepared source with the sample data, and an empty target.
fresh() {
	reset_source & local source=$!
	reset_target
	wait "$source"
	rm -f "$SOURCE_CONF_D/extrepl.cnf" "$SOURCE_CONF_D/extrepl-promoted.cnf"
	manifest
}

# The same after `apply`.
replicating() {
	fresh
	extrepl apply
	[[ $status == 0 ]] || {
		wrong_run "the pair does not come to replicate"
		exit 1
	}
}

# Waits until the target has applied all that the source has logged until now.
caught_up() {
	local at wait=MASTER_POS_WAIT answer trouble

	! is_mysql || wait=SOURCE_POS_WAIT
	look_at_binlog source
	asks rdsadmin "SELECT $wait('${at%:*}', ${at#*:}, $MOMENT)" || true
	[[ $answer =~ ^[0-9]+$ ]] || wrong "the target does not get to $at: $answer"
}
