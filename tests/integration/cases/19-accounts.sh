# Accounts that are unusual, that cannot be copied, that change during replication, or that are missing when the applier needs
# them.
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
	on source "CREATE USER rdsadmin@'%' IDENTIFIED BY 'x-1', ''@'127.0.0.%' IDENTIFIED BY 'x-2', $TARGET_USER@'127.%' IDENTIFIED BY 'x-3'"
	named=rdsadmin
else
	on source "CREATE USER rdsadmin@'%' IDENTIFIED BY 'x-1', ''@'127.0.0.%' IDENTIFIED BY 'x-2', $TARGET_USER@'127.%' IDENTIFIED BY 'x-3';
		CREATE USER sock@'%' IDENTIFIED VIA unix_socket; CREATE USER sock@'App.Example.com' IDENTIFIED VIA unix_socket"
	named=sock
fi
carry
remember
extrepl apply
expect_output "'rdsadmin'@'%': RDS reserves this name"
! is_mysql || expect_output "'old_app'@'%' could not log in: it logs in with mysql_native_password, which the target does not have"
! is_mysql || expect_output 'accounts.passwords: [{ account: "old_app@%", password: { env: NEW_PASSWORD } }]'
[[ $named == rdsadmin ]] || expect_output "account: \"sock@%\", password: { env: NEW_PASSWORD }"
expect_output "leave it out: accounts.exclude: ["
# Accounts with a more specific host would match the administrator's own logins, and lock extrepl out during its work.
for shadow in "''@'127.0.0.%'" "'$TARGET_USER'@'127.%'"; do
	expect_output "$shadow: the target would take it before $TARGET_USER@% for a login from"
done
expect_refused 3
on source "DROP USER ''@'127.0.0.%', $TARGET_USER@'127.%'"

