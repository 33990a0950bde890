# A password that is rotated as one rotates passwords: ALTER USER on the source, in its binlog. The replica stops for the
# account that it lacks, and what is printed then brings it back.
# shellcheck shell=bash disable=SC2154 # variables of lib/

replicating
on source "ALTER USER repl@'%' IDENTIFIED BY 'rotated-Pw-4712'"
expect_link_soon Replica_SQL_Running No
export REPL_PASSWORD=rotated-Pw-4712

it "the plan names the account, and what to write into the manifest"
extrepl plan --detailed-exitcode
expect_status 3
expect_output "ALTER USER from the source failed: 'repl'@'%' is not on the target"
expect_output 'accounts: { include: ["repl@%"] }'

it "and with that, apply makes the account, lets the applier pass, and sets the new password"
manifest '.accounts.include = ["repl@%"]'
extrepl apply
expect_status 0
expect_equal_sides
extrepl plan --detailed-exitcode
expect_status 0

it "the next rotation stops nothing"
on source "ALTER USER repl@'%' IDENTIFIED BY 'rotated-Pw-4713'"
export REPL_PASSWORD=rotated-Pw-4713
extrepl apply
expect_status 0
expect_equal_sides
on rdsadmin "SET sql_log_bin = 0; DROP USER repl@'%'"
