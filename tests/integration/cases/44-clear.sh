# A replication link without TLS, as the manifest wants.
# shellcheck shell=bash

replicating
it "without TLS the account and the link are changed, and the position is kept"
before=$(binlog_position source)
manifest '.replication.tls = false'
extrepl apply
if is_mysql; then
	# Without TLS, caching_sha2_password works only if the password is cached.
	expect_status 3
	expect_output "caching_sha2_password"
	expect_link Source_SSL_Allowed Yes
else
	expect_status 0
	expect_link Source_SSL_Allowed No
	expect_row source "SELECT ssl_type FROM mysql.user WHERE user = 'repl'" ""
	expect_same "binlog of the source" "$(binlog_position source)" "$before"
	expect_in_sync
fi

it "and with TLS again"
manifest
on source "INSERT INTO repltest.customer (name) VALUES ('over TLS')"
extrepl apply
expect_status 0
expect_link Source_SSL_Allowed Yes
expect_equal_sides
expect_in_sync
