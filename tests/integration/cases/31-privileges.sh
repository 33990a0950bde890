# Missing privileges of the two administrators are reported before anything is done.
# shellcheck shell=bash

fresh
on source "SET sql_log_bin = 0; CREATE USER limited@'%' IDENTIFIED BY 'limited'; GRANT SELECT ON *.* TO limited@'%'"
on rdsadmin "SET sql_log_bin = 0; CREATE USER limited@'%' IDENTIFIED BY 'limited'; GRANT SELECT ON *.* TO limited@'%';
	CREATE USER nobody@'%' IDENTIFIED BY 'limited'"
remember

it "a source administrator who may only read: blocked, with the GRANT"
manifest '.source.admin = {user: "limited", password: {value: "limited"}}'
extrepl apply
expect_refused 3
expect_output "CREATE USER"
expect_output "GRANT "
expect_output "limited"

it "a target administrator who may only read: blocked, with the GRANT"
manifest '.target.admin = {user: "limited", password: {value: "limited"}}'
extrepl apply
expect_refused 3
expect_output "GRANT "

it "a target administrator who may see nothing"
manifest '.target.admin = {user: "nobody", password: {value: "limited"}}'
extrepl apply
expect_refused 3
expect_output "GRANT "
