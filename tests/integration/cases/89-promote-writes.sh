# Writes during the lock, or on the closed side after it: the cut-over is undone, or reports them.
# shellcheck shell=bash disable=SC2154,SC2015,SC2016 # what lib/ sets

fresh
# shellcheck disable=SC2034 # for expect_nothing_left
scheduler=$(on source "SELECT @@GLOBAL.event_scheduler")
on source "CREATE TABLE repltest.held (id INT PRIMARY KEY)"
extrepl apply
expect_status 0
on source "CREATE USER 'app'@'%' IDENTIFIED BY 'app-Pw-1'; GRANT ALL ON repltest.* TO 'app'@'%'"
caught_up
faults_begin
as() { echo "$MYSQL_CLIENT --defaults-file=$LAB_DIR/$1.cnf --batch --skip-column-names -e"; }
# hook_opened COMMAND [CHANGE...]: runs when the target is open.
hook_opened() {
	manifest "${through[@]}" ".cutover.hooks = [{ at: \"opened\", run: [\"sh\", \"-c\", $(jq -n --arg run "$1" '$run')] }]" "${@:2}"
}

it "a source that follows another server is refused: its applier would write in spite of read_only"
if is_mysql; then
	on source "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = 9, SOURCE_USER = 'x' FOR CHANNEL 'other'; START REPLICA FOR CHANNEL 'other'"
	forget="STOP REPLICA FOR CHANNEL 'other'; RESET REPLICA ALL FOR CHANNEL 'other'"
else
	on source "CHANGE MASTER 'other' TO MASTER_HOST = '127.0.0.1', MASTER_PORT = 9, MASTER_USER = 'x'; START SLAVE 'other'"
	forget="STOP SLAVE 'other'; RESET SLAVE 'other' ALL"
fi
extrepl promote --allow promote
expect_status 3
expect_error "the source follows another server"
on source "$forget"
expect_nothing_left

if [[ ${EXTREPL_LONG:-} ]]; then
	# Lines "SIDE STATEMENT": from the last with one text to the next with another; each is a round trip.
	trips_between() { awk -v from="$1" -v to="$2" 'index($0, from) { on = 1; count = 0 } on { count++ } on && index($0, to) { exit } END { print count + 0 }' "$FAULTS/queries"; }
	expect_trips() {
		local counted
		counted=$(trips_between "$1" "$2")
		((counted >= 4 && counted <= 8)) || wrong_run "$counted round trips were sent inside the freeze"
		expect_json ".round_trips == $counted"
	}
	there_and_back_counted() {
		: >"$FAULTS/queries"
		extrepl promote --allow promote -o json
		expect_status 0
		expect_trips " FLUSH TABLES WITH READ LOCK" "'opened'"
		: >"$FAULTS/queries"
		extrepl promote --revert -o json
		expect_status 0
		expect_trips " LOCK TABLES" "SET GLOBAL read_only"
		extrepl promote --finalize
		expect_status 0
	}

	it "a round trip is one that is sent: there and back, at most eight are inside the freeze"
	there_and_back_counted
	it "by file and position as well"
	manifest "${through[@]}" '.replication.coordinates = "file"'
	extrepl apply
	expect_status 0
	there_and_back_counted

	it "a target that does not catch up in the freeze: undone after max_outage, exit 4, and the source takes writes"
	mkfifo "$WORK/holder"
	"$MYSQL_CLIENT" --defaults-file="$LAB_DIR/rdsadmin.cnf" --batch --skip-column-names --unbuffered <"$WORK/holder" >"$WORK/held" 2>&1 & holder=$!
	exec 8>"$WORK/holder"
	echo "LOCK TABLES repltest.held WRITE; SELECT 'locked';" >&8
	until grep -q locked "$WORK/held"; do pause 0.02; done
	manifest "${through[@]}" '.replication.coordinates = "file"' '.cutover.max_outage = "2s"'
	with_fault /FLUSH_TABLES/ before "$(as source) 'INSERT INTO repltest.held VALUES (6)'" promote --allow promote
	expect_fault "that locks the source"
	expect_status 4
	expect_error "not drained to"
	expect_error "within 2"
	expect_error "takes writes again after"
	expect_nothing_left
	on source "INSERT INTO repltest.held VALUES (7)"
	exec 8>&-
	wait "$holder" || true
	caught_up
	expect_equal_sides
	on source "DELETE FROM repltest.held"

	it "a target whose applier stops in the freeze: undone at once, and that is said"
	with_fault /FLUSH_TABLES/WAIT/ before "$(as rdsadmin) 'STOP REPLICA SQL_THREAD'" promote --allow promote
	expect_fault "that waits for the target"
	expect_status 4
	expect_error "the applier on the target has stopped"
	expect_error "takes writes again after"
	expect_nothing_left
	on rdsadmin "START REPLICA SQL_THREAD"
	caught_up
	manifest "${through[@]}"
	extrepl apply
	expect_status 0
