# Rows that an unfinished copy has loaded are kept if the source's rows are unchanged, whatever else happened in between.
# shellcheck shell=bash disable=SC2154 # variables of lib/

numbers="WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) SELECT"

if is_mysql; then many="SET cte_max_recursion_depth = 10000"; else many="SET max_recursive_iterations = 10000"; fi

# About fifty chunks of 16 KiB in tables with all kinds of keys.
resume_database() {
	on source "$many; CREATE DATABASE res; USE res;
		CREATE TABLE uq (id INT AUTO_INCREMENT PRIMARY KEY, v INT, pad CHAR(150), UNIQUE KEY v (v));
		INSERT INTO uq (id, v, pad) $numbers i, i, REPEAT('x', 150) FROM n;
		CREATE TABLE pair (a INT, e ENUM('x', 'b', 'c'), c INT, pad CHAR(20), PRIMARY KEY (a, e, c));
		INSERT INTO pair $numbers i DIV 20, 1 + i % 3, i, 'some words' FROM n;
		CREATE TABLE word (w VARCHAR(40) COLLATE utf8mb4_general_ci PRIMARY KEY, n DECIMAL(10, 2));
		INSERT INTO word $numbers CONCAT(LEFT(SHA2(i, 256), 20), CHAR(10), '\\\\''', i), i FROM n;
		CREATE TABLE day (d DATETIME(3), b VARBINARY(20), n INT, PRIMARY KEY (d, b));
		INSERT INTO day $numbers '2026-01-01' + INTERVAL i DIV 7 MINUTE, CONCAT(CHAR(i % 256), i), i FROM n;
		CREATE TABLE heap (n INT, w TEXT); INSERT INTO heap $numbers i, 'no key' FROM n;
		CREATE TABLE none (id INT PRIMARY KEY);
		CREATE TABLE child (id INT PRIMARY KEY, uq_id INT, KEY (uq_id), FOREIGN KEY (uq_id) REFERENCES uq (id) ON DELETE CASCADE);
		INSERT INTO child $numbers i, i FROM n WHERE i < 100;
		CREATE TABLE counted (n INT);
		CREATE TRIGGER counts AFTER INSERT ON uq FOR EACH ROW INSERT INTO counted VALUES (NEW.id);
		CREATE VIEW seen AS SELECT id FROM uq"
}

tables="res.uq, res.pair, res.word, res.day, res.heap, res.none, res.child, res.counted"

# Makes the state in which a killed copy leaves the target, always the same.
unfinished() { on rdsadmin "UPDATE extrepl.record SET state = 'unfinished'"; }
loads() { on rdsadmin "SHOW GLOBAL STATUS LIKE 'Com_load'" | cut -f2; }
chunks() { on rdsadmin "SELECT COUNT(*) FROM extrepl.chunk WHERE number > 0"; }

# resumes [OPTIONS]: runs the copy again; sets $sent to the number of loaded chunks.
resumes() {
	local before

	before=$(loads)
	copies -t 3 -c 16 -d admin "$@" res
	expect_status 0
	sent=$(($(loads) - before))
	expect_same_checksums "$tables"
}

