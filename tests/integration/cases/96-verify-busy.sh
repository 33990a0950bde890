# A pair that is compared during writes: a change that is not applied yet is no difference. And a link that does not run.
# shellcheck shell=bash disable=SC2154 # variables of lib/

# Rows of the big tables that change little.
doublings=0
[[ ! ${EXTREPL_LONG:-} ]] || doublings=10

replicating
on source "CREATE TABLE repltest.counters (id INT PRIMARY KEY, n BIGINT); INSERT INTO repltest.counters VALUES (1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (7, 0);
	CREATE TABLE repltest.many (id INT PRIMARY KEY AUTO_INCREMENT, a CHAR(60));
	INSERT INTO repltest.many (a) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT 'x' FROM n;
	CREATE TABLE repltest.loose (n INT, t VARCHAR(20));
	INSERT INTO repltest.loose SELECT id, 'stays' FROM repltest.many; INSERT INTO repltest.loose VALUES (0, 'to and fro'), (0, 'counts'), (9, 'equal'), (9, 'equal');
	CREATE TABLE repltest.wide (id INT PRIMARY KEY, n INT, pad CHAR(200));
	INSERT INTO repltest.wide SELECT l.id * 20 + r.id, 0, REPEAT('x', 200) FROM repltest.many l JOIN repltest.many r WHERE r.id <= 20;
	ANALYZE TABLE repltest.wide" >/dev/null
for ((i = 0; i < doublings; i++)); do
	on source "INSERT INTO repltest.many (a) SELECT a FROM repltest.many; INSERT INTO repltest.loose SELECT n + (1000 << $i), t FROM repltest.loose WHERE t = 'stays'"
done
moves=''
is_mysql || {
	on source "CREATE SEQUENCE repltest.numbers NOCACHE; CREATE SEQUENCE repltest.downwards START WITH -1 INCREMENT BY -1 NOCACHE;
		CREATE SEQUENCE repltest.round START WITH 1 MAXVALUE 7 CYCLE NOCACHE"
	moves="DO NEXTVAL(repltest.numbers); DO NEXTVAL(repltest.downwards); DO NEXTVAL(repltest.round);"
}
caught_up
writer_begins
(
	while [[ -e $WORK/writing ]]; do
		echo "$moves UPDATE repltest.counters SET n = n + 1 WHERE id = 1; UPDATE repltest.many SET a = RAND() WHERE id = 1 + $RANDOM % 1000;
			DELETE FROM repltest.many WHERE id = 1 + $RANDOM % 1000; INSERT INTO repltest.many (a) VALUES (RAND());
			INSERT IGNORE INTO repltest.many (id, a) VALUES (1, ''), (NULL, RAND()), (1, '');"
		pause 0.03
	done | client source
) &

it "nothing is found on an equal pair, however busy"
for ((i = 0; i < (${EXTREPL_LONG:-0} ? 20 : 1); i++)); do
	extrepl verify
	expect_status 0
	expect_output "Equal: "
	[[ ! ${EXTREPL_LONG:-} ]] || echo "# $(tail -n 1 "$WORK/out")"
done

touch "$WORK/writing-fast"
# As fast as a replica can follow: two alternating values, a row that is inserted and deleted again and again, a counter.
(
	while [[ -e $WORK/writing-fast ]]; do
		echo "UPDATE repltest.counters SET n = 1 - n WHERE id = 3; UPDATE repltest.counters SET n = 1 - n WHERE id = 4;
			UPDATE repltest.counters SET n = n + 1 WHERE id = 5; DELETE FROM repltest.counters WHERE id = 6;
			UPDATE repltest.counters SET n = 1 - n WHERE id = 7; INSERT INTO repltest.counters VALUES (6, 0);"
		pause 0.03
	done | client source
) &
# The same without a key; and in all ranges of a table at once. For each row the replica reads the whole table without a key,
# so in a long table the next writes wait until the replica has applied these.
keyless="UPDATE repltest.loose SET n = 1 - n WHERE t = 'to and fro'; UPDATE repltest.loose SET n = n + 1 WHERE t = 'counts';
	DELETE FROM repltest.loose WHERE t = 'equal' LIMIT 1; INSERT INTO repltest.loose VALUES (9, 'equal');
	UPDATE repltest.wide SET n = 1 - n WHERE id IN (8000, 12000, 16000, 19900);"
in_step() {
	local file position wait=MASTER_POS_WAIT

	! is_mysql || wait=SOURCE_POS_WAIT
	read -r file position _ < <(client source --skip-column-names <<<"$(sql_binlog_status)")
	client rdsadmin <<<"SELECT $wait('$file', $position, 60)" >/dev/null
}
if [[ ${EXTREPL_LONG:-} ]]; then
	while [[ -e $WORK/writing-fast ]]; do
		client source <<<"$keyless"
		in_step
	done &
else
	while [[ -e $WORK/writing-fast ]]; do
		echo "$keyless"
		pause 0.1
	done | client source &
