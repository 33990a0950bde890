# Values that the target computes again: they equal the source's, or are reported.
# shellcheck shell=bash disable=SC2154 # variables of lib/

reset_source
reset_target
if is_mysql; then many="SET cte_max_recursion_depth = 100000"; else many="SET max_recursive_iterations = 100000"; fi

# Rows that sessions with other settings wrote: each row has the values that were computed then.
on source "$many, div_precision_increment = 12, sql_mode = ''; CREATE DATABASE gen CHARACTER SET utf8mb4; USE gen;
	CREATE TABLE shares (id INT PRIMARY KEY, a INT, r DECIMAL(30, 15) AS (a / 7) STORED, KEY (r));
	INSERT INTO shares (id, a) VALUES (1, 1), (2, -5), (3, NULL);
	CREATE TABLE bare (a INT, r DECIMAL(30, 15) AS (a / 3) STORED);
	INSERT INTO bare (a) VALUES (1), (1), (2);
	CREATE TABLE prices (id INT PRIMARY KEY, doc JSON, note TEXT, price DECIMAL(10, 3), gross DECIMAL(10, 2) AS (price * 1.19) STORED);
	INSERT INTO prices (id, doc, note, price) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
		SELECT i, CONCAT('{\"a\": ', i, '}'), 'text', i + 0.333 FROM n;
	CREATE TABLE cut (id INT PRIMARY KEY, a INT, s VARCHAR(3) AS (CONCAT('x', a)) STORED);
	INSERT INTO cut (id, a) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000) SELECT i, 12345 FROM n;
	CREATE TABLE casts (id INT PRIMARY KEY, raw VARCHAR(30), n INT AS (CAST(raw AS SIGNED)) STORED, d DATE AS (CAST(raw AS DATE)) STORED,
		b VARBINARY(16) AS (INET6_ATON(raw)) STORED, e ENUM('y', 'n'), KEY (n));
	INSERT IGNORE INTO casts (id, raw, e) VALUES (1, '12', 'y'), (2, '12abc', 'unknown'), (3, '', 'n'), (4, NULL, NULL)" 2>/dev/null
if is_mysql; then
	on source "SET sql_mode = 'NO_UNSIGNED_SUBTRACTION'; USE gen;
		CREATE TABLE below (id INT PRIMARY KEY, n INT, u INT UNSIGNED, g BIGINT AS (n - u) STORED); INSERT INTO below (id, n, u) VALUES (1, 3, 7)"
	on source "SET time_zone = '+09:00'; USE gen;
		CREATE TABLE days (id INT PRIMARY KEY, ts TIMESTAMP(3) NULL, d DATE AS (DATE(ts)) STORED, h TINYINT AS (HOUR(ts)) STORED);
		INSERT INTO days (id, ts) VALUES (1, '2024-03-01 02:00:00.125'), (2, '2024-03-01 08:59:59'), (3, NULL);
		CREATE TABLE a_day_each (id INT PRIMARY KEY, ts TIMESTAMP, UNIQUE KEY ((DATE(ts))));
		INSERT INTO a_day_each VALUES (1, '2024-03-01 12:00:00'), (2, '2024-03-02 06:00:00');
		CREATE TABLE by_day (id INT PRIMARY KEY, ts TIMESTAMP, v DATE AS (DATE(ts)) VIRTUAL, KEY days ((DATE(ts))), KEY (v));
		INSERT INTO by_day (id, ts) VALUES (1, '2024-03-01 02:00:00'), (2, '2024-03-01 08:59:59'), (3, '2024-03-01 23:30:00');
		CREATE TABLE moments (id INT PRIMARY KEY, j JSON, KEY at ((CAST(j->'$.at' AS DATETIME ARRAY))), KEY days ((CAST(j->'$.at' AS DATE ARRAY))), KEY words ((CAST(j->'$.w' AS CHAR(9) ARRAY))));
		INSERT INTO moments VALUES (1, '{\"at\": [\"2024-03-01 10:00:00+05:00\", \"2024-03-02\"], \"w\": [\"a\"]}'), (2, '{\"at\": \"2024-03-01 10:00:00\"}'), (3, '{}'), (4, NULL)"
