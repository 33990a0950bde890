# The snapshot: how it is locked, and that it does not disturb a busy source.
# shellcheck shell=bash disable=SC1091,SC2034,SC2154 # variables of lib/

reset_source
reset_target
big_rows=16000
big_database

it "the lock is a matter of milliseconds, or there is none"
copies big
expect_status 0
(($(figure lock_ms) <= 1000)) || wrong "it was held $(figure lock_ms) ms"
expect_same_checksums "big.t, big.small, big.other"

kills() { on source "SHOW GLOBAL STATUS LIKE 'Com_kill'" | cut -f2; }

# writing_beside ARGS...: runs a copy during writes; sets $writes (their number) and $longest (milliseconds).
writing_beside() {
	local at took

	longest=0 writes=0
	copies_begins "$@"
	while kill -0 "$pid" 2>/dev/null; do
		at=${EPOCHREALTIME/./}
		on source "UPDATE big.other SET v = v + 1"
		took=$(((${EPOCHREALTIME/./} - at) / 1000)) writes=$((writes + 1))
		((took <= longest)) || longest=$took
	done
	extrepl_ends
}

# held_back STATEMENT [OPTIONS]: a copy while a statement blocks the global lock, which then blocks every writer. Prints
# the longest write; the kills show that each attempt is short.
held_back() {
	local statement=$1 before
	shift

	client source --execute "$statement" >/dev/null 2>&1 & sleeper=$!
	until [[ $(on source "SELECT COUNT(*) FROM information_schema.processlist WHERE info = '$statement' AND time >= 1") == 1 ]]; do
		pause 0.05
	done
	before=$(kills)
	writing_beside "$@" -r -l 2500 big
	echo "# beside a statement that held the lock back $writes writes went through, the slowest within $longest ms"
	(($(kills) > before)) || wrong "no attempt was killed"
	on source "$(on source "SELECT CONCAT('KILL ', id) FROM information_schema.processlist WHERE info = '$statement'")"
	wait "$sleeper" || true
	((writes > 2)) || wrong "$writes writes went through"
	expect_status 4
	expect_error "no read lock within"
	expect_error "'root'@'localhost:"
	expect_error " s: $statement"
	expect_error "KILL QUERY"
	expect_row target "SELECT state FROM extrepl.record" complete
}

# MariaDB needs no lock, except for non-transactional tables.
if is_mysql; then
	it "a statement that holds the lock back is named with its user; writers go on"
	held_back "SELECT SLEEP(60) FROM big.small"
fi

prepare_xa() {
	client source --execute "XA START 'left'; INSERT INTO big.other VALUES (77, 1); XA END 'left'; XA PREPARE 'left'"
}

it "a prepared XA transaction is in no snapshot: refused"
prepare_xa
copies -r -l 1000 big
expect_status 4
expect_error "a prepared XA transaction prevents a snapshot"
client source --execute "XA ROLLBACK 'left'"

# copies_with SQL ARGS...: a copy; SQL runs on the source before its snapshot.
copies_with() {
	prepare_xa
	copies_begins -r "${@:2}"
	extrepl_says "waiting for a prepared XA transaction"
	on source "$1"
	client source --execute "XA ROLLBACK 'left'"
	extrepl_ends
}

on source "DROP DATABASE repltest"
it "a database that is made before the snapshot is part of a copy of all"
copies_with "CREATE DATABASE late; CREATE TABLE late.t (id INT PRIMARY KEY); INSERT INTO late.t VALUES (1)" -A big
expect_status 0
expect_error "late was created on the source during the copy"
expect_same_checksums "big.other, late.t"
expect_row target "SELECT REPLACE(\`databases\`, '\n', ' ') FROM extrepl.record" "big late"

it "one that is gone by then is not missed, and no other copy takes more than it names"
copies_with "DROP DATABASE late; CREATE DATABASE later" -A big late
expect_status 0
expect_row target "SELECT REPLACE(\`databases\`, '\n', ' ') FROM extrepl.record" "big later"
copies -r big
expect_status 0
expect_row target "SELECT \`databases\` FROM extrepl.record" big
on source "DROP DATABASE later"

it "a table without transactions that is made before the snapshot is locked only with consent"
copies_with "CREATE TABLE big.my (id INT PRIMARY KEY, v INT) ENGINE=MyISAM" big
expect_status 1
expect_error "must be locked for the whole copy: \`big\`.\`my\`"
on source "DROP TABLE big.my"

