# Accounts that are odd, that cannot be carried, that are changed while it replicates, or missing when the applier needs them.
# shellcheck shell=bash disable=SC2154 # variables of lib/

carry() { manifest '.accounts.include = ["*"]' "$@"; }

fresh
it "without accounts in the manifest there is no such step"
extrepl plan
expect_no_output "target.accounts"

it "an account that could not log in blocks before the copy, with the lines to write"
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
expect_output "'rdsadmin'@'%': RDS keeps this name for itself"
[[ $named == rdsadmin ]] || expect_output "account: \"sock@%\", password: { env: NEW_PASSWORD }"
expect_output "leave it out: accounts.exclude: ["
expect_refused 3

it "odd names, an anonymous account and rights that RDS's master user may not grant"
on source "CREATE USER \`o'brien @x\`@'10.%' IDENTIFIED BY 'pw-1'; CREATE USER 'ünïcode'@'%' IDENTIFIED BY 'pw-2'; CREATE USER ''@'10.9.9.9' IDENTIFIED BY 'pw-3';
	CREATE USER boss@'%' IDENTIFIED BY 'pw-4'; GRANT ALL ON *.* TO boss@'%'; GRANT PROXY ON \`o'brien @x\`@'10.%' TO boss@'%';
	CREATE USER app@'%' IDENTIFIED BY 'pw-5'; CREATE ROLE reader; GRANT SELECT ON repltest.* TO reader; GRANT reader TO app@'%'"
export SOCK_PASSWORD=new-one-1
exclude='.accounts.exclude = ["rdsadmin@%"]'
passwords='.accounts.passwords = [{ account: "sock@%", password: { env: "SOCK_PASSWORD" } }]'
if is_mysql; then carry "$exclude"; else carry "$exclude" "$passwords"; fi
extrepl plan
expect_output "FILE"
expect_output "SUPER"
expect_output "goes without PROXY"
expect_no_output "pw-"
extrepl apply
expect_status 0
expect_row rdsadmin "SELECT COUNT(*) FROM mysql.user WHERE user IN ('o''brien @x', 'ünïcode', '', 'boss', 'app')" 5
[[ $named == rdsadmin ]] || expect_same "the new password" "$(MYSQL_PWD=new-one-1 "$MYSQL_CLIENT" --no-defaults -h127.0.0.1 -P"$TARGET_PORT" -usock --batch -N -e 'SELECT 1' 2>&1)" 1
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
expect_output "'app'@'%' has another password on the target"
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
