# Accounts that are odd, that cannot be carried, that are changed while it replicates, or missing when the applier needs them.
# shellcheck shell=bash disable=SC2154 # variables of lib/

carry() { manifest '.accounts.include = ["*"]' "$@"; }

fresh
it "without accounts in the manifest there is no such step"
extrepl plan
expect_no_output "target.accounts"

it "an account that could not log in blocks before the copy, with the lines to write"
! is_mysql || on source "CREATE USER old_app@'%' IDENTIFIED BY 'x-1'; SET sql_log_bin = 0; UPDATE mysql.user
	SET plugin = 'mysql_native_password', authentication_string = '*6691484EA6B50DDDE1926A220DA01FA9E575C18A' WHERE user = 'old_app'; FLUSH PRIVILEGES"
if is_mysql; then
	on source "CREATE USER rdsadmin@'%' IDENTIFIED BY 'x-1'"
	named=rdsadmin
else
	on source "CREATE USER rdsadmin@'%' IDENTIFIED BY 'x-1'; CREATE USER sock@'%' IDENTIFIED VIA unix_socket"
	named=sock
fi
carry
remember
extrepl apply
expect_output "'rdsadmin'@'%': RDS reserves this name"
! is_mysql || expect_output "'old_app'@'%' could not log in: it logs in by mysql_native_password, which the target does not have"
! is_mysql || expect_output 'accounts.passwords: [{ account: "old_app@%", password: { env: NEW_PASSWORD } }]'
[[ $named == rdsadmin ]] || expect_output "account: \"sock@%\", password: { env: NEW_PASSWORD }"
expect_output "leave it out: accounts.exclude: ["
expect_refused 3

it "odd names, an anonymous account and rights that RDS's master user may not grant"
on source "CREATE USER \`o'brien @x\`@'10.%' IDENTIFIED BY 'pw-1'; CREATE USER 'ünïcode'@'%' IDENTIFIED BY 'pw-2'; CREATE USER ''@'10.9.9.9' IDENTIFIED BY 'pw-3';
	CREATE USER boss@'%' IDENTIFIED BY 'pw-4'; GRANT ALL ON *.* TO boss@'%'; GRANT PROXY ON \`o'brien @x\`@'10.%' TO boss@'%';
	CREATE USER app@'%' IDENTIFIED BY 'pw-5'; CREATE ROLE reader; GRANT SELECT ON repltest.* TO reader; GRANT reader TO app@'%'"
export SOCK_PASSWORD=new-one-1
exclude='.accounts.exclude = ["rdsadmin@%"]'
if is_mysql; then new='old_app@%'; else new='sock@%'; fi
passwords='.accounts.passwords = [{ account: "NEW", password: { env: "SOCK_PASSWORD" } }]'
! is_mysql || on source "SET GLOBAL activate_all_roles_on_login = ON; SET GLOBAL mandatory_roles = 'reader'"
carry "$exclude" "${passwords/NEW/$new}"
extrepl plan
expect_output "FILE"
expect_output "SUPER"
expect_output "goes without PROXY"
! is_mysql || expect_output "activate_all_roles_on_login, value: 1"
! is_mysql || expect_output "name: mandatory_roles, value: \"reader\""
! is_mysql || on source "SET GLOBAL activate_all_roles_on_login = DEFAULT; SET GLOBAL mandatory_roles = DEFAULT"
expect_no_output "pw-"
extrepl apply
expect_status 0
expect_row rdsadmin "SELECT COUNT(*) FROM mysql.user WHERE user IN ('o''brien @x', 'ünïcode', '', 'boss', 'app')" 5
expect_same "the new password" "$(MYSQL_PWD=new-one-1 "$MYSQL_CLIENT" --no-defaults -h127.0.0.1 -P"$TARGET_PORT" -u"${new%@*}" --batch -N -e 'SELECT 1' 2>&1)" 1
# Where the master user may keep statements out of the binlog, no hash is in it.
! is_mysql || expect_same "statements about accounts in the target's binlog" "$(on rdsadmin "SHOW BINLOG EVENTS" | grep -cE 'CREATE USER|GRANT')" 0
counting_writes extrepl apply
expect_status 0
expect_no_writes

it "accounts that are changed on the source while it replicates stay in sync"
on source "ALTER USER app@'%' IDENTIFIED BY 'pw-6'; GRANT INSERT ON repltest.* TO app@'%'; REVOKE SELECT ON repltest.* FROM reader;
	CREATE USER later@'%' IDENTIFIED BY 'pw-7'; CREATE ROLE writer; GRANT writer TO later@'%'; DROP USER 'ünïcode'@'%'"
expect_row_soon rdsadmin "SELECT COUNT(*) FROM mysql.user WHERE user IN ('later', 'writer', 'ünïcode')" 2
caught_up
counting_writes extrepl apply
expect_status 0
expect_no_writes
extrepl plan --detailed-exitcode
expect_status 0

it "an account with another password on the target is named and left alone, unless that is allowed"
on rdsadmin "SET sql_log_bin = 0; ALTER USER app@'%' IDENTIFIED BY 'by hand 1'"
counting_writes extrepl apply
expect_status 0
expect_no_writes
extrepl plan
expect_output "'app'@'%' has a different password on the target"
extrepl apply --allow target-data
expect_status 0
expect_same "the source's password" "$(MYSQL_PWD=pw-6 "$MYSQL_CLIENT" --no-defaults -h127.0.0.1 -P"$TARGET_PORT" -uapp --batch -N -e 'SELECT 1' 2>&1)" 1

it "an applier that stopped at an account which is not there gets it, and goes on"
on rdsadmin "SET sql_log_bin = 0; DROP USER later@'%'"
on source "ALTER USER later@'%' IDENTIFIED BY 'pw-8'"
expect_link_soon Last_SQL_Errno 1396
extrepl apply
expect_status 0
expect_link Last_SQL_Errno 0
expect_row rdsadmin "SELECT COUNT(*) FROM mysql.user WHERE user = 'later'" 1
