# The kinds of RDS: which procedures each has, and what the procedures for GTIDs, channels and a
# delay refuse.
# shellcheck shell=bash

test_shapes() {
	local flavour=$1

	shapes_by_gtid_"$flavour"
	[[ $flavour == mysql ]] || return 0
	shapes_channels
	shapes_names
	shapes_refusing
	does "takes its first shape again" lab reshape "$LAB_NAME" rds84
}

# The procedures that replication needs, with their number of arguments.
catalogue() {
	on target "SELECT GROUP_CONCAT(name, ' ', parameters ORDER BY name SEPARATOR ', ') FROM (
		SELECT SPECIFIC_NAME AS name, COUNT(*) AS parameters FROM information_schema.PARAMETERS
		WHERE SPECIFIC_SCHEMA = 'mysql' AND SPECIFIC_NAME LIKE '$1' GROUP BY SPECIFIC_NAME) p"
}

with_auto_position() { echo "CALL mysql.rds_set_external_master_with_auto_position('127.0.0.1', $SOURCE_PORT, 'repl', 'secret', 1, ${1:-0})"; }
purged() { echo "CALL mysql.rds_set_external_source_gtid_purged($1, $2, $3)"; }

shapes_by_gtid_mysql() {
	local other="'00000000-1111-2222-3333-444444444444'"

	on rdsadmin "RESET BINARY LOGS AND GTIDS" >/dev/null
	refuses "a GTID baseline of its own" "$(purged "@@server_uuid" 1 5)" 1644 \
		"You cannot change the GTID set belongs to the current instance"
	refuses "a baseline of no UUID" "$(purged "'xyz'" 1 5)" 1644 "Invalid input value for server_uuid"
	refuses "one with a tag" "$(purged "CONCAT($other, ':tag')" 1 5)" 1406
	refuses "one from 0" "$(purged "$other" 0 5)" 1644 "Invalid input value for start_pos."
	refuses "one that ends before it begins" "$(purged "$other" 6 5)" 1644 "Invalid input value for end_pos."
	does    "takes an interval" on target "$(purged "$other" 1 762)"
	does    "and one behind it" on target "$(purged "$other" 763 770)"
	refuses "one that overlaps" "$(purged "$other" 1 800)" 1644 \
		"The GTID set must be a superset of current @@GLOBAL.GTID_PURGED value"
	answers "has both" "SELECT @@GLOBAL.gtid_purged" "${other//\'/}:1-770"
	refuses "a link by GTID with too long a delay" "$(with_auto_position 86401)" 1644 \
		"For source delay the value must be between 0 and 86400 inclusive."
	refuses "one with no delay at all" "$(with_auto_position NULL)" 1064
	refuses "five arguments, Aurora's form" \
		"CALL mysql.rds_set_external_master_with_auto_position('127.0.0.1', 1, 'repl', 'secret', 1)" 1318 "expected 6, got 5"
	does    "takes a link by GTID" on target "$(with_auto_position 5)"
	is      "by auto position, delayed" "$(status_field Auto_Position) $(sql_delay)" "1 5"
	does    "takes a baseline while it is stopped" on target "$(purged "$other" 771 771)"
	on target "$(set_external)" >/dev/null
	is      "file and position end it, not the delay" "$(status_field Auto_Position) $(sql_delay)" "0 5"
	on target "CALL mysql.rds_start_replication()" >/dev/null || true
	refuses "a baseline while it runs" "$(purged "$other" 772 772)" 1644 \
		"You can't modify gtid_purged because replication is already running."
	on target "CALL mysql.rds_reset_external_master()" >/dev/null
	on rdsadmin "RESET BINARY LOGS AND GTIDS" >/dev/null
}

shapes_by_gtid_mariadb() {
	does "takes a link by GTID" on target \
		"CALL mysql.rds_set_external_master_gtid('127.0.0.1', $SOURCE_PORT, 'repl', 'secret', '7-205-3', 1)"
	is   "from that position" "$(status_field Using_Gtid) $(on target "SELECT @@GLOBAL.gtid_slave_pos")" "Slave_Pos 7-205-3"
	on target "$(set_external)" >/dev/null
	is   "file and position end it" "$(status_field Using_Gtid)" No
	on target "CALL mysql.rds_reset_external_master()" >/dev/null
	on rdsadmin "SET GLOBAL gtid_slave_pos = ''" >/dev/null
}

for_channel() { echo "CALL mysql.rds_set_external_source_for_channel('127.0.0.1', $2, 'repl', 'secret', 'db001-bin.000001', 4, 1, '$1')"; }

