# Options that change how the copy works, but never its result.
# shellcheck shell=bash disable=SC2154 # variables of lib/

reset_source
reset_target
big_database

received() { on rdsadmin "SHOW GLOBAL STATUS LIKE 'Bytes_received'" | cut -f2; }

# MariaDB's client library and servers have no zstd.
by=zlib
if is_mysql && [[ $("$EXTREPL" version) == *libmysqlclient* ]]; then
	by=zstd
fi

it "compressed connections: the log says by what, and less is sent than there is"
before=$(received)
copies -z -c 256 big
sent=$(($(received) - before))
expect_status 0
expect_error "the connections are compressed by $by"
expect_no_error "cannot be compressed"
((sent < $(figure bytes) / 4)) || wrong "$sent bytes were sent for $(figure bytes)"
expect_same_checksums "big.t, big.small, big.other"

# Chunks are numbered in the order in which they begin. On MariaDB, LOADs of several writers would wait for each other's
# AUTO_INCREMENT lock until one gives up (1205).
it "a big table that is the last one has several writers; on MariaDB it has one"
expect_row rdsadmin "SELECT COUNT(*) > 0 FROM extrepl.chunk a JOIN extrepl.chunk b ON b.lower = a.upper AND b.number < a.number
	WHERE a.\`table\` = 't' AND b.\`table\` = 't'" "$(if is_mysql; then echo 1; else echo 0; fi)"
expect_same "retried" "$(figure retried)" 0

it "block_ddl: DDL waits for the copy, which needs no second snapshot; MariaDB has no such lock"
# A table whose name cannot be compared after the ALTER.
! is_mysql || on source "CREATE TABLE big.shared (id INT PRIMARY KEY) TABLESPACE innodb_system; INSERT INTO big.shared VALUES (1)"
copies_begins -r -b -t 1 -c 256 big
if is_mysql; then
	extrepl_says "dropping big"
	client source --execute "ALTER TABLE big.small ADD KEY later (v)" & alter=$!
	extrepl_ends
	wait "$alter" || wrong "the ALTER failed"
	expect_status 0
	expect_no_error "a new snapshot is needed"
	expect_row target "SELECT COUNT(*) FROM information_schema.statistics WHERE index_name = 'later'" 0
	expect_row source "SELECT COUNT(*) FROM information_schema.statistics WHERE index_name = 'later'" 1
else
	extrepl_ends
	expect_status 1
	expect_error "copy.block_ddl needs MySQL 8.0 or later"
fi
expect_same_checksums "big.t, big.other"
