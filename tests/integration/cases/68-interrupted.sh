# SIGINT and SIGTERM at any moment of the copy: it stops and prints what to do next, and the same command continues.
# shellcheck shell=bash disable=SC1091,SC2034,SC2154 # variables of lib/

# stops SIGNAL STATUS: the run ends within moments, and none of its statements goes on.
stops() {
	kill -"$1" "$pid"
	extrepl_ends
	lets_go
	expect_status "$2"
	if [[ $1 == INT ]]; then expect_error "interrupted: "; else expect_error "terminated: "; fi
	expect_row_soon rdsadmin "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'awsuser' AND command <> 'Sleep'" 0
	expect_row_soon source "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'SELECT%\`big\`%' AND id <> CONNECTION_ID()" 0
}

goes_on_later() {
	expect_error "The same command goes on from there"
	expect_row rdsadmin "SELECT state FROM extrepl.record" unfinished
}

. "$INTEGRATION/kills/holder.sh"

fresh
big_rows=128000 # so many that its secondary key is built after the data
big_database

it "while it waits for an earlier run's statements: nothing was written"
holds rdsadmin "SELECT GET_LOCK('extrepl/0', 0)"
extrepl_begins apply
extrepl_says "waiting for statements of an earlier extrepl to end"
stops INT 130
expect_hint "No row was written. The same command starts from the beginning."
expect_row rdsadmin "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'big'" 0

if is_mysql; then
	it "while it waits for the read lock: nothing was written"
	holds source "LOCK TABLES big.other WRITE"
	extrepl_begins apply
	until_counted source "processlist WHERE info LIKE 'FLUSH TABLES WITH READ LOCK'"
	stops TERM 143
	expect_hint "No row was written. The same command starts from the beginning."
fi

it "while keys are built"
extrepl_begins apply
until_counted rdsadmin "tables WHERE table_schema = 'big' AND table_name = 't'"
holds rdsadmin "START TRANSACTION; SELECT COUNT(*) FROM big.t INTO @count"
until_counted rdsadmin "processlist WHERE info LIKE 'ALTER TABLE%' AND state LIKE 'Waiting for table%'"
stops TERM 143
goes_on_later

it "while rows are loaded"
on rdsadmin "DELETE FROM extrepl.chunk WHERE \`table\` = 'small' AND number > 0; TRUNCATE big.small"
holds rdsadmin "START TRANSACTION; SELECT COUNT(*) FROM extrepl.chunk WHERE name = 'db001-to-rds001'
	AND \`database\` = 'big' AND \`table\` = 'small' AND number = 1 FOR UPDATE"
extrepl_begins apply
until_loading_waits big small
stops INT 130
goes_on_later
extrepl plan
expect_output "a copy was begun"

it "and the next one completes it; in JSON it tells what was kept"
extrepl apply --log-format json
expect_status 0
jq -se 'map(select(.step == "target.copy" and has("kept_bytes"))) | last | .rows == 128008 and .kept_rows == 128007
	and .kept_bytes > 1000000 and .kept_chunks > 0 and .bytes > .kept_bytes and .retried == 0 and .lock_ms >= 0
	and .elapsed_ms > 0 and .bytes_per_second >= 0 and (.lock_method | length > 0)' "$WORK/err" >/dev/null ||
	wrong_run "the figures are others"
expect_same_checksums "big.t, big.small, big.other"
expect_in_sync

it "a new copy that is interrupted before its first row: the link is gone already, and that is said"
on source "DROP TABLE big.t"
holds rdsadmin "SELECT GET_LOCK('extrepl/0', 0)"
extrepl_begins apply --replace-copy --allow target-data
extrepl_says "waiting for statements of an earlier extrepl to end"
stops INT 130
expect_error "the target's link is already removed"
expect_error "no data on the target was changed yet"
extrepl apply --replace-copy --allow target-data
expect_status 0
expect_in_sync
