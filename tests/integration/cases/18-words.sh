# The output of plan and status has the words and numbers that people look for.
# shellcheck shell=bash disable=SC2016,SC2030,SC2031,SC2034

fresh
it "missing passwords are told all at once"
(unset RDS_PASSWORD REPL_PASSWORD && extrepl plan && echo "$status" >"$WORK/status")
status=$(<"$WORK/status") ran=plan
expect_status 78
expect_error "RDS_PASSWORD"
expect_error "REPL_PASSWORD"

it "the plan's next command repeats the consents that it was given"
extrepl plan --allow source-lock --allow source-restart
expect_output "Next: extrepl apply -f replication.yaml --allow source-restart"
expect_output "--allow source-lock"

it "values with a unit and with a fraction are sent as numbers, and found equal"
manifest '.source.settings = [{name: "max_allowed_packet", value: "96M"}, {name: "long_query_time", value: "7.5"}]'
extrepl apply
expect_status 0
expect_row source "SELECT @@GLOBAL.max_allowed_packet, @@GLOBAL.long_query_time" $'100663296\t7.500000'
expect_in_sync
on source "SET GLOBAL max_allowed_packet = DEFAULT, GLOBAL long_query_time = DEFAULT"
! is_mysql || on source "RESET PERSIST"
rm -f "$SOURCE_CONF_D/extrepl.cnf"
manifest

it "a duplicate key is told with its table and its value"
on target "INSERT INTO repltest.customer (id, name) VALUES (4711, 'by hand')"
on source "INSERT INTO repltest.customer (id, name) VALUES (4711, 'by the application')"
expect_link_soon Replica_SQL_Running No
extrepl plan
expect_output "the target already has a row with this key in repltest.customer: '4711' for key"
expect_output "(1062)"
expect_output "or a new copy: apply --replace-copy --allow target-data"

it "the query that the fix prints makes the statement that takes the row away"
extrepl status -o json
query=$(jq -r '.statuses[0].diagnosis.fix' "$WORK/out" | sed -n "s/.*on the target: \\(SELECT .* INDEX_NAME = '[A-Za-z]*'\\).*/\\1/p")
statement=$(on target "$query")
expect_same "the statement" "$statement" 'DELETE FROM `repltest`.`customer` WHERE `id` = '"'4711'"
[[ $statement != DELETE* ]] || on target "$statement"
expect_row target "SELECT COUNT(*) FROM repltest.customer WHERE id = 4711" 0

it "and the new copy that the fix names mends it"
extrepl apply --replace-copy --allow target-data
expect_status 0
expect_equal_sides

it "an account that is not there is named, and what is made of its password is not shown"
on source "CREATE USER app@'10.%' IDENTIFIED BY 'of-the-app-1'"
caught_up
on rdsadmin "SET sql_log_bin = 0; DROP USER app@'10.%'"
on source "ALTER USER app@'10.%' IDENTIFIED BY 'of-the-app-2'"
expect_link_soon Replica_SQL_Running No
extrepl plan
expect_output "a statement about accounts from the source failed: 'app'@'10.%' is not on the target (1396)"
expect_output 'add "app@10.%" to accounts.include'
expect_output "as SHOW CREATE USER and SHOW GRANTS print it on the source"
expect_no_output "IDENTIFIED"
on target "CREATE USER app@'10.%' IDENTIFIED BY 'of-the-app-1'; CALL mysql.rds_stop_replication();
	CALL mysql.rds_start_replication()" >/dev/null
caught_up

it "a row that the target lacks is told with its table"
on target "DELETE FROM repltest.customer WHERE id = 4711"
on source "UPDATE repltest.customer SET name = 'changed' WHERE id = 4711"
expect_link_soon Replica_SQL_Running No
extrepl status
expect_status 1
expect_output "the target lacks a row of repltest.customer that the source changed (1032)"
expect_output "something wrote to repltest.customer on the target, or its key is a generated column with another value"
expect_output "extrepl verify --table repltest.customer"
expect_output "mysqlbinlog --verbose --base64-output=decode-rows --stop-position="

it "that the source purges what a stopped link needs is seen before it is started"
extrepl apply --replace-copy --allow target-data
expect_status 0
on target "CALL mysql.rds_stop_replication()" >/dev/null
on source "INSERT INTO repltest.customer (name) VALUES ('soon purged'); FLUSH BINARY LOGS"
# MariaDB purges no binlog that a dump thread is using, until that thread notices that the replica is gone.
deadline=$((SECONDS + MOMENT))
until on source "PURGE BINARY LOGS TO '$(binlog_position source | cut -d: -f1)'"
	[[ $(on source "SHOW BINARY LOGS" | wc -l) == 1 ]] || ((SECONDS >= deadline)); do
	pause 0.1
done
remember
extrepl plan
expect_step target.replication !
expect_output "it would stop with error 1236"
expect_output "apply --replace-copy --allow target-data"
extrepl apply
expect_refused 3
extrepl apply --replace-copy --allow target-data
expect_status 0
expect_equal_sides
