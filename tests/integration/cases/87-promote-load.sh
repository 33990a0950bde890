# A cut-over and the way back with four writers: in the end both sides have every transaction that either side acknowledged.
# With EXTREPL_LONG=1, ten times in a row.
# shellcheck shell=bash disable=SC2154,SC2015,SC2016 # what lib/ sets

fresh
on source "CREATE TABLE repltest.work (writer INT, id BIGINT, note VARCHAR(40), PRIMARY KEY (writer, id));
	CREATE TABLE repltest.numbered (id BIGINT AUTO_INCREMENT PRIMARY KEY, writer INT, work_id BIGINT, UNIQUE (writer, work_id));
	CREATE TABLE repltest.counter (id INT PRIMARY KEY, n BIGINT); INSERT INTO repltest.counter VALUES (1, 0);
	CREATE TABLE repltest.changing (id INT PRIMARY KEY, a INT)"
on source "CREATE USER 'app'@'%' IDENTIFIED BY 'app-Pw-1'; GRANT SELECT, INSERT, UPDATE, DELETE, ALTER ON repltest.* TO 'app'@'%'"
# accounts.include copies its account; in its configuration only the host changes.
app='.accounts.include = ["app@%"]'
manifest "$app"
extrepl apply
expect_status 0
for side in source target; do
	port=${side^^}_PORT
	printf '[client]\nhost=127.0.0.1\nport=%s\nuser=app\npassword=app-Pw-1\n' "${!port}" >"$WORK/app-$side.cnf"
done

# Runs transactions and records the number of each acknowledged one. A client uses the side that was current when it started,
# and ends at its first error.
transactions() {
	local writer=$1 side=$2 id now

	while [[ -e $WORK/writing ]] && read -r now <"$WORK/side" && [[ $now == "$side" ]]; do
		id=${EPOCHREALTIME/./}
		if ((id % 3)); then
			echo "BEGIN; INSERT INTO work VALUES ($writer, $id, 'in a transaction'); INSERT INTO numbered (writer, work_id) VALUES ($writer, $id);
				UPDATE counter SET n = n + 1; COMMIT; SELECT $id;"
		else
			echo "INSERT INTO work VALUES ($writer, $id, 'at once'); SELECT $id;"
		fi
		((writer > 1 || id % 40)) || echo "ALTER TABLE changing ADD COLUMN b INT; ALTER TABLE changing DROP COLUMN b;"
		pause 0.02
	done
}

application() {
	local side

	while [[ -e $WORK/writing ]]; do
		read -r side <"$WORK/side"
		transactions "$1" "$side" 2>/dev/null |
			"$MYSQL_CLIENT" --defaults-file="$WORK/app-$side.cnf" --batch --skip-column-names --skip-reconnect --unbuffered repltest \
				>>"$WORK/acknowledged.$1" 2>>"$WORK/refused.$1" || pause 0.05
	done
}

acknowledged() { cat "$WORK"/acknowledged.? | wc -l; }
until_acknowledged() {
	local least=$1 deadline=$((SECONDS + MOMENT))

	until (($(acknowledged) >= least)); do
		((SECONDS < deadline)) || {
			wrong "the writers do not get on" "$(tail -n 2 "$WORK"/refused.?)"
			return 0
		}
		pause 0.05
	done
}

# Both sides have all acknowledged transactions, and the counter equals their number.
expect_nothing_lost() {
	local side writer

	for side in source rdsadmin; do
		for writer in 1 2 3 4; do
			on "$side" "SELECT id FROM repltest.work WHERE writer = $writer ORDER BY id" >"$WORK/there"
			comm -23 <(sort "$WORK/acknowledged.$writer") <(sort "$WORK/there") >"$WORK/lost"
			[[ ! -s $WORK/lost ]] || wrong "$(wc -l <"$WORK/lost") acknowledged writes of writer $writer are not on $side:" "$(head -n 3 "$WORK/lost")"
		done
		[[ $(on "$side" "SELECT n = (SELECT COUNT(*) FROM repltest.numbered) FROM repltest.counter") == 1 ]] ||
			wrong "the counter on $side does not count the transactions"
	done
}

there_and_back() {
	until_acknowledged $(($(acknowledged) + 40))
	extrepl promote --allow promote -o json
	expect_status 0
	expect_json '.round_trips <= 8'
	outages+=" $(jq .outage_ms "$WORK/out")"
	until_acknowledged $(($(acknowledged) + 40))
	extrepl promote --revert -o json
	expect_status 0
	expect_json '.round_trips <= 8'
	outages_back+=" $(jq .outage_ms "$WORK/out")"
}

# Hooks in place of DNS. On a slow machine one applier may not keep up with four writers: this does not test the length of the
# outage.
printf '#!/bin/sh\necho "$1" >"%s/side.new" && mv "%s/side.new" "%s/side"\n' "$WORK" "$WORK" "$WORK" >"$WORK/point"
chmod +x "$WORK/point"
dns=".cutover = { verify_within: \"0s\", max_outage: \"60s\", hooks: [{ at: \"opened\", run: [\"$WORK/point\", \"target\"], undo: [\"$WORK/point\", \"source\"] }] }"

writers_begin() {
	"$WORK/point" source
	outages='' outages_back=''
	touch "$WORK/writing"
	for writer in 1 2 3 4; do
		: >>"$WORK/acknowledged.$writer"
		application "$writer" & writers+=("$!")
	done
}

writers_end() {
	until_acknowledged $(($(acknowledged) + 20))
	rm "$WORK/writing"
	wait "${writers[@]}" || true
	writers=()
	caught_up
	soon source "SELECT n FROM repltest.counter" "$(on rdsadmin "SELECT n FROM repltest.counter")"
	((${#it_wrong[@]} == 0)) || wrong "$(vertically rdsadmin "SHOW REPLICA STATUS" | grep 'Last_.*Error:')" "$(extrepl status; grep -A3 'way back' "$WORK/out")"
	expect_equal_sides
	expect_nothing_lost
	extrepl apply
	expect_status 0
}

ten_times() {
	local round

	writers_begin
	for round in 1 2 3 4 5 6 7 8 9 10; do
		it "there and back under four writers, $1, the ${round}th time"
		there_and_back
	done
	writers_end
	echo "# $1: outages there:$outages ms, back:$outages_back ms; $(acknowledged) transactions acknowledged"
}

manifest "$app" "$dns"
if [[ ! ${EXTREPL_LONG:-} ]]; then
	it "there and back under four writers, whose account came by accounts.include: nothing that was acknowledged is lost"
	writers_begin
	there_and_back
	writers_end
else
	ten_times "by GTID"
	it "the same by file and position"
	manifest "$app" "$dns" '.replication.coordinates = "file"'
	extrepl apply
	expect_status 0
	ten_times "by file and position"
fi
