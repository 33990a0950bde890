# The read lock, with 8 threads and 1,000 tables that two clients write to; and the longest wait that they
# see, beside the same with nobody copying and with the peers' dumps.
# shellcheck shell=bash disable=SC2154 # what run and the other files set
seconds=${BENCH_LOCK_SECONDS:-12}
sysbench_tables many 1000 100

# while_written NAME COMMAND...: samples of the longest wait of a write in ms, NAME.stall.
while_written() {
	local name=$1 writer stall
	shift

	on_sysbench many oltp_write_only --tables=1000 --table-size=100 --threads=2 --time="$seconds" run >"$WORK/writers" 2>&1 & writer=$!
	sleep 2
	"$@" >"$WORK/said" 2>&1 || {
		tail -n 20 "$WORK/said" >&2
		kill "$writer"
		return 1
	}
	wait "$writer"
	stall=$(awk '$1 == "max:" { print $2 }' "$WORK/writers")
	sample "$name.stall" "$stall"
}

only_dump() { dump many >/dev/null; }
only_mydumper() {
	rm -rf "$WORK/mydumper"
	COPY_THREADS=8 mydumper_dump many "$WORK/mydumper"
}
copies() {
	COPY_THREADS=8 by_extrepl many >"$WORK/copied" 2>&1 || {
		cat "$WORK/copied"
		return 1
	}
}

for ((i = 0; i < RUNS; i++)); do
	empty_target
	while_written nobody sleep 1
	while_written extrepl copies
	sample lock.held "$(sed -n 's/^lock_ms: //p' "$WORK/copied")"
	while_written dump only_dump
	while_written mydumper only_mydumper
done
empty_target
method=$(sed -n 's/^method: //p' "$WORK/copied")
at_most "read lock held: ${method,,}" "$(median lock.held)" ms 20
at_most "  longest write, with nobody copying" "$(median extrepl.stall)" ms "" "$(median nobody.stall)"
at_most "  longest write, with mysqldump" "$(median extrepl.stall)" ms "" "$(median dump.stall)"
at_most "  longest write, with mydumper's 8 threads" "$(median extrepl.stall)" ms "" "$(median mydumper.stall)"
