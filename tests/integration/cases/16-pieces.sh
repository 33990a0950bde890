# The databases of tests/cases in chunks of a kilobyte, so that every kind of key bounds a chunk; then again, with some rows
# changed in between, as after an interrupted run.
# shellcheck shell=bash disable=SC1091,SC2034,SC2154 # variables of lib/

[[ ${EXTREPL_LONG:-} ]] || return 0
. "$INTEGRATION/lib/stories.sh"

reset_source & source=$!
reset_target
wait "$source"
remember_globals
databases=()
for file in "$STORIES"/*.sql; do
	if story_read "$file" && story_is_ours && ! story_is_alone; then story_load "$file"; fi
done
restore_globals
mapfile -t databases < <(on source "SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema', 'repltest')")
copy_in_pieces() { copies -t 3 -c 1 -d admin "${databases[@]}"; }

# Definers are the target's administrator: there was no plan that looks for the accounts.
expect_the_same() {
	local differences

	expect_status 0
	differences=$(DATABASES="${STORY_DATABASES%)}, 'repltest')" compare_torture | grep -v DEFINER || true)
	[[ ! $differences ]] || wrong "the sides differ:" "$differences"
}

it "all rows arrive, whatever the key that chunks are cut by: ${#databases[@]} databases"
copy_in_pieces
expect_the_same

it "a second run finds what was changed, deletes it, and brings the rest"
on source "SELECT CONCAT('UPDATE IGNORE ', CONCAT('\`', table_schema, '\`.\`', REPLACE(table_name, '\`', '\`\`'), '\`'), ' SET ', '\`', REPLACE(MIN(column_name), '\`', '\`\`'), '\` = NULL LIMIT 1;')
	FROM information_schema.columns WHERE is_nullable = 'YES' AND COALESCE(generation_expression, '') = '' AND table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema', 'repltest')
	AND (table_schema, table_name) IN (SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE') GROUP BY table_schema, table_name" >"$WORK/changes.sql"
(($(wc -l <"$WORK/changes.sql") > 30)) || wrong "few changes: $(cat "$WORK/changes.sql")"
{ echo "SET foreign_key_checks = 0, sql_mode = '';"; cat "$WORK/changes.sql"; } | client source --force >/dev/null 2>&1 || true
on rdsadmin "UPDATE extrepl.record SET state = 'unfinished'"
copy_in_pieces
expect_the_same
