# A dump that was loaded by hand, with the coordinates that it recorded.
# shellcheck shell=bash

dump_by_hand() {
	local program=mariadb-dump options=(--master-data=2)

	! is_mysql || program=mysqldump options=(--source-data=2 --set-gtid-purged=OFF)
	"$SERVER_PROGRAMS/$program" --defaults-file="$LAB_DIR/source.cnf" "${options[@]}" --single-transaction \
		--no-tablespaces --databases repltest
}

fresh
dump_by_hand >"$WORK/dump.sql"
file=$(sed -nE "s/.*_LOG_FILE='([^']*)'.*/\1/p" "$WORK/dump.sql")
position=$(sed -nE "s/.*_LOG_POS=([0-9]+).*/\1/p" "$WORK/dump.sql")
sed -E 's/DEFINER=[^ ]+//' "$WORK/dump.sql" | client target
on source "INSERT INTO repltest.customer (name) VALUES ('after the dump')"

it "adopt links at the dump's coordinates and copies nothing"
manifest ".copy.adopt = {file: \"$file\", position: $position}"
extrepl plan
expect_output "adopted at $file:$position"
extrepl apply
expect_status 0
expect_row rdsadmin "SELECT state, file, position FROM extrepl.record" "adopted	$file	$position"
expect_equal_sides
expect_in_sync

it "coordinates that the source does not have are refused"
fresh
sed -E 's/DEFINER=[^ ]+//' "$WORK/dump.sql" | client target
manifest ".copy.adopt = {file: \"db001-bin.000999\", position: 4}"
remember
extrepl apply
expect_refused 3
expect_output "db001-bin.000999, which is not among the source's binlogs"

it "data that is not there cannot be adopted"
reset_target
manifest ".copy.adopt = {file: \"$file\", position: $position}"
remember
extrepl apply
expect_refused 3
expect_output "the target has no database repltest"