shapes_channels() {
	local i

	does    "takes a source for a channel" on target "$(for_channel Orders "$SOURCE_PORT")"
	is      "which the server names in small letters" "$(status_field Channel_Name)" orders
	refuses "the same source for another" "$(for_channel other "$SOURCE_PORT")" 1644 \
		"Configuring multiple channels to replicate from the host: 127.0.0.1 and port: $SOURCE_PORT is not supported."
	refuses "the start of a channel that is not there" "CALL mysql.rds_start_replication_for_channel('nosuch')" 1644 \
		"The given channel does not exist. Run SHOW REPLICA STATUS\\G to find all existing channel names."
	answers "a channel is no default link" "SELECT mysql.rds_replication_service_state_for_channel('')" NOT_EXIST
	refuses "to stop it twice" "CALL mysql.rds_stop_replication_for_channel('orders')" 1644 \
		"Replication is already stopped for the given channel. Run SHOW REPLICA STATUS\\G ."
	answers "delays it" "CALL mysql.rds_set_source_delay_for_channel(9, 'orders')" "source delay is set successfully."
	for ((i = 2; i <= 15; i++)); do
		on target "$(for_channel "c$i" "$i")" >/dev/null
	done
	refuses "a channel more than 15" "$(for_channel c16 16); $(for_channel c17 17)" 1644 \
		"Maximum 15 channels are allowed in multi-source replication on RDS."
	for ((i = 2; i <= 16; i++)); do
		on target "CALL mysql.rds_reset_external_source_for_channel('c$i')" >/dev/null || true
	done
	answers "resets one in words of its own" "CALL mysql.rds_reset_external_source_for_channel('orders')" \
		"Replication has been reset for channel 'orders'"
	answers "and forgets its row" "SELECT COUNT(*) FROM mysql.rds_replication_status WHERE channel_name = 'orders'" 0
}

shapes_names() {
	is "the first 8.4 have both names" "$(catalogue 'rds_set_external_%er\_with_auto_position') $(catalogue 'rds_set_external_source')" \
		"rds_set_external_master_with_auto_position 6 rds_set_external_source 7"
	lab reshape "$LAB_NAME" rds80
	is "8.0 knows masters only, but for channels" "$(catalogue 'rds_set_external_source')$(catalogue 'rds_set_external_master')" \
		"NULLrds_set_external_master 7"
	is "and has the baseline" "$(catalogue 'rds_set_external_source_gtid_purged')" "rds_set_external_source_gtid_purged 3"
	lab reshape "$LAB_NAME" rds97
	is "9.7 knows sources only" "$(catalogue 'rds_%master%')" NULL
	lab reshape "$LAB_NAME" aurora3
	is "Aurora's form by GTID takes five arguments" "$(catalogue 'rds_set_external_source_with_auto_position')" \
		"rds_set_external_source_with_auto_position 5"
	is "it has no delay, and no channels" "$(catalogue 'rds_%delay%')$(catalogue 'rds_%channel')" \
		"NULLrds_replication_service_state_for_channel 2"
	refuses "TLS without its material" "$(set_external | sed s/_master/_source/)" 1644
	does    "takes a source in clear" on target "$(set_external ssl=0 | sed s/_master/_source/)"
	does    "and TLS by a switch" on target "CALL mysql.rds_set_binlog_source_ssl(1)"
	is      "which is on" "$(status_field Source_SSL_Allowed)" Yes
	does    "takes a whole GTID set" on target "CALL mysql.rds_gtid_purged('+00000000-1111-2222-3333-444444444444:1-5:7-9')"
	refuses "one that overlaps it" "CALL mysql.rds_gtid_purged('+00000000-1111-2222-3333-444444444444:9-10')" 3546
	on target "CALL mysql.rds_reset_external_source()" >/dev/null
	on rdsadmin "RESET BINARY LOGS AND GTIDS" >/dev/null
}

shapes_refusing() {
	lab reshape "$LAB_NAME" rds-readreplica
	refuses "a source for a read replica" "$(set_external | sed s/_master/_source/)" 1644 \
		"Permission Denied: This instance is a RDS Read Replica."
	refuses "a baseline for one" "$(purged "UUID()" 1 2)" 1644 "Permission Denied: This instance is an RDS Read Replica"
	lab reshape "$LAB_NAME" rds-cluster
	answers "a cluster's reader says that it is one" "SELECT mysql.rds_is_semi_sync()" REPLICA
	does    "takes a source, to refuse its start" on target "$(set_external | sed s/_master/_source/)"
	refuses "the start" "CALL mysql.rds_start_replication()" 1644 \
		"Permission Denied: Replication for Multi-AZ clusters is managed exclusively by RDS."
	refuses "a delay" "CALL mysql.rds_set_source_delay(1)" 1644 "Source delay is not supported on the MySQL Multi-AZ cluster"
	on rdsadmin "RESET REPLICA ALL" >/dev/null
}
