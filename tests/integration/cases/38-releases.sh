# Servers of different releases: everything can be copied from older to newer; from newer to older is refused with a reason.
# shellcheck shell=bash disable=SC2034,SC2154 # the files of lib/ share variables

# between SOURCE_LAB TARGET_LAB: selects one lab's source and another lab's target.
between() {
	local port password

	use "$1"
	port=$SOURCE_PORT password=$SOURCE_PASSWORD
	use "$2"
	SOURCE_PORT=$port SOURCE_PASSWORD=$password
	manifest 'del(.source.config)' '.copy.databases = ["releases"]'
}

# goes FROM_LAB TO_LAB: the copy is equal, replication runs, and later writes arrive.
goes() {
	between "$1" "$2"
	extrepl apply
	expect_status 0
	extrepl verify
	expect_status 0
	expect_output "Equal: 4 tables"
	use "$1"
	on_lab "$1" source "INSERT INTO releases.computed (f, d) VALUES (2, -7)"
	expect_soon "$2" "SELECT MIN(doubled) FROM releases.computed WHERE f = 2" -14
	between "$1" "$2"
	extrepl verify
	expect_status 0
}

on_lab() { lab sql "$1" "$2" --default-character-set=utf8mb4 --skip-column-names --execute "$3"; }

expect_soon() {
	local deadline=$((SECONDS + MOMENT)) answer=''

	until answer=$(on_lab "$1" rdsadmin "$2" 2>&1) && [[ $answer == "$3" ]]; do
		((SECONDS < deadline)) || {
			wrong "$2 answers '$answer', not '$3'"
			return 0
		}
		pause 0.1
	done
}

if is_mysql; then
	it "MySQL 5.6 is refused in one sentence, by every command that looks"
	lab up mysql --source 5.6 --empty-source-db --name "$PAIR-releases" >/dev/null
	use "$PAIR-releases"
	manifest
	for command in plan apply status verify; do
		extrepl "$command"
		expect_status 3
		expect_error "it runs MySQL 5.6.24; extrepl needs MySQL 5.7 or later"
		expect_hint "Upgrade it to MySQL 5.7"
	done
	lab down "$PAIR-releases"
	return 0
fi

lab up mariadb --source 10.5 --target 11.8 --name "$PAIR-releases" >/dev/null
fresh
on source "DROP DATABASE repltest"
for name in "$PAIR" "$PAIR-releases"; do
	lab sql "$name" source <"$INTEGRATION/torture/releases.sql"
done
on_lab "$PAIR-releases" source "DROP DATABASE repltest"

it "an account that logs in by a plugin which the target does not have is told before the copy"
on_lab "$PAIR-releases" source "SET sql_log_bin = 0; INSTALL SONAME 'auth_ed25519'; CREATE USER ed@'%' IDENTIFIED VIA ed25519 USING PASSWORD('ed-Pw-1')"
between "$PAIR-releases" "$PAIR"
manifest 'del(.source.config)' '.accounts.include = ["ed@%"]'
extrepl plan
expect_output "'ed'@'%' could not log in: it logs in with ed25519, which the target does not have"
expect_output 'accounts.passwords: [{ account: "ed@%", password: { env: NEW_PASSWORD } }]'
expect_output 'leave it out: accounts.exclude: ["ed@%"]'
on_lab "$PAIR-releases" source "SET sql_log_bin = 0; DROP USER ed@'%'; UNINSTALL SONAME 'auth_ed25519'"

it "MariaDB 10.5 to 10.11: all arrives, and goes on"
goes "$PAIR-releases" "$PAIR"

it "MariaDB 10.5 to 11.8: all arrives, and goes on"
goes "$PAIR-releases" "$PAIR-releases"

it "MariaDB 10.11 to 11.8: all arrives, and goes on"
on_lab "$PAIR-releases" rdsadmin "STOP REPLICA; RESET REPLICA ALL; DROP DATABASE releases; DROP DATABASE extrepl"
goes "$PAIR" "$PAIR-releases"

if [[ ${EXTREPL_LONG:-} ]]; then
	it "an account that logs in by ed25519 does so at a target that has the plugin, over TLS, by its old password"
	lab up mariadb --source 10.5 --target 10.5 --name "$PAIR-second" >/dev/null
	on_lab "$PAIR-second" rdsadmin "SET sql_log_bin = 0; INSTALL SONAME 'auth_ed25519'"
	on_lab "$PAIR-second" source "INSTALL SONAME 'auth_ed25519'; CREATE USER ed@'%' IDENTIFIED VIA ed25519 USING PASSWORD('ed-Pw-1') REQUIRE SSL;
		CREATE USER either@'%' IDENTIFIED VIA ed25519 USING PASSWORD('ed-Pw-2') OR mysql_native_password USING PASSWORD('native-Pw-2')"
	use "$PAIR-second"
	manifest 'del(.source.config)' '.accounts.include = ["ed@%", "either@%"]'
	extrepl apply
	expect_status 0
	on_lab "$PAIR-second" source "ALTER USER either@'%' IDENTIFIED VIA ed25519 USING PASSWORD('ed-Pw-3') OR mysql_native_password USING PASSWORD('native-Pw-2')"
	caught_up
	for login in ed:ed-Pw-1 either:ed-Pw-3 either:native-Pw-2; do
		expect_same "a login as $login" "$(MYSQL_PWD=${login#*:} "$MYSQL_CLIENT" --no-defaults -h127.0.0.1 -P"$TARGET_PORT" -u"${login%:*}" --ssl --batch -N -e 'SELECT 1' 2>&1)" 1
	done
	extrepl plan --detailed-exitcode
	expect_status 0
	lab down "$PAIR-second"
fi

it "MariaDB 11.8 to 10.11 is refused in words"
use "$PAIR-releases"
newer=$TARGET_PORT NEWER_PASSWORD=$TARGET_PASSWORD
export NEWER_PASSWORD
use "$PAIR"
manifest 'del(.source.config, .source.server_id, .source.log_bin)' ".source.port = $newer" \
	'.source.admin = {user: "awsuser", password: {env: "NEWER_PASSWORD"}}'
extrepl apply
expect_status 3
expect_output "the target runs MariaDB 10.11"
expect_output "older than the source's"
lab down "$PAIR-releases"
use "$PAIR"
