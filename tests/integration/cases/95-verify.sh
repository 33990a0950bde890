# What verify finds: single bytes, bits and rows in tables with all kinds of keys, and different definitions.
# shellcheck shell=bash disable=SC2154 # variables of lib/

# For the big table: 16,000 rows, or a million.
doublings=4
[[ ! ${EXTREPL_LONG:-} ]] || doublings=10
rows=$((1000 << doublings))

fresh
on source "CREATE DATABASE v CHARACTER SET utf8mb4;
	CREATE TABLE v.big (id INT PRIMARY KEY AUTO_INCREMENT, a CHAR(60), heap INT);
	INSERT INTO v.big (a, heap) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
		SELECT CONCAT('row ', i, REPEAT('x', 40)), i FROM n;
	CREATE TABLE v.pairs (a SMALLINT, b VARCHAR(20) CHARACTER SET latin1, pad CHAR(250), PRIMARY KEY (a, b));
	CREATE TABLE v.words (w VARCHAR(30) PRIMARY KEY, pad CHAR(250));
	CREATE TABLE v.sparse (n BIGINT PRIMARY KEY, pad CHAR(250));
	CREATE TABLE v.enums (e ENUM('a', 'b', 'c'), n INT, t VARCHAR(20), f FLOAT, d DOUBLE, PRIMARY KEY (e, n));
	CREATE TABLE v.late (a INT, b INT NOT NULL, UNIQUE KEY (a), UNIQUE KEY second (b));
	CREATE TABLE v.keyless (t VARCHAR(10), l LONGTEXT);
	CREATE TABLE v.logs (n INT, t VARCHAR(20));
	CREATE TABLE v.sorts (i BIGINT, d DECIMAL(9, 2), f FLOAT, e ENUM('a', 'b'), s SET('a', 'b'), b BIT(9)) ENGINE = InnoDB;
	CREATE TABLE v.texts (w VARCHAR(99) CHARACTER SET latin1, u CHAR(9) CHARACTER SET utf16, v VARBINARY(99), l LONGBLOB, g POINT, j JSON);
	CREATE TABLE v.docs (id INT PRIMARY KEY, j JSON); INSERT INTO v.docs VALUES (1, '{\"a\": [1, 2]}'), (2, '{\"a\": [1, 2]}'), (3, NULL);
	CREATE TABLE v.times (y YEAR, d DATE, t TIME(3), dt DATETIME(6), ts TIMESTAMP NULL);
	INSERT INTO v.enums VALUES ('a', 1, NULL, 0.1, 0.1), ('c', 1, '', 0.2, 0.2), ('b', 7, 'x', 1e30, 1e-300);
	INSERT INTO v.late VALUES (NULL, 1), (NULL, 2), (3, 3);
	INSERT INTO v.sorts VALUES (-1, 1.50, 0.1, 'b', 'a,b', b'101'), (NULL, NULL, NULL, NULL, NULL, NULL);
	INSERT INTO v.texts VALUES (CONCAT('it''s ', CHAR(10 USING utf8mb4), 'ä', REPEAT('x', 50)), 'ä', X'00FF', REPEAT('y', 90), POINT(1, 2), '{\"a\": 1}'), (NULL, NULL, NULL, NULL, NULL, NULL);
	INSERT INTO v.times VALUES (2026, '2026-11-24', '10:11:12.123', '2026-11-24 10:11:12.123456', '2026-11-24 10:11:12'), (NULL, NULL, NULL, NULL, NULL);
	INSERT INTO v.keyless VALUES ('one', 'l'), ('one', 'l'), ('two', NULL), (NULL, REPEAT('y', 100000))"
for ((i = 0; i < doublings; i++)); do
	on source "INSERT INTO v.big (a, heap) SELECT a, heap + 1 FROM v.big"
done
on source "INSERT INTO v.pairs SELECT id % 7, CONCAT('k', id, CHAR(id % 200 + 32 USING latin1)), a FROM v.big WHERE id <= 9000;
	INSERT INTO v.words SELECT CONCAT(CHAR(id % 26 + 97 USING utf8mb4), '\'', id, 'Ä'), a FROM v.big WHERE id <= 9000;
	INSERT INTO v.sparse SELECT CAST(id AS SIGNED) * id * IF(id % 2, 1, -1) * 100000000000, a FROM v.big WHERE id <= 9000;
	INSERT INTO v.logs SELECT id DIV 3, 'no key' FROM v.big WHERE id <= 9000;
	INSERT INTO v.sparse VALUES (-9223372036854775808, 'first'), (9223372036854775807, 'last');
	ANALYZE TABLE v.big, v.pairs, v.words, v.sparse" >/dev/null
extrepl apply
[[ $status == 0 ]] || wrong_run "the pair does not come to replicate"
manifest_named pieces.yaml '.copy.chunk_size = "1MiB"'

on_target() { on rdsadmin "SET sql_log_bin = 0, time_zone = '+00:00', sql_mode = ''; $1"; }

