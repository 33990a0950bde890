# Removes one privilege at a time from those that docs/privileges.md grants. Either the copy is exact, as root sees it, or
# the plan is blocked and works after doing exactly what it prints. EXTREPL_LONG=1 removes each privilege, at every level.
# shellcheck shell=bash disable=SC2016,SC2034,SC2154 # variables of lib/

# documented KIND: prints a block of the documentation unchanged.
documented() { sed -n "/^\`\`\`sql $1 $FLAVOUR\$/,/^\`\`\`\$/p" "$REPO/docs/privileges.md" | sed '/^```/d'; }

# The privileges of the block's grants on OBJECT, one per line.
privileges_on() { documented "$1" | tr '\n' ' ' | tr ';' '\n' | sed -nE "s/^ *GRANT (.*) ON $2 TO .*/\1/p" | tr ',' '\n' | sed 's/^ *//; s/ *$//'; }

# root ACCOUNT SQL: runs SQL without replicating it.
root() { on "$1" "SET sql_log_bin = 0; $2; SET sql_log_bin = 1"; }

# account SIDE KIND [SQL]: creates the documented account, then runs SQL.
account() {
	local side=$1 role=''

	[[ $side == source ]] || side=rdsadmin
	is_mysql || role="DROP ROLE IF EXISTS reader;"
	! is_mysql || role="DROP USER IF EXISTS reader@'%';"
	root "$side" "DROP USER IF EXISTS extrepl@'%'; $role $(documented "$2") $(documented "$2" | sed -n 's/`repltest`/`payroll`/p') ${3:-DO 0}"
	manifest ".$1.admin = {user: \"extrepl\", password: {value: \"change-me\"}}" '.copy.databases = ["repltest", "payroll"]' \
		"if \"$2\" == \"database\" then . else del(.copy.databases) end"
}

# The statements that the plan tells the user to run, one per line.
statements() {
	jq -r '.plans[] | [.checks[] | select(.severity == "error") | .fix // .fix], [.steps[] | (.fixes // .fixes)[]] | .[]' "$WORK/out" |
		sed -E 's/; or .*//' | sed -nE '/^(GRANT|SET DEFAULT ROLE) /p' | sort -u
}