fresh
resume_database
it "chunk after chunk, tiling each table"
copies -t 3 -c 16 -d admin res
expect_status 0
expect_same_checksums "$tables"
all=$(chunks)
((all > 30)) || wrong "there are only $all chunks"
expect_row rdsadmin "SELECT COUNT(*), COUNT(DISTINCT COALESCE(lower, '')) = COUNT(*), SUM(lower IS NULL), SUM(upper IS NULL), SUM(digest IS NULL), SUM(row_count)
	FROM extrepl.chunk WHERE \`table\` = 'pair' AND number > 0" "$(on rdsadmin "SELECT COUNT(*) FROM extrepl.chunk WHERE \`table\` = 'pair' AND number > 0")	1	1	1	0	2000"

it "nothing changed: all is kept, not a row is sent"
unfinished
resumes
expect_same "chunks kept" "$(figure kept_chunks)" "$all"
expect_same "chunks sent" "$sent" 0
expect_error "kept $all of $all chunks"
expect_row target "SELECT COUNT(*) FROM res.counted" 0

it "a moved unique value, rows below the first and above the last key, a deleted one: only their chunks are sent"
unfinished
on source "UPDATE res.uq SET v = -1 WHERE id = 5; UPDATE res.uq SET v = 5 WHERE id = 1990;
	INSERT INTO res.uq VALUES (-3, -3, 'below'), (3000, 3000, 'above'); DELETE FROM res.uq WHERE id = 1000"
resumes
((sent >= 3 && sent <= 8)) || wrong "$sent chunks were sent"
expect_row target "SELECT COUNT(*) FROM res.child" 99
(($(figure kept_chunks) >= all - 5)) || wrong "kept $(figure kept_chunks) of $all"

it "each kind of key: one row changed is one chunk sent"
unfinished
on source "UPDATE res.pair SET pad = 'other' WHERE a = 50 AND c = 1000; UPDATE res.word SET n = -1 LIMIT 1;
	UPDATE res.day SET n = -1 WHERE n = 700; UPDATE res.heap SET n = -1 WHERE n = 9; INSERT INTO res.none VALUES (1)"
resumes
((sent >= 5 && sent <= 10)) || wrong "$sent chunks were sent"

it "a changed definition, a dropped table, a new one; keys and counter that the target lacks"
unfinished
on source "ALTER TABLE res.word ADD m INT; DROP TABLE res.heap; CREATE TABLE res.heap (n INT, KEY (n)); INSERT INTO res.heap VALUES (1), (1);
	CREATE TABLE res.extra (id INT PRIMARY KEY) SELECT 1 AS id; DROP TABLE res.none; DROP VIEW res.seen; CREATE VIEW res.none AS SELECT 2 AS two;
	ALTER TABLE res.uq AUTO_INCREMENT = 77777"
on target "SET foreign_key_checks = 0; ALTER TABLE res.uq DROP KEY v; CREATE TABLE res.stray (id INT)"
tables="res.uq, res.pair, res.word, res.day, res.heap, res.child, res.extra"
resumes
on source "DROP DATABASE repltest"
definitions_of source >"$WORK/source.sql"
definitions_of rdsadmin >"$WORK/target.sql"
diff "$WORK/source.sql" "$WORK/target.sql" >"$WORK/diff" || wrong "the definitions differ:" "$(cat "$WORK/diff")"
expect_row target "SHOW CREATE TABLE res.uq" "$(on source "SHOW CREATE TABLE res.uq")"

it "what may have changed on the target is not relied on"
unfinished
resumes -a
expect_same "chunks kept" "$(figure kept_chunks)" 0

it "rows that the target lost unseen: the table is made again"
unfinished
on target "SET foreign_key_checks = 0; DELETE FROM res.day WHERE n = 1"
on source "UPDATE res.day SET n = -2 WHERE n = 2"
resumes

it "a ledger that does not tile is not believed"
unfinished
on rdsadmin "DELETE FROM extrepl.chunk WHERE \`table\` = 'pair' AND number = 3"
resumes

it "a database that is no longer copied goes"
unfinished
on source "CREATE DATABASE res2; CREATE TABLE res2.t (id INT PRIMARY KEY)"
copies -d admin res2
expect_status 0
expect_row target "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'res'" 0

it "one huge row among small ones does not make a huge chunk"
on source "$many; CREATE TABLE res2.big (id INT PRIMARY KEY, b LONGBLOB);
	INSERT INTO res2.big $numbers i, IF(i BETWEEN 1000 AND 1003, REPEAT('y', 400000), 'z') FROM n"
copies -t 1 -c 64 -r res2
expect_status 0
expect_same_checksums "res2.big"
expect_row rdsadmin "SELECT MAX(bytes) < 700000 FROM extrepl.chunk WHERE \`table\` = 'big'" 1
