# A password that is rotated in the usual way: ALTER USER on the source, in its binlog. The replica stops because it lacks
# the account, and doing what extrepl prints repairs it.
# shellcheck shell=bash disable=SC2154 # variables of lib/

fresh
it "the first copy, asked for by --replace-copy, is made once"
extrepl apply --replace-copy --allow target-data
expect_status 0
expect_same "copies made" "$(grep -c 'all counted on the target' "$WORK/err" || true)" 1

it "status tells of one server when the other does not answer"
manifest '.source.port = 1'
extrepl status
expect_status 69
expect_error "the connection was refused"
expect_output "target $TARGET_HOST:$TARGET_PORT RDS for"
expect_output "receiver Yes, received to db001-bin."
expect_output "Not healthy: the source was not reached."
manifest '.target.port = 1'
extrepl status -o json
expect_status 69
expect_json '.statuses[0] | .source_version != null and .target_version == null and .link == null and .error.exit == 69'
manifest

on source "ALTER USER repl@'%' IDENTIFIED BY 'rotated-Pw-4712'"
expect_link_soon Replica_SQL_Running No
export REPL_PASSWORD=rotated-Pw-4712

it "the plan names the account, and what to write into the manifest"
extrepl plan --detailed-exitcode
expect_status 3
expect_output "'repl'@'%' is not on the target"
expect_output 'accounts: { include: ["repl@%"] }'

it "and with that, apply makes the account, lets the applier pass, and sets the new password"
manifest '.accounts.include = ["repl@%"]'
extrepl apply
expect_status 0
expect_equal_sides
extrepl plan --detailed-exitcode
expect_status 0
[[ ${EXTREPL_LONG:-} ]] || { on rdsadmin "SET sql_log_bin = 0; DROP USER repl@'%'"; return 0; }

it "the next rotation stops nothing"
on source "ALTER USER repl@'%' IDENTIFIED BY 'rotated-Pw-4713'"
export REPL_PASSWORD=rotated-Pw-4713
extrepl apply
expect_status 0
expect_equal_sides
on rdsadmin "SET sql_log_bin = 0; DROP USER repl@'%'"