fi
it "nor where values go and come back"
for ((i = 0; i < (${EXTREPL_LONG:-0} ? 20 : 1); i++)); do
	extrepl verify --table repltest.counters --table repltest.loose --table repltest.wide
	expect_status 0
done

# During all this, a verdict takes many rounds.
[[ ${EXTREPL_LONG:-} ]] || {
	rm "$WORK/writing-fast"
	caught_up
}
it "what differs is found in the midst of it, and nothing else"
on rdsadmin "SET sql_log_bin = 0; UPDATE repltest.counters SET n = -1 WHERE id = 2; DELETE FROM repltest.loose WHERE n = 500 AND t = 'stays'"
extrepl verify -o json
expect_status 1
expect_json '[.verifications[0].tables[] | select(.outcome != "equal") | .table] == ["counters", "loose"]'
expect_json '[.verifications[0].tables[].rows[] | .fault + " " + .key] == ["different id 2", "missing (n, t) (500, '"'stays'"')"]'
on rdsadmin "SET sql_log_bin = 0; UPDATE repltest.counters SET n = 0 WHERE id = 2; INSERT INTO repltest.loose VALUES (500, 'stays')"

it "counters that the target alone has set are found, however fast the source's move"
on rdsadmin "ALTER TABLE repltest.many AUTO_INCREMENT = 4000000"
is_mysql || on rdsadmin "DO SETVAL(repltest.numbers, 5000000); DO SETVAL(repltest.downwards, -5000000)"
extrepl verify -o json
expect_status 1
if is_mysql; then counters=many; else counters="downwards many numbers"; fi
expect_json '[.verifications[0].definitions[].object | gsub(".*\\.|`"; "")] | sort | join(" ") == "'"$counters"'"'
on rdsadmin "ALTER TABLE repltest.many AUTO_INCREMENT = 1"

if [[ ${EXTREPL_LONG:-} ]]; then
	it "so many rows differ that ranges must do: what only goes to and fro is no range"
	manifest_named serial.yaml '.copy.threads = 1 | .copy.chunk_size = "1MiB"'
	on rdsadmin "SET sql_log_bin = 0; UPDATE repltest.wide SET n = 2 WHERE id < 1100"
	for ((i = 0; i < 5; i++)); do
		extrepl verify -o json -f serial.yaml --table repltest.wide
		expect_status 1
		expect_json '.verifications[0].tables[0] | .different >= 1000 and .ranges_count == 1 and (.ranges[0] | startswith("up to id "))'
	done
	on rdsadmin "SET sql_log_bin = 0; UPDATE repltest.wide SET n = 0 WHERE id < 1100"
fi

rm -f "$WORK/writing-fast"
writer_ends
wait
is_mysql || on source "DROP SEQUENCE repltest.numbers, repltest.downwards, repltest.round"
caught_up
# locked ACCOUNT TABLE: locks the table until `free`.
locked() {
	coproc holder { client "$1" --unbuffered; }
	echo "LOCK TABLES $2 WRITE; SELECT 'locked';" >&"${holder[1]}"
	read -r _ <&"${holder[0]}"
}
free() {
	local asks=${holder[1]}

	exec {asks}>&-
	wait "$holder_PID"
}

it "SIGINT ends it, even where it waits for a lock of others: 130"
locked source repltest.many
extrepl_begins verify
expect_row_soon source "SELECT COUNT(*) > 0 FROM information_schema.processlist WHERE state LIKE 'Waiting for table%lock'" 1
kill -INT "$pid"
extrepl_ends
expect_status 130
free

# link_is_off: stops the link, then writes to the source.
link_is_off() {
	on rdsadmin "STOP REPLICA"
	on source "UPDATE repltest.counters SET n = n + 1 WHERE id = 2"
}

it "a link that is off for a moment is waited for"
link_is_off
extrepl_begins verify
extrepl_says "the link does not run: waiting a little"
on rdsadmin "START REPLICA"
extrepl_ends
expect_status 0
expect_no_output "link "

if [[ ${EXTREPL_LONG:-} ]]; then
	it "one that is far behind is waited for, and that is said"
	locked rdsadmin repltest.customer
	on source "INSERT INTO repltest.customer (name, email) VALUES ('waits', 'waits@example.com'); UPDATE repltest.counters SET n = n + 1 WHERE id = 2"
	extrepl_begins verify --table repltest.counters
	extrepl_says "waiting for the link: the target is at db001-bin."
	free
	extrepl_ends
	expect_status 0
fi

manifest '.replication.timeout = "1s"'
it "a link that does not run: said, and what the target lacks counts"
link_is_off
extrepl verify
expect_status 1
expect_output "link the link does not run: what the target has not applied yet counts as different"
expect_output "different id 2"

it "one that comes back is relied on again"
on rdsadmin "SET sql_log_bin = 0; DELETE FROM repltest.many LIMIT 1"
locked source repltest.many
extrepl_begins verify
extrepl_says "the link does not run: compared without it"
on rdsadmin "START REPLICA"
expect_link_soon Replica_IO_Running Yes
free
extrepl_ends
expect_status 1
expect_error "the link runs again"
expect_output "! repltest.many"
