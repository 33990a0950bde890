# The resulting state of both servers, read with the servers' own clients, never with extrepl itself.
# shellcheck shell=bash disable=SC2034,SC2154 # the files of lib/ share variables

# ---- the content of both servers, as text to compare

world_of_source() {
	databases_of source
	on source "SELECT user, host, plugin, authentication_string, ssl_type FROM mysql.user ORDER BY 1, 2"
	on source "SELECT @@server_id, @@log_bin, @@binlog_format, @@read_only; $(sql_binlog_status)"
	cksum "$SOURCE_CONF_D"/* 2>/dev/null || true
}

world_of_target() {
	databases_of rdsadmin
	on rdsadmin "SELECT user, host, plugin, authentication_string FROM mysql.user ORDER BY 1, 2"
	on rdsadmin "SELECT @@read_only; $(sql_binlog_status); SELECT COUNT(*) FROM mysql.rds_history"
	link
	on rdsadmin "SELECT * FROM extrepl.record" 2>/dev/null || true
}

# The link's configuration and state. On an idle source the positions do not change.
link() {
	vertically rdsadmin "SHOW REPLICA STATUS" |
		grep -E '^ *(Source|Master)_(Host|User|Port|Log_File|SSL_Allowed): |_Running: |Exec_(Source|Master)_Log_Pos: |Auto_Position: |Using_Gtid: |SQL_Delay: |Last_(IO|SQL)_Errno: ' ||
		true
}

# look_at_link NAME: sets $shown to one value of it; NAME is the newer name.
look_at_link() {
	local answer trouble
	local line=$'\n *('"$1|${1/Source/Master}|${1/Replica/Slave}"'): ([^'$'\n]*)'

	shown=''
	ask rdsadmin vertical "SHOW REPLICA STATUS" || return
	[[ ! $'\n'$answer =~ $line ]] || shown=${BASH_REMATCH[2]}
}

# link_shows NAME: prints that value.
link_shows() {
	local shown

	look_at_link "$1" || true
	echo "$shown"
}

remember() {
	world_of_source >"$WORK/source.before" & local source=$!
	world_of_target >"$WORK/target.before"
	wait "$source"
}

expect_nothing_changed() {
	local side

	for side in source target; do
		"world_of_$side" >"$WORK/$side.after"
		diff "$WORK/$side.before" "$WORK/$side.after" >"$WORK/diff" ||
			wrong_run "the $side changed:" "$(cat "$WORK/diff")"
	done
}

# ---- the torture databases

# compare_torture [FILE]: prints what differs in the databases of torture/, by the servers' own output. FILE keeps the
# source's output.
compare_torture() { "$INTEGRATION/torture/compare.sh" "$PAIR" "$@" 2>&1; }

expect_equal_torture() {
	local differences

	differences=$(compare_torture "$@") || wrong "the sides differ:" "$differences"
}

# ---- writes

# Every statement that changes something is counted by one of these, including statements inside procedures.
# (Only reads: mysql.rds_replica_status on MariaDB, XA RECOVER.)
write_counters='^Com_(alter|analyze|assign|backup|binlog|call|change_(master|repl)|check|clone|create|delete|drop|flush|grant|handler|import|insert|install|instance|kill|load|lock|optimize|preload|purge|rename|repair|replace|replica_st|reset|restart|revoke|rollback_to|savepoint|set_password|shutdown|slave_st|start|stop|truncate|unlock|update|upgrade|xa_[^r])'

counters_of() {
	local reading='^$' answer trouble

	is_mysql || reading='^Com_call_procedure'
	asks "$1" "SHOW GLOBAL STATUS WHERE variable_name REGEXP '$write_counters' AND NOT variable_name REGEXP '$reading'"
	echo "$1"$'\n'"$answer"
	look_at_binlog "$1"
	echo "$1 binlog $at"
}

counting_writes() {
	local at

	{ counters_of source; counters_of rdsadmin; } >"$WORK/counters.before"
	"$@"
	{ counters_of source; counters_of rdsadmin; } >"$WORK/counters.after"
}

expect_no_writes() {
	diff "$WORK/counters.before" "$WORK/counters.after" >"$WORK/diff" ||
		wrong "extrepl $ran wrote:" "$(cat "$WORK/diff")"
}

# What `verify` records for `promote`, only on the target.
expect_only_the_note() {
	diff "$WORK/counters.before" "$WORK/counters.after" |
		grep '^[<>]' | grep -vE '^[<>] (rdsadmin binlog |Com_(replace|create_db|create_table)[[:space:]])' >"$WORK/diff" || return 0
	wrong "extrepl $ran wrote:" "$(cat "$WORK/diff")"
}

# ---- the statements themselves, from the servers' general logs

logging_statements() {
	local account

	for account in source rdsadmin; do
		on "$account" "SET sql_log_bin = 0; SET GLOBAL log_output = 'TABLE'; TRUNCATE mysql.general_log;
			SET GLOBAL general_log = 1"
	done
	"$@"
	for account in source rdsadmin; do
		on "$account" "SET GLOBAL general_log = 0;
			SELECT REPLACE(CONVERT(argument USING utf8mb4), '\n', ' ') FROM mysql.general_log
			WHERE command_type IN ('Query', 'Execute', 'Prepare') AND argument NOT LIKE 'SET GLOBAL general_log%'" |
			sed 's/ *; */\n/g' | sed '/^$/d' >"$WORK/$account.statements"
	done
}

# Statements that only read, set the session, or test a privilege on a table that does not exist.
# shellcheck disable=SC2016
reads='^\(?(SELECT|SHOW|SET (NAMES|SESSION|[a-z_]+ ?=)|XA RECOVER|START TRANSACTION READ ONLY|COMMIT$|ROLLBACK( AND NO CHAIN NO RELEASE)?$)|^CALL mysql\.rds_replica_status\(|^FLUSH TABLES `extrepl_nosuch_db`\.`nosuch` WITH READ LOCK$'

expect_only_reads() {
	local account

	for account in source rdsadmin; do
		[[ -s $WORK/$account.statements ]] || wrong "no statement was logged on $account"
		! grep -viE "$reads" "$WORK/$account.statements" >"$WORK/diff" ||
			wrong "extrepl $ran did more than read on $account:" "$(cat "$WORK/diff")"
		! grep -E 'GET_LOCK|INTO (OUTFILE|DUMPFILE|@)|FOR UPDATE|LOCK IN SHARE' "$WORK/$account.statements" >"$WORK/diff" ||
			wrong "extrepl $ran did more than read on $account:" "$(cat "$WORK/diff")"
	done
}
