# The target's password rules: the plan reports which of accounts.passwords they refuse, before a row is copied.
# shellcheck shell=bash disable=SC2154 # variables of lib/

# The lab's MariaDB has no such plugin; tests/unit/test_checks.c tests its rules.
is_mysql || return 0

[[ ${EXTREPL_LONG:-} ]] || return 0

fresh
on source "SET sql_log_bin = 0; CREATE USER clerk@'%' IDENTIFIED BY 'whatever-It-1s'; GRANT SELECT ON repltest.* TO clerk@'%'"
on rdsadmin "SET sql_log_bin = 0; INSTALL COMPONENT 'file://component_validate_password'"

it "a new password that the target would refuse: blocked, and nothing is done"
manifest '.accounts = {include: ["clerk@%"], passwords: [{account: "clerk@%", password: {value: "short"}}]}'
remember
extrepl apply
expect_refused 3
expect_output "the target would refuse its new password"

it "with another one it goes, and the account logs in"
manifest '.accounts = {include: ["clerk@%"], passwords: [{account: "clerk@%", password: {value: "Another-0ne"}}]}'
extrepl apply
expect_status 0
client_of_clerk=(--no-defaults --host="$TARGET_HOST" --port="$TARGET_PORT" --user=clerk --password=Another-0ne)
expect_same "what clerk sees" "$("$MYSQL_CLIENT" "${client_of_clerk[@]}" -Ne 'SELECT COUNT(*) FROM repltest.customer' 2>/dev/null)" 3

on source "SET sql_log_bin = 0; DROP USER clerk@'%'"
on rdsadmin "SET sql_log_bin = 0; UNINSTALL COMPONENT 'file://component_validate_password'"
on rdsadmin "SET sql_log_bin = 0; DROP USER IF EXISTS clerk@'%'"