# expect_table NAME FILTER: jq filter on the table's entry in the JSON.
expect_table() { expect_json ".verifications[0].tables[] | select(.database == \"v\" and .table == \"$1\") | $2"; }
# expect_only TABLE: no other table differs.
expect_only() { expect_json "[.verifications[0].tables[] | select(.outcome != \"equal\") | .table] == [\"$1\"]"; }

it "equal sides are equal, and nothing is written on either, but for the note of when that was"
caught_up
counting_writes extrepl verify
expect_status 0
expect_output "Equal: "
expect_output "= v.big "
expect_only_the_note

it "a database that replicates and is not asked for is named as not compared"
manifest_named part.yaml '.copy.databases = ["repltest"]'
extrepl verify -f part.yaml
expect_status 0
expect_output ". v.* is not compared"
expect_output "1 database that replicates was not compared."
extrepl verify -f part.yaml -o json
expect_json '.verifications[0].not_compared == ["v"]'

it "pieces tile: each row is in one, whatever the key"
counting_writes extrepl verify -f pieces.yaml -o json
expect_status 0
expect_only_the_note
expect_json '.format == "extrepl/verify/1" and .exit == 0 and .verifications[0].outcome == "equal"'
expect_table big ".source_rows == $rows and .target_rows == $rows and .key == \"PRIMARY\""
for table in pairs words sparse; do
	count=$(on source "SELECT COUNT(*) FROM v.$table")
	expect_table $table ".source_rows == $count and .target_rows == $count and .source_rows > 8000"
done
expect_table late '.key == "second"'
expect_table keyless '.key == null and .source_rows == 4'

it "one byte in one row of many: its table, its range and its key"
id=$(on source "SELECT id FROM v.big WHERE id > 12345 ORDER BY id LIMIT 1")
on_target "UPDATE v.big SET a = REPLACE(a, 'row', 'rov') WHERE id = $id"
extrepl verify -f pieces.yaml
expect_status 1
expect_output "! v.big "
expect_output " rows 1 row different different id $id in range above id "
expect_output "Different: the rows of 1 table. Compared: "
extrepl verify -o json
expect_only big
expect_table big '.different == 1 and .missing == 0 and .extra == 0 and .complete and .ranges_count == 1'
expect_table big ".rows == [{\"fault\": \"different\", \"count\": 1, \"key\": \"id $id\"}]"
on_target "UPDATE v.big SET a = REPLACE(a, 'rov', 'row') WHERE id = $id"

it "two rows that have exchanged their values"
on_target "UPDATE v.big SET heap = 300 - heap WHERE id IN (100, 200)"
extrepl verify -o json --table v.big
expect_status 1
expect_table big '.different == 2'
on_target "UPDATE v.big SET heap = 300 - heap WHERE id IN (100, 200)"

it "a row is missing, another one is too much"
on_target "DELETE FROM v.big WHERE id = 17; INSERT INTO v.big VALUES (2000000, 'more', 1)"
extrepl verify -f pieces.yaml -o json --table v.big
expect_status 1
expect_table big '.missing == 1 and .extra == 1 and .different == 0'
expect_table big '[.rows[] | .fault + " " + .key] | sort == ["extra id 2000000", "missing id 17"]'
on_target "DELETE FROM v.big WHERE id = 2000000; ALTER TABLE v.big AUTO_INCREMENT = 1; INSERT INTO v.big SELECT 17, REPLACE(a, 'row 18', 'row 17'), 17 FROM v.big WHERE id = 18"

it "NULL is not '', and FLOAT and DOUBLE count to the last bit"
on_target "UPDATE v.enums SET t = '' WHERE e = 'a'"
extrepl verify -o json
expect_only enums
expect_table enums '.rows == [{"fault": "different", "count": 1, "key": "(e, n) (1, 1)"}]'
on_target "UPDATE v.enums SET t = NULL WHERE e = 'a'; UPDATE v.enums SET f = 0.20000001788139343 WHERE e = 'c'"
extrepl verify -o json
expect_table enums '.rows == [{"fault": "different", "count": 1, "key": "(e, n) (3, 1)"}]'
on_target "UPDATE v.enums SET f = 0.2 WHERE e = 'c'; UPDATE v.enums SET d = d + 2e-17 WHERE e = 'a'"
extrepl verify -o json
expect_table enums '.rows == [{"fault": "different", "count": 1, "key": "(e, n) (1, 1)"}]'
on_target "UPDATE v.enums SET d = 0.1 WHERE e = 'a'"

it "in tables with composite, text and sparse keys, and with JSON"
on_target "UPDATE v.pairs SET pad = 'other' WHERE b LIKE 'k4711%'; DELETE FROM v.words WHERE w LIKE '%\'4711Ä';
	UPDATE v.sparse SET pad = 'other' WHERE n = 9223372036854775807; UPDATE v.docs SET j = '{\"a\": [1, 3]}' WHERE id = 2"