it "odd names, an anonymous account and rights that RDS's master user may not grant"
on source "CREATE USER \`o'brien @x\`@'10.%' IDENTIFIED BY 'pw-1'; CREATE USER 'ünïcode'@'%' IDENTIFIED BY 'pw-2'; CREATE USER ''@'10.9.9.9' IDENTIFIED BY 'pw-3';
	CREATE USER boss@'%' IDENTIFIED BY 'pw-4'; GRANT ALL ON *.* TO boss@'%'; GRANT PROXY ON \`o'brien @x\`@'10.%' TO boss@'%';
	CREATE USER app@'%' IDENTIFIED BY 'pw-5'; CREATE ROLE reader; GRANT SELECT ON repltest.* TO reader; GRANT reader TO app@'%';
	CREATE USER \`of-32-letters-as-long-as-can-be!\`@'10.0.0.0/255.255.255.0' IDENTIFIED BY 'pw-3',
		cidr@'10.0.0.0/8' IDENTIFIED BY 'pw-3', upper@'HOST.Example.COM' IDENTIFIED BY 'pw-3'; GRANT INSERT ON \`sh\\_p%\`.* TO app@'%'"
! is_mysql || on source "CREATE USER team@'%' IDENTIFIED BY 'pw-3' ATTRIBUTE '{\"team\": {\"a\": 1}}'"
is_mysql || on source "GRANT SELECT ON repltest.* TO PUBLIC; GRANT INSERT ON repltest.customer TO PUBLIC; GRANT FILE ON *.* TO PUBLIC"
export SOCK_PASSWORD=new-one-1
exclude='.accounts.exclude = ["rdsadmin@%", "sock@App.Example.com"]'
if is_mysql; then new='old_app@%'; else new='sock@%'; fi
passwords='.accounts.passwords = [{ account: "NEW", password: { env: "SOCK_PASSWORD" } }]'
! is_mysql || on source "SET GLOBAL activate_all_roles_on_login = ON; SET GLOBAL mandatory_roles = 'reader'"
carry "$exclude" "${passwords/NEW/$new}"
extrepl plan
expect_output "FILE"
expect_output "SUPER"
expect_output "goes without PROXY"
expect_output "''@'10.9.9.9': for a login from there the target takes it before $TARGET_USER@%"
is_mysql || expect_output "PUBLIC goes without FILE"
! is_mysql || expect_output "activate_all_roles_on_login, value: 1"
! is_mysql || expect_output "name: mandatory_roles, value: \"reader\""
! is_mysql || on source "SET GLOBAL activate_all_roles_on_login = DEFAULT; SET GLOBAL mandatory_roles = DEFAULT"
expect_no_output "pw-"
extrepl apply
expect_status 0
expect_row rdsadmin "SELECT COUNT(*) FROM mysql.user WHERE user IN ('o''brien @x', 'ünïcode', '', 'boss', 'app')
	OR CONCAT(user, '@', host) IN ('of-32-letters-as-long-as-can-be!@10.0.0.0/255.255.255.0', 'cidr@10.0.0.0/8', 'upper@host.example.com')" 8
is_mysql || expect_same "what PUBLIC has" "$(on rdsadmin "SHOW GRANTS FOR PUBLIC")" "$(on source "SHOW GRANTS FOR PUBLIC" | grep -v FILE)"
expect_same "the new password" "$(MYSQL_PWD=new-one-1 "$MYSQL_CLIENT" --no-defaults -h127.0.0.1 -P"$TARGET_PORT" -u"${new%@*}" --batch -N -e 'SELECT 1' 2>&1)" 1
# Where the master user may keep statements out of the binlog, the binlog contains no hash.
! is_mysql || expect_same "statements about accounts in the target's binlog" "$(on rdsadmin "SHOW BINLOG EVENTS" | grep -cE 'CREATE USER|GRANT')" 0
# On RDS for MariaDB it may not: there the binlog contains the hash, and never a new password in clear.
expect_same "new passwords in the target's binlog" "$(on rdsadmin "SHOW BINLOG EVENTS" | grep -c new-one-1)" 0
counting_writes extrepl apply
expect_status 0
expect_no_writes

if is_mysql; then
	it "attributes that somebody added on the target stay, and those of the source come back"
	on rdsadmin "SET sql_log_bin = 0; ALTER USER team@'%' ATTRIBUTE '{\"team\": {\"a\": 2, \"b\": 3}, \"mine\": 4}'"
	extrepl plan
	expect_output "'team'@'%' has attributes on the target that it has not on the source"
	extrepl apply
	expect_status 0
	expect_row rdsadmin "SELECT attribute FROM information_schema.user_attributes WHERE user = 'team'" '{"mine": 4, "team": {"a": 1, "b": 3}}'
	counting_writes extrepl apply
	expect_status 0
	expect_no_writes
fi

it "accounts that are changed on the source while it replicates stay in sync"
on source "ALTER USER app@'%' IDENTIFIED BY 'pw-6'; GRANT INSERT ON repltest.* TO app@'%'; REVOKE SELECT ON repltest.* FROM reader;
	CREATE USER later@'%' IDENTIFIED BY 'pw-7'; CREATE ROLE writer, gone; GRANT writer TO later@'%'; GRANT gone TO later@'%' WITH ADMIN OPTION;
	DROP USER 'ünïcode'@'%'; RENAME USER boss@'%' TO chief@'%'; DROP ROLE gone; REVOKE writer FROM later@'%'; GRANT writer TO later@'%' WITH ADMIN OPTION;
	SET DEFAULT ROLE $(is_mysql && echo 'writer TO' || echo 'writer FOR') later@'%'; SET PASSWORD FOR chief@'%' = $(is_mysql && echo "'pw-9'" || echo "PASSWORD('pw-9')")"
is_mysql || on source "REVOKE SELECT ON repltest.* FROM PUBLIC; GRANT DELETE ON repltest.* TO PUBLIC"
! is_mysql || on source "ALTER USER team@'%' COMMENT 'of the team'; ALTER USER later@'%' IDENTIFIED BY 'pw-8' RETAIN CURRENT PASSWORD"
expect_row_soon rdsadmin "SELECT COUNT(*) FROM mysql.user WHERE user IN ('later', 'writer', 'gone', 'chief', 'boss', 'ünïcode')" 3
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
