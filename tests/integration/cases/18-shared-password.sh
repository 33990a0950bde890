# The password of an account that several manifests share: no apply silently sets back a password that was rotated elsewhere.
# shellcheck shell=bash

# The statement that an apply of another manifest sends to rotate the password.
rotated_elsewhere() { on source "SET sql_log_bin = 0; ALTER USER repl@'%' IDENTIFIED BY '$1' ${2:-}"; }

hash_on_source() { on source "SELECT authentication_string FROM mysql.user WHERE user = 'repl'"; }

replicating
it "a password that was rotated elsewhere is seen by a plan, without a login"
rotated_elsewhere elsewhere-Pw-1
extrepl plan
expect_status 0
expect_step source.account !
expect_output "'repl'@'%' exists, but with a different password"
expect_output "IDENTIFIED BY <secret>"
expect_output "--allow source-password"
expect_output "the link keeps running until it has to log in again"

it "and is not taken back"
hash=$(hash_on_source)
extrepl apply
expect_status 3
expect_same "the account's hash" "$(hash_on_source)" "$hash"
# Not even when this breaks the link, which a healthy receiver could have hidden.
on target "CALL mysql.rds_stop_replication(); CALL mysql.rds_start_replication()" >/dev/null 2>&1 || true
extrepl apply
expect_status 3
expect_same "the account's hash" "$(hash_on_source)" "$hash"

it "the password of now in the manifest mends the link, and leaves the account alone"
REPL_PASSWORD=elsewhere-Pw-1 extrepl apply
expect_status 0
expect_same "the account's hash" "$(hash_on_source)" "$hash"
export REPL_PASSWORD=elsewhere-Pw-1
expect_in_sync

it "a rotation through this manifest needs no consent: nobody else has set the password"
export REPL_PASSWORD=rotated-Pw-2
extrepl plan
expect_output "No consent needed"
extrepl apply
expect_status 0
expect_in_sync

it "but one that crosses a rotation elsewhere does"
rotated_elsewhere elsewhere-Pw-3
export REPL_PASSWORD=rotated-Pw-4
hash=$(hash_on_source)
extrepl apply
expect_status 3
expect_same "the account's hash" "$(hash_on_source)" "$hash"
extrepl apply --allow source-password
expect_status 0
expect_in_sync

if is_mysql; then
	it "an old password that the account keeps beside the new one still works, and that is said"
	rotated_elsewhere elsewhere-Pw-5 "RETAIN CURRENT PASSWORD"
	hash=$(hash_on_source)
	extrepl plan
	expect_step source.account =
	expect_output "the password is the older one of two"
	expect_output "give source.replication_user the new one"
	extrepl apply
	expect_status 0
	expect_same "the account's hash" "$(hash_on_source)" "$hash"
	on source "SET sql_log_bin = 0; ALTER USER repl@'%' DISCARD OLD PASSWORD"
	extrepl apply
	expect_status 3
	expect_output "with a different password"
fi
