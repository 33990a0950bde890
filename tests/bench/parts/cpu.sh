# What the client's side costs beyond its library: the same rows read, and the same bytes sent, by a
# program that does nothing else.
# shellcheck shell=bash
database=rows$((${BENCH_ROWS:-2000000} / 1000))k
sysbench_tables "$database" 4 $((${BENCH_ROWS:-2000000} / 4))
floor_prepare "$database"
bytes=$(cat "$WORK/floor.$database"/*.rows | wc -c)

for ((i = 0; i < RUNS; i++)); do
	empty_target
	COPY_MEASURE='%U + %S' timed cpu.copy by_extrepl "$database"
	sample cpu.extrepl "$(calculate "($(cat "$WORK/measured")) / $bytes * 1e9")"
	empty_target
	on rdsadmin "CREATE DATABASE $database"
	(
		set -a
		# shellcheck source=/dev/null
		. "$LAB_DIR/env"
		command time -o "$WORK/measured" -f '%U + %S' "$PROGRAMS/client_baseline" "$database" "$WORK/floor.$database"
	) >"$WORK/said" 2>&1 || {
		cat "$WORK/said" >&2
		exit 1
	}
	sample cpu.client "$(calculate "($(cat "$WORK/measured")) / $bytes * 1e9")"
done
empty_target
ours=$(median cpu.extrepl) library=$(median cpu.client)
at_most "client CPU for a GB of rows" "$(printf %.2f "$ours")" s "" "$(printf %.2f "$library")"
at_most "  beyond the client library's own" "$(printf %.2f "$(calculate "$ours - $library")")" s 0.6
