# A target that does not go on: DDL on the source waits for the copy's reader, and everybody else for the DDL.
# shellcheck shell=bash disable=SC1091,SC2154 # variables of lib/

. "$INTEGRATION/kills/holder.sh"

reset_source
reset_target
big_database

# stands_still HOW: the target stops amid the rows of big.t, until passes.
stands_still() {
	copies_begins -t 1 -c 256 big
	until_loaded 2 "\`table\` = 't'"
	case $1 in
	locked) holds rdsadmin "FLUSH TABLES WITH READ LOCK; SELECT 'held'" ;;
	stopped) kill -STOP "$TARGET_PID" ;;
	esac
	client source --execute "ALTER TABLE big.t ADD COLUMN later INT" & ddl=$!
	# A query behind the DDL, which waits for the copy.
	client source --execute "SET lock_wait_timeout = 60; SELECT COUNT(*) FROM big.t WHERE id = 1" >"$WORK/query" || wrong "the query failed"
	wait "$ddl" || wrong "the ALTER failed"
	expect_same "its answer" "$(tail -n 1 "$WORK/query")" 1
}

it "the target is locked: the copy lets the DDL pass, and goes on with a new snapshot"
stands_still locked
lets_go
extrepl_ends
expect_status 0
expect_error "a statement on the source waits for a table that is read, and the target does not answer"
expect_same_checksums "big.t, big.small, big.other"

it "the target does not answer: the source does not wait for it"
on source "ALTER TABLE big.t DROP COLUMN later"
reset_target
stands_still stopped
kill -CONT "$TARGET_PID"
extrepl_ends
expect_status 0
expect_error "a statement on the source waits for a table that is read, and the target does not answer"
expect_same_checksums "big.t, big.small, big.other"
