# A target that somebody has promoted by hand is not linked again, and loses no data without consent.
# shellcheck shell=bash

end_replication() {
	on target "CALL mysql.rds_stop_replication()" >/dev/null
	if is_mysql; then
		on target "CALL mysql.rds_reset_external_source()" >/dev/null
	else
		on target "CALL mysql.rds_reset_external_master()" >/dev/null
	fi
}

replicating
pass_a_second
end_replication

it "a change in the second of the stop may be anybody's, and that is said"
on rdsadmin "SET sql_log_bin = 0; UPDATE mysql.rds_history SET action_timestamp = (SELECT GREATEST(MAX(UPDATE_TIME), MAX(CREATE_TIME))
	FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'repltest' AND TABLE_TYPE = 'BASE TABLE') WHERE action LIKE 'stop %' OR action LIKE 'reset %'"
extrepl plan
expect_step target.link !
expect_output "in the second in which replication was stopped"
if is_mysql; then
	expect_output "--allow target-data links it again"
	extrepl plan --allow target-data
	expect_step target.link +

	it "a link that somebody took away, and no more, is set again unasked"
	on rdsadmin "SET sql_log_bin = 0; UPDATE mysql.rds_history SET action_timestamp = NOW()
		WHERE action LIKE 'stop %' OR action LIKE 'reset %'"
	extrepl plan
	expect_step target.link +
fi

# That many partitions take seconds.
if [[ ${EXTREPL_LONG:-} ]]; then
	it "with more tables than the server's cache holds, a change may be forgotten, and that is said"
	on rdsadmin "SET sql_log_bin = 0; SET GLOBAL table_definition_cache = 400; CREATE DATABASE many;
		CREATE TABLE many.t (id INT PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 400"
	pass_a_second
	on rdsadmin "SET sql_log_bin = 0; UPDATE mysql.rds_history SET action_timestamp = NOW() WHERE action LIKE 'stop %' OR action LIKE 'reset %'"
	extrepl plan
	expect_step target.link !
	expect_output "the server forgets when a table was changed"
	on rdsadmin "SET sql_log_bin = 0; DROP DATABASE many; SET GLOBAL table_definition_cache = DEFAULT"
fi

pass_a_second
on target "INSERT INTO repltest.customer (name) VALUES ('by the application, after the promotion')"
on source "INSERT INTO repltest.customer (name) VALUES ('by one who was not told')"

it "a target that was promoted by hand and written to is not linked by a plain apply"
remember
extrepl plan
expect_step target.link !
expect_output "it looks promoted by hand"
expect_output "repltest.customer at "
expect_output "replication.state: stopped"
expect_output "apply --replace-copy --allow target-data"
extrepl apply
expect_refused 3

it "nor replaced because some consent was given once and for all"
extrepl apply --allow target-data
expect_refused 3

it "with replication.state: stopped there is nothing to do"
manifest '.replication.state = "stopped"'
extrepl apply
expect_status 0
expect_nothing_changed
extrepl plan --detailed-exitcode
expect_status 0

it "a new copy that is asked for says what it drops, and makes it follow again"
manifest
extrepl plan --replace-copy
expect_step target.copy !
expect_output "a new copy was requested"
expect_output "DROPPED on the target first: repltest"
extrepl apply --replace-copy
expect_refused 3
extrepl apply --replace-copy --allow target-data
expect_status 0
expect_row target "SELECT COUNT(*) FROM repltest.customer WHERE name LIKE 'by the application%'" 0
expect_equal_sides
expect_in_sync

it "asked for of a pair in sync it is made once"
extrepl apply --replace-copy --allow target-data
expect_status 0
expect_error "a new copy was requested"
expect_equal_sides
expect_in_sync
