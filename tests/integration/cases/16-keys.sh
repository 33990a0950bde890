# Keys over computed values: each finds the same rows as on the source, or is named.
# shellcheck shell=bash disable=SC2154 # variables of lib/

reset_source
reset_target

# keyed_hours TABLE KEY COLUMN...: one row an hour, written in another time zone; each hour has as many rows as any other.
keyed_hours() {
	on source "$(if is_mysql; then echo "SET cte_max_recursion_depth = 10000"; else echo "SET max_recursive_iterations = 10000"; fi);
		SET time_zone = '+09:00', sql_mode = ''; CREATE DATABASE IF NOT EXISTS hours CHARACTER SET utf8mb4; USE hours;
		CREATE TABLE $1 (ts TIMESTAMP, ${*:3}, KEY h ($2));
		INSERT INTO $1 (ts) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2400) SELECT '2024-03-01 00:00:00' + INTERVAL i HOUR FROM n"
}
at_three() { on "$1" "SELECT '$2', ts FROM hours.$2 FORCE INDEX (h) WHERE $3 = 3 ORDER BY ts LIMIT 5"; }

it "values that only changed places among the rows are seen, with a key of the table and without"
keyed_hours plain "v" "id INT AUTO_INCREMENT PRIMARY KEY, v INT AS (HOUR(ts)) VIRTUAL"
keyed_hours bare "v" "v INT AS (DATE(ts) + 0) VIRTUAL"
answers() { at_three "$1" plain v; on "$1" "SELECT COUNT(*) FROM hours.bare FORCE INDEX (h) WHERE v = 20240301"; }
if is_mysql; then
	keyed_hours functional "(HOUR(ts))" "id INT AUTO_INCREMENT PRIMARY KEY"
	keyed_hours later "odd, (HOUR(ts))" "id INT AUTO_INCREMENT PRIMARY KEY, odd INT DEFAULT 1"
	answers() { at_three "$1" plain v; at_three "$1" functional "HOUR(ts)"; at_three "$1" later "odd = 1 AND HOUR(ts)"
		on "$1" "SELECT COUNT(*) FROM hours.bare FORCE INDEX (h) WHERE v = 20240301"; }
fi
copies -r -t 2 hours
expect_status 0
expect_same "answers" "$(answers target)" "$(answers source)"

it "a later run finds out with which settings a kept key was built"
on rdsadmin "UPDATE extrepl.record SET state = 'unfinished'"
copies -t 2 hours
expect_status 0
expect_same "answers" "$(answers target)" "$(answers source)"

it "one row of another session, the last of many, is named"
on source "$(if is_mysql; then echo "SET cte_max_recursion_depth = 10000"; else echo "SET max_recursive_iterations = 10000"; fi); CREATE DATABASE late; USE late;
	CREATE TABLE days (id INT PRIMARY KEY, ts TIMESTAMP, v DATE AS (DATE(ts)) VIRTUAL, KEY d (id, v)$(if is_mysql; then echo ", KEY f ((DATE(ts)))"; fi));
	SET time_zone = '+00:00'; INSERT INTO days (id, ts) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT i, '2010-03-01 20:00:00' + INTERVAL i DAY FROM n;
	SET time_zone = '+09:00'; INSERT INTO days (id, ts) VALUES (5000, '2024-03-01 02:00:00')"
copies -r late
expect_status 1
expect_error "\`d\` of \`late\`.\`days\` has a different value on the target"
! is_mysql || expect_error "\`f\` of \`late\`.\`days\` has a different value on the target: by the key of that name, other rows have '2024-02-29'"

it "a key that is hidden from queries is compared nevertheless, or it is said that it is not"
on source "SET time_zone = '+09:00', sql_mode = ''; CREATE DATABASE hidden; USE hidden;
	CREATE TABLE t (id INT PRIMARY KEY, ts TIMESTAMP, v DATE AS (DATE(ts)) VIRTUAL, KEY d (v) $(if is_mysql; then echo "INVISIBLE, KEY f ((DATE(ts))) INVISIBLE"; else echo IGNORED; fi));
	INSERT INTO t (id, ts) VALUES (1, '2024-03-01 02:00:00')"
copies -r hidden
expect_status 0
if is_mysql; then
	seen() { on target "SET optimizer_switch = 'use_invisible_indexes=on'; SELECT $1 FROM hidden.t FORCE INDEX ($2) WHERE $3 = '2024-03-01'"; }
	expect_same "the day in the keys" "$(seen v d v) $(seen id f "DATE(ts)")" "2024-03-01 1"
else
	expect_error "key \`d\` of \`hidden\`.\`t\`: its values were not compared, because it is IGNORED"
fi

