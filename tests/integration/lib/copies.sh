# Copies without a manifest: only the copy itself, run by tests/integration/copy_driver.c.
# shellcheck shell=bash disable=SC1091,SC2034,SC2154 # the files of lib/ share variables

driver=${EXTREPL%/*}/tests/copy_driver

# copies ARGS...: sets $status, like `extrepl ARGS`; $WORK/out has the figures.
copies() {
	ran="(copy_driver) $*"
	status=0
	(set -a && . "$LAB_DIR/env" && exec "$driver" "$@") >"$WORK/out" 2>"$WORK/err" </dev/null || status=$?
}

copies_begins() {
	began="(copy_driver) $*"
	(set -a && . "$LAB_DIR/env" && exec "$driver" "$@") >"$WORK/begun.out" 2>"$WORK/begun.err" </dev/null &
	pid=$!
}

# A figure of the last copy: lock_ms, rows, ...
figure() { sed -n "s/^$1: //p" "$WORK/out"; }

# Enough rows for a copy of about half a second, in database `big`. Small tables come later in the copy.
big_rows=64000
big_database() {
	on source "DROP DATABASE IF EXISTS big; CREATE DATABASE big;
		CREATE TABLE big.t (id INT PRIMARY KEY AUTO_INCREMENT, a CHAR(120), k INT);
		INSERT INTO big.t (a, k) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
			SELECT REPEAT('x', 120), n.i + m.i FROM n JOIN n m ON m.i <= $((big_rows / 1000));
		ALTER TABLE big.t ADD KEY (k);
		CREATE TABLE big.small (id INT PRIMARY KEY, v INT); INSERT INTO big.small VALUES (1, 1);
		CREATE TABLE big.other (id INT PRIMARY KEY, v INT); INSERT INTO big.other VALUES (1, 1)"
	on source "ANALYZE TABLE big.t" >/dev/null
}

# until_loaded NUMBER CONDITION: waits until the ledger has more than NUMBER such chunks, or the copy is over.
until_loaded() {
	local answer trouble

	until asks rdsadmin "SELECT COUNT(*) FROM extrepl.chunk WHERE digest IS NOT NULL AND $2" && ((answer > $1)); do
		kill -0 "$pid" 2>/dev/null || break
	done
}

# Both sides have the same rows, by the servers' own checksums.
expect_same_checksums() {
	local tables=$1 left right

	left=$(on source "CHECKSUM TABLE $tables EXTENDED") right=$(on target "CHECKSUM TABLE $tables EXTENDED")
	[[ $left == "$right" ]] || wrong "the sides differ:" "$left" "$right"
}
