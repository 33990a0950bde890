# Another tool's lock: a backup, LOCK TABLES. Nothing waits silently, extrepl names the session that has the lock, and an
# action that was given up does not happen later. 13-locked tests the plan and the first statement of an apply.
# shellcheck shell=bash disable=SC1091,SC2034,SC2154 # variables of lib/

. "$INTEGRATION/kills/holder.sh"

# holds_named: like holds; sets $holder_id to the id of the session.
holds_named() {
	holds "$1" "$2"
	echo "SELECT CONNECTION_ID();" >&"$holder_out"
	read -r -t "$MOMENT" holder_id <&"${holder[0]}"
}

expect_no_account() { expect_row source "SELECT COUNT(*) FROM mysql.user WHERE user = 'repl'" 0; }
creating="processlist WHERE info LIKE 'CREATE USER%'"

fresh
everything="FLUSH TABLES WITH READ LOCK"
! is_mysql || everything="LOCK INSTANCE FOR BACKUP"

it "an interrupt while that waits: the statement ends on the server, too"
holds_named source "$everything"
extrepl_begins apply
until_counted source "$creating"
kill -INT "$pid" 2>/dev/null || true
extrepl_ends
# On a slow machine it had given up before.
[[ $status == 130 || $status == 4 ]] || wrong_run "exit status $status"
expect_row_soon source "SELECT COUNT(*) FROM information_schema.$creating" 0
lets_go
expect_no_account

it "LOCK TABLES of somebody on the source: the copy waits, says for whom, and goes on"
holds_named source "LOCK TABLES repltest.customer WRITE"
extrepl_begins apply
extrepl_says "session $holder_id of root@localhost"
lets_go
extrepl_ends
expect_status 0
# MariaDB shows which sessions it may be: not one of extrepl's own, which are younger.
while read -r id; do
	((id <= holder_id)) || wrong_run "it suspects itself: session $id"
done < <(grep -oP 'session \K\d+(?= of)' "$WORK/err")
expect_in_sync

[[ ${EXTREPL_LONG:-} ]] || return 0

locks=("LOCK TABLES repltest.customer READ" "FLUSH TABLES WITH READ LOCK")
if is_mysql; then
	locks+=("LOCK INSTANCE FOR BACKUP" "FLUSH TABLES repltest.customer FOR EXPORT")
else
	locks+=("BACKUP STAGE START" "BACKUP STAGE START; BACKUP STAGE BLOCK_DDL" "BACKUP STAGE START; BACKUP STAGE BLOCK_COMMIT")
fi
for side in source rdsadmin; do
	for lock in "${locks[@]}"; do
		it "plan and verify beside $lock on the $side"
		holds "$side" "$lock"
		extrepl plan
		expect_status 0
		extrepl verify
		expect_status 0
		lets_go
	done
	it "verify beside LOCK TABLES ... WRITE on the $side: 4, and who has it"
	holds_named "${side/rdsadmin/target}" "LOCK TABLES repltest.customer WRITE"
	extrepl verify
	expect_status 4
	expect_error "session $holder_id of "
	lets_go
done

it "another one's lock on the target: the copy waits, says for whom, and goes on"
reset_target
holds_named rdsadmin "$everything"
extrepl_begins apply --timeout 90s
until_counted rdsadmin "processlist WHERE state LIKE 'Waiting for%lock'"
sleep 3
lets_go
extrepl_ends
[[ $status == 0 || $status == 4 ]] || wrong_run "exit status $status"
extrepl apply
expect_in_sync
