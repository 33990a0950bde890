# The master user has RDS's privileges and no more.
# shellcheck shell=bash

test_privileges() {
	local flavour=$1

	on target "CREATE DATABASE allowed; CREATE TABLE allowed.t (id INT)" >/dev/null
	privileges_common
	"privileges_$flavour"
	on target "DROP DATABASE allowed" >/dev/null
}

privileges_common() {
	refuses "GRANT SUPER"            "GRANT SUPER ON *.* TO awsuser"                            1045
	refuses "GRANT ALL"              "GRANT ALL ON *.* TO awsuser"                              1045
	refuses "SET GLOBAL"             "SET GLOBAL max_connections = 5"                           1227
	refuses "SET GLOBAL read_only"   "SET GLOBAL read_only = 1"                                 1227
	refuses "SHUTDOWN"               "SHUTDOWN"                                                 1227
	refuses "LOAD DATA INFILE"       "LOAD DATA INFILE '/etc/hostname' INTO TABLE allowed.t"    1045
	answers "reads schema mysql"     "SELECT COUNT(*) FROM mysql.user WHERE user = 'rdsadmin'"  1
	does    "loads rows from the client" on_target_local "LOAD DATA LOCAL INFILE '/dev/null' INTO TABLE allowed.t"
	does    "creates accounts"       on target "CREATE USER u@'%'; GRANT SELECT ON *.* TO u@'%'; DROP USER u@'%'"
	does    "creates a trigger although there is a binlog" \
		on target "CREATE TRIGGER allowed.before_t BEFORE INSERT ON allowed.t FOR EACH ROW SET @x = 1"
}

on_target_local() { "$LAB_HOME/lab" sql "$LAB_NAME" target --local-infile=1 --execute "$1"; }

privileges_mysql() {
	refuses "a plugin"               "INSTALL PLUGIN x SONAME 'x.so'"                           1142
	refuses "SET PERSIST"            "SET PERSIST max_connections = 5"                          1227
	refuses "gtid_purged"            "SET GLOBAL gtid_purged = '+3E11FA47-71CA-11E1-9E33-C80AA9429562:1-5'" 1227
	refuses "CHANGE REPLICATION"     "CHANGE REPLICATION SOURCE TO SOURCE_HOST = 'x'"           1227
	refuses "START REPLICA"          "START REPLICA"                                            1227
	refuses "STOP REPLICA"           "STOP REPLICA"                                             1227
	refuses "PURGE BINARY LOGS"      "PURGE BINARY LOGS TO 'x'"                                 1227
	refuses "LOCK INSTANCE"          "LOCK INSTANCE FOR BACKUP"                                 1227
	refuses "INTO OUTFILE"           "SELECT 1 INTO OUTFILE '/tmp/extrepl-lab-outfile'"         1227
	refuses "to take over rdsadmin"  "ALTER USER rdsadmin@localhost IDENTIFIED BY 'x'"          1227 SYSTEM_USER
	refuses "a definer it is not to have" "CREATE DEFINER = rdsadmin@localhost VIEW allowed.v AS SELECT 1" 1227 SYSTEM_USER
	refuses "a definer that is not there" "CREATE DEFINER = nobody@localhost VIEW allowed.v AS SELECT 1"   1227 ALLOW_NONEXISTENT_DEFINER
	refuses "a row in schema mysql"       "INSERT INTO mysql.rds_sysinfo VALUES ('x', 'x')"     1142
	refuses "a change in schema mysql"    "UPDATE mysql.user SET user = 'x'"                    1142
	refuses "a deletion in schema mysql"  "DELETE FROM mysql.rds_history"                       1142
	refuses "a table in schema mysql"     "CREATE TABLE mysql.x (id INT)"                       1142
	refuses "a procedure in schema mysql" "CREATE PROCEDURE mysql.x () SELECT 1"                1044
	refuses "dropping a procedure of RDS" "DROP PROCEDURE mysql.rds_kill"                       1370
	does    "may stop logging its session, as since 8.4.3" on target "SET sql_log_bin = 0"
	does    "reads the replica's status"  on target "SHOW REPLICA STATUS"
	answers "has a role and nothing else" "SHOW GRANTS FOR awsuser" \
		$'GRANT USAGE ON *.* TO `awsuser`@`%`\nGRANT `rds_superuser_role`@`%` TO `awsuser`@`%`'
	answers "runs with RDS's settings" \
		"SELECT @@server_id, @@gtid_mode, @@enforce_gtid_consistency, @@binlog_format, @@time_zone, @@skip_name_resolve" \
		$'807509301\tOFF_PERMISSIVE\tON\tROW\t+00:00\t1'
}

privileges_mariadb() {
	refuses "CHANGE MASTER"          "CHANGE MASTER TO MASTER_HOST = 'x'"                       1227
	refuses "START SLAVE"            "START SLAVE"                                              1227
	refuses "STOP SLAVE"             "STOP SLAVE"                                               1227
	refuses "SHOW SLAVE STATUS"      "SHOW SLAVE STATUS"                                        1227
	refuses "SHOW REPLICA STATUS"    "SHOW REPLICA STATUS"                                      1227
	refuses "not logging its session" "SET sql_log_bin = 0"                                     1227
	refuses "PURGE BINARY LOGS"      "PURGE BINARY LOGS TO 'x'"                                 1227
	refuses "INTO OUTFILE"           "SELECT 1 INTO OUTFILE '/tmp/extrepl-lab-outfile'"         1227
	refuses "another definer"        "CREATE DEFINER = rdsadmin@localhost VIEW allowed.v AS SELECT 1" 1227
	answers "runs with RDS's settings" \
		"SELECT @@server_id, @@binlog_format, @@time_zone, @@skip_name_resolve, @@log_slave_updates" \
		$'807509301\tMIXED\t+00:00\t1\t1'
}
