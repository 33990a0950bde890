# An object runs with its definer's privileges: the plan reports what the target's account of that name lacks, and what the
# plan prints makes the object work.
# shellcheck shell=bash disable=SC2016,SC2154 # variables of lib/

# What the plan reports about the view, from either check.
findings() { jq -r ".plans[].checks[] | select(.object == \"repltest.names\") | .$1" "$WORK/out"; }

# follow: runs the statements of the fix as printed.
follow() {
	local statements

	statements=$(findings fix | sed -E 's/.* on the target: //; s/ on the target$//')
	on rdsadmin "SET sql_log_bin = 0; $statements" >/dev/null || wrong_run "the target refuses: $statements"
}

# On RDS for MariaDB the master user may set no definer but itself.
is_mysql || return 0

fresh
on source "SET sql_log_bin = 0; CREATE USER seller@'%' IDENTIFIED BY 'seller-Pw-1';
	GRANT SELECT, EXECUTE ON repltest.* TO seller@'%'; SET sql_log_bin = 1;
	CREATE DEFINER = seller@'%' SQL SECURITY DEFINER VIEW repltest.names AS SELECT name FROM repltest.customer"
on rdsadmin "SET sql_log_bin = 0; CREATE USER seller@'%' IDENTIFIED BY 'seller-Pw-1'"
manifest 'del(.copy.definers)'

it "a definer that is on the target without its privileges is named, with the GRANT"
extrepl plan -o json
expect_same "what the view lacks" "$(findings check)" definer-privileges
follow
extrepl plan -o json
expect_same "what the view lacks" "$(findings check)" ""

it "one that is not there is named, with the account and its GRANT"
on rdsadmin "SET sql_log_bin = 0; DROP USER seller@'%'"
extrepl plan -o json
[[ $(findings fix) == *"accounts: { include: [\"seller@%\"] }"* ]] || wrong_run "it does not offer to carry the account"
follow
extrepl plan -o json
expect_same "what the view lacks" "$(findings check)" ""

[[ ${EXTREPL_LONG:-} ]] || { on source "SET sql_log_bin = 0; DROP USER seller@'%'"; on rdsadmin "SET sql_log_bin = 0; DROP USER IF EXISTS seller@'%'"; return 0; }

it "and then it works there"
on source "DROP VIEW IF EXISTS repltest.spending"
extrepl apply
expect_status 0
expect_row target "SELECT COUNT(*) FROM repltest.names" 3

it "nor is anything said of a definer that accounts.include is about"
reset_target
on rdsadmin "SET sql_log_bin = 0; DROP USER IF EXISTS seller@'%'"
manifest 'del(.copy.definers)' '.accounts.include = ["seller@%"]'
extrepl plan --detailed-exitcode -o json
expect_status 2
expect_same "what the view lacks" "$(findings check)" ""
on source "SET sql_log_bin = 0; DROP USER seller@'%'"