extrepl verify -f pieces.yaml -o json
expect_status 1
expect_table pairs '.different == 1 and .ranges_count == 1 and (.rows[0].key | startswith("(a, b) (0, "))'
expect_table words ".missing == 1 and .rows[0].key == \"w 'f'4711Ä'\""
expect_table docs '.rows[].key == "id 2"'
expect_table sparse '.rows == [{"fault": "different", "count": 1, "key": "n 9223372036854775807"}]'
on_target "DELETE FROM v.sparse WHERE n = 9223372036854775807; INSERT INTO v.sparse VALUES (9223372036854775807, 'last'); UPDATE v.docs SET j = '{\"a\": [1, 2]}' WHERE id = 2"

it "in a table without a key: what one side has more of, equal rows counted"
on_target "UPDATE v.keyless SET t = 'ONE' WHERE t = 'one'"
extrepl verify --table v.keyless
expect_status 1
expect_output "! v.keyless 4 rows 2 rows missing on the target, 2 rows only on the target"
expect_output "missing (t, l) ('one', 'l'): 2 on the source, 0 on the target"
expect_output "extra (t, l) ('ONE', 'l'): 0 on the source, 2 on the target Different"
on_target "UPDATE v.keyless SET t = 'one' WHERE t = 'ONE'; UPDATE v.keyless SET l = CONCAT(LEFT(l, 99999), 'z') WHERE t IS NULL"
extrepl verify --table v.keyless
expect_status 1
on_target "UPDATE v.keyless SET l = REPEAT('y', 100000) WHERE t IS NULL"
extrepl verify --table v.keyless --table v.enums
expect_status 0
expect_output "Equal: 2 tables, 7 rows"
on_target "DELETE FROM v.logs WHERE n = 1000 LIMIT 2; UPDATE v.logs SET t = 'other' WHERE n = 2000 LIMIT 1; INSERT INTO v.logs VALUES (-1, 'more')"
extrepl verify -o json --table v.logs
expect_status 1
expect_table logs '.missing == 3 and .extra == 2 and .different == 0 and .complete and .ranges_count == 0'
expect_table logs '[.rows[] | "\(.fault) \(.count) \(.key)"] | sort == ["extra 1 (n, t) (-1, '"'more'"')", "extra 1 (n, t) (2000, '"'other'"')",
	"missing 1 (n, t) (2000, '"'no key'"'): 3 on the source, 2 on the target", "missing 2 (n, t) (1000, '"'no key'"'): 3 on the source, 1 on the target"]'

it "such rows are named whatever they hold, in one line"
on_target "DELETE FROM v.sorts; DELETE FROM v.texts; DELETE FROM v.times"
extrepl verify -o json
expect_table sorts '[.rows[].key] | sort == ["(i, d, f, e, s, b) (-1, 1.50, 0.10000000149011612, 2, 3, 5)", "(i, d, f, e, s, b) (NULL, NULL, NULL, NULL, NULL, NULL)"]'
expect_table texts '[.rows[].key | select(contains("s ?äxxxx") and contains(", 0x00FF, 0x79797979797979797979, ") and contains("{"))] | length == 1'
expect_table times '[.rows[].key] | sort | .[0] | startswith("(y, d, t, dt, ts) ('"'2026', '2026-11-24', '10:11:12.123'"'")'

it "many differing rows: twenty are named, all are counted up to a thousand, then ranges"
on_target "UPDATE v.big SET heap = -1 WHERE id BETWEEN 501 AND 600"
extrepl verify -o json --table v.big
expect_table big '.different == 100 and (.rows | length) == 20 and .complete'
extrepl verify --table v.big
expect_output "and 80 more"
on_target "UPDATE v.big SET heap = -1"
extrepl verify -f pieces.yaml -o json --table v.big
expect_table big '.different >= 1000 and (.complete | not) and .ranges_count > 1 and (.ranges | length) > 1'

it "what is defined differently is named, and rows that cannot be compared are not"
on_target "DROP TABLE v.late; ALTER TABLE v.enums MODIFY t TEXT; CREATE TABLE v.more (i INT); ALTER TABLE v.words ADD KEY (pad);
	DROP VIEW IF EXISTS v.view_1"
on source "CREATE VIEW v.view_1 AS SELECT 1 AS one; CREATE EVENT v.event_1 ON SCHEDULE EVERY 1 DAY DO DO 0"
caught_up
on_target "DROP VIEW v.view_1"
extrepl verify
expect_status 1
expect_output "- table \`v\`.\`late\` is missing on the target"
expect_output "~ table \`v\`.\`enums\` is defined differently"
expect_output "column \`t\`, type: varchar(20) on the source, text on the target"
expect_output "its rows were not compared: column \`t\` is varchar on the source, text on the target"
expect_output "index \`pad\`: NULL on the source, KEY \`pad\` (\`pad\`) on the target"
expect_output "+ table \`v\`.\`more\` is only on the target"
expect_output "Different: 5 definitions and the rows of "
expect_output "- view \`v\`.\`view_1\` is missing on the target"
expect_no_output "event_1"

it "wrong words are refused"
extrepl verify --table v.nosuch
expect_status 64
expect_error "--table: neither side has the table 'v.nosuch'"
extrepl verify --table nosuch
expect_status 64
extrepl verify --max-load none
expect_status 64
