# Servers that cannot be a pair of source and target.
# shellcheck shell=bash

fresh
it "equal server_ids are refused"
on source "SET GLOBAL server_id = 807509301"
manifest 'del(.source.server_id)'
remember
extrepl apply
expect_refused 3
expect_output "server_id"
expect_output "807509301"

it "a server_id that the target has is not given to the source"
on source "SET GLOBAL server_id = 205"
manifest '.source.server_id = 807509301'
remember
extrepl apply
expect_refused 3
expect_output "807509301"

it "a target without the procedures is no RDS instance"
use_raw
raw_port=$SOURCE_PORT RAW_PASSWORD=$SOURCE_PASSWORD
export RAW_PASSWORD
use "$PAIR"
manifest ".target.port = $raw_port" '.target.admin = {user: "root", password: {env: "RAW_PASSWORD"}}'
extrepl apply
expect_refused 3
expect_output "no procedure mysql.rds_set_external_"

it "a target that is the source itself is refused"
manifest ".target.port = $SOURCE_PORT" '.target.admin = {user: "root", password: {env: "SOURCE_PASSWORD"}}'
extrepl apply
expect_refused 3