fi
# Several settings at once, with a key over the computed values; more rows than one chunk.
on source "SET time_zone = '+09:00', div_precision_increment = 12, sql_mode = ''; USE gen;
	CREATE TABLE corner (id INT PRIMARY KEY, ts TIMESTAMP NULL, a INT, d DATE AS (DATE(ts)) STORED, r DECIMAL(30, 15) AS (a / 7) STORED, v DATE AS (DATE(ts)) VIRTUAL, KEY (v));
	INSERT INTO corner (id, ts, a) SELECT id, '2024-03-01 02:00:00' + INTERVAL id SECOND, 1 FROM cut WHERE id < 20000"

stored() {
	on "$1" "SET time_zone = '+00:00'; USE gen; SELECT * FROM shares ORDER BY id; SELECT * FROM bare ORDER BY a;
		SELECT COUNT(*), SUM(gross), SUM(CRC32(CONCAT(id, gross))) FROM prices; SELECT COUNT(*), SUM(CRC32(s)) FROM cut;
		SELECT COUNT(*), SUM(CRC32(CONCAT(id, ts, a, d, r))) FROM corner;
		SELECT id, raw, n, d, HEX(b), e + 0 FROM casts ORDER BY id$(if is_mysql; then echo "; SELECT * FROM days; SELECT * FROM below; SELECT * FROM a_day_each IGNORE INDEX (functional_index)"; fi)"
}

# What CHECK TABLE finds in keys and rows, except OK.
unsound_keys() { on rdsadmin "CHECK TABLE gen.corner$(if is_mysql; then echo ", gen.by_day, gen.a_day_each"; fi)" | grep -v $'\tOK$' || true; }

it "stored values come out as the sessions computed them that wrote the rows"
copies -t 2 -c 256 gen
expect_status 0
expect_same "stored values" "$(stored target)" "$(stored source)"

it "no key has lost or kept a row on the way, neither when a part of a table is copied again"
expect_same "keys that are not sound" "$(unsound_keys)" ""
on source "SET time_zone = '+09:00', div_precision_increment = 12; FLUSH TABLES gen.corner; UPDATE gen.corner SET a = 2 WHERE id = 1"
on rdsadmin "UPDATE extrepl.record SET state = 'unfinished'"
copies -t 2 -c 256 gen
expect_status 0
expect_same "stored values" "$(stored target)" "$(stored source)"
expect_same "keys that are not sound" "$(unsound_keys)" ""

