# A cut-over that is refused before writes are stopped, or undone in the middle; and other kinds of links.
# shellcheck shell=bash disable=SC2154,SC2015,SC2016 # what lib/ sets

fresh
on source "CREATE TABLE repltest.busy (id INT PRIMARY KEY, n INT); INSERT INTO repltest.busy VALUES (1, 1)"
# shellcheck disable=SC2034 # for expect_nothing_left
scheduler=$(on source "SELECT @@GLOBAL.event_scheduler")
plain='.cutover.verify_within = "0s" | .replication.coordinates = "file"'
manifest "$plain"
extrepl apply
expect_status 0
writes_go_on() { on source "INSERT INTO repltest.customer (name) VALUES ('still here')" || wrong "the source takes no writes"; }

it "a prepared XA transaction, and who wrote it, is refused and not waited for"
client source <<<"XA START 'x'; INSERT INTO repltest.busy VALUES (2, 2); XA END 'x'; XA PREPARE 'x'"
caught_up
remember
extrepl promote --allow promote
expect_status 3
expect_error "prepared XA transaction"
expect_nothing_changed
client source <<<"XA ROLLBACK 'x'"

it "a target that nobody could write to is refused, with what makes it writable"
caught_up
on rdsadmin "SET GLOBAL read_only = 1"
remember
extrepl promote --dry-run
expect_output "target-read-only"
expect_output "read_only 0 in the parameter group"
extrepl promote --allow promote
expect_status 3
expect_error "target-read-only"
expect_nothing_changed
on rdsadmin "SET GLOBAL read_only = 0"

it "a hook that fails in the freeze: all is undone, the source takes writes, and that is said"
manifest "$plain" '.cutover.max_outage = "60s"' \
	".cutover.hooks = [{ at: \"frozen\", run: [\"sh\", \"-c\", \"touch $WORK/one\"], undo: [\"rm\", \"$WORK/one\"] },
	{ at: \"frozen\", run: [\"sh\", \"-c\", \"echo no such zone; exit 3\"] }]"
extrepl promote --allow promote
expect_status 1
expect_error "cutover.hooks[1]"
expect_error "no such zone"
expect_error "takes writes again after"
[[ ! -e $WORK/one ]] || wrong "the hook before it was not taken back"
expect_nothing_left
writes_go_on

if [[ ${EXTREPL_LONG:-} ]]; then
	it "a backlog that takes longer than the lock's session may be silent is waited for before the freeze"
	manifest "$plain"
	on rdsadmin "LOCK TABLES repltest.customer WRITE; SELECT SLEEP(14)" >/dev/null & holder=$!
	until [[ $(on rdsadmin "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP%'") == 1 ]]; do pause 0.05; done
	on source "INSERT INTO repltest.customer (name) VALUES ('waits')"
	extrepl promote --allow promote
	expect_status 0
	wait "$holder"
	extrepl promote --revert
	expect_status 0
	extrepl promote --finalize
	expect_status 0

	it "longer than max_outage: undone, exit 4"
	manifest "$plain" '.cutover.max_outage = "700ms"' '.cutover.hooks = [{ at: "frozen", run: ["sleep", "20"] }]'
	extrepl promote --allow promote
	expect_status 4
	expect_error "takes writes again after"
	expect_nothing_left
	writes_go_on
fi

it "Ctrl-C in the freeze: undone, and said"
manifest "$plain" '.cutover.max_outage = "60s"' \
	".cutover.hooks = [{ at: \"frozen\", run: [\"sh\", \"-c\", \"touch $WORK/in-the-freeze; sleep 20\"] }]"
extrepl_begins promote --allow promote
deadline=$((SECONDS + MOMENT))
until [[ -e $WORK/in-the-freeze ]] || ((SECONDS > deadline)); do pause 0.02; done
kill -INT "$pid"
extrepl_ends
expect_status 130
expect_error "takes writes again after"
expect_nothing_left
writes_go_on

if [[ ${EXTREPL_LONG:-} ]]; then
	it "a source that cannot reach the target: refused with the reason, and undone"
	manifest "$plain" '.cutover.back = { host: "127.0.0.1", port: 9 }'
	extrepl promote --allow promote
	expect_status 3
	expect_error "the way back does not work"
	expect_error "way_back: false"
	expect_nothing_left
fi

it "without a way back: the coordinates are kept, and the statement for it is told"
manifest "$plain" '.cutover.way_back = false'
extrepl promote --allow promote
expect_status 0
expect_output "There is no way back."
expect_no_output "promote --revert"
expect_output "LOG_FILE = 'mysql-bin-changelog."
[[ $(channels_left) == 0 && $(accounts_left) == 0 ]] || wrong "something of a way back is there"
expect_source_closed
extrepl promote --revert
expect_status 3
expect_error "there is no way back"
extrepl promote --finalize
expect_status 0

if is_mysql && [[ ${EXTREPL_LONG:-} ]]; then
	it "on a named channel, there and back and to the end"
	fresh
	manifest "$plain" '.replication.channel = "shop"'
	extrepl apply
	expect_status 0
	extrepl promote --allow promote -o json
	expect_status 0
	expect_json '.round_trips <= 8'
	expect_error "on the channel extrepl_back_shop"
	on target "INSERT INTO repltest.customer (name) VALUES ('over there')"
	soon source "SELECT COUNT(*) FROM repltest.customer WHERE name = 'over there'" 1
	extrepl promote --revert
	expect_status 0
	on source "INSERT INTO repltest.customer (name) VALUES ('and back')"
	soon rdsadmin "SELECT COUNT(*) FROM repltest.customer WHERE name = 'and back'" 1
	extrepl promote --finalize
	expect_status 0
	expect_nothing_left
	on rdsadmin "STOP REPLICA FOR CHANNEL 'shop'; RESET REPLICA ALL FOR CHANNEL 'shop'"
fi

it "as replication.state of the manifest: by apply, with consent"
fresh
manifest '.cutover.verify_within = "0s"' '.replication.state = "promoted"'
extrepl apply
expect_status 3
expect_output "--allow promote"
extrepl apply --allow promote
expect_status 0
expect_source_closed
[[ $(promotion_state) == promoted ]] || wrong "it is $(promotion_state)"
extrepl apply
expect_status 0
expect_error "In sync: nothing to do."

if [[ ${EXTREPL_LONG:-} ]]; then
	it "the lock is got where a round trip takes 350 ms"
	fresh
	manifest "$plain"
	extrepl apply
	expect_status 0
	python3 "$INTEGRATION/delay.py" "$SOURCE_HOST" "$SOURCE_PORT" 175 >"$WORK/slow" & slow=$!
	until [[ -s $WORK/slow ]]; do pause 0.02; done
	manifest "$plain" ".source.port = $(head -n 1 "$WORK/slow")" '.cutover.max_outage = "60s"' \
		".replication.source = {host: \"$SOURCE_HOST\", port: $SOURCE_PORT}"
	extrepl promote --allow promote
	expect_status 0
	expect_source_closed
	kill "$slow"
	manifest "$plain"
fi
