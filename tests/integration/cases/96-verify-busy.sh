# A pair that is written to while it is compared: what is on its way is no difference. And a link that does not run.
# shellcheck shell=bash disable=SC2154 # variables of lib/

replicating
on source "CREATE TABLE repltest.counters (id INT PRIMARY KEY, n BIGINT); INSERT INTO repltest.counters VALUES (1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (7, 0);
	CREATE TABLE repltest.many (id INT PRIMARY KEY AUTO_INCREMENT, a CHAR(60));
	INSERT INTO repltest.many (a) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT 'x' FROM n"
writer_begins
(
	while [[ -e $WORK/writing ]]; do
		echo "UPDATE repltest.counters SET n = n + 1 WHERE id = 1; UPDATE repltest.many SET a = RAND() WHERE id = 1 + $RANDOM % 1000;
			DELETE FROM repltest.many WHERE id = 1 + $RANDOM % 1000; INSERT INTO repltest.many (a) VALUES (RAND());"
		sleep 0.003
	done | client source
) &

it "nothing is found on an equal pair, however busy"
for ((i = 0; i < (${EXTREPL_LONG:-0} ? 20 : 2); i++)); do
	extrepl verify
	expect_status 0
	expect_output "Equal: "
done

# As fast as one session can: the same two values again and again, a row that comes and goes, a counter.
(
	while [[ -e $WORK/writing ]]; do
		echo "UPDATE repltest.counters SET n = 1 - n WHERE id = 3; UPDATE repltest.counters SET n = 1 - n WHERE id = 4;
			UPDATE repltest.counters SET n = n + 1 WHERE id = 5; DELETE FROM repltest.counters WHERE id = 6;
			UPDATE repltest.counters SET n = 1 - n WHERE id = 7; INSERT INTO repltest.counters VALUES (6, 0);"
	done | client source
) &
it "nor where values go and come back"
for ((i = 0; i < (${EXTREPL_LONG:-0} ? 50 : 5); i++)); do
	extrepl verify --table repltest.counters
	expect_status 0
done

it "what differs is found in the midst of it, and nothing else"
on rdsadmin "SET sql_log_bin = 0; UPDATE repltest.counters SET n = -1 WHERE id = 2"
extrepl verify -o json
expect_status 1
expect_json '[.verifications[0].tables[] | select(.outcome != "equal") | .table] == ["counters"]'
expect_json '[.verifications[0].tables[].rows[]] == [{"fault": "different", "key": "id 2"}]'
on rdsadmin "SET sql_log_bin = 0; UPDATE repltest.counters SET n = 0 WHERE id = 2"

writer_ends
wait
caught_up
it "SIGINT ends it, even where it waits for a lock of others: 130"
client source --execute "LOCK TABLES repltest.many WRITE; SELECT SLEEP(3)" >/dev/null & locked=$!
sleep 0.3
extrepl_begins verify
sleep 1
kill -INT "$pid"
extrepl_ends
expect_status 130
wait "$locked"

it "a link that does not run: said, and what the target lacks counts"
on rdsadmin "STOP REPLICA"
on source "UPDATE repltest.counters SET n = n + 1 WHERE id = 2"
extrepl verify
expect_status 1
expect_output "link the link does not run: what the target lags behind in counts as different"
expect_output "different id 2"
on rdsadmin "START REPLICA"
caught_up
extrepl verify
expect_status 0
