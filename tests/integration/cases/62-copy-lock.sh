# The snapshot: how it is locked, and what it does not do to a source that is busy.
# shellcheck shell=bash disable=SC1091,SC2154 # variables of lib/

reset_source
reset_target
big_database

it "the lock is a matter of milliseconds, or there is none"
copies big
expect_status 0
(($(figure lock_ms) <= 300)) || wrong "it was held $(figure lock_ms) ms"
expect_same_checksums "big.t, big.small, big.other"

# A SELECT that keeps a table open holds FLUSH TABLES WITH READ LOCK back, and that holds every writer back.
it "a statement that holds the lock back is named; writers hardly notice"
if is_mysql; then
	client source --execute "SELECT SLEEP(60) FROM big.small" >/dev/null 2>&1 & sleeper=$!
	sleep 1.2
	copies_begins -r -l 2500 big
	longest=0
	while kill -0 "$pid" 2>/dev/null; do
		at=$(date +%s%3N)
		on source "UPDATE big.other SET v = v + 1"
		took=$(($(date +%s%3N) - at))
		((took <= longest)) || longest=$took
	done
	extrepl_ends
	on source "$(on source "SELECT CONCAT('KILL ', id) FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP%'")"
	wait "$sleeper" || true
	expect_status 4
	expect_error "no read lock within"
	expect_error "SELECT SLEEP(60) FROM big.small"
	expect_error "KILL QUERY"
	((longest < 1000)) || wrong "a writer waited $longest ms"
	expect_row target "SELECT state FROM extrepl.record" complete
fi

it "a prepared XA transaction is in no snapshot: refused"
client source --execute "XA START 'left'; INSERT INTO big.other VALUES (77, 1); XA END 'left'; XA PREPARE 'left'"
copies -r -l 1000 big
expect_status 4
expect_error "a prepared XA transaction stands in the way"
client source --execute "XA ROLLBACK 'left'"

it "non-transactional tables are locked only with consent"
on source "CREATE TABLE big.my (id INT PRIMARY KEY, v INT) ENGINE=MyISAM; INSERT INTO big.my VALUES (1, 1)"
copies -r big
expect_status 1
expect_error "must be locked while they are copied: \`big\`.\`my\`"
expect_hint "Accept that their writers wait: --allow source-lock"
copies -r -L big
expect_status 0
expect_same_checksums "big.t, big.my"
on source "UPDATE big.my SET v = 2"

it "an account without RELOAD locks the tables instead"
on source "CREATE USER few@'127.0.0.1' IDENTIFIED BY 'few-Pw-1';
	GRANT SELECT, LOCK TABLES, SHOW VIEW, EVENT, TRIGGER ON big.* TO few@'127.0.0.1';
	GRANT PROCESS, REPLICATION CLIENT ON *.* TO few@'127.0.0.1'"
if is_mysql; then on source "GRANT XA_RECOVER_ADMIN ON *.* TO few@'127.0.0.1'"; else on source "GRANT BINLOG MONITOR ON *.* TO few@'127.0.0.1'"; fi
(set -a && . "$LAB_DIR/env" && SOURCE_USER=few SOURCE_PASSWORD=few-Pw-1 exec "$driver" -L -r big) >"$WORK/out" 2>"$WORK/err" || wrong_run "it failed"
expect_output "method: LOCK TABLES"
expect_same_checksums "big.t, big.my"
