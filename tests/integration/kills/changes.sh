# The writer of database `changing` (changing.sql), for cases in which copies are begun, cut short and gone on with.
# shellcheck shell=bash disable=SC2034,SC2154 # variables of lib/

# One transaction is one of these rows: how often in a hundred, and its statements. {i} is another number each time,
# {x} and {y} are two numbers up to 5000, {z} is one up to 1000.
transactions=(
	"20 INSERT INTO wide (pad, n, u) VALUES (REPEAT('i', 3000), {i}, {i}); INSERT INTO heap VALUES ({i}, 'new')"
	"20 INSERT INTO counted (u, pad) VALUES ({i}, 'new'); INSERT INTO word VALUES ('new {i}', {i}, ''); INSERT INTO child VALUES ({i}, 'new {i}')"
	"10 UPDATE wide SET pad = REPEAT('u', {x}), n = -n WHERE id = {y} AND {x} <= 4000; UPDATE heap SET w = '{i}' WHERE n = {z}"
	"10 UPDATE counted SET id = -{i} WHERE id = {x}; UPDATE pair SET a = a + 100000 WHERE c = {z}"
	"10 UPDATE word SET w = CONCAT('moved {i} ', n) WHERE n = {z}; UPDATE pair SET b = UPPER(b) WHERE c = {x}"
	"5 SET @x = (SELECT u FROM counted WHERE id = {x}), @y = (SELECT u FROM counted WHERE id = {y}); UPDATE counted SET u = NULL WHERE id = {x}; UPDATE counted SET u = @x WHERE id = {y}; UPDATE counted SET u = @y WHERE id = {x}"
	"5 SET @x = (SELECT u FROM wide WHERE id = {x}), @y = (SELECT u FROM wide WHERE id = {y}); UPDATE wide SET u = NULL WHERE id = {x}; UPDATE wide SET u = @x WHERE id = {y}; UPDATE wide SET u = @y WHERE id = {x}"
	"10 DELETE FROM wide WHERE id = {x}; DELETE FROM counted WHERE id = {y}; DELETE FROM heap WHERE n = {z}"
	"10 DELETE FROM word WHERE n = {z}; DELETE FROM pair WHERE c = {z}; INSERT INTO pair VALUES ({z}, '{i}', {i})"
)

# Definitions change, too, but rarely. {a} is the number of the last column that was added.
definitions=(
	"ALTER TABLE altered DROP COLUMN c{a}, ADD COLUMN c{i} INT DEFAULT {i}"
	"DROP TABLE IF EXISTS passing; CREATE TABLE passing (id INT PRIMARY KEY, v INT, KEY (v)); INSERT INTO passing VALUES (1, {i}), (2, {i})"
	"ALTER TABLE pair DROP KEY c, ADD KEY c (c, a)"
	"DROP VIEW seen; CREATE SQL SECURITY INVOKER VIEW seen AS SELECT w, n AS n{i} FROM word"
	"DROP DATABASE IF EXISTS passing; CREATE DATABASE passing; CREATE TABLE passing.t (id INT PRIMARY KEY); INSERT INTO passing.t VALUES ({i})"
	"DROP DATABASE IF EXISTS passing"
	"ALTER TABLE word ENGINE=InnoDB"
	"TRUNCATE mirror"
)
added_column=0

print_transaction() {
	local i=$1 dice=$((RANDOM % 100)) x=$((RANDOM % 5000 + 1)) y=$((RANDOM % 5000 + 1)) row

	for row in "${transactions[@]}"; do
		dice=$((dice - ${row%% *}))
		((dice >= 0)) || break
	done
	((x != y)) || y=$((y + 1))
	row="BEGIN; ${row#* }; COMMIT;"
	row=${row//'{i}'/$i} row=${row//'{x}'/$x} row=${row//'{y}'/$y}
	echo "${row//'{z}'/$((RANDOM % 1000 + 1))}"
}

print_definition() {
	local i=$1 row=${definitions[RANDOM % ${#definitions[@]}]}

	echo "${row//'{i}'/$i};" | sed "s/{a}/$added_column/"
	[[ $row != *'{a}'* ]] || added_column=$i
}

# Until $WORK/writing is gone; one in so many is a change of a definition.
print_changes() {
	local i=$1 rare=$2

	while [[ -e $WORK/writing ]]; do
		i=$((i + 1))
		if ((RANDOM % rare == 0)); then print_definition "$i"; else print_transaction "$i"; fi
		pause 0.005
	done
	echo "$((i - $1)) $added_column" >"$WORK/changes"
}

# changes_begin SEED FIRST RARE: numbers begin behind FIRST.
changes_begin() {
	touch "$WORK/writing"
	{ RANDOM=$1 && print_changes "$2" "$3"; } | client source --database=changing & writer=$!
}

# $changes_made is how many it were.
changes_end() {
	writer_ends
	read -r changes_made added_column <"$WORK/changes"
}
