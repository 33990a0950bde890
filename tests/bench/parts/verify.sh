# Comparing both sides beside copying them: the rows of the copy, without a link. By the clock, and by
# the CPU time of both servers and the client, which a busy machine changes less.
# shellcheck shell=bash
database=rows$((${BENCH_ROWS:-2000000} / 1000))k
sysbench_tables "$database" 4 $((${BENCH_ROWS:-2000000} / 4))
manifest preferred "$database" >"$WORK/verify.yaml"

# Hundredths of a second that both servers have used.
servers_cpu() {
	local side

	for side in source target; do
		cat "/proc/$(cat "$LAB_DIR/$side/server.pid")/stat"
	done | awk '{ sub(/^.*\) /, ""); sum += $12 + $13 } END { print sum }'
}

# costed NAME COMMAND...: as timed, and a sample of NAME.cpu.
costed() {
	local name=$1 before
	shift

	before=$(servers_cpu)
	times >"$WORK/before"
	timed "$name" "$@"
	times >"$WORK/after"
	sample "$name.cpu" "$(calculate "($(servers_cpu) - $before) / 100 + $(children "$WORK/after") - ($(children "$WORK/before"))")"
}

# What `times` says of children: "0m1.250s 0m0.100s" as 0*60+1.250+0*60+0.100.
children() { sed -n '2{ s/m/*60+/g; s/s//g; s/ /+/; p }' "$1"; }

for ((i = 0; i < RUNS; i++)); do
	empty_target
	costed verify.copy by_extrepl "$database"
	arrived "$database"
	costed verify.verify "$EXTREPL" verify -f "$WORK/verify.yaml"
done
empty_target
within "verify of ${BENCH_ROWS:-2000000} rows: the copy of them" verify.verify verify.copy 0.25
within "  CPU time of both servers and the client" verify.verify.cpu verify.copy.cpu 0.25