it "non-transactional tables are locked only with consent"
on source "CREATE TABLE big.my (id INT PRIMARY KEY, v INT) ENGINE=MyISAM; INSERT INTO big.my VALUES (1, 1)"
copies -r big
expect_status 1
expect_error "must be locked for the whole copy: \`big\`.\`my\`"
expect_hint "Accept that their writers wait: --allow source-lock"
# ARCHIVE refuses rows below a table's counter; only the MySQL servers here have this engine.
! is_mysql || on source "CREATE TABLE big.kept (id INT AUTO_INCREMENT PRIMARY KEY, v INT) ENGINE=ARCHIVE; INSERT INTO big.kept (v) VALUES (1), (2)"
copies -r -L big
expect_status 0
expect_same_checksums "big.t, big.my"
# Not by its checksum: CHECKSUM TABLE reads no row of an ARCHIVE table that was opened while it was empty.
! is_mysql || { expect_row target "SELECT GROUP_CONCAT(id, ' ', v ORDER BY id) FROM big.kept" "1 1,2 2"; on source "DROP TABLE big.kept"; }
on source "UPDATE big.my SET v = 2"

# On MySQL a transaction holds locks on the tables that it has written to. It cannot commit under the global lock, and the
# table cannot be locked before it commits. lets_go ends it.
keeps_table() {
	rm -f "$WORK/open"
	mkfifo "$WORK/open"
	client source --database=big <"$WORK/open" & keeper=$!
	exec {open}>"$WORK/open"
	echo "BEGIN; INSERT INTO my VALUES (5, 5);" >&"$open"
	until [[ $(on source "SELECT COUNT(*) FROM big.my WHERE id = 5") == 1 ]]; do pause 0.02; done
}

lets_go() {
	echo "COMMIT;" >&"$open"
	exec {open}>&-
}

if is_mysql; then
	it "a table that an open transaction keeps does not make a stall of the lock: writers go on, and it is told"
	keeps_table
	writing_beside -L -r -l 2500 big
	expect_status 4
	expect_error "waiting for the tables without transactions: one of them is in use"
	expect_error "one of them is always in use"
	expect_hint "An open transaction that has written to one"
	((longest < 5000)) || wrong "a write took $longest ms"
	copies_begins -L -r big
	extrepl_says "one of them is in use"
	lets_go
	wait "$keeper"
	extrepl_ends
	expect_status 0
	expect_same_checksums "big.t, big.my"
	on source "UPDATE big.my SET v = 2; DELETE FROM big.my WHERE id = 5"
fi

# The client stops while its other session waits for a table and the global lock is held. That takes seconds.
if is_mysql && [[ ${EXTREPL_LONG:-} ]]; then
	it "a client that is gone while it holds the lock does not keep it"
	keeps_table
	copies_begins -L -r big
	until asks source "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'LOCK TABLES%'" && ((answer)); do :; done
	kill -STOP "$pid"
	at=$EPOCHREALTIME
	on source "UPDATE big.other SET v = v + 1"
	took=$(((${EPOCHREALTIME/./} - ${at/./}) / 1000))
	((took > 1000)) || wrong "the client was not stopped in the lock: the write took $took ms"
	((took < 15000)) || wrong "the write took $took ms"
	kill -CONT "$pid"
	lets_go
	extrepl_ends
	expect_status 69
	copies -L -r big
	expect_status 0
	on source "DELETE FROM big.my WHERE id = 5"
fi

it "a table that shows the rows of another is refused: copied, they would be there twice"
on source "CREATE TABLE big.merged (id INT PRIMARY KEY, v INT) ENGINE=MERGE UNION=(big.my) INSERT_METHOD=LAST"
copies -L -r big
expect_status 1
expect_error "tables that show rows of other tables cannot be copied: \`big\`.\`merged\`"
on source "DROP TABLE big.merged"
if ! is_mysql; then
	it "a statement that holds the lock back is named with its user; writers go on"
	held_back "UPDATE big.small SET v = SLEEP(60)" -L
fi

it "an account without RELOAD locks the tables instead"
on source "CREATE USER few@'127.0.0.1' IDENTIFIED BY 'few-Pw-1';
	GRANT SELECT, LOCK TABLES, SHOW VIEW, EVENT, TRIGGER ON big.* TO few@'127.0.0.1';
	GRANT PROCESS, REPLICATION CLIENT ON *.* TO few@'127.0.0.1'"
if is_mysql; then on source "GRANT XA_RECOVER_ADMIN ON *.* TO few@'127.0.0.1'"; else on source "GRANT BINLOG MONITOR ON *.* TO few@'127.0.0.1'"; fi
(set -a && . "$LAB_DIR/env" && SOURCE_USER=few SOURCE_PASSWORD=few-Pw-1 exec "$driver" -L -r big) >"$WORK/out" 2>"$WORK/err" || wrong_run "it failed"
expect_output "method: LOCK TABLES"
expect_same_checksums "big.t, big.my"
is_mysql || expect_error "DDL on the source waits for the copy: the account has no BINLOG ADMIN there"