fi

it "an XA transaction that wrote before the freeze cannot be prepared after it, nor DDL done that waited for the lock"
mkfifo "$WORK/statements"
"$MYSQL_CLIENT" -h 127.0.0.1 -P "$SOURCE_PORT" -u app -papp-Pw-1 --batch --skip-column-names --force --unbuffered \
	<"$WORK/statements" >"$WORK/late" 2>&1 & late=$!
exec 9>"$WORK/statements"
begins="echo \"XA START 'late'; INSERT INTO repltest.held VALUES (1); XA END 'late'; SELECT 'written';\" >$WORK/statements
	until grep -q written $WORK/late; do sleep 0.02; done"
# And a session that read_only does not stop, or that does not know of it.
lift=''
! is_mysql || lift='SET GLOBAL super_read_only = OFF; SET GLOBAL read_only = OFF; '
hook_opened "$(as source) '${lift}INSERT INTO repltest.held VALUES (2)'" '.cutover.max_outage = "60s"'
# And DDL that is waiting for the lock when read_only is set.
app="$MYSQL_CLIENT -h 127.0.0.1 -P $SOURCE_PORT -u app -papp-Pw-1"
alters="$app -e 'ALTER TABLE repltest.held ADD COLUMN late INT' >$WORK/altered 2>&1 & until $(as source) 'SHOW PROCESSLIST' | grep -q 'Waiting.*ALTER'; do sleep 0.02; done"
with_fault "/'freezing'/" before "${begins//$'\n'/;}
/FLUSH_TABLES/WAIT/ before $alters" promote --allow promote
expect_fault "that waits for the target"
expect_status 1
expect_error "the open transaction of app@"
[[ ! $(on source "SHOW COLUMNS FROM repltest.held LIKE 'late'") ]] || wrong "the table was altered in spite of read_only"
[[ $(promotion_state) == promoted ]] || wrong_run "it is $(promotion_state)"
echo "XA PREPARE 'late'; XA COMMIT 'late'; SELECT 'through';" >&9
exec 9>&-
wait "$late" || true
! grep -qx through "$WORK/late" || wrong "it was committed after the freeze:" "$(cat "$WORK/late")"
[[ $(on source "SELECT COUNT(*) FROM repltest.held WHERE id = 1") == 0 && ! $(on source "XA RECOVER") ]] || wrong "it is on the source"

it "what the source has written itself since then is said, by promote and by status, and the target has it"
expect_error "has written itself since it was made read-only"
expect_error "replication has brought that to"
[[ $(on rdsadmin "SELECT id FROM repltest.held") == 2 ]] || wrong "on the target there is: $(on rdsadmin "SELECT id FROM repltest.held")"
extrepl status
expect_status 1
expect_output "THE SOURCE HAS WRITTEN"
if is_mysql; then
	extrepl promote
	expect_status 1
	expect_source_closed
fi

it "back: what another session writes on the target in spite of the lock is no success, and not lost"
manifest "${through[@]}"
with_fault /LOCK_TABLES/WAIT/ before "$(as rdsadmin) 'CREATE TABLE repltest.under_lock (id INT)'" promote --revert
expect_fault "that waits for the source"
expect_status 1
expect_error "the target was written to despite the lock"
expect_error "CREATE TABLE repltest.under_lock"
expect_source_closed
[[ $(promotion_state) == promoted ]] || wrong_run "it is $(promotion_state)"
soon source "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'under_lock'" 1

