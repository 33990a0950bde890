# An applier that stopped at a statement about accounts: the next apply creates what the statement needs, and the applier
# continues. If extrepl may not do that, it reports the statement to run.
# EXTREPL_LONG=1 tests every statement separately.
# shellcheck shell=bash disable=SC2154 # variables of lib/

unlogged() { on rdsadmin "SET sql_log_bin = 0; $1"; }
is_stopped() { look_at_link Last_SQL_Errno && [[ $shown != 0 ]]; }
wait_until_stopped() {
	local deadline=$((SECONDS + MOMENT)) shown

	until is_stopped; do
		((SECONDS < deadline)) || { wrong "the applier goes on"; return 0; }
		pause 0.05
	done
}

# goes_on TARGET_SQL SOURCE_SQL: TARGET_SQL removes something on the target, then SOURCE_SQL runs on the source.
goes_on() {
	unlogged "$1"
	on source "$2"
	wait_until_stopped
	extrepl apply
	expect_status 0
	expect_link Last_SQL_Errno 0
	caught_up
	extrepl plan --detailed-exitcode
	expect_status 0
}

fresh
on source "CREATE USER \`a p\`@'%' IDENTIFIED BY 'pw-1', b@'%' IDENTIFIED BY 'pw-2', c@'10.%' IDENTIFIED BY 'pw-3'; CREATE ROLE reader;
	GRANT SELECT ON repltest.* TO \`a p\`@'%'; GRANT reader TO b@'%'; GRANT INSERT ON repltest.* TO c@'10.%'; CREATE USER outside@'%' IDENTIFIED BY 'pw-4'"
manifest '.accounts.include = ["*"]' '.accounts.exclude = ["outside@%"]'
extrepl apply
expect_status 0

it "accounts that the source has dropped and renamed since, and a grant that was never there: one apply goes past them all"
unlogged "DROP USER \`a p\`@'%', b@'%'; REVOKE INSERT ON repltest.* FROM c@'10.%'"
on source "ALTER USER \`a p\`@'%' IDENTIFIED BY 'pw-5'; CREATE USER later@'%' IDENTIFIED BY 'pw-6'; REVOKE INSERT ON repltest.* FROM c@'10.%';
	RENAME USER b@'%' TO d@'%'; DROP USER \`a p\`@'%', c@'10.%'"
wait_until_stopped
extrepl apply
expect_status 0
caught_up
expect_row rdsadmin "SELECT GROUP_CONCAT(user ORDER BY user) FROM mysql.user WHERE user IN ('a p', 'b', 'c', 'd', 'later')" d,later
expect_same "a login as the renamed one" "$(MYSQL_PWD=pw-2 "$MYSQL_CLIENT" --no-defaults -h127.0.0.1 -P"$TARGET_PORT" -ud --batch -N -e 'SELECT 1' 2>&1)" 1
counting_writes extrepl apply
expect_status 0
expect_no_writes
extrepl plan --detailed-exitcode
expect_status 0

it "of an account that accounts.include is not about the plan says the line to add, which helps"
on source "DROP USER outside@'%'"
wait_until_stopped
extrepl apply
expect_status 3
expect_output 'add "outside@%" to accounts.include'
expect_row rdsadmin "SELECT COUNT(*) FROM mysql.user WHERE user = 'outside'" 0
manifest '.accounts.include = ["*"]'
extrepl apply
expect_status 0
expect_link Last_SQL_Errno 0

[[ ${EXTREPL_LONG:-} ]] || return 0

on source "CREATE USER \`a p\`@'%' IDENTIFIED BY 'pw-1'; GRANT reader TO \`a p\`@'%'; GRANT SELECT ON repltest.* TO \`a p\`@'%'; CREATE ROLE writer, third"
caught_up
gone="DROP USER \`a p\`@'%'" back="CREATE USER \`a p\`@'%' IDENTIFIED BY 'pw-9'; GRANT SELECT ON repltest.* TO \`a p\`@'%'; GRANT reader TO \`a p\`@'%'"
it "ALTER USER";            goes_on "$gone" "ALTER USER \`a p\`@'%' IDENTIFIED BY 'pw-7'"
it "SET PASSWORD";          goes_on "$gone" "SET PASSWORD FOR \`a p\`@'%' = $(is_mysql && echo "'pw-8'" || echo "PASSWORD('pw-8')")"
it "GRANT";                 goes_on "$gone" "GRANT INSERT ON repltest.* TO 'a p'@'%'"
it "GRANT of a role";       goes_on "$gone" "GRANT writer TO \"a p\"@'%'"
it "REVOKE";                goes_on "$gone" "REVOKE INSERT ON repltest.* FROM \`a p\`@'%'"
it "REVOKE ALL";            goes_on "$gone" "REVOKE ALL PRIVILEGES, GRANT OPTION FROM \`a p\`@'%'"
it "DROP USER";             goes_on "$gone" "DROP USER \`a p\`@'%'"
on source "$back"
caught_up
it "ALTER USER, then DROP"; goes_on "$gone" "ALTER USER \`a p\`@'%' IDENTIFIED BY 'pw-7'; DROP USER \`a p\`@'%'"
it "DROP ROLE of two";      goes_on "DROP ROLE third" "DROP ROLE writer, third"
on source "$back"
caught_up
it "GRANT to a role";       goes_on "DROP ROLE reader" "GRANT SELECT ON repltest.* TO reader"
