# The cut-over: its outage on a pair that is idle and caught up, with four writers, and at 20 ms of round trip; the
# medians of ten promotes, each taken back again.
# shellcheck shell=bash disable=SC2015,SC2154 # what run and the other files set

# Servers of its own: a promoted target is left alone by the other parts.
servers_begin "$FLAVOUR" promote
trap 'rm -f "$WORK/writing"; [[ ! ${delay:-} ]] || kill "$delay"; servers_end' EXIT
on source "CREATE DATABASE small; $(for table in {1..20}; do
	echo "CREATE TABLE small.t$table (id INT AUTO_INCREMENT PRIMARY KEY, note VARCHAR(40)); INSERT INTO small.t$table (note) VALUES ('a'), ('b');"
done)
	CREATE TABLE small.counter (id INT PRIMARY KEY, n BIGINT); INSERT INTO small.counter VALUES (1, 0);
	CREATE TABLE small.work (id BIGINT AUTO_INCREMENT PRIMARY KEY, writer INT, note VARCHAR(40));
	CREATE USER 'app'@'%' IDENTIFIED BY 'app-Pw-1'; GRANT SELECT, INSERT, UPDATE ON small.* TO 'app'@'%'"

read -r source_way target_way < <(
	exec 3>&1
	python3 "$BENCH/lib/delay.py" 20 "$SOURCE_PORT" "$TARGET_PORT" >&3 & echo $! >"$WORK/delay.pid"
)
delay=$(<"$WORK/delay.pid")
cutover() { printf 'cutover: { verify_within: 0s }\n'; }
{ manifest preferred small && cutover; } >"$WORK/near.yaml"
{
	manifest preferred small | sed "s/^  port: $SOURCE_PORT\$/  port: $source_way/; s/^  port: $TARGET_PORT\$/  port: $target_way/"
	printf 'replication: { source: { host: 127.0.0.1, port: %s } }\n' "$SOURCE_PORT"
	printf 'cutover: { verify_within: 0s, back: { host: 127.0.0.1, port: %s } }\n' "$TARGET_PORT"
} >"$WORK/far.yaml"

"$EXTREPL" apply -f "$WORK/near.yaml" >"$WORK/said" 2>&1 || {
	cat "$WORK/said" >&2
	exit 1
}

writer() {
	while [[ -e $WORK/writing ]]; do
		echo "BEGIN; INSERT INTO work (writer, note) VALUES ($1, 'a'), ($1, 'b'); UPDATE counter SET n = n + 1; COMMIT;
			INSERT INTO work (writer, note) VALUES ($1, 'c');"
		sleep 0.005
	done | "$MYSQL_CLIENT" --host=127.0.0.1 --port="$SOURCE_PORT" --user=app --password=app-Pw-1 --force small >/dev/null 2>&1
}

# ten NAME MANIFEST: samples of the outage in ms, there and back, and of the round trips within.
ten() {
	local name=$1 file=$WORK/$2.yaml i

	for ((i = 0; i < 10; i++)); do
		"$EXTREPL" promote -f "$file" --allow promote -o json >"$WORK/there.json" 2>"$WORK/said" &&
			"$EXTREPL" promote -f "$file" --revert -o json >"$WORK/back.json" 2>>"$WORK/said" || {
			cat "$WORK/said" >&2
			return 1
		}
		sample "$name.there" "$(jq .outage_ms "$WORK/there.json")"
		sample "$name.back" "$(jq .outage_ms "$WORK/back.json")"
		sample "$name.trips" "$(jq .round_trips "$WORK/there.json")"
	done
}

ten idle near
at_most "promote: outage, idle and caught up" "$(median idle.there)" ms 100
at_most "  round trips within" "$(median idle.trips)" "" 8
at_most "  and back" "$(median idle.back)" ms
touch "$WORK/writing"
for writer in 1 2 3 4; do writer "$writer" & done
sleep 1
ten load near
rm -f "$WORK/writing"
sleep 0.5
at_most "promote: outage, 4 writers" "$(median load.there)" ms 500
at_most "  and back" "$(median load.back)" ms
ten far far
at_most "promote: outage, 20 ms of round trip, idle" "$(median far.there)" ms 250