if [[ ${EXTREPL_LONG:-} ]]; then
	it "RDS's own heartbeat and rotation are no writes"
	with_fault /LOCK_TABLES/WAIT/ before "$(as rdsadmin) 'REPLACE INTO mysql.rds_heartbeat2 VALUES (1, 4711); FLUSH BINARY LOGS'" promote --revert
	expect_fault "that waits for the source"
	expect_status 0
	expect_source_open
	expect_equal_sides

	it "there again: a rotation under the lock is no write; an event that cannot be enabled on the target is said, by the exit status, too"
	on source "CREATE EVENT repltest.gone ON SCHEDULE EVERY 1 DAY STARTS '2035-01-01' DO DO 1"
	caught_up
	with_fault /FLUSH_TABLES/WAIT/ before "$(as source) 'FLUSH BINARY LOGS'
/ALTER_DEFINER/ before $(as rdsadmin) 'DROP EVENT repltest.gone'" promote --allow promote
	expect_fault "that waits for the target"
	expect_status 1
	expect_error "an event was not enabled"
	expect_error "1 event of"
	[[ $(promotion_state) == promoted ]] || wrong_run "it is $(promotion_state)"
	extrepl promote --revert
	expect_status 0

	it "the lock is lost, and somebody writes at once: undone, and the write is on both sides"
	sessions="SELECT id FROM information_schema.processlist WHERE user = 'root' AND command = 'Sleep' AND host LIKE '127.0.0.1%'"
	with_fault /FLUSH_TABLES/WAIT/ before "for id in \$($(as source) \"$sessions\"); do $(as source) \"KILL \$id\"; done; $(as source) 'INSERT INTO repltest.held VALUES (3)'" promote --allow promote
	expect_fault "that waits for the target"
	[[ $status != 0 ]] || wrong_run "it ends as if nothing had happened"
	[[ $(promotion_state) == reverted ]] || wrong_run "it is $(promotion_state)"
	expect_source_open
	caught_up
	expect_equal_sides
fi

if [[ ${EXTREPL_LONG:-} ]] && is_mysql; then
	it "a transaction of the source's own, though empty, is no move of the way back's: undone"
	uuid=$(on source "SELECT @@server_uuid")
	with_fault /FLUSH_TABLES/WAIT/ before "$(as source) \"SET GTID_NEXT = '$uuid:999999'; BEGIN; COMMIT\"" promote --allow promote
	expect_fault "that waits for the target"
	expect_status 1
	expect_error "the source was written to despite the lock: $uuid:999999"
	expect_source_open

	it "the same without GTIDs: told by what the events are"
	extrepl promote --finalize
	on source "SET GLOBAL gtid_mode = ON_PERMISSIVE"
	with_fault /FLUSH_TABLES/WAIT/ before "$(as source) 'FLUSH PRIVILEGES'" promote --allow promote
	expect_fault "that waits for the target"
	expect_status 1
	expect_error "the source was written to despite the lock: Query"
	expect_source_open
	with_fault /FLUSH_TABLES/WAIT/ before "$(as source) 'FLUSH BINARY LOGS'" promote --allow promote
	expect_fault "that waits for the target"
	expect_status 0
	extrepl promote --revert
	expect_status 0
	extrepl promote --finalize
	on source "SET GLOBAL gtid_mode = ON"
fi

if [[ ${EXTREPL_LONG:-} ]] && ! is_mysql; then
	it "back: a sequence gives out no number under the lock"
	on source "CREATE SEQUENCE repltest.numbers"
	caught_up
	extrepl promote --allow promote
	expect_status 0
	with_fault /LOCK_TABLES/WAIT/ before "$(as rdsadmin) 'SET lock_wait_timeout = 1; SELECT NEXTVAL(repltest.numbers)' >$WORK/number 2>&1" promote --revert
	expect_fault "that waits for the source"
	expect_status 0
	grep -q 1205 "$WORK/number" || wrong "it gave out:" "$(cat "$WORK/number")"
fi
faults_end