if is_mysql; then
	it "keys answer by the day that the source's sessions saw"
	answers() { on "$1" "SET time_zone = '+00:00'; SELECT id FROM gen.by_day FORCE INDEX (days) WHERE DATE(ts) = '2024-03-01';
		SELECT id, v FROM gen.by_day FORCE INDEX (v) WHERE v = '2024-03-01'"; }
	expect_same "answers" "$(answers target)" "$(answers source)"

	it "and so do multi-valued keys, whose moments came with a time zone"
	at_nine() { on "$1" "SET time_zone = '+09:00'; SELECT id FROM gen.moments FORCE INDEX (at) WHERE CAST('2024-03-01 14:00:00' AS DATETIME) MEMBER OF (j->'$.at')"; }
	expect_same "moments on the source" "$(at_nine source)" 1
	expect_same "moments on the target" "$(at_nine target)" 1
fi

it "rows that many sessions of other settings have written are named, column and row, and the copy is not complete"
on source "SET div_precision_increment = 2; FLUSH TABLES; INSERT INTO gen.shares (id, a) VALUES (4, 4)"
on rdsadmin "UPDATE extrepl.record SET state = 'unfinished'"
copies -t 2 gen
expect_status 1
expect_error "generated column \`r\` of \`gen\`.\`shares\` has a different value on the target"
expect_error "generated-values"
expect_row rdsadmin "SELECT state FROM extrepl.record" unfinished

it "a second run does not forget it; who accepts it has the copy"
copies -t 2 gen
expect_status 1
expect_error "in the row id "
copies -g -t 2 gen
expect_status 0
expect_row rdsadmin "SELECT state FROM extrepl.record" complete

it "keys whose computed part is a later one, or only a prefix, answer like the source's, too"
on source "SET time_zone = '+09:00', sql_mode = ''; CREATE DATABASE later; USE later;
	CREATE TABLE days (id INT PRIMARY KEY, ts TIMESTAMP, shop VARCHAR(9), token BINARY(2), v DATE AS (DATE(ts)) VIRTUAL, w VARCHAR(30) AS (CONCAT('d', ts)) VIRTUAL, KEY d (shop, v), KEY t (token, v), KEY w (w(11)));
	INSERT INTO days (id, ts, shop, token) VALUES (1, '2024-03-01 02:00:00', 'it''s', X'FF00'), (2, '2024-03-01 08:59:59', 'it''s', X'FF00'), (3, '2024-03-01 23:30:00', NULL, NULL)"
later() { on "$1" "SET time_zone = '+09:00'; USE later; SELECT id, v FROM days FORCE INDEX (d) WHERE shop = 'it''s' AND v = '2024-03-01'; SELECT id, v FROM days FORCE INDEX (t) WHERE token = X'FF00' AND v = '2024-03-01';
	SELECT id FROM days FORCE INDEX (w) WHERE w = 'd2024-03-01 02:00:00'"; }
if is_mysql; then
	on source "SET time_zone = '+09:00'; USE later; CREATE TABLE parts (id INT PRIMARY KEY, ts TIMESTAMP, shop VARCHAR(9), token BINARY(2), j JSON,
			KEY plain (shop, (DATE(ts))), KEY bytes (token, (DATE(ts))), KEY two ((LOWER(shop)), (DATE(ts))), KEY behind ((CAST(j->'\$.at' AS DATE ARRAY)), (DATE(ts))));
		INSERT INTO parts SELECT id, ts, shop, token, '{\"at\": \"2024-03-01\"}' FROM days;
		CREATE TABLE moments (v INT PRIMARY KEY, shop INT, j JSON, KEY at (shop, (CAST(j->'\$.at' AS DATETIME ARRAY))));
		INSERT INTO moments VALUES (1, 7, '{\"at\": [\"2024-03-01 10:00:00+05:00\", \"2024-03-02\"]}'), (2, NULL, '{\"at\": \"2024-03-01 10:00:00+05:00\"}'), (3, 7, '{}'), (4, NULL, NULL)"
	later() {
		local key

		for key in "plain) WHERE shop = 'it''s'" "bytes) WHERE token = X'FF00'" "two) WHERE LOWER(shop) = 'it''s'"; do
			on "$1" "SET time_zone = '+09:00'; SELECT id FROM later.parts FORCE INDEX ($key AND DATE(ts) = '2024-03-01'"
		done
		on "$1" "SET time_zone = '+09:00'; SELECT v FROM later.moments FORCE INDEX (at) WHERE shop <=> 7 AND CAST('2024-03-01 14:00:00' AS DATETIME) MEMBER OF (j->'\$.at');
			SELECT v FROM later.moments FORCE INDEX (at) WHERE shop <=> NULL AND CAST('2024-03-01 14:00:00' AS DATETIME) MEMBER OF (j->'\$.at'); SELECT id, v FROM later.days FORCE INDEX (d) WHERE shop = 'it''s' AND v = '2024-03-01'; SELECT id FROM later.days FORCE INDEX (w) WHERE w = 'd2024-03-01 02:00:00'"
	}
fi
copies -r -t 2 later
expect_status 0
(($(later source | wc -l) >= $(if is_mysql; then echo 10; else echo 5; fi))) || wrong "the source's keys answer: $(later source)"
expect_same "answers" "$(later target)" "$(later source)"

if is_mysql; then
	# One key in each table: a key that is built again builds the others of its table again.
	it "and so do those with bytes, bits, odd dates and latin1 in them"
	odd_key() {
		on source "SET time_zone = '+09:00', sql_mode = 'ALLOW_INVALID_DATES'; CREATE DATABASE IF NOT EXISTS odd;
			CREATE TABLE odd.$1 (id INT PRIMARY KEY, ts TIMESTAMP, d DATE, b BIT(9), e ENUM('x', 'y'), u VARCHAR(9) CHARACTER SET latin1, KEY k ($2));
			INSERT INTO odd.$1 VALUES (1, '2024-03-01 02:00:00', '2011-02-31', b'1', 'y', 'äö'), (2, '2024-03-01 02:00:00', '0000-00-00', b'111111111', 'x', 'ü')"
	}
	odd_key dates "d, (DATE(ts))"
	odd_key bits "b, (DATE(ts))"
	odd_key words "e, u(2), (DATE(ts))"
	odd_key bytes "(CAST(u AS BINARY(4))), (DATE(ts))"
	odd_key moments "(CAST(CONCAT(u, ts) AS BINARY(30)))"
	odd() {
		local key

		for key in "dates:d = '2011-02-31'" "bits:b = b'1'" "words:e = 'y' AND u = 'äö'" "bytes:CAST(u AS BINARY(4)) = X'E4F60000'"; do
			on "$1" "SET time_zone = '+09:00', sql_mode = 'ALLOW_INVALID_DATES'; SELECT '${key%%:*}', id FROM odd.${key%%:*} FORCE INDEX (k) WHERE ${key#*:} AND DATE(ts) = '2024-03-01'"
		done
		on "$1" "SET time_zone = '+09:00'; SELECT 'moments', id FROM odd.moments FORCE INDEX (k) WHERE CAST(CONCAT(u, ts) AS BINARY(30)) = CAST(CONCAT(X'E4F6', '2024-03-01 02:00:00') AS BINARY(30))"
	}
	copies -r -t 1 odd
	expect_status 0
	[[ $(odd source | wc -l) == 5 ]] || wrong "the source's keys answer: $(odd source)"
	expect_same "answers" "$(odd target)" "$(odd source)"
fi

# Each of them is tried with all time zones, which takes seconds.
if is_mysql && [[ ${EXTREPL_LONG:-} ]]; then
	it "a multi-valued key that no time zone explains is named"
	on source "CREATE DATABASE instants; USE instants; SET time_zone = '+09:00';
		CREATE TABLE mixed (id INT PRIMARY KEY, j JSON, KEY at ((CAST(j->'$.at' AS DATETIME ARRAY)))); CREATE TABLE cut (id INT PRIMARY KEY, j JSON, KEY at ((CAST(j->'$.at' AS TIME ARRAY))));
		CREATE TABLE odd (id INT PRIMARY KEY, j JSON, KEY at ((CAST(j->'$.at' AS DATE ARRAY))));
		INSERT INTO mixed VALUES (1, '{\"at\": [\"2024-03-01 10:00:00+05:00\"]}'); SET time_zone = '-03:00'; INSERT INTO mixed VALUES (2, '{\"at\": [\"2024-03-01 10:00:00+05:00\"]}');
		SET sql_mode = 'TIME_TRUNCATE_FRACTIONAL'; INSERT INTO cut VALUES (1, '{\"at\": [\"10:00:00.6\"]}');
		SET sql_mode = 'ALLOW_INVALID_DATES'; INSERT INTO odd VALUES (1, '{\"at\": [\"0000-00-00\", \"2011-02-31\"]}')"
	copies instants
	expect_status 1
	expect_error "\`at\` of \`instants\`.\`mixed\` has a different value on the target"
	expect_error "\`at\` of \`instants\`.\`cut\` has a different value on the target"
	expect_no_error "\`at\` of \`instants\`.\`odd\`"
fi