# goes SIDE: repeats apply and the printed statements, at most a few times; then the copy is exact.
blocked=0
goes() {
	local side=$1 times fixes fix

	[[ $side == source ]] || side=rdsadmin
	blocked=0
	for times in 1 2 3 4 5; do
		extrepl plan --detailed-exitcode -o json
		[[ $status == 3 ]] || break
		blocked=1
		mapfile -t fixes < <(statements)
		((${#fixes[@]})) || { wrong_run "blocked, and no statement is printed"; return 0; }
		for fix in "${fixes[@]}"; do
			root "$side" "$fix" || wrong "the server refuses: $fix"
		done
	done
	((times < 5)) || wrong_run "still blocked after doing what is printed: $(printf '%s; ' "${fixes[@]}")"
}

exact() {
	extrepl apply
	expect_status 0
	expect_equal_sides
	extrepl verify
	expect_status 0
	reset_target
}

expect_blocked() { ((blocked)) || wrong "the plan was not blocked"; }

fresh
client source <<-'END'
	CREATE DATABASE payroll;
	USE payroll;
	CREATE TABLE salary (id INT PRIMARY KEY, amount INT);
	INSERT INTO salary VALUES (1, 10);
	CREATE VIEW v AS SELECT id FROM salary;
	CREATE TRIGGER t BEFORE INSERT ON salary FOR EACH ROW SET NEW.amount = NEW.amount + 1;
	CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2035-01-01 00:00:00' DISABLE DO DELETE FROM salary;
	CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1;
	USE repltest;
	CREATE PROCEDURE p() SELECT 1;
	CREATE TRIGGER t BEFORE INSERT ON customer FOR EACH ROW SET NEW.name = TRIM(NEW.name);
	CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2035-01-01 00:00:00' DISABLE DO DO 0;
END

on_source() { account source "$1" "$3"; it "source, $2"; goes source; }
all="SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES"

on_source source "as documented: not blocked, and exact" ""
! ((blocked)) || wrong "blocked although all is granted"
exact

on_source database "routines that only their own privileges would show: blocked, with the statement" \
	"$(if is_mysql; then echo "REVOKE SHOW_ROUTINE ON *.* FROM extrepl@'%'"; else echo "REVOKE SELECT ON mysql.proc FROM extrepl@'%'"; fi);
	GRANT EXECUTE ON repltest.* TO extrepl@'%'"
expect_blocked

role="CREATE ROLE reader; GRANT $all ON *.* TO reader; REVOKE $all ON *.* FROM extrepl@'%'; GRANT reader TO extrepl@'%'"
on_source source "all by a role that is not active: blocked, with SET DEFAULT ROLE" "$role"
expect_blocked
[[ $(statements) == '' ]] || wrong_run "something is left to do"

if is_mysql; then
	root source "SET GLOBAL partial_revokes = ON"
	on_source source "partial revokes hide a database and some triggers: blocked, with the statement" \
		"REVOKE SELECT, SHOW VIEW ON payroll.* FROM extrepl@'%'; REVOKE TRIGGER ON repltest.* FROM extrepl@'%'"
	expect_blocked
	[[ ! ${EXTREPL_LONG:-} ]] || exact
	root rdsadmin "SET GLOBAL partial_revokes = ON"
	account target target "REVOKE SELECT ON performance_schema.* FROM extrepl@'%'"
	it "target, where a question is denied: what is not known blocks, with the statement"
	extrepl verify
	expect_error "nothing was compared: the target does not report "
	goes target
	expect_blocked
	root rdsadmin "DROP USER extrepl@'%'"
fi

it "privileges that are revoked while the copy runs, which then needs a new snapshot: not complete, and the fix helps"
big_rows=32000
big_database
account source source
manifest '.source.admin = {user: "extrepl", password: {value: "change-me"}}' '.copy.threads = 1'
extrepl_begins apply
extrepl_says "$(if is_mysql; then echo "read lock held"; else echo "snapshot taken"; fi)"
kill -STOP "$pid"
root source "REVOKE TRIGGER, EVENT ON *.* FROM extrepl@'%'"
on source "RENAME TABLE big.small TO big.tmp, big.other TO big.small, big.tmp TO big.other"
kill -CONT "$pid"
extrepl_ends
expect_status 1
expect_error "a new snapshot is needed"
expect_error "the account's privileges were changed since the plan: "
goes source
expect_blocked
exact
on source "DROP DATABASE big"

account target target "REVOKE SHOW VIEW ON *.* FROM extrepl@'%'"
it "target, without SHOW VIEW: blocked, with the statement"
goes target
expect_blocked

if [[ ${EXTREPL_LONG:-} ]]; then
	while IFS= read -r privilege; do
		on_source source "without $privilege" "REVOKE $privilege ON *.* FROM extrepl@'%'"
		exact
		if is_mysql && [[ $all == *$privilege* ]]; then
			on_source source "$privilege taken by a partial revoke" "REVOKE $privilege ON payroll.* FROM extrepl@'%'"
			exact
			on_source source "$privilege taken by a partial revoke, granted on a table again" \
				"REVOKE $privilege ON payroll.* FROM extrepl@'%'; GRANT SELECT, TRIGGER ON payroll.salary TO extrepl@'%'"
			exact
		fi
	done < <(privileges_on source '\*\.\*')
	on_source database "of one database, as documented" ""
	exact
	while IFS= read -r privilege; do
		on_source database "of one database, without $privilege" "REVOKE $privilege ON repltest.* FROM extrepl@'%'"
		exact
		on_source database "of one database, $privilege by a pattern that an exact grant hides" \
			"REVOKE $privilege ON repltest.* FROM extrepl@'%'; GRANT $privilege ON \`repl%\`.* TO extrepl@'%'"
		exact
		on_source database "of one database, $privilege by a role that is not active" \
			"REVOKE $privilege ON repltest.* FROM extrepl@'%'; CREATE ROLE reader; GRANT $privilege ON repltest.* TO reader; GRANT reader TO extrepl@'%'"
		exact
	done < <(privileges_on database '`repltest`\.\*')
	while IFS= read -r privilege; do
		on_source database "of one database, without $privilege ON *.*" "REVOKE $privilege ON *.* FROM extrepl@'%'"
		exact
	done < <(privileges_on database '\*\.\*')
	on_source database "SELECT on its tables only" \
		"REVOKE SELECT ON repltest.* FROM extrepl@'%'; GRANT SELECT ON repltest.customer TO extrepl@'%'"
	exact
	on_source database "SELECT on a column only" \
		"REVOKE SELECT ON repltest.* FROM extrepl@'%'; GRANT SELECT (id) ON repltest.customer TO extrepl@'%'"
	exact
	on_source database "TRIGGER on one table only" \
		"REVOKE TRIGGER ON repltest.* FROM extrepl@'%'; GRANT TRIGGER ON repltest.purchase TO extrepl@'%'"
	exact
	account target target ""
	it "target, as documented"
	goes target
	exact
	while IFS= read -r privilege; do
		account target target "REVOKE $privilege ON *.* FROM extrepl@'%'"
		it "target, without $privilege"
		goes target
		exact
	done < <(privileges_on target '\*\.\*')
fi
reset_target
root source "DROP USER extrepl@'%'; DROP $(if is_mysql; then echo "USER IF EXISTS reader@'%'"; else echo "ROLE IF EXISTS reader"; fi)"
! is_mysql || root source "SET GLOBAL partial_revokes = OFF"
