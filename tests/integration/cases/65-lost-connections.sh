# Connections that are lost during a copy: no row is lost, and none is loaded twice.
# shellcheck shell=bash disable=SC1091,SC2016,SC2034,SC2154 # variables of lib/; the backquotes are the servers'

reset_source
reset_target
big_database

# ends_session ACCOUNT LIKE: kills the first session that runs such a statement.
ends_session() {
	local answer='' trouble deadline=$((SECONDS + MOMENT))

	until asks "$1" "SELECT id FROM information_schema.processlist WHERE info LIKE '$2' AND id <> CONNECTION_ID() LIMIT 1" &&
		[[ $answer ]]; do
		((SECONDS < deadline)) || {
			wrong "nobody came to: $2"
			return 0
		}
		pause 0.002
	done
	asks "$1" "KILL $answer" || true
}

# Kills the session that holds the snapshot and was the last to read, whatever it is doing: on MariaDB only one of two reads.
ends_reader() {
	local reader idle=time_ms

	! is_mysql || idle="time"
	reader=$(on source "SELECT p.id FROM information_schema.innodb_trx JOIN information_schema.processlist p ON p.id = trx_mysql_thread_id
		ORDER BY p.$idle LIMIT 1")
	[[ $reader ]] || wrong "the copy was over before"
	on source "KILL ${reader:-0}" || true
}

chunks_of() { on rdsadmin "SELECT COUNT(*), SUM(row_count), SUM(digest IS NULL) FROM extrepl.chunk WHERE \`table\` = '$1' AND number > 0"; }

it "a writer's connection is killed, three times: the copy goes on"
copies_begins -t 2 -c 256 big
for _ in 1 2 3; do
	ends_session rdsadmin 'LOAD DATA%big%'
done
extrepl_ends
expect_status 0
expect_error "a session on the target was lost; connecting again"
expect_same_checksums "big.t, big.small, big.other"
(($(figure retried) > 0)) || wrong "nothing was retried"

it "a reader's connection is killed: its rows go to those that still hold the snapshot"
# Many chunks: the ended session still has rows to read, so it notices.
copies_begins -r -t 2 -c 256 big
extrepl_says "dropping big"
until_loaded 2 "\`table\` = 't'"
ends_reader
on source "UPDATE big.t SET a = 'behind the snapshot' WHERE id < 10"
extrepl_ends
expect_status 0
expect_error "a session on the source was lost; 1 of 2 still hold the snapshot"
expect_row target "SELECT COUNT(*) FROM big.t WHERE a = 'behind the snapshot'" 0
expect_row target "SELECT COUNT(*) FROM big.t" "$big_rows"

it "the last one, too: 69, and the next run keeps what is there"
copies_begins -r -t 1 -c 256 big
extrepl_says "dropping big"
until_loaded 5 "\`table\` = 't'"
ends_reader
extrepl_ends
expect_status 69
expect_hint "Run it again: it takes a new snapshot and keeps what is loaded and unchanged."
copies -t 2 -c 256 big
expect_status 0
(($(figure kept_chunks) > 4)) || wrong "kept $(figure kept_chunks) chunks"
expect_same_checksums "big.t, big.small, big.other"

it "the target is started again in the midst: the same copy goes on"
copies_begins -r -t 2 -c 256 -p 60000 big
extrepl_says "dropping big"
until_loaded 3 "number > 0"
lab kill "$PAIR" target >/dev/null
lab start "$PAIR" target >/dev/null
use "$PAIR"
extrepl_ends
expect_status 0
expect_same_checksums "big.t, big.small, big.other"

# loses THREADS NTH [PATTERN [COMMAND]]: a copy of the databases in $copied; its NTH such COMMIT gets no answer.
copied=big chunk=1024
loses() {
	rm -f "$WORK/loser"
	python3 "$INTEGRATION/lose_answer.py" "$TARGET_HOST" "$TARGET_PORT" "${@:2}" >"$WORK/loser" & loser=$!
	until [[ -s $WORK/loser ]]; do pause 0.01; done
	ran="(copy_driver) $copied" status=0
	(set -a && . "$LAB_DIR/env" && TARGET_PORT=$(head -n 1 "$WORK/loser") COPY_TLS=no exec "$driver" -r -t "$1" -c "$chunk" $copied) >"$WORK/out" 2>"$WORK/err" || status=$?
	kill "$loser"
	lost=$(grep -c lost "$WORK/loser" || true)
}

expect_whole() {
	expect_status 0
	expect_same_checksums "big.t, big.small, big.other"
	expect_same "rows in the ledger" "$(chunks_of t | cut -f2,3)" "$big_rows	0"
}

it "a COMMIT whose answer is lost is not done twice"
nths=(1)
! is_mysql || nths=(4)
[[ ! ${EXTREPL_LONG:-} ]] || nths=(1 4)
for nth in "${nths[@]}"; do
	loses 1 "$nth"
	expect_same "answers lost" "$lost" 1
	expect_error "a session on the target was lost; connecting again"
	expect_whole
done

# On MariaDB each table has one writer, and nothing is split.
if is_mysql; then
	it "a range that was split is split, although nobody was told"
	copied=halves chunk=128
	on source "CREATE DATABASE halves; CREATE TABLE halves.t (id INT PRIMARY KEY, a CHAR(120)); INSERT INTO halves.t SELECT id, a FROM big.t WHERE id <= 30000"
	on source "ANALYZE TABLE halves.t" >/dev/null
	# A worker that starts late may find nothing left.
	for _ in 1 2 3 4 5 6; do
		loses 2 1 'START TRANSACTION.*UPDATE `extrepl`.`chunk` SET `upper`'
		expect_status 0
		[[ $lost != 1 ]] || break
	done
	expect_same "answers lost" "$lost" 1
	expect_same_checksums "halves.t"
	expect_same "rows in the ledger" "$(on rdsadmin "SELECT SUM(row_count), SUM(digest IS NULL) FROM extrepl.chunk WHERE \`database\` = 'halves' AND number > 0")" "30000	0"
fi

it "a last chunk that was not committed is not taken for loaded when its reader is lost, too"
copied=last chunk=1024
on source "CREATE DATABASE last; CREATE TABLE last.t (id INT PRIMARY KEY); INSERT INTO last.t VALUES (1), (2)"
kills="'$MYSQL_CLIENT' --defaults-file='$LAB_DIR/source.cnf' -N"
loses 1 1 'UPDATE `extrepl`.`chunk` SET `row_count`' \
	"echo \"SELECT CONCAT('KILL ', trx_mysql_thread_id, ';') FROM information_schema.innodb_trx\" | $kills | $kills"
expect_same "answers lost" "$lost" 1
expect_status 69
expect_error "no session that holds the snapshot is left"
copies -t 1 last
expect_status 0
expect_same_checksums "last.t"
