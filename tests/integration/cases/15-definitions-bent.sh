# A target that answers OK to a definition but creates a different one: the copy reports it before it copies rows, and is not
# complete.
# shellcheck shell=bash disable=SC1091,SC2154 # variables of lib/

fresh
on source "CREATE DATABASE bent CHARACTER SET utf8mb4; USE bent;
	CREATE TABLE long_key (id INT PRIMARY KEY, v VARCHAR(255) NOT NULL, KEY v (v), UNIQUE KEY u (v));
	INSERT INTO long_key VALUES (1, REPEAT('a', 255)), (2, CONCAT(REPEAT('a', 254), 'b'));
	CREATE TABLE packed (id INT PRIMARY KEY, t TEXT) ROW_FORMAT = COMPRESSED KEY_BLOCK_SIZE = 4; INSERT INTO packed VALUES (1, 'z');
	SET timestamp = UNIX_TIMESTAMP('2020-01-01 00:00:00');
	CREATE EVENT bygone ON SCHEDULE AT '2020-06-01 00:00:00' ON COMPLETION NOT PRESERVE DISABLE DO DO 0"
on rdsadmin "SET GLOBAL innodb_file_per_table = OFF, GLOBAL innodb_default_row_format = 'compact'"

it "the plan names what the target cannot have"
extrepl apply
expect_status 3
expect_output "compressed-table bent.packed"

it "a copy that goes on all the same names it before a row is sent, and is not complete"
copies -d admin bent
expect_status 1
expect_error "table \`bent\`.\`packed\`"
expect_error "row format: Compressed on the source"
expect_error "innodb_file_per_table"
[[ $(on rdsadmin "SELECT state FROM extrepl.record") == unfinished ]] || wrong "the copy counts as complete"
[[ $(on rdsadmin "SELECT COUNT(*) FROM bent.packed") == 0 ]] || wrong "rows were sent"

it "once the target can have it, the same copy completes; indexes are as long as the source's"
on rdsadmin "SET GLOBAL innodb_file_per_table = ON"
# The target answers OK to an event whose time is over, but does not create it.
faults_begin
echo "/EVENT_\`bygone\`/ after $MYSQL_CLIENT --defaults-file=$LAB_DIR/rdsadmin.cnf -e 'SET sql_log_bin = 0; DROP EVENT bent.bygone'" >"$FAULTS/fault"
(set -a && . "$LAB_DIR/env" && TARGET_PORT=$target_way COPY_TLS=no exec "$driver" -d admin bent) >"$WORK/out" 2>"$WORK/err" || wrong_run "it failed"
faults_end
expect_fault "that makes the event"
[[ $(on rdsadmin "SELECT state FROM extrepl.record") == complete ]] || wrong "the copy is not complete"
[[ $(on rdsadmin "SELECT COUNT(*) FROM information_schema.statistics WHERE table_schema = 'bent' AND sub_part IS NOT NULL") == 0 ]] || wrong "an index was cut short"
expect_same_checksums "bent.long_key, bent.packed"

it "an event that is over, and that the target does not keep, is named"
expect_row rdsadmin "SELECT COUNT(*) FROM information_schema.events WHERE event_schema = 'bent'" 0
expect_error "event \`bent\`.\`bygone\` is over, ON COMPLETION NOT PRESERVE: the target does not create it"
on rdsadmin "SET GLOBAL innodb_default_row_format = 'dynamic'"