if is_mysql; then
	it "a key that only sessions of another collation use is compared in such a session"
	on source "SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci; SET time_zone = '+09:00', sql_mode = ''; CREATE DATABASE names; USE names;
		CREATE TABLE names (id INT PRIMARY KEY, ts TIMESTAMP, KEY n ((DAYNAME(ts))));
		INSERT INTO names VALUES (1, '2024-03-01 02:00:00');
		CREATE TABLE words (id INT PRIMARY KEY, ts TIMESTAMP, s VARCHAR(30) CHARACTER SET latin1, KEY l ((LOWER(s)), (DATE(ts))));
		INSERT INTO words VALUES (1, '2024-03-01 02:00:00', 'it''s \\\\ MÄRZ')"
	copies -r names
	expect_status 0
	expect_no_error "not compared"
	# At +00:00 it is another day: only the key knows of Friday, in a session whose collation it has on the target.
	by_name() { on target "SET NAMES utf8mb4 COLLATE $1; SET time_zone = '+00:00'; SELECT id FROM names.names FORCE INDEX (n) WHERE DAYNAME(ts) = 'Friday'"; }
	expect_same "by its name" "$(by_name utf8mb4_unicode_ci)$(by_name utf8mb4_0900_ai_ci)" 1
	expect_same "by a word with odd letters" "$(on target "SET time_zone = '+09:00'; SELECT id FROM names.words FORCE INDEX (l) WHERE LOWER(s) = 'it''s \\\\ märz' AND DATE(ts) = '2024-03-01'")" 1

	it "a functional part that comes after an array is compared, and each kind of number"
	on source "SET time_zone = '+09:00', sql_mode = ''; CREATE DATABASE numbers; USE numbers;
		CREATE TABLE kinds (id INT PRIMARY KEY, ts TIMESTAMP, j JSON, KEY a ((CAST(j->'\$.n' AS UNSIGNED ARRAY)), (DATE(ts))), KEY r ((HOUR(ts) * 1.0)), KEY z ((CAST(HOUR(ts) * 3 AS DECIMAL(20)))), KEY t ((HOUR(ts) * 1e20)), KEY e ((HOUR(ts) / 2e0)));
		INSERT INTO kinds VALUES (1, '2024-03-01 02:00:00', '{\"n\": [1,2]}')"
	kinds() {
		local where

		for where in "a) WHERE 2 MEMBER OF (j->'\$.n') AND DATE(ts) = '2024-03-01'" "r) WHERE HOUR(ts) * 1.0 = 2.0" "z) WHERE CAST(HOUR(ts) * 3 AS DECIMAL(20)) = 6." "t) WHERE HOUR(ts) * 1e20 = 2e20" "e) WHERE HOUR(ts) / 2e0 = 1e0"; do
			on "$1" "SET time_zone = '+09:00'; SELECT id FROM numbers.kinds FORCE INDEX ($where"
		done
	}
	copies -r numbers
	expect_status 0
	expect_no_error "not compared"
	expect_same "answers of the source" "$(kinds source | tr '\n' ' ')" "1 1 1 1 1 "
	expect_same "answers of the target" "$(kinds target | tr '\n' ' ')" "1 1 1 1 1 "

	it "values that a server cannot compute are named"
	on source "SET sql_mode = 'NO_UNSIGNED_SUBTRACTION'; CREATE DATABASE below; USE below;
		CREATE TABLE below (id INT PRIMARY KEY, u INT UNSIGNED, KEY d ((u - 5))); INSERT INTO below VALUES (1, 3)"
	copies -r below
	expect_status 1
	expect_error "\`d\` of \`below\`.\`below\` has a different value on the target: its values cannot be computed"

	it "a key that no query on the source uses is no obstacle"
	on source "SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci; CREATE DATABASE unused; USE unused;
		CREATE TABLE words (id INT PRIMARY KEY, j JSON, KEY n ((CAST(j->>'\$.n' AS CHAR(30))))); INSERT INTO words VALUES (1, '{\"n\": \"a\"}')"
	copies -r unused
	expect_status 0
	expect_error "key \`n\` of \`unused\`.\`words\`: its values were not compared, because no query on the source uses it"
fi

if is_mysql && [[ ${EXTREPL_LONG:-} ]]; then
	it "of a large table not all rows are looked up, which is said"
	on source "SET cte_max_recursion_depth = 10000000; SET time_zone = '+09:00', sql_mode = ''; CREATE DATABASE many; USE many;
		CREATE TABLE few_values (id INT AUTO_INCREMENT PRIMARY KEY, ts TIMESTAMP, KEY h ((HOUR(ts)))); CREATE TABLE many_values LIKE few_values;
		ALTER TABLE many_values DROP KEY h, ADD KEY m ((CAST(ts AS DATETIME)));
		INSERT INTO few_values (ts) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1100000) SELECT '2020-03-01 00:00:00' + INTERVAL i MINUTE FROM n;
		INSERT INTO many_values (ts) SELECT ts FROM few_values WHERE id <= 20000; ANALYZE TABLE few_values, many_values"
	copies -r -t 2 many
	expect_status 0
	expect_error "key \`h\` of \`many\`.\`few_values\`: not all rows were looked up by it"
	expect_error "key \`m\` of \`many\`.\`many_values\`: not all rows were looked up by it"
	last() { on "$1" "SELECT id FROM many.few_values FORCE INDEX (h) WHERE HOUR(ts) = 3 ORDER BY id DESC LIMIT 3; SELECT id FROM many.many_values FORCE INDEX (m) WHERE CAST(ts AS DATETIME) = '2020-03-14 21:19:00'"; }
	expect_same "the last rows by the key" "$(last target)" "$(last source)"
fi
